"""Figures for papers: SVG, PNG or PDF, with colours that the colour-blind can tell apart.

matplotlib is loaded by the first figure. What a figure shows is never said by colour alone: cells carry their numbers
and signs, codes their keys.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from math import cos, pi, sin
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from interviewcoder.analysis.coverage import Cell, Column, Coverage, Row
from interviewcoder.analysis.dialogue import SIGNS, Accord, Exchange
from interviewcoder.analysis.measures import Measure, amount_of, amount_shown, most_of
from interviewcoder.analysis.qualifiers import Profile
from interviewcoder.analysis.saturation import Saturation
from interviewcoder.analysis.signs import sign_of
from interviewcoder.analysis.together import Pair
from interviewcoder.errors import Refused
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Facet
from interviewcoder.publish.analyses import column_name, row_name
from interviewcoder.publish.coverage import column_label
from interviewcoder.publish.writing import write_whole
from interviewcoder.safe import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SUFFIXES = (".svg", ".png", ".pdf")
_DPI = 300
_NO_DATES: dict[str, dict[str, Any]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
_ELSEWHERE = re.compile(r"<metadata>.*?</metadata>|\sxmlns(?::\w+)?=\"[^\"]*\"", re.DOTALL)
"""What tells of other places in an SVG; a page of HTML needs none of it."""
_ID = re.compile(r"""(\bid="|href="\#|url\(\#)([^")]+)""")
_LETTERS = 17
"""So many letters of a note go into an inch."""
_GREY, _BLUE, _ORANGE, _GREEN, _RED = "#767676", "#0072B2", "#E69F00", "#009E73", "#D55E00"
"""The hues of Okabe & Ito (Color Universal Design, 2008)."""

_STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "interviewcoder",
    "text.parse_math": False,
}


def write_figure(draw: Callable[[], Figure], path: Path, *, over: bool) -> Path:
    """Draw a figure and write it in the format that the name ends in.

    Raises Refused for another format, before anything is drawn, and as ``write_whole`` does.
    """
    form = path.suffix.lower()
    if form not in SUFFIXES:
        raise Refused("publish.unknown-figure", path=path, known=", ".join(SUFFIXES))
    return write_whole(path, _drawn(draw, form[1:]), over=over)


def svg_of(draw: Callable[[], Figure], name: str) -> str:
    """A figure as an element to stand in a page of HTML: it names no other place, and its ids begin with ``name``."""
    whole = _drawn(draw, "svg").decode("utf-8")
    element = _ELSEWHERE.sub("", whole[whole.index("<svg") :])
    return _ID.sub(lambda found: f"{found[1]}{name}-{found[2]}", element)


def _drawn(draw: Callable[[], Figure], form: str) -> bytes:
    import matplotlib as mpl

    with mpl.rc_context(_STYLE):
        out = io.BytesIO()
        draw().savefig(out, format=form, dpi=_DPI, bbox_inches="tight", metadata=_NO_DATES[form])
    return out.getvalue()


