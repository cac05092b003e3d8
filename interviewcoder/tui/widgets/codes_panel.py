"""The codes with their counts, and the codings under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Coding
from interviewcoder.safe import visible
from interviewcoder.tui.themes import legible

_ABSENT = "absent"


def key_of(codebook: Codebook, code_id: str) -> str:
    """How a code is typed ("2b"); "?" for one that the codebook has no longer."""
    code = codebook.find(code_id)
    return codebook.keys_of(code) if code else "?"


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    text: Text
    code: str
    carrier: str


class CodesPanel(Static):
    """The codings under the cursor, then the coder's counts: in this interview, and in the whole study.

    It never grows, so that drawing it anew leaves the rest of the screen alone; where it is too low for everything,
    the features are left out, but for those of the carrier in use.
    """

    DEFAULT_CSS = """
    CodesPanel { border: round $foreground 25%; border-title-color: $text-muted; height: 1fr; padding: 0 1;
        text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, codebook: Codebook) -> None:
        super().__init__()
        self._codebook = codebook
        self._here: list[tuple[Coding, bool]] = []
        """The codings under the cursor, and of each whether keys act on it."""
        self._counts: tuple[Mapping[str, int], Mapping[str, int]] = ({}, {})
        self._codes: set[str] = set()
        self._in_use: str | None = None
        """The carrier of the coding that keys act on, or of the last one there was."""
        self._drawn: Text | None = None
        self.border_title = say("coding.codes")

    def on_resize(self) -> None:
        self._draw()

    def count(self, here: Mapping[str, int], everywhere: Mapping[str, int]) -> None:
        """Take the counts of codes; they are drawn when what is at the cursor is."""
        self._counts = (here, everywhere)

    def show_here(self, codings: Sequence[Coding], chosen: str | None) -> None:
        """List the codings under the cursor, and the codes; ``chosen`` is the guid of the one that keys act on. A
        feature without codings in this interview is left out."""
        self._here = [(coding, coding.guid == chosen) for coding in codings]
        self._codes = {coding.code for coding in codings}
        for coding in sorted(codings, key=lambda each: each.guid == chosen):
            code = self._codebook.find(coding.code)
            self._in_use = code.carrier if code else self._in_use
        self._draw()

    def _draw(self) -> None:
        height, width = self.content_size.height, self.content_size.width
        lines = [self._coding(coding, chosen, width) for coding, chosen in self._here]
        if lines:
            lines.append(Text("─" * width, style="dim"))
        rows = list(self._rows(max(12, width - 10)))
        over = len(lines) + len(rows) - height
        features = [row for row in reversed(rows) if row.code != row.carrier]
        for row in sorted(features, key=self._worth)[: max(0, over)]:
            rows.remove(row)
        drawn = Text("\n", no_wrap=True, overflow="ellipsis").join([*lines, *(row.text for row in rows)])
        if drawn != self._drawn:
            self._drawn = drawn
            self.update(drawn, layout=False)

    def _worth(self, row: _Row) -> tuple[bool, bool]:
        """What a feature is worth where there is no room for all: codes at the cursor, then of the carrier in use."""
        return row.code in self._codes, row.carrier == self._in_use

    def _coding(self, coding: Coding, chosen: bool, width: int) -> Text:
        """A coding on a line; where that is narrow, its name gives way to its signs, and its facets are cut off."""
        code, signs = self._codebook.find(coding.code), _signs(coding)
        line = Text(f"{'▸' if chosen else ' '}{key_of(self._codebook, coding.code):<3}", style="bold")
        room = width - line.cell_len - len(signs)
        label = pick(code.label) if code else coding.code
        if code and len(label) > room:
            label = _fit(pick(code.short), max(2, room)).rstrip()
        line.append(label, style="not bold reverse" if chosen else "not bold")
        facets = facets_in_short(self._codebook, coding).items()
        said = "".join(f" {value}" for id, value in facets if id != _ABSENT)
        return line.append(signs + said, style="not bold")

    def _rows(self, width: int) -> Iterator[_Row]:
        here, everywhere = self._counts
        for carrier in self._codebook.carriers:
            features = self._codebook.features(carrier.id)
            ids = [carrier.id, *(feature.id for feature in features)]
            total_here, total = (sum(counts.get(id, 0) for id in ids) for counts in self._counts)
            colour = legible(carrier.colour, self.app.current_theme.dark)
            line = Text().append(f"{carrier.key} ", style=Style(bold=True, color=colour))
            line.append(_fit(pick(carrier.short), width), style="bold" if total_here else "")
            yield _Row(_numbers(line, total_here, total), carrier.id, carrier.id)
            for feature in features:
                if here.get(feature.id):
                    line = Text(f"  {feature.key} {_fit(pick(feature.label), width - 2)}")
                    line = _numbers(line, here[feature.id], everywhere.get(feature.id, 0))
                    yield _Row(line, feature.id, carrier.id)


def _numbers(line: Text, here: int, everywhere: int) -> Text:
    line.append(f"{here or '·':>3}", style="bold" if here else "dim")
    return line.append(f"{everywhere:>5}", style="not bold dim")


def _fit(label: str, width: int) -> str:
    return label[: width - 1] + "…" if len(label) > width else label.ljust(width)


def facets_in_short(codebook: Codebook, coding: Coding) -> dict[str, str]:
    """The values of a coding's facets, each in the first word of what people call it, by the id of the value."""
    return {
        value.id: visible(pick(value.label).split(" ")[0].rstrip(","))
        for facet in codebook.facets
        for value in facet.values
        if coding.facets.get(facet.id) == value.id
    }


def _signs(coding: Coding) -> str:
    absent = " ∅" if coding.facets.get("presence") == _ABSENT else ""
    return f"{absent}{' ★' if coding.starred else ''}{' ✎' if coding.memos else ''}"
