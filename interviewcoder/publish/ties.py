"""Figures of what is said together: half a matrix, and a network."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

from interviewcoder.analysis.coverage import Row
from interviewcoder.analysis.together import Pair
from interviewcoder.locale import say
from interviewcoder.model import Codebook
from interviewcoder.publish.analyses import row_name
from interviewcoder.publish.figures import BLUE, GREY, ORANGE, bare, canvas
from interviewcoder.safe import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PALE = 0.3
"""How strongly a colour shows that may be chance."""
_FEW = 8
"""With more rows than this only ties that are not chance are drawn, for among hundreds none can be followed."""
_NUMBER_AT = 0.24
"""How far along a tie its number stands: not where many cross."""
_DEEP = 0.6
"""From a lift this far from 1 on, a colour is too dark for black letters."""


def pairs_figure(
    codebook: Codebook, rows: Sequence[Row], pairs: Sequence[Pair], within: str, *, synthetic: bool
) -> Figure:
    """Half a matrix: how often two rows are said together, its colour the lift; pale where that may be chance."""
    import numpy as np
    from matplotlib.colors import TwoSlopeNorm

    size = 2.2 + 0.6 * len(rows)
    title = say("analyses.title.cooccurrence", within=say(f"analyses.within.{within}"))
    figure, axes = canvas(size + 0.8, size, title, say("publish.figure.pairs-note"), synthetic=synthetic)
    lifts = np.full((max(1, len(rows) - 1),) * 2, np.nan)
    strong = np.full_like(lifts, _PALE)
    for pair in pairs:
        place = pair.b - 1, pair.a
        lifts[place] = np.nan if pair.lift is None else pair.lift
        strong[place] = 1 if pair.apart_from_chance else _PALE
        deep = pair.apart_from_chance and abs((pair.lift or 0) - 1) > _DEEP
        style: Any = {"ha": "center", "va": "center", "color": "white" if deep else "black"}
        axes.text(
            pair.a, pair.b - 1, str(pair.both), fontweight="bold" if pair.apart_from_chance else "normal", **style
        )
    norm = TwoSlopeNorm(1, 0, 2)
    axes.imshow(lifts, cmap="PuOr_r", norm=norm, aspect="equal", alpha=strong)
    _scale(figure, axes, norm)
    names = [row_name(codebook, row) for row in rows]
    bare(axes, [name.split()[0] for name in names[:-1]], names[1:])
    return figure


def _scale(figure: Figure, axes: Axes, norm: Any) -> None:
    """The colours of a lift, beside the matrix."""
    from matplotlib.cm import ScalarMappable

    label = say("analyses.head.lift")
    figure.colorbar(ScalarMappable(norm, "PuOr_r"), ax=axes, shrink=0.6, label=label, extend="max")


def network_figure(
    codebook: Codebook, rows: Sequence[Row], pairs: Sequence[Pair], within: str, *, synthetic: bool
) -> Figure:
    """Rows in a circle, tied by how often they are said together: above chance drawn through, below it dashed, and
    pale where it may be chance."""
    title = say("analyses.title.cooccurrence", within=say(f"analyses.within.{within}"))
    many = len(rows) > _FEW
    note = say("publish.figure.network-note-many" if many else "publish.figure.network-note")
    figure, axes = canvas(*((9, 8.4) if many else (6, 5.4)), title, note, synthetic=synthetic)
    angles = [pi / 2 - 2 * pi * at / max(1, len(rows)) for at in range(len(rows))]
    places = [(cos(angle), sin(angle)) for angle in angles]
    drawn = [pair for pair in pairs if pair.both and (pair.apart_from_chance or not many)]
    most = max((pair.both for pair in drawn), default=1)
    for pair in sorted(drawn, key=lambda each: each.both):
        _tie(axes, places[pair.a], places[pair.b], pair, most)
    for row, place in zip(rows, places, strict=True):
        _node(axes, codebook, row, place, 330 if many else 520)
    axes.set(xlim=(-1.9, 1.9), ylim=(-1.35, 1.35), aspect="equal")
    axes.axis("off")
    return figure


def _tie(axes: Axes, one: tuple[float, float], other: tuple[float, float], pair: Pair, most: int) -> None:
    (x, y), (u, v) = one, other
    above = (pair.lift or 0) >= 1
    style: Any = {"color": BLUE if above else ORANGE, "linestyle": "-" if above else "--", "zorder": 1}
    strong = 0.9 if pair.apart_from_chance else _PALE
    axes.plot([x, u], [y, v], linewidth=0.5 + 6 * pair.both / most, alpha=strong, **style)
    paper: Any = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
    weight = "bold" if pair.apart_from_chance else "normal"
    at = x + (u - x) * _NUMBER_AT, y + (v - y) * _NUMBER_AT
    axes.text(*at, str(pair.both), fontsize=7, fontweight=weight, ha="center", va="center", zorder=3, bbox=paper)


def _node(axes: Axes, codebook: Codebook, row: Row, place: tuple[float, float], size: int) -> None:
    x, y = place
    code = codebook.find(row.id)
    axes.scatter([x], [y], s=size, color=code.colour if code else GREY, edgecolor="black", zorder=4)
    key, _, name = row_name(codebook, row).partition(" ")
    axes.text(x, y, key, ha="center", va="center", fontweight="bold", zorder=5)
    side = "left" if x > 0.1 else "right" if x < -0.1 else "center"
    away = 1.12 + size / 6000
    axes.text(x * away, y * away, visible(name), ha=side, va="center")
