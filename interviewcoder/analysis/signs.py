"""How every table and matrix writes a cell of coverage: the same numbers and the same signs, wherever it is shown."""

from __future__ import annotations

from interviewcoder.analysis.coverage import Cell, Column, State

BOTH, ABSENT, NOTHING, UNREAD, MISSING, UNPLANNED = "±", "∅", "○", "…", "·", "—"
"""Said to be there and to be absent; only absent; read, nothing found; not read; not imported; no plan."""

MEANINGS = (
    (BOTH, "both"),
    (ABSENT, "absent"),
    (NOTHING, "nothing"),
    (UNREAD, "unread"),
    (MISSING, "missing"),
    (UNPLANNED, "unplanned"),
)
"""The signs with the keys of their sentences in ``overview.legend``."""

MEANINGS_OF_SOME = tuple((sign, "none-of-these" if sign == NOTHING else key) for sign, key in MEANINGS)
"""The same where not all codings were asked for: what was read may well have others."""


def sign_of(cell: Cell) -> str:
    """The sign that says what is special about a cell; empty when it is simply spoken of."""
    if cell.interviews:
        return "" if not cell.absent else BOTH if cell.present else ABSENT
    blanks = {State.UNREAD: UNREAD, State.NOTHING: NOTHING, State.MISSING: MISSING}
    return blanks.get(cell.state, UNPLANNED)


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
    """The interviews behind each sign, such as ``∅2 ○1 …1 ·7``; what is zero is left out."""
    counted = ((ABSENT, cell.absent), (NOTHING, cell.nothing), (UNREAD, cell.unread), (MISSING, cell.missing))
    return " ".join(f"{sign}{count}" for sign, count in counted if count)


def interviews_of(column: Column) -> str:
    """How many interviews of a column were read to the end, imported and, where there is a plan, planned."""
    return f"{column.read}·{column.imported}" + (f"·{column.planned}" if column.planned else "")


def text_of(cell: Cell, read: int, gap: str = " ") -> str:
    """A cell in short: in how many of the ``read`` interviews, in how many fragments, how many behind each sign."""
    counts = counts_of(cell)
    if not cell.interviews:
        return gap.join(filter(None, (fraction_of(cell, read), counts.replace(" ", gap)))) or UNPLANNED
    found = f"{sign_of(cell)}{fraction_of(cell, read)}"
    return gap.join(filter(None, (found, f"({cell.fragments})", counts.replace(" ", gap))))
