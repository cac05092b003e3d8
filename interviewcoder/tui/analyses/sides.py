"""The dialogue: what two roles of each company say of the same feature, as a matrix of signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from rich.text import Text

from interviewcoder.analysis.coverage import By
from interviewcoder.analysis.dialogue import SIGNS, Accord, Exchange
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook
from interviewcoder.publish.analyses import column_name, dialogue_table, row_name
from interviewcoder.publish.tables import Table
from interviewcoder.safe import visible
from interviewcoder.store.project import Project
from interviewcoder.tasks.analyses import dialogue_of
from interviewcoder.tasks.narrowing import Narrowing
from interviewcoder.tasks.overview import codings_behind
from interviewcoder.tui.analyses.analysis import Analysis, Behind, Seen, cut
from interviewcoder.tui.widgets.heat_cell import sentence_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_CELL, _LABEL = 5, 34
_HUES = {
    Accord.OPPOSED: "bold red",
    Accord.MIXED: "",
    Accord.BOTH: "cyan",
    Accord.LACKING: "yellow",
    Accord.ONE: "green",
}


class Sides(Analysis):
    """Two roles, side by side."""

    id = "dialogue"
    apart = True

    def __init__(self) -> None:
        self.level = "feature"
        self._roles: tuple[str, str] | None = None

    @property
    def across(self) -> bool:
        return True

    def roles(self, codebook: Codebook) -> tuple[str, str]:
        """The two roles: at first the line manager and the employee, where the codebook has these."""
        pairs = self._pairs(codebook)
        return self._roles if self._roles in pairs else next(iter(pairs), ("", ""))

    @staticmethod
    def _pairs(codebook: Codebook) -> list[tuple[str, str]]:
        pairs = list(combinations([role.id for role in codebook.roles], 2))
        usual = ("line_manager", "employee")
        return sorted(pairs, key=lambda pair: pair != usual)

    def count(self, project: Project, only: Narrowing) -> Seen:
        first, second = self.roles(project.codebook)
        found = dialogue_of(project, first, second, level=self.level, only=only) if first else ()
        return SeenSides(project, found, first, second, only)

    def scope(self, codebook: Codebook) -> list[str]:
        return [" × ".join(column_name(codebook, role) for role in self.roles(codebook) if role)]

    def change_apart(self, codebook: Codebook) -> None:
        pairs = self._pairs(codebook)
        if pairs:
            self._roles = pairs[(pairs.index(self.roles(codebook)) + 1) % len(pairs)]


class SeenSides(Seen):
    beside = True

    def __init__(self, project: Project, found: Sequence[Exchange], first: str, second: str, only: Narrowing) -> None:
        self._project, self._codebook, self._found, self._only = project, project.codebook, found, only
        self._first, self._second = first, second
        self._companies = sorted({each.company for each in found})
        self._rows = {each.row.id: each.row for each in found}
        self._order = [code.id for code in self._codebook.codes if code.id in self._rows]
        self._at = {(each.row.id, each.company): each for each in found}
        counts = Counter(each.accord for each in found)
        note = say("analyses.dialogue-note", opposed=counts[Accord.OPPOSED], mixed=counts[Accord.MIXED])
        self.notes = (_legend(counts), note)

    @property
    def count(self) -> int:
        return len(self._order)

    @property
    def columns(self) -> int:
        return len(self._companies)

    def head(self, width: int, column: int) -> Text:
        line = Text(" " * self._label(width), no_wrap=True)
        for at, company in enumerate(self._companies):
            name = visible(company)[: _CELL - 1].center(_CELL)
            line.append(name, style="bold underline" if at == column else "bold")
        return line

    def line(self, number: int, width: int, column: int) -> Text:
        id, label = self._order[number], self._label(width)
        name = visible(row_name(self._codebook, self._rows[id]))
        line = Text(f"{cut(name, label - 1):<{label}}", no_wrap=True)
        for at, company in enumerate(self._companies):
            each = self._at.get((id, company))
            sign = SIGNS[each.accord] if each else " "
            style = _HUES.get(each.accord, "dim") if each else ""
            drawn = f"[{sign}]" if at == column else sign
            line.append(drawn.center(_CELL), style=f"{style} bold underline" if at == column else style)
        return line

    def detail(self, number: int, column: int) -> str:
        each = self._exchange(number, column)
        if each is None:
            return ""
        told = say(
            "analyses.exchange",
            company=each.company,
            row=pick(each.row.label),
            accord=say(f"analyses.accord.{each.accord.value}"),
        )
        sides = zip((self._first, self._second), (each.first, each.second), each.read, strict=True)
        said = [f"{column_name(self._codebook, role)}: {sentence_of(side, read)}" for role, side, read in sides]
        return " ".join([told, *(f"{part[0].upper()}{part[1:]}." for part in said)])

    def behind(self, number: int, column: int) -> Sequence[Behind]:
        each = self._exchange(number, column)
        if each is None:
            return []
        only = replace(self._only, company=each.company)
        return [
            Behind(
                f"{column_name(self._codebook, role)} · {pick(each.row.label)} · {each.company}",
                codings_behind(self._project, each.row, By.ROLE, role, only),
            )
            for role in (self._first, self._second)
        ]

    def table(self) -> Table:
        return dialogue_table(self._codebook, self._found, self._first, self._second)

    def figure(self, *, synthetic: bool) -> Figure:
        from interviewcoder.publish.figures import dialogue_figure

        return dialogue_figure(self._codebook, self._found, self._first, self._second, synthetic=synthetic)

    def _exchange(self, number: int, column: int) -> Exchange | None:
        if not self._companies:
            return None
        return self._at.get((self._order[number], self._companies[column]))

    def _label(self, width: int) -> int:
        return max(12, min(_LABEL, width - _CELL * len(self._companies)))


def _legend(seen: Collection[Accord]) -> str:
    """What the signs that are there mean."""
    told = (f"{sign} {say(f'analyses.stand.{accord.value}')}" for accord, sign in SIGNS.items() if accord in seen)
    return "  ".join(told)
