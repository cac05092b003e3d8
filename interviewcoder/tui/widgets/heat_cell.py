"""One cell of the heat matrix: its numbers, its shade, its marks and its sentence."""

from __future__ import annotations

from math import ceil

from interviewcoder.analysis.coverage import Cell, Column
from interviewcoder.analysis.measures import Measure, amount_of, amount_shown
from interviewcoder.analysis.signs import counts_of, fraction_of, sign_of
from interviewcoder.locale import say
from interviewcoder.tui.widgets.heat_layout import parts_that_fit

MORE = "»"
SHADES = " ░▒▓█"
"""How many of the imported interviews have it, for who sees no colour: none, then a quarter more each."""


def share_of(cell: Cell) -> float:
    """Which share (0 to 1) of the imported interviews has it; never more than what was read can carry."""
    imported = cell.interviews + cell.nothing + cell.unread
    return cell.interviews / imported if imported else 0.0


def shade_of(share: float) -> str:
    """The block that stands for a share, a quarter a step; any share above nothing shows."""
    return SHADES[ceil(share * 4)]


def lines_of(
    cell: Cell,
    column: Column,
    width: int,
    height: int,
    measure: Measure = Measure.INTERVIEWS,
    share: float | None = None,
) -> list[str]:
    """The cell drawn in ``width`` × ``height`` signs: numbers, then (from two lines on) the counts per mark. Its
    block stands for ``share`` (0 to 1), by default that of the imported interviews.

    What does not fit is left out whole, never cut: the fragments, then what the interviews are a part of. Where
    counts are left out, ``»`` says so.
    """
    shade = shade_of(share_of(cell) if share is None else share)
    fraction = fraction_of(cell, column.read)
    parts: tuple[str, ...] = (fraction, fraction.partition("+")[0], str(cell.interviews))
    beside = str(cell.fragments or "")
    if measure is not Measure.INTERVIEWS:
        amount = amount_shown(amount_of(cell, column, measure), measure) if cell.interviews else ""
        parts, beside = (amount,), "" if measure is Measure.FRAGMENTS else beside
    numbers = f"{shade}{sign_of(cell) or ' '}" + next((part for part in parts if len(part) + 2 <= width), "")
    if len(numbers) + len(beside) < width:
        numbers = numbers + beside.rjust(width - len(numbers))
    drawn = [numbers, _counts(cell, shade, width)] if height > 1 else [numbers]
    return [line.ljust(width)[:width] for line in drawn]


def _counts(cell: Cell, shade: str, width: int) -> str:
    """The counts, closer together where they would not fit, and else as many as do."""
    spaced = counts_of(cell)
    tight = spaced.replace(" ", "")
    for line in (f"{shade} {spaced}", f"{shade} {tight}", f"{shade}{tight}"):
        if len(line) <= width:
            return line
    return f"{shade} {parts_that_fit(spaced, ' ', width - 3)}{MORE}"


def sentence_of(cell: Cell, read: int, *, some: bool = False) -> str:
    """What the cell says, in words; of ``some`` codings, or of all."""
    found = max(0, read - cell.nothing)
    beyond = max(0, cell.interviews - found)
    parts = [say("overview.of-read", found=found, read=read)] if read else []
    if beyond:
        parts.append(say("overview.beyond", count=beyond))
    if cell.fragments:
        parts.append(say("overview.fragments", count=cell.fragments))
    if cell.absent:
        parts.append(say("overview.absent-in", count=cell.absent))
    both = cell.present + cell.absent - cell.interviews
    if both > 0:
        parts.append(say("overview.both-in", count=both))
    first = ", ".join(parts)
    rest = [
        say(key, count=count)
        for key, count in (
            ("overview.none-of-these-in" if some else "overview.nothing-in", cell.nothing),
            ("overview.unread", cell.unread),
            ("overview.missing", cell.missing),
        )
        if count
    ]
    return "; ".join(part for part in (first, *rest) if part) or say("overview.unplanned")
