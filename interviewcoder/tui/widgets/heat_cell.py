"""One cell of the heat matrix: its numbers, its shade, its marks and its sentence."""

from __future__ import annotations

from math import ceil

from interviewcoder.analysis.coverage import Cell
from interviewcoder.analysis.signs import ABSENT, MISSING, NOTHING, UNREAD, sign_of
from interviewcoder.locale import say
from interviewcoder.tui.widgets.heat_layout import parts_that_fit

SHADES = " ░▒▓█"
"""How many of the imported interviews have it, for who sees no colour: none, then a quarter more each."""


def share_of(cell: Cell) -> float:
    """Which share (0 to 1) of the imported interviews has it; never more than what was read can carry."""
    imported = cell.interviews + cell.nothing + cell.unread
    return cell.interviews / imported if imported else 0.0


def shade_of(share: float) -> str:
    """The block that stands for a share, a quarter a step; any share above nothing shows."""
    return SHADES[ceil(share * 4)]


def fraction_of(cell: Cell, read: int) -> str:
    """How many of the ``read`` interviews have it, and ``+`` those that have it but are not read to the end."""
    found = max(0, read - cell.nothing)
    beyond = cell.interviews - found
    if not cell.interviews and not read:
        return ""
    if not read:
        return f"+{beyond}"
    return f"{found}/{read}" + (f"+{beyond}" if beyond > 0 else "")


def counts_of(cell: Cell) -> str:
    """The interviews behind each mark, such as ``∅2 ○1 …1 ·7``; what is zero is left out."""
    counted = ((ABSENT, cell.absent), (NOTHING, cell.nothing), (UNREAD, cell.unread), (MISSING, cell.missing))
    return " ".join(f"{mark}{count}" for mark, count in counted if count)


def lines_of(cell: Cell, read: int, width: int, height: int) -> list[str]:
    """The cell drawn in ``width`` × ``height`` signs: numbers, then (from two lines on) the counts per mark.

    What does not fit is left out whole, never cut: the fragments, then what the interviews are a part of.
    """
    shade = shade_of(share_of(cell))
    fraction = fraction_of(cell, read)
    parts = (fraction, fraction.partition("+")[0], str(cell.interviews))
    numbers = f"{shade}{sign_of(cell) or ' '}" + next((part for part in parts if len(part) + 2 <= width), "")
    fragments = str(cell.fragments or "")
    if len(numbers) + len(fragments) < width:
        numbers = numbers + fragments.rjust(width - len(numbers))
    counts = f"{shade} {parts_that_fit(counts_of(cell), ' ', width - 2)}"
    drawn = [numbers, counts] if height > 1 else [numbers]
    return [line.ljust(width)[:width] for line in drawn]


def sentence_of(cell: Cell, read: int) -> str:
    """What the cell says, in words."""
    found = max(0, read - cell.nothing)
    beyond = max(0, cell.interviews - found)
    parts = [say("overview.of-read", found=found, read=read)] if read else []
    if beyond:
        parts.append(counted("overview.beyond", beyond))
    if cell.fragments:
        parts.append(counted("overview.fragments", cell.fragments))
    if cell.absent:
        parts.append(counted("overview.absent-in", cell.absent))
    both = cell.present + cell.absent - cell.interviews
    if both > 0:
        parts.append(counted("overview.both-in", both))
    first = ", ".join(parts)
    rest = [
        counted(key, count)
        for key, count in (
            ("overview.nothing-in", cell.nothing),
            ("overview.unread", cell.unread),
            ("overview.missing", cell.missing),
        )
        if count
    ]
    return "; ".join(part for part in (first, *rest) if part) or say("overview.unplanned")


def counted(key: str, count: int) -> str:
    """The sentence for a count: ``key-one`` for one, else ``key``."""
    return say(f"{key}-one" if count == 1 else key, count=count)
