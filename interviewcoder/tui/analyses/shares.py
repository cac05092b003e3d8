"""Facets: how the codings of each carrier divide over the values of a facet, in each column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from interviewcoder.analysis.coverage import By
from interviewcoder.analysis.plots import FILLS, stack
from interviewcoder.analysis.qualifiers import Profile
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Facet
from interviewcoder.publish.analyses import column_name, facets_table, row_name
from interviewcoder.publish.tables import Table
from interviewcoder.safe import visible
from interviewcoder.store.project import Project
from interviewcoder.tasks.analyses import Profiled, profiles_of
from interviewcoder.tasks.narrowing import Narrowing
from interviewcoder.tui.analyses.analysis import Analysis, Behind, Seen, left_out, who_in

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_NAME, _COUNT, _SHARE, _INTERVAL = 24, 8, 6, 12
_BYS = (By.ROLE, By.COMPANY, By.SECTOR)


class Shares(Analysis):
    """A facet, by role, company or sector."""

    id = "facets"
    apart = True
    other = True

    def __init__(self) -> None:
        self.level = "carrier"
        self._by = By.ROLE
        self._facet = "presence"

    def facet(self, codebook: Codebook) -> Facet | None:
        """The facet that is shown: the one chosen, or the first where the codebook has it no more."""
        facets = {each.id: each for each in codebook.facets}
        return facets.get(self._facet) or next(iter(facets.values()), None)

    def count(self, project: Project, only: Narrowing) -> Seen:
        facet = self.facet(project.codebook)
        found = profiles_of(project, facet.id, by=self._by, level=self.level, only=only) if facet else None
        return SeenShares(project.codebook, found)

    def scope(self, codebook: Codebook) -> list[str]:
        facet = self.facet(codebook)
        name = pick(facet.label) if facet else ""
        return [say("analyses.scope.facet", facet=name, by=say(f"overview.by.{self._by.value}"))]

    def change_apart(self, codebook: Codebook) -> None:
        self._by = _BYS[(_BYS.index(self._by) + 1) % len(_BYS)]

    def change_other(self, codebook: Codebook) -> None:
        ids = [each.id for each in codebook.facets]
        facet = self.facet(codebook)
        if facet is not None:
            self._facet = ids[(ids.index(facet.id) + 1) % len(ids)]


class SeenShares(Seen):
    def __init__(self, codebook: Codebook, found: Profiled | None) -> None:
        self._codebook, self._found = codebook, found
        self._lines: list[Profile | str] = []
        if found is None:
            self.notes = (say("narrowing.none.facet"),)
            return
        width = len(found.columns)
        for at, row in enumerate(found.basis.rows):
            mine = found.profiles[at * width : (at + 1) * width]
            self._lines += [f"{'  ' * row.depth}{visible(row_name(codebook, row))}", mine[-1], *mine[:-1]]
        self._values = [pick(value.label) for value in found.facet.values]
        fills = "  ".join(f"{fill} {name}" for fill, name in zip(FILLS, self._values, strict=False))
        self.notes = (fills, *left_out(found.basis), say("analyses.facets-note"))

    @property
    def count(self) -> int:
        return len(self._lines)

    @property
    def headings(self) -> frozenset[int]:
        return frozenset(at for at, line in enumerate(self._lines) if isinstance(line, str))

    def head(self, width: int, column: int) -> Text:
        if self._found is None:
            return Text()
        first = visible(self._values[0])[: _SHARE + _INTERVAL]
        told, untold = say("analyses.head.count"), say("analyses.head.untold")
        line = f"{'':<{_NAME}}{told[: _COUNT + 2]:>{_COUNT + 2}}{untold[:9]:>10}  {first}"
        return Text(line, no_wrap=True)

    def line(self, number: int, width: int, column: int) -> Text:
        each = self._lines[number]
        if isinstance(each, str):
            return Text(each, style="bold underline")
        shares = list(each.shares.values())
        told = shares[0].told if shares else 0
        name = who_in(self._codebook, each.column, _NAME - 3)
        line = Text(f"  {name:<{_NAME - 2}}", no_wrap=True, style="" if each.column else "bold")
        line.append(f"{told:>{_COUNT + 2}}{each.untold:>10}  ")
        if not told:
            return line.append(say("analyses.none-told"), style="dim italic")
        first = shares[0]
        interval = "" if first.low is None or first.high is None else f"[{first.low:.0%}–{first.high:.0%}]"
        line.append(f"{first.share or 0:>{_SHARE}.0%} {interval:<{_INTERVAL}}")
        return line.append(stack([share.share or 0 for share in shares], max(8, min(60, width - line.cell_len - 1))))

    def detail(self, number: int, column: int) -> str:
        each = self._lines[number]
        if isinstance(each, str) or self._found is None:
            return ""
        parts = []
        for name, share in zip(self._values, each.shares.values(), strict=True):
            told = [] if share.share is None else [f"{share.share:.0%}"]
            told += [] if share.low is None or share.high is None else [f"{share.low:.0%}–{share.high:.0%}"]
            parts.append(f"{name} {share.count}" + (f" ({', '.join(told)})" if told else ""))
        row = next(row for row in self._found.basis.rows if row.id == each.row)
        where = f"{pick(row.label)} × {column_name(self._codebook, each.column)}"
        return f"{where}: {' · '.join(parts)} · {say('analyses.head.untold')} {each.untold}"

    def behind(self, number: int, column: int) -> Sequence[Behind]:
        each = self._lines[number]
        if isinstance(each, str) or self._found is None:
            return []
        values = [(value.id, pick(value.label)) for value in self._found.facet.values]
        return [
            Behind(name, self._found.codings(each, id)) for id, name in [*values, ("", say("analyses.head.untold"))]
        ]

    def table(self) -> Table:
        assert self._found
        found = self._found
        return facets_table(self._codebook, found.basis.rows, found.facet, found.profiles)

    def figure(self, *, synthetic: bool) -> Figure:
        from interviewcoder.publish.figures import facets_figure

        assert self._found
        found = self._found
        counted = (self._codebook, found.basis.rows, found.facet, found.profiles)
        return facets_figure(*counted, "", synthetic=synthetic)
