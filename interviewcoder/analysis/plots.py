"""Plots in characters: intervals on a line, curves in braille, stacked shares."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

LINE, LOW, HIGH, POINT, MARK = "─", "├", "┤", "●", "┊"
FILLS = "█▓▒░·"
"""How the values of a facet are told apart in a stack, for who sees no colour."""
BAND = "░"
_WIDEST_LIFT = 2.0
"""Lifts are drawn from a quarter to four, as powers of two."""
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The dots of a braille character (Unicode, U+2800): four high, two wide."""


def lift_plot(lift: float | None, low: float | None, high: float | None, width: int) -> str:
    """A lift (●) on its interval (├─┤), over a mark (┊) at 1, where chance would be."""
    cells = [" "] * width
    cells[_lift_cell(1, width)] = MARK
    if low is not None and high is not None:
        first, last = _lift_cell(low, width), _lift_cell(high, width)
        cells[first : last + 1] = LINE * (last - first + 1)
        cells[first], cells[last] = LOW, HIGH
    if lift is not None:
        cells[_lift_cell(lift, width)] = POINT
    return "".join(cells)


def lift_scale(width: int) -> str:
    """The numbers above plots of this width."""
    line = [" "] * width
    for at, text in ((0.25, "¼"), (0.5, "½"), (1.0, "1"), (2.0, "2"), (4.0, "4")):
        line[_lift_cell(at, width)] = text
    return "".join(line)


def _lift_cell(lift: float, width: int) -> int:
    at = log2(lift) if lift > 0 else -_WIDEST_LIFT
    return round((min(max(at, -_WIDEST_LIFT), _WIDEST_LIFT) + _WIDEST_LIFT) / (2 * _WIDEST_LIFT) * (width - 1))


def stack(shares: Sequence[float], width: int) -> str:
    """Shares (adding up to 1) side by side in so many cells, each in a fill of its own; blank where all are 0."""
    drawn, reached = "", 0.0
    for share, fill in zip(shares, FILLS, strict=False):
        reached += share
        drawn += fill * (round(reached * width) - len(drawn))
    return drawn.ljust(width)


def curve(
    lines: Sequence[Sequence[float]],
    band: tuple[Sequence[float], Sequence[float]],
    top: float,
    width: int,
    height: int,
) -> list[str]:
    """Curves of as many points each, from 0 to ``top``, in so many cells of braille, the first drawn through and the
    others dotted; where no curve goes the ``band`` between two of them shows as a shade. Points are spread over the
    width."""
    dots = [[0] * width for _ in range(height)]
    signs = [[" "] * width for _ in range(height)]
    points = max((len(line) for line in lines), default=0)
    if not points or top <= 0:
        return [" " * width] * height
    for number, line in enumerate(lines):
        before = None
        for x in range(2 * width):
            y = round(_at(line, x / max(1, 2 * width - 1)) / top * (4 * height - 1))
            for each in _between(before, y) if not number or x % 4 < 2 else ():
                row = height - 1 - each // 4
                if 0 <= row < height:
                    dots[row][x // 2] |= DOTS[3 - each % 4][x % 2]
            before = y
    low, high = band
    for at in range(width):
        share = at / max(1, width - 1)
        bounds = _at(low, share), _at(high, share)
        for row in range(height):
            middle = (height - row - 0.5) / height * top
            signs[row][at] = BAND if bounds[0] <= middle <= bounds[1] else " "
            if dots[row][at]:
                signs[row][at] = chr(0x2800 + dots[row][at])
    return ["".join(row) for row in signs]


def _at(line: Sequence[float], share: float) -> float:
    """The line at a share (0 to 1) of its length, straight between points."""
    place = share * (len(line) - 1)
    first = int(place)
    last = min(first + 1, len(line) - 1)
    return line[first] + (line[last] - line[first]) * (place - first)


def _between(before: int | None, now: int) -> range:
    """The dots from where the curve was, so that it has no holes."""
    if before is None or abs(now - before) <= 1:
        return range(now, now + 1)
    return range(min(before + 1, now), max(before - 1, now) + 1)
