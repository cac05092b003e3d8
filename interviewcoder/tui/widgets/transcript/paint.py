"""One row of the transcript as a strip of styled cells: the margin, the time, the speaker's label, the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from interviewcoder.model import Span, Speaker
from interviewcoder.safe import visible
from interviewcoder.tui.themes import legible
from interviewcoder.tui.widgets.transcript.caret import Caret
from interviewcoder.tui.widgets.transcript.highlights import Highlights, Marks
from interviewcoder.tui.widgets.transcript.layout import BLANK, NOTE, TIME, Layout

DIGITS = 3
"""How many carriers the margin can name; of more, the last place says so with a plus."""

MARGIN = 2 + DIGITS + 1
"""Cells before the labels: the bar of the selection, the mark of what was read, the digits and a space."""

_BLEND = 0.30
_BLEND_FOCUS = 0.55
_TRAILING = re.compile(r"\s+\Z")


@dataclass(frozen=True, slots=True)
class Looks:
    """The styles of this theme. ``plain`` is a terminal without colour, where codes are underlined instead."""

    base: Style
    background: Color
    text: Color
    dim: Style
    bar: Style
    read: Style
    chosen: Style
    plain: bool
    _digits: dict[str, Style] = field(default_factory=dict)
    _of: dict[tuple[tuple[str, ...], frozenset[str]], Style] = field(default_factory=dict)

    def digit(self, colour: str) -> Style:
        """The style of a carrier's digit in the margin."""
        if (style := self._digits.get(colour)) is None:
            seen = legible(colour, self.background.brightness < 0.5)
            style = self._digits[colour] = self.base + Style(color=seen, bold=True)
        return style

    def words(self, colours: tuple[str, ...], shows: frozenset[str]) -> Style:
        """The style of words in these colours that show these things; kept, since few combinations occur."""
        if (style := self._of.get((colours, shows))) is None:
            style = self._of[colours, shows] = self._make(colours, shows)
        return style

    def _make(self, colours: tuple[str, ...], shows: frozenset[str]) -> Style:
        style = self.base + self.dim if "quiet" in shows else self.base
        if colours:
            mixed = self.background
            for colour in colours:
                mixed = mixed.blend(Color.parse(colour), _BLEND_FOCUS if "focus" in shows else _BLEND)
            style += Style(bgcolor=mixed.rich_color, color=self.text.rich_color, underline=self.plain or None)
        for name, look in self._LOOKS.items():
            if name in shows:
                style += look
        return style + self.chosen if "chosen" in shows else style

    _LOOKS: ClassVar[dict[str, Style]] = {
        "target": Style(bold=True),
        "focus": Style(underline=True),
        "why": Style(underline=True, bold=True),
        "caret": Style(reverse=True),
    }


@dataclass(frozen=True, slots=True)
class Scene:
    """What a row may show besides its words, as far as it lies on that row: the key under which its strip is kept."""

    target: Span | None
    chosen: bool
    caret: Span | None
    focus: Span | None
    why: tuple[Span, ...]
    read: bool


NO_SCENE = Scene(target=None, chosen=False, caret=None, focus=None, why=(), read=False)


def scene_of(
    layout: Layout, row: int, caret: Caret, focus: Span | None, why: Iterable[Span], read: Iterable[Span]
) -> Scene:
    """What a row shows of where the reader is, the coding in focus, what speaks for a suggestion, what was read."""
    start, end = layout.starts[row], layout.ends[row]
    target = _within(caret.target, start, end)
    return Scene(
        target=target,
        chosen=target is not None and caret.selection is not None,
        caret=_within(caret.word, start, end) if caret.by_word else None,
        focus=_within(focus, start, end) if focus else None,
        why=tuple(filter(None, (_within(span, start, end) for span in why))),
        read=start < end and any(span.start <= start and end <= span.end + 1 for span in read),
    )


