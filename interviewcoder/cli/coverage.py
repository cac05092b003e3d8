"""``coverage``: which carrier is spoken of by whom, as a table for people and a row per cell for programs."""

from __future__ import annotations

import csv
import io
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewcoder.analysis import signs
from interviewcoder.cli.documents import is_synthetic, role_label, show_review, show_title
from interviewcoder.cli.show import as_json, line, table
from interviewcoder.cli.studies import known_coder, one_of, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook
from interviewcoder.publish.writing import write_whole
from interviewcoder.safe import harmless_cell, visible

if TYPE_CHECKING:
    from interviewcoder.analysis.coverage import Cell, Column, Coverage, Row
    from interviewcoder.store.project import Project

BY = ("role", "company", "sector", "coder")
_LEGEND = {
    "absent": signs.ABSENT,
    "nothing": signs.NOTHING,
    "unread": signs.UNREAD,
    "missing": signs.MISSING,
    "none": signs.UNPLANNED,
}
_COUNTS = ("interviews", "fragments", "words", "present", "absent", "nothing", "unread", "missing")


def _coverage(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--by", choices=BY, default="role", help=told("coverage.by"))
    rows = parser.add_mutually_exclusive_group()
    rows.add_argument("--level", choices=("carrier", "feature"), default="carrier", help=told("coverage.level"))
    rows.add_argument("--crosswalk", metavar="ID", help=told("coverage.crosswalk"))
    parser.add_argument("--coder", metavar=told("metavar.name"), default=None, help=told("coverage.coder"))
    parser.add_argument("--company", metavar="ID", help=told("coverage.company"))
    parser.add_argument("--sector", metavar=told("metavar.name"), help=told("coverage.sector"))
    parser.add_argument("--csv", metavar=told("metavar.out"), help=told("coverage.csv"))
    parser.add_argument("--force", action="store_true", help=told("usage.force"))
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.analysis.coverage import By
    from interviewcoder.tasks.overview import coverage_of

    with opened(arguments.file) as project:
        companies = project.ask.companies()
        known_companies = {each.id for each in companies} | {each.company for each in project.ask.documents()}
        found = coverage_of(
            project,
            by=By(arguments.by),
            level=arguments.level,
            crosswalk=arguments.crosswalk,
            coder=known_coder(project, arguments.coder),
            company=one_of(known_companies, arguments.company, "cli.unknown-company"),
            sector=one_of((each.sector for each in companies), arguments.sector, "cli.unknown-sector"),
        )
        synthetic = is_synthetic(project)
        if arguments.csv:
            write_whole(Path(arguments.csv), as_csv(found, synthetic=synthetic), over=arguments.force)
        if arguments.json:
            as_json(as_rows(found, synthetic=synthetic))
        elif arguments.csv:
            line(say("cli.written", path=arguments.csv))
        else:
            show_coverage(project, found)
    return 0


# --- for programs ---------------------------------------------------------------------------------


def as_rows(found: Coverage, *, synthetic: bool) -> dict[str, Any]:
    """Coverage for programs: ``rows`` has an entry a cell, ``totals`` one a row of the matrix."""
    return {
        "by": found.by.value,
        "synthetic": synthetic,
        "rows": list(_rows(found)),
        "totals": [{**_named(found, row), **_counted(found.totals[row.id])} for row in found.rows],
        "outside": found.outside,
    }


def _rows(found: Coverage) -> Iterator[dict[str, Any]]:
    for row in found.rows:
        for column in found.columns:
            cell = found.cells[row.id, column.id]
            share = cell.words / column.respondent_words if column.respondent_words else 0.0
            yield {
                **_named(found, row),
                found.by.value: column.id,
                **_counted(cell),
                "share": round(share, 6),
                "read": column.read,
                "imported": column.imported,
                "planned": column.planned,
            }


def _named(found: Coverage, row: Row) -> dict[str, str | None]:
    """What a row of the matrix is: a carrier, with ``feature`` where rows are features; or a crosswalk's group."""
    if not row.carrier:
        return {"carrier": None, "group": row.id}
    if any(each.depth for each in found.rows):
        return {"carrier": row.carrier, "feature": row.id if row.depth else None}
    return {"carrier": row.carrier}


def _counted(cell: Cell) -> dict[str, int | str]:
    return {name: getattr(cell, name) for name in _COUNTS} | {"state": cell.state.value}


def as_csv(found: Coverage, *, synthetic: bool) -> str:
    """A line a cell (RFC 4180, after the byte order mark by which Excel knows UTF-8); no cell starts a formula. The
    last column says "yes" where the study is synthetic."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    rows = [{**row, "synthetic": "yes" if synthetic else "no"} for row in _rows(found)]
    if rows:
        writer = csv.DictWriter(out, rows[0].keys())
        writer.writeheader()
        for row in rows:
            writer.writerow({key: _cell(value) for key, value in row.items()})
    return out.getvalue()


def _cell(value: object) -> object:
    return harmless_cell(visible(value)) if isinstance(value, str) else value


# --- for people -----------------------------------------------------------------------------------


def show_coverage(project: Project, found: Coverage) -> None:
    """The matrix with its legend."""
    show_title(project)
    if not project.ask.documents() and not project.ask.planned():
        line(say("cli.documents.none", path=project.path))
        return
    head = ["", *(_column_label(project.codebook, found.by, column) for column in found.columns)]
    rows = [
        [
            "  " * row.depth + pick(row.label),
            *(cell_text(found.cells[row.id, column.id]) for column in found.columns),
        ]
        for row in found.rows
    ]
    read = [f"{column.read}/{column.imported}/{column.planned}" for column in found.columns]
    table(head, [*rows, [say("cli.coverage.read"), *read]])
    line()
    line(say("cli.coverage.legend", **_LEGEND))
    if found.outside:
        line(say("cli.coverage.outside", count=found.outside))
    show_review(project)


def cell_text(cell: Cell) -> str:
    """A cell in short: interviews/fragments, then what is not evidence: nothing found, unread, missing."""
    parts = []
    if cell.interviews:
        parts.append(f"{cell.interviews}/{cell.fragments}" + ("" if cell.present else signs.ABSENT))
    elif cell.nothing:
        parts.append(f"{signs.NOTHING}{cell.nothing}")
    parts += [
        f"{sign}{count}" for sign, count in ((signs.UNREAD, cell.unread), (signs.MISSING, cell.missing)) if count
    ]
    return " ".join(parts) or signs.UNPLANNED


def _column_label(codebook: Codebook, by: str, column: Column) -> str:
    label = role_label(codebook, column.id) if by == "role" else column.id
    return label or say("cli.coverage.unassigned")


COMMANDS = {"coverage": _coverage}
