"""A forest plot in characters: a coefficient with its interval on a line from 0 to 1."""

from __future__ import annotations

from interviewcoder.analysis.agreement.judging import Agreed

LINE, LOW, HIGH, VALUE, MARK, BELOW = "─", "├", "┤", "●", "┊", "◂"
TENTATIVE, RELIABLE = 2 / 3, 0.8
"""From where Krippendorff (Content Analysis, 2nd ed., 2004, p. 241) would draw tentative conclusions, and rely."""


def plot(row: Agreed, width: int) -> str:
    """The row's value (●) on its interval (├─┤) in so many cells, over marks (┊) at 2/3 and 0.8.

    What lies below 0 is drawn at the left end, with ◂ for a value that is shown as less. Without a value there are
    only the marks.
    """
    cells = [" "] * width
    for at in (TENTATIVE, RELIABLE):
        cells[_cell(at, width)] = MARK
    if row.value is None:
        return "".join(cells)
    if row.low is not None and row.high is not None:
        low, high = _cell(row.low, width), _cell(row.high, width)
        cells[low : high + 1] = LINE * (high - low + 1)
        cells[low], cells[high] = LOW, HIGH
    cells[_cell(row.value, width)] = BELOW if row.value <= -0.005 else VALUE
    return "".join(cells)


def scale(width: int) -> str:
    """The numbers above the plots of this width (12 or more), as many as stand apart."""
    line = ""
    for at, text in ((0.0, "0"), (TENTATIVE, ".67"), (RELIABLE, ".8"), (1.0, "1")):
        place = min(_cell(at, width), width - len(text))
        if not line or place > len(line):
            line = line.ljust(place) + text
    return line.ljust(width)


def _cell(at: float, width: int) -> int:
    return round(min(max(at, 0.0), 1.0) * (width - 1))
