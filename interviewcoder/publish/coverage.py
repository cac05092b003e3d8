"""Coverage on its way out: a line a cell for programs, the matrix itself for readers."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from interviewcoder.analysis import signs
from interviewcoder.analysis.coverage import By, Cell, Column, Coverage, Row
from interviewcoder.analysis.measures import Measure, amount_of, amount_shown
from interviewcoder.locale import say
from interviewcoder.model import Codebook, Company, Document, Planned, Progress
from interviewcoder.publish.analyses import column_name, row_name
from interviewcoder.publish.tables import Column as TableColumn
from interviewcoder.publish.tables import Table, write_table
from interviewcoder.publish.writing import write_whole
from interviewcoder.safe import harmless_cell, visible

TOTAL = "total"
"""The id of the column of all together in the table of the matrix."""

_COUNTS = ("interviews", "fragments", "words", "present", "absent", "nothing", "unread", "missing")


# --- for programs ---------------------------------------------------------------------------------


def cells(found: Coverage) -> Iterator[dict[str, Any]]:
    """An entry a cell: what it crosses, its counts, its state, and the interviews of its column."""
    for row in found.rows:
        for column in found.columns:
            cell = found.cells[row.id, column.id]
            yield {
                **_named(found, row),
                found.by.value: column.id,
                **_counted(cell),
                "share": round(amount_of(cell, column, Measure.SHARE), 6),
                **_interviews(column),
            }


def totals(found: Coverage) -> Iterator[dict[str, Any]]:
    """An entry a row of the matrix, over all columns."""
    for row in found.rows:
        yield {**_named(found, row), **_counted(found.totals[row.id]), **_interviews(found.total)}


def _named(found: Coverage, row: Row) -> dict[str, str | None]:
    """What a row of the matrix is: a carrier, with ``feature`` where rows are features; or a crosswalk's group."""
    if not row.carrier:
        return {"carrier": None, "group": row.id}
    if any(each.depth for each in found.rows):
        return {"carrier": row.carrier, "feature": row.id if row.depth else None}
    return {"carrier": row.carrier}


def _counted(cell: Cell) -> dict[str, int | str]:
    return {name: getattr(cell, name) for name in _COUNTS} | {"state": cell.state.value}


def _interviews(column: Column) -> dict[str, int]:
    return {name: getattr(column, name) for name in ("read", "imported", "planned")}


def cells_as_csv(found: Coverage, *, synthetic: bool) -> str:
    """A line a cell (RFC 4180, after the byte order mark by which Excel knows UTF-8); no cell starts a formula. The
    last column says "yes" where the study is synthetic."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    rows = [{**row, "synthetic": "yes" if synthetic else "no"} for row in cells(found)]
    if rows:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        for row in rows:
            writer.writerow({key: _cell(value) for key, value in row.items()})
    return out.getvalue()


def _cell(value: object) -> object:
    return harmless_cell(visible(value)) if isinstance(value, str) else value


# --- for readers ----------------------------------------------------------------------------------


def coverage_table(codebook: Codebook, found: Coverage, measure: Measure = Measure.INTERVIEWS) -> Table:
    """The matrix as a table: rows against columns, the total last (:data:`TOTAL`), and a last row with the interviews
    of each column."""
    many = len(found.columns) > 1
    columns = [*found.columns, *([found.total] if many else [])]
    heads = [column_label(codebook, found.by, each.id) for each in found.columns]
    heads += [say("overview.total")] if many else []
    rows = [
        (
            f"{'  ' * row.depth}{row_name(codebook, row)}",
            *(text_of(found.cells[row.id, each.id], each, measure) for each in found.columns),
            *([text_of(found.totals[row.id], found.total, measure)] if many else []),
        )
        for row in found.rows
    ]
    under = say("overview.counted" if found.total.planned else "overview.counted-without-plan")
    rows.append((under, *(signs.interviews_of(each) for each in columns)))
    ids = [*(each.id for each in found.columns), *([TOTAL] if many else [])]
    named = (TableColumn(id, head) for id, head in zip(ids, heads, strict=True))
    shown = (TableColumn("row", say("analyses.head.row")), *named)
    return Table(say(f"overview.title.{measure.value}"), shown, tuple(rows))


def text_of(cell: Cell, column: Column, measure: Measure = Measure.INTERVIEWS, gap: str = " ") -> str:
    """A cell in short: in how many interviews and fragments, or how much of another measure; the counts per sign."""
    if measure is Measure.INTERVIEWS or not cell.interviews:
        return signs.text_of(cell, column.read, gap)
    amount = amount_shown(amount_of(cell, column, measure), measure)
    return gap.join(filter(None, (f"{signs.sign_of(cell)}{amount}", signs.counts_of(cell).replace(" ", gap))))


def column_label(codebook: Codebook, by: By, id: str) -> str:
    """What people call a column: a role by its label, a company, sector or coder as it is."""
    if not id:
        return say("overview.unassigned")
    return column_name(codebook, id) if by is By.ROLE else id


def write_coverage(
    codebook: Codebook,
    found: Coverage,
    path: Path,
    measure: Measure = Measure.INTERVIEWS,
    *,
    synthetic: bool,
    over: bool,
) -> Path:
    """Write coverage in the format that the name ends in: ``.csv`` has a line a cell with all its counts, ``.xlsx``,
    ``.md`` and ``.tex`` the matrix. Raises Refused as :func:`write_table` does."""
    if path.suffix.lower() == ".csv":
        return write_whole(path, cells_as_csv(found, synthetic=synthetic), over=over)
    note = say("publish.synthetic") if synthetic else ""
    return write_table(replace(coverage_table(codebook, found, measure), note=note), path, over=over)


# --- the planned design ---------------------------------------------------------------------------


def design_table(
    codebook: Codebook, documents: Sequence[Document], planned: Sequence[Planned], companies: Sequence[Company]
) -> Table:
    """Companies against roles: interviews imported of those planned, as ``1/2``; those of nobody in a last row."""
    have = Counter(place for each in documents for place in {(who.company, who.role) for who in each.respondents})
    wanted = {(each.company, each.role): each.expected for each in planned}
    places = have.keys() | wanted.keys()
    roles = [role.id for role in codebook.roles if any(role.id == place[1] for place in places)]
    sectors = {company.id: company.sector for company in companies}
    rows = []
    for company in sorted({company for company, _ in places}):
        cells = (_of(have[company, role], wanted.get((company, role), 0)) for role in roles)
        rows.append((company, sectors.get(company, ""), *cells))
    if nobodys := sum(not each.respondents for each in documents):
        rows.append((say("overview.unassigned"), "", str(nobodys), *("" for _ in roles[1:])))
    heads = [("company", say("analyses.head.company")), ("sector", say("publish.head.sector"))]
    heads += [(role, column_name(codebook, role)) for role in roles]
    columns = tuple(TableColumn(*head) for head in heads)
    return Table(say("report.design"), columns, tuple(rows), say("report.design-note"))


def _of(imported: int, planned: int) -> str:
    """How many of the planned; one more than that is still named."""
    return f"{imported}/{planned}" if imported or planned else "—"


def progress_table(progress: Sequence[Progress], documents: int) -> Table:
    """How far each coder is, of so many interviews."""
    names = ("coder", "read", "share_read", "coded", "codings")
    columns = tuple(TableColumn(id, say(f"overview.head.{id}"), id != "coder") for id in names)
    rows = tuple(
        (each.coder, f"{each.read}/{documents}", f"{each.share:.0%}", f"{each.coded}/{documents}", each.codings)
        for each in progress
    )
    return Table(say("overview.progress"), columns, rows)
