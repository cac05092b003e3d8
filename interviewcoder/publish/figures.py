"""Figures for papers: SVG, PNG or PDF, with colours that the colour-blind can tell apart.

matplotlib is loaded by the first figure. What a figure shows is never said by colour alone: cells carry their numbers
and signs, codes their keys.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from interviewcoder.analysis.coverage import By, Cell, Column, Coverage, Row
from interviewcoder.analysis.dialogue import SIGNS, Accord, Exchange
from interviewcoder.analysis.measures import Measure, amount_of, amount_shown, most_of
from interviewcoder.analysis.qualifiers import Profile
from interviewcoder.analysis.saturation import Saturation
from interviewcoder.analysis.signs import sign_of
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
_FOLD = 16
"""So many letters go above a column."""
GREY, BLUE, ORANGE, GREEN, RED, PURPLE = "#767676", "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7"
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


def canvas(
    width: float, height: float, title: str, note: str = "", *, synthetic: bool, lower: int = 10
) -> tuple[Figure, Axes]:
    """Axes of so many inches under their title and over their note, ``lower`` points below them; figures of a made-up
    study say so."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    axes = figure.add_subplot()
    axes.set_title(visible(title), loc="left", fontsize=10, fontweight="bold", pad=12)
    below = [*wrap(note, int(width * _LETTERS)), *([say("publish.synthetic-figure")] if synthetic else [])]
    style: Any = {"xycoords": "axes fraction", "textcoords": "offset points", "va": "top", "annotation_clip": False}
    axes.annotate("\n".join(below), (0, 0), (0, -lower), fontsize=7, color=GREY, **style)
    return figure, axes


def bare(axes: Axes, across: Sequence[str], down: Sequence[str]) -> None:
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
    figure, axes = canvas(width, height, say(f"publish.figure.{measure.value}"), note, synthetic=synthetic)
    shades = np.array([[_shade(found, row, column, measure) for column in columns] for row in rows])
    shades = shades.reshape(len(rows), len(columns))
    shown = axes.imshow(shades, cmap="cividis_r", vmin=0, vmax=1, aspect="auto")
    scale = say("publish.figure.of-read" if measure is Measure.INTERVIEWS else "publish.figure.of-fullest")
    figure.colorbar(shown, ax=axes, label=scale, format="{x:.0%}", aspect=max(8, 2 * len(rows)), pad=0.03)
    for down, row in enumerate(rows):
        for across, column in enumerate(columns):
            dark = shades[down, across] > 0.55
            text = _cell(found.cells[row.id, column.id], column, measure)
            axes.text(across, down, text, ha="center", va="center", color="white" if dark else "black")
    names = [f"{_folded(codebook, found, each.id)}\n({each.read}/{each.imported})" for each in columns]
    bare(axes, names, ["   " * row.depth + row_name(codebook, row) for row in rows])
    return figure


def _folded(codebook: Codebook, found: Coverage, id: str) -> str:
    """What people call a column, on lines that fit above it; a role by its short form where its label does not."""
    label = column_label(codebook, found.by, id)
    role = next((each for each in codebook.roles if each.id == id and found.by is By.ROLE), None)
    if role and pick(role.short) and max(map(len, wrap(label, _FOLD, break_long_words=False))) > _FOLD:
        label = pick(role.short)
    return "\n".join(wrap(label, _FOLD))


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


# --- curves and bars ------------------------------------------------------------------------------


def saturation_figure(curve: Saturation, *, synthetic: bool) -> Figure:
    """The expected curve with its band, and the order in which the interviews were held."""
    figure, axes = canvas(5.5, 3.4, say("analyses.title.saturation"), synthetic=synthetic, lower=36)
    at = [step.interviews for step in curve.steps]
    axes.fill_between(
        at,
        [step.low for step in curve.steps],
        [step.high for step in curve.steps],
        color=BLUE,
        alpha=0.2,
        label=say("publish.figure.band"),
    )
    axes.plot(at, [step.expected for step in curve.steps], color=BLUE, label=say("publish.figure.expected"))
    axes.plot(
        at,
        [step.found for step in curve.steps],
        color=RED,
        linestyle="--",
        drawstyle="steps-post",
        label=say("publish.figure.held"),
    )
    axes.axhline(curve.rows, color=GREY, linewidth=0.8, linestyle=":")
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
    note = say("publish.figure.facets-note")
    figure, axes = canvas(6, 1.2 + 0.42 * len(rows), title, note, synthetic=synthetic, lower=36)
    marks = ("o", "s", "^", "D", "v")
    hues = (BLUE, ORANGE, GREEN, RED, GREY)
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


_HUES = {Accord.OPPOSED: RED, Accord.MIXED: PURPLE, Accord.BOTH: BLUE, Accord.LACKING: ORANGE, Accord.ONE: GREEN}


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
    figure, axes = canvas(2.8 + 0.4 * len(companies), 1 + 0.26 * len(order), title, legend, synthetic=synthetic)
    for each in exchanges:
        sign, hue = SIGNS[each.accord], _HUES.get(each.accord, GREY)
        place = companies.index(each.company), order.index(each.row.id)
        axes.text(*place, sign, ha="center", va="center", color=hue, fontsize=11, fontweight="bold")
    axes.set(xlim=(-0.5, max(1, len(companies)) - 0.5), ylim=(max(1, len(order)) - 0.5, -0.5))
    bare(axes, companies, [row_name(codebook, rows[id]) for id in order])
    axes.set_xlabel(say("analyses.head.company"), labelpad=6)
    axes.xaxis.set_label_position("top")
    return figure