def _within(span: Span, start: int, end: int) -> Span | None:
    """The part of a span between two code points, if any."""
    low, high = max(span.start, start), min(span.end, end)
    return Span(low, high) if low < high else None


def paint(
    layout: Layout,
    highlights: Highlights,
    speakers: Sequence[Speaker],
    row: int,
    scene: Scene,
    looks: Looks,
    width: int,
) -> Strip:
    """The strip of a row, ``width`` cells wide."""
    start, end, turn = layout.starts[row], layout.ends[row], layout.turns[row]
    if turn == BLANK:
        return Strip([*_bars(scene, looks)], 2).adjust_cell_length(width, looks.base)
    if turn == NOTE:
        said = Segment(visible(layout.text[start:end]).rstrip(), looks.base + looks.dim)
        lead = Segment(" " * (MARGIN + layout.lead), looks.base)
        return Strip([lead, said]).adjust_cell_length(width, looks.base)
    end -= len(match[0]) if (match := _TRAILING.search(layout.text[start:end])) else 0
    pieces = list(highlights.between(start, end))
    quiet = speakers[turn] is Speaker.INTERVIEWER
    segments = [*_bars(scene, looks), *_digits(pieces, looks), *_label(layout, row, quiet, looks)]
    segments += _words(layout.text, pieces, (start, end), quiet, scene, looks)
    return Strip(segments).adjust_cell_length(width, looks.base)


def _bars(scene: Scene, looks: Looks) -> list[Segment]:
    return [
        Segment("▌" if scene.target else " ", looks.bar),
        Segment("│" if scene.read else " ", looks.read),
    ]


def _digits(pieces: Sequence[tuple[int, int, Marks]], looks: Looks) -> list[Segment]:
    found = {mark.digit: mark.colour for _, _, marks in pieces for mark in marks}
    shown_digits = sorted(found)[:DIGITS]
    segments = [Segment(digit, looks.digit(found[digit])) for digit in shown_digits]
    if len(found) > DIGITS:
        segments[-1] = Segment("+", looks.base + Style(bold=True))
    return [Segment(" " * (DIGITS - len(segments)), looks.base), *segments, Segment(" ", looks.base)]


def _label(layout: Layout, row: int, quiet: bool, looks: Looks) -> list[Segment]:
    label = visible(layout.label_of(row))
    style = looks.base + (looks.dim if quiet else Style(bold=True))
    segments = [Segment(f"{label:>{layout.label_width}} ", style)]
    if layout.times:
        segments.insert(0, Segment(f"{layout.time_of(row):>{TIME}} ", looks.base + looks.dim))
    return segments


def _words(
    text: str,
    pieces: Sequence[tuple[int, int, Marks]],
    line: tuple[int, int],
    quiet: bool,
    scene: Scene,
    looks: Looks,
) -> list[Segment]:
    spans = [span for span in (scene.target, scene.caret, scene.focus, *scene.why) if span]
    cuts = {low for low, _, _ in pieces} | {line[1]}
    cuts |= {edge for span in spans for edge in (span.start, span.end) if line[0] < edge < line[1]}
    edges, at, segments = sorted(cuts), 0, []
    for low, high in pairwise(edges):
        while pieces[at][1] <= low:
            at += 1
        colours = tuple(mark.colour for mark in pieces[at][2])
        segments.append(Segment(visible(text[low:high]), looks.words(colours, _shows(scene, low, quiet))))
    return segments


def _shows(scene: Scene, position: int, quiet: bool) -> frozenset[str]:
    """Which things the words at a position show."""
    spans = {"target": scene.target, "caret": scene.caret, "focus": scene.focus}
    if scene.chosen:
        spans["chosen"] = scene.target
    found = {name for name, span in spans.items() if _holds(span, position)}
    if any(_holds(span, position) for span in scene.why):
        found.add("why")
    return frozenset(found | {"quiet"} if quiet else found)


def _holds(span: Span | None, position: int) -> bool:
    return span is not None and span.start <= position < span.end
