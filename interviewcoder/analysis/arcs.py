"""A network in characters: places on a line, with an arc of braille between each two that are tied.

As all places lie on one line, no tie runs over a name, and each is found by where its ends come down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from interviewcoder.analysis.plots import DOTS

_LOWEST = 3
"""Dots: an arc between neighbours is still seen to be one."""
_GAP = 2
"""An arc that is not drawn through has so many dots, then as many blanks."""


@dataclass(frozen=True, slots=True)
class Arc:
    """A tie between two places, in cells from the left; drawn through where it is ``sure``, else dotted."""

    first: int
    last: int
    sure: bool


def places(count: int, width: int) -> list[int]:
    """Where so many places stand on a line of so many cells, evenly."""
    return [int((at + 0.5) * width / count) for at in range(count)]


def draw_arcs(
    arcs: Iterable[Arc], width: int, height: int, *, widest: int, below: bool = False
) -> list[list[tuple[str, bool]]]:
    """Lines of cells, the top one first, each a character with whether a sure arc runs through it. The line of places
    comes under them, or, ``below``, above them. An arc of ``widest`` cells takes all of the height."""
    dots = [[0] * width for _ in range(height)]
    sure = [[False] * width for _ in range(height)]
    for arc in arcs:
        for x, y in _path(arc, 4 * height, widest):
            row = y // 4 if below else height - 1 - y // 4
            dots[row][x // 2] |= DOTS[y % 4 if below else 3 - y % 4][x % 2]
            sure[row][x // 2] |= arc.sure
    return [
        [(chr(0x2800 + dot) if dot else " ", through) for dot, through in zip(*line, strict=True)]
        for line in zip(dots, sure, strict=True)
    ]


def _path(arc: Arc, room: int, widest: int) -> Iterator[tuple[int, int]]:
    """The dots of an arc, by column and by height above the line of places."""
    first, last = sorted((2 * arc.first, 2 * arc.last))
    top = max(_LOWEST, round((last - first) / (2 * widest) * (room - 1))) if widest else _LOWEST
    heights = [min(room - 1, _height(x, first, last, top)) for x in range(first, last + 1)]
    walked = 0
    for x, y in zip(range(first, last + 1), _without_holes(heights), strict=True):
        for each in y:
            if arc.sure or walked % (2 * _GAP) < _GAP:
                yield x, each
            walked += 1


def _height(x: int, first: int, last: int, top: int) -> int:
    radius = (last - first) / 2
    off = (x - first - radius) / radius if radius else 0.0
    return round(top * sqrt(max(0.0, 1 - off * off)))


def _without_holes(heights: Sequence[int]) -> Iterator[range]:
    """For each column the dots from the height before it, or, on the way down, to the one after it."""
    for at, y in enumerate(heights):
        before = heights[at - 1] if at else y
        after = heights[at + 1] if at + 1 < len(heights) else y
        yield range(min(y, before + 1, after + 1), y + 1)
