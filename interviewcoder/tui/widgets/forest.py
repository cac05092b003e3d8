"""A line of a forest plot: a code, its coefficient with interval, and both drawn on a line from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from interviewcoder.analysis.agreement import forest, words
from interviewcoder.analysis.agreement.judging import Agreed
from interviewcoder.locale import say

_VALUE, _INTERVAL, _SHARE = 6, 12, 6
_LEAST, _MOST = 12, 60
_WIDEST = 34
_GAP = 2


@dataclass(frozen=True, slots=True)
class Forest:
    """Draws rows on lines whose columns stand under each other; ``name`` is the width of the names (cells)."""

    name: int
    shares: bool = True
    """Whether the shares of units are told, which say nothing of a coefficient that compares fragments."""

    @classmethod
    def of(cls, names: Sequence[str], *, shares: bool = True) -> Forest:
        return cls(min(_WIDEST, max(map(len, names), default=0)), shares)

    def head(self, width: int) -> Text:
        """What the columns are, with the scale of the plot."""
        plot = self._plot(width)
        line = Text(" " * self.name, no_wrap=True)
        line.append(f"{say('agreement.short.value'):>{_VALUE + _GAP}}")
        line.append(" " * _GAP + f"{say('agreement.short.interval'):<{_INTERVAL}}")
        if self.shares:
            line.append(f"{say('agreement.short.prevalence'):>{_SHARE}}")
            line.append(f"{say('agreement.short.percent'):>{_SHARE + 1}}")
        return line.append(" " * _GAP + forest.scale(plot))

    def line(self, row: Agreed, name: str, colour: str, width: int) -> Text:
        """One row; ``colour`` is that of its name and plot. Where there is no value, it says why."""
        line = Text(no_wrap=True)
        line.append(name[: self.name].ljust(self.name), style="" if row.depth else "bold")
        line.append(f"{words.number(row.value):>{_VALUE + _GAP}}", style="bold")
        line.append(" " * _GAP)
        if row.value is None:
            return line.append(words.reason(row), style="dim italic")
        line.append(f"{words.interval(row):<{_INTERVAL}}")
        if self.shares:
            line.append(f"{words.percent(row.prevalence):>{_SHARE}}{words.percent(row.percent):>{_SHARE + 1}}")
        line.append(" " * _GAP)
        for sign in forest.plot(row, self._plot(width)):
            line.append(sign, style="dim" if sign == forest.MARK else colour)
        return line

    def _plot(self, width: int) -> int:
        taken = self.name + _VALUE + _INTERVAL + (2 * _SHARE + 1 if self.shares else 0) + 3 * _GAP
        return min(_MOST, max(_LEAST, width - taken))
