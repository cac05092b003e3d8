"""The dialogue between manager and employee: what each side of a company says of the same feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from interviewcoder.analysis.coverage import Cell, Coverage, Row


class Accord(StrEnum):
    """How two sides stand to each other: one says it is there and the other that it is lacking; both speak of it, and
    a side says both; only one speaks of it while the other was read; both say it is there; both say it is lacking;
    neither speaks of it; not all was read, or a side was not interviewed."""

    OPPOSED = "opposed"
    MIXED = "mixed"
    ONE = "one"
    BOTH = "both"
    LACKING = "lacking"
    NEITHER = "neither"
    UNKNOWN = "unknown"


SIGNS = {
    Accord.OPPOSED: "≠",
    Accord.MIXED: "±",
    Accord.BOTH: "●",
    Accord.LACKING: "∅",
    Accord.ONE: "◐",
    Accord.NEITHER: "○",
    Accord.UNKNOWN: "…",
}
"""How a matrix writes each."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What two roles of one company say of one row; ``read`` are the numbers of interviews read of each."""

    company: str
    row: Row
    first: Cell
    second: Cell
    read: tuple[int, int] = (0, 0)

    @property
    def accord(self) -> Accord:
        """Opposed are only those who each say one thing: where much is said of it, almost every side says both."""
        sides = (self.first, self.second)
        if all(side.interviews for side in sides):
            if any(side.present and side.absent for side in sides):
                return Accord.MIXED
            says = [side.present > 0 for side in sides]
            return Accord.BOTH if all(says) else Accord.OPPOSED if any(says) else Accord.LACKING
        if any(not side.interviews and (side.unread or not side.nothing) for side in sides):
            return Accord.UNKNOWN
        return Accord.ONE if any(side.interviews for side in sides) else Accord.NEITHER


def dialogue(companies: Mapping[str, Coverage], first: str, second: str) -> tuple[Exchange, ...]:
    """Every row in every company, from each company's coverage by role; ``first`` and ``second`` are roles.

    A company without an interview of either role is left out.
    """
    exchanges = []
    for company, found in companies.items():
        columns = {column.id: column for column in found.columns if column.imported or column.planned}
        if first in columns and second in columns:
            read = columns[first].read, columns[second].read
            for row in found.rows:
                sides = found.cells[row.id, first], found.cells[row.id, second]
                exchanges.append(Exchange(company, row, *sides, read))
    return tuple(exchanges)
