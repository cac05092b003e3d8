"""A transcript wrapped to a width: which code points stand on which row of the screen."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rich.cells import cell_len, get_character_cell_size

from interviewcoder.model import Span, Speaker, Transcript
from interviewcoder.publish.attributed import clock
from interviewcoder.safe import visible

NOTE, BLANK = -1, -2
"""In place of a turn's number: a row of what nobody says (a heading), and an empty row."""

TIME = 8
"""Cells of a time, such as "00:12:31"."""

_LABEL = 6
_ONE_CELL = "\x00-\u02ff\u0370-\u03ff\u0400-\u0482\u048a-\u058f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
_NOT_ONE_CELL = re.compile(f"[^{_ONE_CELL}]")
"""What may take no cell or two; the rest can be wrapped by counting characters."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows in order. Row ``n`` shows the code points ``starts[n]`` up to ``ends[n]`` of turn ``turns[n]``."""

    text: str
    width: int
    labels: tuple[str, ...]
    label_width: int
    times: tuple[str, ...] = ()
    """When each turn begins, where that is shown."""
    starts: array[int] = field(default_factory=lambda: array("l"))
    ends: array[int] = field(default_factory=lambda: array("l"))
    turns: array[int] = field(default_factory=lambda: array("l"))

    def __len__(self) -> int:
        return len(self.starts)

    def row_of(self, position: int) -> int:
        """The row a code point stands on; one between rows belongs to the row before."""
        return max(0, bisect_right(self.starts, position) - 1)

    def rows_of(self, span: Span) -> range:
        """The rows that show some of a span."""
        if not span:
            return range(0)
        return range(self.row_of(span.start), self.row_of(span.end - 1) + 1)

    @property
    def lead(self) -> int:
        """How many cells stand before the words: the time, the label, and a blank after each."""
        return self.label_width + 1 + (TIME + 1 if self.times else 0)

    def label_of(self, row: int) -> str:
        """The speaker's label, on the first row of a turn; else empty."""
        return self._on_first(row, self.labels)

    def time_of(self, row: int) -> str:
        """When a turn begins, on its first row, where times are shown; else empty."""
        return self._on_first(row, self.times)

    def _on_first(self, row: int, each: tuple[str, ...]) -> str:
        turn = self.turns[row]
        first = turn >= 0 and (row == 0 or self.turns[row - 1] != turn)
        return each[turn] if first and each else ""

    def column_of(self, position: int) -> int:
        """How many cells of its row stand before a code point."""
        start = self.starts[self.row_of(position)]
        return cell_len(visible(self.text[start:position]))

    def position_at(self, row: int, column: int) -> int:
        """The code point in a cell of a row; beyond its end, the row's last one."""
        start, end = self.starts[row], self.ends[row]
        if column <= 0 or start == end:
            return start
        cells = 0
        for position in range(start, end):
            cells += _cells(self.text[position])
            if cells > column:
                return position
        return max(start, end - 1)


def lay_out(transcript: Transcript, width: int, label_width: int, *, times: bool = False) -> Layout:
    """Wrap a transcript at ``width`` cells, at spaces where there are any. ``times`` are those at which turns begin.

    Each turn starts on a row of its own, an interviewer's after an empty row. Labels and white space between turns
    take no rows; what else stands there (a heading, a note of the transcriber) does.
    """
    labels = tuple(_short(turn.label, turn.speaker) for turn in transcript.turns)
    begins = tuple("" if turn.time_start is None else clock(turn.time_start) for turn in transcript.turns)
    made = Layout(transcript.text, width, labels, label_width, begins if times else ())
    reached = 0
    for number, turn in enumerate(transcript.turns):
        notes = _lines(transcript.text, reached, turn.start)
        for note in notes[:-1] if turn.label else notes:
            _add(made, note, NOTE)
        if turn.speaker is Speaker.INTERVIEWER and len(made):
            _put(made, made.ends[-1], made.ends[-1], BLANK)
        _add(made, turn.span, number)
        reached = turn.end
    for note in _lines(transcript.text, reached, len(transcript.text)):
        _add(made, note, NOTE)
    return made


def label_width(transcript: Transcript) -> int:
    """How many cells the labels of a transcript need."""
    shown = {_short(turn.label, turn.speaker) for turn in transcript.turns}
    return max((cell_len(label) for label in shown), default=0)


def _short(label: str, speaker: Speaker) -> str:
    if len(label) <= _LABEL:
        return label
    return "I" if speaker is Speaker.INTERVIEWER else label[: _LABEL - 1] + "…"


def _lines(text: str, start: int, end: int) -> list[Span]:
    return [Span(*match.span()) for match in re.compile(r"[^\s][^\n]*").finditer(text, start, end)]


def _put(made: Layout, start: int, end: int, turn: int) -> None:
    made.starts.append(start)
    made.ends.append(end)
    made.turns.append(turn)


def _add(made: Layout, span: Span, turn: int) -> None:
    for start, end in _wrap(made.text, span, made.width):
        _put(made, start, end, turn)


def _wrap(text: str, span: Span, width: int) -> Iterator[tuple[int, int]]:
    if _NOT_ONE_CELL.search(text, span.start, span.end):
        return _wrap_by_cells(text, span, width)
    return (match.span() for match in _line(width).finditer(text, span.start, span.end))


@lru_cache(maxsize=8)
def _line(width: int) -> re.Pattern[str]:
    return re.compile(rf"[^\n]{{1,{width}}}(?:[ \t]+\n?|\n|\Z)|[^\n]{{{width}}}|\n")


def _wrap_by_cells(text: str, span: Span, width: int) -> Iterator[tuple[int, int]]:
    """As the pattern of :func:`_line` does, for characters of any width."""
    start, cells, breakable = span.start, 0, 0
    for position in range(span.start, span.end):
        character = text[position]
        if character == "\n":
            yield start, position + 1
            start, cells, breakable = position + 1, 0, 0
            continue
        size = _cells(character)
        if cells + size > width and character not in " \t":
            if breakable:
                yield start, breakable
                start, cells = breakable, cell_len(visible(text[breakable:position]))
            if cells + size > width:
                yield start, position
                start, cells = position, 0
            breakable = 0
        cells += size
        if character in " \t":
            breakable = position + 1
    if start < span.end:
        yield start, span.end


def _cells(character: str) -> int:
    return get_character_cell_size(visible(character))
