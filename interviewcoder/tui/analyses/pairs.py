"""What is said together: half a matrix, and every pair with its lift and interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from interviewcoder.analysis.incidence import Within
from interviewcoder.analysis.plots import lift_plot, lift_scale
from interviewcoder.analysis.together import Pair
from interviewcoder.locale import say
from interviewcoder.model import Codebook
from interviewcoder.publish.analyses import pairs_table, row_name
from interviewcoder.publish.tables import Table
from interviewcoder.safe import visible
from interviewcoder.store.project import Project
from interviewcoder.tasks.analyses import Together, together_in
from interviewcoder.tasks.narrowing import Narrowing
from interviewcoder.tui.analyses.analysis import Analysis, Behind, Seen, cut, left_out

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_BOTH, _EXPECTED, _LIFT, _INTERVAL = 6, 9, 6, 13
_NUMBERS = _BOTH + _EXPECTED + _LIFT + _INTERVAL
_PLOT, _WIDEST_PLOT = 13, 41
_CELL = 6
HUES = {"above": "cyan", "below": "yellow"}
"""The colours of what is not chance."""


class Pairs(Analysis):
    """Pairs of carriers or features within a fragment, turn, interview or company."""

    id = "cooccurrence"
    other = True
    pictures = True

    def __init__(self) -> None:
        self.level = "carrier"
        self.within = Within.TURN
        self._network = False

    @property
    def across(self) -> bool:
        return self._network

    def count(self, project: Project, only: Narrowing) -> Seen:
        found = together_in(project, self.within, level=self.level, only=only)
        if not self._network:
            return SeenPairs(project.codebook, found, self.within)
        from interviewcoder.tui.analyses.network import SeenNetwork

        return SeenNetwork(project.codebook, found, self.within)

    def scope(self, codebook: Codebook) -> list[str]:
        picture = "network" if self._network else "matrix"
        within = say("analyses.scope.within", within=say(f"analyses.within.{self.within.value}"))
        return [say(f"analyses.scope.{picture}"), within]

    def change_picture(self) -> None:
        self._network = not self._network

    def change_other(self, codebook: Codebook) -> None:
        every = list(Within)
        self.within = every[(every.index(self.within) + 1) % len(every)]


class SeenPairs(Seen):
    def __init__(self, codebook: Codebook, found: Together, within: Within) -> None:
        self._codebook, self._found, self._within = codebook, found, within
        self._pairs = sorted(found.pairs, key=lambda pair: (pair.lift is None, -(pair.lift or 0), -pair.both))
        self._names = [visible(row_name(codebook, row)) for row in found.basis.rows]
        unit = [say("analyses.fragment-note")] if within is Within.FRAGMENT else []
        self.notes = (*left_out(found.basis), *unit, say("analyses.cooccurrence-note"))

    @property
    def count(self) -> int:
        return len(self._pairs)

    def head(self, width: int, column: int) -> Text:
        names = ("both", "expected", "lift")
        heads = "".join(
            f"{say(f'analyses.head.{name}'):>{wide}}"
            for name, wide in zip(names, (_BOTH, _EXPECTED, _LIFT), strict=True)
        )
        line = Text(" " * self._room(width) + heads + " " * _INTERVAL, no_wrap=True)
        return line.append(" " + lift_scale(self._plot(width)))

    def line(self, number: int, width: int, column: int) -> Text:
        pair = self._pairs[number]
        room = self._room(width)
        half = (room - 3) // 2
        first, second = (cut(self._names[at], half) for at in (pair.a, pair.b))
        line = Text(f"{first} × {second}".ljust(room), no_wrap=True, style="bold" if pair.apart_from_chance else "")
        line.append(f"{pair.both:>{_BOTH}}{pair.expected:>{_EXPECTED}.1f}{_number(pair.lift):>{_LIFT}}")
        line.append(f"{_interval(pair):>{_INTERVAL}} ")
        plot = lift_plot(pair.lift, pair.low, pair.high, self._plot(width))
        return line.append(plot, style=HUES.get(chance_of(pair), ""))

    def chart(self, width: int, height: int) -> list[Text]:
        """How often each two are said together, by their keys; none where it does not fit."""
        keys = [name.split()[0][: _CELL - 1] for name in self._names]
        if len(keys) < 2 or len(keys) > height or 4 + _CELL * (len(keys) - 1) > width:
            return []
        pairs = {(pair.a, pair.b): pair for pair in self._pairs}
        lines = [Text("    " + "".join(f"{key:>{_CELL}}" for key in keys[:-1]), style="dim")]
        for b in range(1, len(keys)):
            line = Text(f"{keys[b]:<4}", style="bold")
            for a in range(b):
                apart = pairs[a, b].apart_from_chance if (a, b) in pairs else False
                both = pairs[a, b].both if (a, b) in pairs else 0
                line.append(" " * (_CELL - len(str(both))))
                line.append(str(both), style="bold underline" if apart else "not bold")
            lines.append(line)
        return lines

    def detail(self, number: int, column: int) -> str:
        pair = self._pair(number, column)
        names = {"first": self._names[pair.a], "second": self._names[pair.b]}
        counts = {"both": pair.both, "a": pair.first, "b": pair.second, "units": pair.units}
        unit = say(f"analyses.within.{self._within.value}")
        told = say("analyses.pair", **names, **counts, unit=unit, expected=pair.expected)
        return told + " " + say(f"analyses.chance.{chance_of(pair)}")

    def behind(self, number: int, column: int) -> Sequence[Behind]:
        pair = self._pair(number, column)
        title = f"{self._names[pair.a]} × {self._names[pair.b]}"
        return [Behind(title, self._found.codings(pair))]

    def table(self) -> Table:
        return pairs_table(self._codebook, self._found.basis.rows, self._found.pairs, self._within.value)

    def figure(self, *, synthetic: bool) -> Figure:
        from interviewcoder.publish.ties import pairs_figure

        rows = self._found.basis.rows
        return pairs_figure(self._codebook, rows, self._found.pairs, self._within.value, synthetic=synthetic)

    def _pair(self, number: int, column: int) -> Pair:
        """The pair of a line, or of a cell of it."""
        return self._pairs[number]

    def _plot(self, width: int) -> int:
        return min(_WIDEST_PLOT, max(_PLOT, (width - _NUMBERS) // 3))

    def _room(self, width: int) -> int:
        longest = 2 * max(map(len, self._names), default=0) + 3
        return max(11, min(longest, width - _NUMBERS - 1 - self._plot(width)))


def chance_of(pair: Pair) -> str:
    """Whether two are said together ``above`` or ``below`` chance, or that is ``unclear``."""
    if not pair.apart_from_chance:
        return "unclear"
    return "above" if (pair.lift or 0) > 1 else "below"


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"


def _interval(pair: Pair) -> str:
    return "" if pair.low is None or pair.high is None else f"[{pair.low:.2f}–{pair.high:.2f}]"
