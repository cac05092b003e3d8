"""Which interviews a study plans: ``design.csv``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interviewcoder.model import Company, Planned, Role
from interviewcoder.transcripts.table import Row, read_table

_NEEDED = ("company", "role", "expected")
_OPTIONAL = ("sector", "region")


@dataclass(frozen=True, slots=True)
class Design:
    """The companies of a study, and how many interviews it expects of each role in each."""

    companies: tuple[Company, ...]
    planned: tuple[Planned, ...]


def read_design(path: Path, roles: Sequence[Role]) -> Design:
    """The design in a table with the columns company, role, expected, and if there sector, region.

    Raises Refused, naming file and line, for what :func:`~interviewcoder.transcripts.table.read_table` refuses, an
    unknown role, a company with two sectors or regions, the same company and role twice, or a number that is none.
    """
    companies: dict[str, Company] = {}
    planned: dict[tuple[str, str], Planned] = {}
    lines: dict[tuple[str, str], int] = {}
    for row in read_table(path, _NEEDED, _OPTIONAL):
        companies[row["company"]] = _company(row, companies.get(row["company"]))
        cell = (row["company"], row.role(roles))
        if before := lines.get(cell):
            raise row.refuse("double-cell", company=cell[0], role=cell[1], before=before)
        if not (row["expected"].isascii() and row["expected"].isdigit() and len(row["expected"]) <= 4):
            raise row.refuse("not-a-number", value=row["expected"])
        lines[cell] = row.line
        planned[cell] = Planned(*cell, int(row["expected"]))
    return Design(tuple(companies.values()), tuple(planned.values()))


def _company(row: Row, before: Company | None) -> Company:
    """The company of a row, together with what rows before said of it; an empty cell says nothing."""
    company = before or Company(row["company"])
    for column in ("sector", "region"):
        known, said = getattr(company, column), row[column]
        if known and said and known != said:
            raise row.refuse("two-companies", company=company.id, column=column)
        if said:
            company = replace(company, **{column: said})
    return company
