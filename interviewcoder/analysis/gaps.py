"""Gaps: where a carrier might have been spoken of and was not, those most worth a look first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from interviewcoder.analysis.coverage import Coverage, Row, State
from interviewcoder.model import ClosedGap


@dataclass(frozen=True, slots=True)
class Gap:
    """A row without a coding among the people of one role in one company.

    ``interviews`` of them are there, ``unread`` not read to the end. ``expected`` is how many of these would speak
    of it, were they as the others of their role and of their company are. ``closed`` is by whom and why it was
    closed, where it was.
    """

    row: Row
    company: str
    role: str
    interviews: int
    unread: int
    expected: float
    closed: ClosedGap | None = None


def gaps(whole: Coverage, companies: Mapping[str, Coverage]) -> tuple[Gap, ...]:
    """Every row × company × role that has interviews and no coding, the most surprising first.

    ``whole`` is the coverage by role of all, ``companies`` that of each company. The expectation is that of a table
    without interaction: share among the role × share in the company / share over all, at most 1 per interview.
    """
    found = []
    for company, covered in companies.items():
        for row in covered.rows:
            in_company = _share(covered.totals[row.id].interviews, covered.total.imported)
            over_all = _share(whole.totals[row.id].interviews, whole.total.imported)
            for column in covered.columns:
                cell = covered.cells[row.id, column.id]
                if not column.id or not column.imported or cell.state not in (State.NOTHING, State.UNREAD):
                    continue
                everyone = next(each for each in whole.columns if each.id == column.id)
                in_role = _share(whole.cells[row.id, column.id].interviews, everyone.imported)
                chance = min(1.0, in_role * in_company / over_all) if over_all else 0.0
                found.append(Gap(row, company, column.id, column.imported, cell.unread, chance * column.imported))
    return tuple(sorted(found, key=lambda gap: -gap.expected))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
