"""A row of the table that the benchmarks end with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured, the figure, its bar, the same by another program in the same run, whether the bar holds."""

    what: str
    figure: str
    bar: str = ""
    peer: str = ""
    holds: bool | None = None


def table(rows: Sequence[Measured]) -> Iterator[str]:
    """The rows in columns."""
    cells = [("what", "measured", "bar", "beside it", "holds")]
    cells += [
        (row.what, row.figure, row.bar, row.peer, {None: "", True: "yes", False: "NO"}[row.holds]) for row in rows
    ]
    wide = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, wide, strict=True)).rstrip()