def _canvas(width: float, height: float, title: str, note: str = "", *, synthetic: bool) -> tuple[Figure, Axes]:
    """Axes of so many inches under their title and over their note; figures of a made-up study say so."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    axes = figure.add_subplot()
    axes.set_title(visible(title), loc="left", fontsize=10, fontweight="bold", pad=12)
    below = [*wrap(note, int(width * _LETTERS)), *([say("publish.synthetic-figure")] if synthetic else [])]
    figure.text(0.02, -0.02, "\n".join(below), va="top", fontsize=7, color=_GREY)
    return figure, axes


def _bare(axes: Axes, across: Sequence[str], down: Sequence[str]) -> None:
    """Name the columns above and the rows to the left, without lines."""
    axes.set_xticks(range(len(across)), ["\n".join(map(visible, name.split("\n"))) for name in across])
    axes.set_yticks(range(len(down)), [visible(name) for name in down])
    axes.tick_params(length=0, labeltop=True, labelbottom=False)
    for spine in axes.spines.values():
        spine.set_visible(False)


# --- coverage -------------------------------------------------------------------------------------


def heat_figure(
    codebook: Codebook, found: Coverage, measure: Measure = Measure.INTERVIEWS, *, synthetic: bool
) -> Figure:
    """The matrix: in each cell how much there is and a sign for each gap. Its shade is, of interviews, their share of
    those read; of another measure, the amount against the most in any cell of such a row."""
    import numpy as np

    columns, rows = found.columns, found.rows
    width, height = 2.6 + 1.1 * len(columns), 1.0 + 0.34 * len(rows)
    nothing = say("overview.legend.none-of-these" if found.some else "overview.legend.nothing")
    note = "publish.figure.coverage-note" if measure is Measure.INTERVIEWS else "publish.figure.amount-note"
    note = say(note, nothing=nothing)
    figure, axes = _canvas(width, height, say(f"publish.figure.{measure.value}"), note, synthetic=synthetic)
    shades = np.array([[_shade(found, row, column, measure) for column in columns] for row in rows])
    axes.imshow(shades.reshape(len(rows), len(columns)), cmap="cividis_r", vmin=0, vmax=1, aspect="auto")
    for down, row in enumerate(rows):
        for across, column in enumerate(columns):
            dark = shades[down, across] > 0.55
            text = _cell(found.cells[row.id, column.id], column, measure)
            axes.text(across, down, text, ha="center", va="center", color="white" if dark else "black")
    names = [
        "\n".join([*wrap(column_label(codebook, found.by, each.id), 16), f"({each.read}/{each.imported})"])
        for each in columns
    ]
    _bare(axes, names, ["   " * row.depth + row_name(codebook, row) for row in rows])
    return figure


def _shade(found: Coverage, row: Row, column: Column, measure: Measure) -> float:
    cell = found.cells[row.id, column.id]
    if measure is Measure.INTERVIEWS:
        known = cell.interviews + cell.nothing
        return cell.interviews / known if known else 0.0
    most = most_of(found, row, measure)
    return amount_of(cell, column, measure) / most if most else 0.0


def _cell(cell: Cell, column: Column, measure: Measure) -> str:
    sign = sign_of(cell)
    return f"{amount_shown(amount_of(cell, column, measure), measure)} {sign}".strip() if cell.interviews else sign


# --- what is said together ------------------------------------------------------------------------


def pairs_figure(
    codebook: Codebook, rows: Sequence[Row], pairs: Sequence[Pair], within: str, *, synthetic: bool
) -> Figure:
    """Half a matrix: how often two rows are said together, its colour the lift; bold where that is not chance."""
    import numpy as np
    from matplotlib.colors import TwoSlopeNorm

    size = 2.2 + 0.6 * len(rows)
    title = say("analyses.title.cooccurrence", within=say(f"analyses.within.{within}"))
    figure, axes = _canvas(size + 0.8, size, title, say("publish.figure.pairs-note"), synthetic=synthetic)
    lifts = np.full((max(1, len(rows) - 1),) * 2, np.nan)
    for pair in pairs:
        lifts[pair.b - 1, pair.a] = np.nan if pair.lift is None else pair.lift
        weight = "bold" if pair.apart_from_chance else "normal"
        axes.text(pair.a, pair.b - 1, str(pair.both), ha="center", va="center", fontweight=weight)
    shown = axes.imshow(lifts, cmap="PuOr_r", norm=TwoSlopeNorm(1, 0, 2), aspect="equal")
    figure.colorbar(shown, ax=axes, shrink=0.6, label=say("analyses.head.lift"), extend="max")
    names = [row_name(codebook, row) for row in rows]
    _bare(axes, [name.split()[0] for name in names[:-1]], names[1:])
    return figure


def network_figure(
    codebook: Codebook, rows: Sequence[Row], pairs: Sequence[Pair], within: str, *, synthetic: bool
) -> Figure:
    """Rows in a circle, tied by how often they are said together: above chance drawn through, below it dashed."""
    title = say("analyses.title.cooccurrence", within=say(f"analyses.within.{within}"))
    figure, axes = _canvas(6, 5.4, title, say("publish.figure.network-note"), synthetic=synthetic)
    angles = [pi / 2 - 2 * pi * at / max(1, len(rows)) for at in range(len(rows))]
    places = [(cos(angle), sin(angle)) for angle in angles]
    most = max((pair.both for pair in pairs), default=0) or 1
    for pair in sorted(pairs, key=lambda each: each.both):
        if pair.both:
            (x, y), (u, v) = places[pair.a], places[pair.b]
            above = (pair.lift or 0) >= 1
            style: dict[str, Any] = {
                "color": _BLUE if above else _ORANGE,
                "linestyle": "-" if above else "--",
                "zorder": 1,
            }
            axes.plot([x, u], [y, v], linewidth=0.5 + 6 * pair.both / most, alpha=0.7, **style)
            axes.text(
                x + (u - x) * 0.38, y + (v - y) * 0.38, str(pair.both), fontsize=7, ha="center", va="center", zorder=3
            )
    for row, (x, y) in zip(rows, places, strict=True):
        code = codebook.find(row.id)
        axes.scatter([x], [y], s=520, color=code.colour if code else _GREY, edgecolor="black", zorder=2)
        key, _, name = row_name(codebook, row).partition(" ")
        axes.text(x, y, key, ha="center", va="center", fontweight="bold", zorder=3)
        axes.text(
            x * 1.2, y * 1.2, visible(name), ha="left" if x > 0.1 else "right" if x < -0.1 else "center", va="center"
        )
    axes.set(xlim=(-1.9, 1.9), ylim=(-1.4, 1.4), aspect="equal")
    axes.axis("off")
    return figure


# --- curves and bars ------------------------------------------------------------------------------


def saturation_figure(curve: Saturation, *, synthetic: bool) -> Figure:
    """The expected curve with its band, and the order in which the interviews were held."""
    figure, axes = _canvas(5.5, 3.4, say("analyses.title.saturation"), synthetic=synthetic)
    at = [step.interviews for step in curve.steps]
    axes.fill_between(
        at,
        [step.low for step in curve.steps],
        [step.high for step in curve.steps],
        color=_BLUE,
        alpha=0.2,
        label=say("publish.figure.band"),
    )
    axes.plot(at, [step.expected for step in curve.steps], color=_BLUE, label=say("publish.figure.expected"))
    axes.plot(
        at,
        [step.found for step in curve.steps],
        color=_RED,
        linestyle="--",
        drawstyle="steps-post",
        label=say("publish.figure.held"),
    )
    axes.axhline(curve.rows, color=_GREY, linewidth=0.8, linestyle=":")
    axes.set(
        xlabel=say("analyses.head.interviews"),
        ylabel=say("publish.figure.features"),
        ylim=(0, curve.rows * 1.05 or 1),
    )
    axes.locator_params(integer=True)
    axes.legend(frameon=False, loc="lower right")
    return figure


def facets_figure(
    codebook: Codebook,
    rows: Sequence[Row],
    facet: Facet,
    profiles: Sequence[Profile],
    column: str,
    *,
    synthetic: bool,
) -> Figure:
    """Of one column ("" for all): a point a value on each row with its interval, and how many codings tell it."""
    values = [value.id for value in facet.values]
    chosen = {each.row: each for each in profiles if each.column == column}
    title = f"{say('analyses.title.facets', facet=pick(facet.label))} · {column_name(codebook, column)}"
    figure, axes = _canvas(6, 1.2 + 0.42 * len(rows), title, synthetic=synthetic)
    marks = ("o", "s", "^", "D", "v")
    hues = (_BLUE, _ORANGE, _GREEN, _RED, _GREY)
    for number, value in enumerate(facet.values):
        shift = (number - (len(values) - 1) / 2) * 0.22
        for down, row in enumerate(rows):
            share = chosen[row.id].shares[value.id]
            if share.share is None:
                continue
            if share.low is not None and share.high is not None:
                axes.plot([share.low, share.high], [down + shift] * 2, color=hues[number % 5], linewidth=1.2)
            axes.plot(
                [share.share],
                [down + shift],
                marks[number % 5],
                color=hues[number % 5],
                markersize=5,
                label=pick(value.label) if down == 0 else None,
            )
    names = [
        f"{row_name(codebook, row)} ({sum(share.count for share in chosen[row.id].shares.values())})" for row in rows
    ]
    axes.set_yticks(range(len(rows)), [visible(name) for name in names])
    axes.set(xlim=(0, 1), ylim=(len(rows) - 0.5, -0.5), xlabel=say("analyses.head.share"))
    handles, labels = axes.get_legend_handles_labels()
    axes.legend(handles, labels, frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
    return figure


_HUES = {Accord.OPPOSED: _RED, Accord.BOTH: _BLUE, Accord.LACKING: _ORANGE, Accord.ONE: _GREEN}


def dialogue_figure(
    codebook: Codebook, exchanges: Sequence[Exchange], first: str, second: str, *, synthetic: bool
) -> Figure:
    """Features × companies: how the two roles stand to each other, by sign and colour."""
    rows = {each.row.id: each.row for each in exchanges}
    order = [code.id for code in codebook.codes if code.id in rows] or list(rows)
    companies = sorted({each.company for each in exchanges})
    names = [column_name(codebook, role) for role in (first, second)]
    title = say("analyses.title.dialogue", first=names[0], second=names[1])
    legend = "   ".join(f"{sign} {say(f'analyses.accord.{accord.value}')}" for accord, sign in SIGNS.items())
    figure, axes = _canvas(2.8 + 0.4 * len(companies), 1 + 0.26 * len(order), title, legend, synthetic=synthetic)
    for each in exchanges:
        sign, hue = SIGNS[each.accord], _HUES.get(each.accord, _GREY)
        place = companies.index(each.company), order.index(each.row.id)
        axes.text(*place, sign, ha="center", va="center", color=hue, fontsize=11, fontweight="bold")
    axes.set(xlim=(-0.5, max(1, len(companies)) - 0.5), ylim=(max(1, len(order)) - 0.5, -0.5))
    _bare(axes, companies, [row_name(codebook, rows[id]) for id in order])
    return figure
