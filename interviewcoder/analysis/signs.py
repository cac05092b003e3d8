"""The signs by which every table and matrix tells apart what a cell of coverage says."""

from __future__ import annotations

from interviewcoder.analysis.coverage import Cell, State

BOTH, ABSENT, NOTHING, UNREAD, MISSING, UNPLANNED = "±", "∅", "○", "…", "·", "—"
"""Said to be there and to be absent; only absent; read, nothing found; not read; not imported; no plan."""


def sign_of(cell: Cell) -> str:
    """The sign that says what is special about a cell; empty when it is simply spoken of."""
    if cell.interviews:
        return "" if not cell.absent else BOTH if cell.present else ABSENT
    if cell.state is State.MISSING:
        return MISSING if cell.missing else UNPLANNED
    return UNREAD if cell.state is State.UNREAD else NOTHING
