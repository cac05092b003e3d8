"""What is said together as a network: arcs between carriers, and under them what each is tied to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log
from typing import TYPE_CHECKING

from rich.text import Text

from interviewcoder.analysis.arcs import Arc, draw_arcs, places
from interviewcoder.analysis.incidence import Within
from interviewcoder.analysis.together import Pair
from interviewcoder.locale import say
from interviewcoder.model import Codebook
from interviewcoder.tasks.analyses import Together
from interviewcoder.tui.analyses.analysis import cut
from interviewcoder.tui.analyses.pairs import HUES, SeenPairs, chance_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_DRAWN = 12
"""More arcs than this on one side cannot be told apart."""
_TIE, _SHORTEST, _LONGEST = 10, 22, 34
_SIGNS = {"above": "▲", "unclear-above": "△", "unclear-below": "▽", "below": "▼"}


class SeenNetwork(SeenPairs):
    """A line a carrier or feature, with its ties in columns, those above chance first."""

    def __init__(self, codebook: Codebook, found: Together, within: Within) -> None:
        super().__init__(codebook, found, within)
        self._keys = [name.split()[0] for name in self._names]
        self._ties = [[pair for pair in self._pairs if at in (pair.a, pair.b)] for at in range(len(self._names))]
        known = sorted(self._pairs, key=lambda pair: (not pair.apart_from_chance, -_strength(pair)))
        self._above = [pair for pair in known if pair.lift is not None and pair.lift >= 1][:_DRAWN]
        self._below = [pair for pair in known if pair.lift is not None and pair.lift < 1][:_DRAWN]
        drawn, ties = len(self._above) + len(self._below), sum(pair.lift is not None for pair in known)
        some = [say("analyses.network-some", drawn=drawn, ties=ties)] if drawn < ties else []
        self.notes = (*self.notes[:-1], say("analyses.network-note"), *some)

    @property
    def count(self) -> int:
        return len(self._names) if self._pairs else 0

    @property
    def columns(self) -> int:
        return max(0, len(self._names) - 1)

    def head(self, width: int, column: int) -> Text:
        return Text(f"{'':<{self._label(width)}}{say('analyses.head.ties')}", no_wrap=True)

    def line(self, number: int, width: int, column: int) -> Text:
        label = self._label(width)
        ties, fitting = self._ties[number], max(1, (width - label) // _TIE)
        first = max(0, min(column - fitting // 2, len(ties) - fitting))
        line = Text(f"{cut(self._names[number], label - 1):<{label}}", no_wrap=True)
        for at, pair in enumerate(ties[first : first + fitting], first):
            other = self._keys[pair.b if pair.a == number else pair.a]
            told = f"{_sign(pair)}{other} {_lift(pair)}"
            style = HUES.get(chance_of(pair), "")
            if at == column:
                line.append(f"[{told}]".ljust(_TIE), style=f"{style} bold underline")
            else:
                line.append(f" {told}".ljust(_TIE), style=style)
        return line

    def chart(self, width: int, height: int) -> list[Text]:
        """Arcs above the names for what is said together more often than by chance, below them for less."""
        room = min((height - 1) // 2, 8)
        if room < 2 or len(self._names) < 2:
            return []
        at = places(len(self._names), width)
        named = Text(_named(self._names, self._keys, at, width), style="bold", no_wrap=True)
        above, below = (_arcs(self._above, at, width, room), _arcs(self._below, at, width, room, below=True))
        return [*above, named, *below]

    def figure(self, *, synthetic: bool) -> Figure:
        from interviewcoder.publish.ties import network_figure

        rows = self._found.basis.rows
        return network_figure(self._codebook, rows, self._found.pairs, self._within.value, synthetic=synthetic)

    def _pair(self, number: int, column: int) -> Pair:
        return self._ties[number][column]

    def _label(self, width: int) -> int:
        longest = max(map(len, self._names), default=0) + 1
        return min(longest, _LONGEST, max(_SHORTEST, width - _TIE * self.columns))


def _arcs(pairs: Iterable[Pair], at: Sequence[int], width: int, height: int, *, below: bool = False) -> list[Text]:
    """Arcs between the places of pairs, those that are not chance in their colour."""
    arcs = [Arc(at[pair.a], at[pair.b], pair.apart_from_chance) for pair in pairs]
    hue, drawn = HUES["below" if below else "above"], []
    for cells in draw_arcs(arcs, width, height, widest=at[-1] - at[0], below=below):
        drawn.append(line := Text(no_wrap=True))
        for character, sure in cells:
            line.append(character, style=f"{hue} bold" if sure else "")
    return drawn


def _named(names: Sequence[str], keys: Sequence[str], at: Sequence[int], width: int) -> str:
    """The names on their line, or their keys where names do not fit; each around its place."""
    apart = at[1] - at[0]
    line = ""
    for name, key, place in zip(names, keys, at, strict=True):
        told = cut(name, apart - 2) if apart > 12 else key
        line += " " * (place - len(told) // 2 - len(line)) + told
    return line[:width]


def _strength(pair: Pair) -> float:
    """How far from chance, as much for half as for twice as often."""
    return abs(log(pair.lift)) if pair.lift else float("inf")


def _lift(pair: Pair) -> str:
    """The lift in at most four cells, or as many as a very large one takes."""
    return "—" if pair.lift is None else f"{pair.lift:.2f}" if pair.lift < 10 else f"{pair.lift:.0f}"


def _sign(pair: Pair) -> str:
    side = "above" if (pair.lift or 0) >= 1 else "below"
    return " " if pair.lift is None else _SIGNS[side if pair.apart_from_chance else f"unclear-{side}"]
