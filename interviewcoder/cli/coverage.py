"""``coverage``: which carrier is spoken of by whom, as a table for people and a row per cell for programs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewcoder.analysis import signs
from interviewcoder.analysis.measures import Measure
from interviewcoder.cli.disagreements import in_common
from interviewcoder.cli.documents import is_synthetic, role_label, show_review, show_title
from interviewcoder.cli.leaving import add_coders_as, add_despite, check_names, coders_called
from interviewcoder.cli.narrowing import narrowed_to, narrowing
from interviewcoder.cli.show import GAP, as_json, columns, line, table, width
from interviewcoder.cli.studies import opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say
from interviewcoder.model import Codebook
from interviewcoder.publish.writing import write_whole

if TYPE_CHECKING:
    from interviewcoder.analysis.coverage import Column, Coverage
    from interviewcoder.store.project import Project

BY = ("role", "company", "sector", "coder")
_NUMBERS = (("3/4", "numbers"), ("+1", "beyond"), ("(12)", "fragments"))
_LEGEND_WIDTH = 80


def _coverage(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--by", choices=BY, default="role", help=told("coverage.by"))
    rows = parser.add_mutually_exclusive_group()
    rows.add_argument("--level", choices=("carrier", "feature"), default="carrier", help=told("coverage.level"))
    rows.add_argument("--crosswalk", metavar="ID", help=told("coverage.crosswalk"))
    narrowing(parser)
    measures = ("interviews", "fragments", "words", "share")
    parser.add_argument("--measure", choices=measures, default="interviews", help=told("coverage.measure"))
    parser.add_argument("--csv", metavar=told("metavar.out"), help=told("coverage.csv"))
    parser.add_argument("--out", metavar=told("metavar.out"), help=told("analyses.out"))
    parser.add_argument("--figure", "--svg", metavar=told("metavar.out"), help=told("analyses.figure"))
    parser.add_argument("--force", action="store_true", help=told("usage.force"))
    add_coders_as(parser)
    add_despite(parser)
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.analysis.coverage import By
    from interviewcoder.tasks.overview import coverage_of

    with opened(arguments.file) as project:
        if arguments.consensus:
            in_common(project)
        found = coverage_of(
            project,
            by=By(arguments.by),
            level=arguments.level,
            crosswalk=arguments.crosswalk,
            only=narrowed_to(project, arguments),
        )
        synthetic = is_synthetic(project)
        written = _write(project, found, arguments, synthetic=synthetic)
        if arguments.json:
            as_json(as_rows(found, synthetic=synthetic))
        elif written:
            for path in written:
                line(say("cli.written", path=path))
        else:
            show_coverage(project, found, Measure(arguments.measure))
    return 0


def _write(project: Project, found: Coverage, arguments: Namespace, *, synthetic: bool) -> list[str]:
    """Write the files asked for and return their names."""
    from interviewcoder.publish.coverage import cells_as_csv, coverage_table, write_coverage
    from interviewcoder.publish.figures import heat_figure, write_figure

    codebook, over, measure = project.codebook, arguments.force, Measure(arguments.measure)
    written = [path for path in (arguments.csv, arguments.out, arguments.figure) if path]
    if written:
        found = coders_called(project, arguments).coverage(found)
        texts = coverage_table(codebook, found, measure).texts()
        if arguments.by != "coder":  # whose names the columns are to have
            texts["– "] = "\n".join(column.id for column in found.columns)
        check_names(project, texts, ", ".join(written), arguments)
    if arguments.csv:
        write_whole(Path(arguments.csv), cells_as_csv(found, synthetic=synthetic), over=over)
    if arguments.out:
        write_coverage(codebook, found, Path(arguments.out), measure, synthetic=synthetic, over=over)
    if arguments.figure:
        write_figure(
            lambda: heat_figure(codebook, found, measure, synthetic=synthetic), Path(arguments.figure), over=over
        )
    return written


# --- for programs ---------------------------------------------------------------------------------


def as_rows(found: Coverage, *, synthetic: bool) -> dict[str, Any]:
    """Coverage for programs: ``rows`` has an entry a cell, ``totals`` one a row of the matrix."""
    from interviewcoder.publish.coverage import cells, totals

    return {
        "by": found.by.value,
        "synthetic": synthetic,
        "rows": list(cells(found)),
        "totals": list(totals(found)),
        "outside": found.outside,
    }


# --- for people -----------------------------------------------------------------------------------


def show_coverage(project: Project, found: Coverage, measure: Measure = Measure.INTERVIEWS) -> None:
    """The matrix with its legend."""
    show_title(project)
    if not project.ask.documents() and not project.ask.planned():
        line(say("cli.documents.none", path=project.path))
        return
    for block in _blocks(project.codebook, found, measure, columns()):
        head, *rows = zip(*block, strict=True)
        table(head, rows)
        line()
    for each in _legend(some=found.some):
        line(each)
    if found.outside:
        line(say("cli.coverage.outside", count=found.outside))
    show_review(project)


def _blocks(codebook: Codebook, found: Coverage, measure: Measure, room: int) -> Iterator[list[list[str]]]:
    """The matrix as columns of text, the names of the rows first; in as many blocks, one below the other, as it takes
    to stay within ``room`` cells of the terminal."""
    names, *shown = _columns(codebook, found, measure, gap=" ")
    if _width([names, *shown]) > room:
        names, *shown = _columns(codebook, found, measure, gap="")
    block = [names]
    for column in shown:
        if len(block) > 1 and _width([*block, column]) > room:
            yield block
            block = [names]
        block.append(column)
    yield block


def _columns(codebook: Codebook, found: Coverage, measure: Measure, *, gap: str) -> Iterator[list[str]]:
    from interviewcoder.publish.analyses import row_name
    from interviewcoder.publish.coverage import text_of

    planned = found.total.planned
    counted = say("overview.counted" if planned else "overview.counted-without-plan")
    yield ["", *("  " * row.depth + row_name(codebook, row) for row in found.rows), counted]
    for column in found.columns:
        cells = (text_of(found.cells[row.id, column.id], column, measure, gap) for row in found.rows)
        yield [_column_label(codebook, found.by, column), *cells, signs.interviews_of(column)]
    if len(found.columns) > 1:
        cells = (text_of(found.totals[row.id], found.total, measure, gap) for row in found.rows)
        yield [say("overview.total"), *cells, signs.interviews_of(found.total)]


def _width(columns: Iterable[Iterable[str]]) -> int:
    return sum(max(map(width, column)) + GAP for column in columns) - GAP


def _legend(*, some: bool) -> Iterator[str]:
    """What the numbers and signs mean; a sign and its words stay on one line."""
    meanings = signs.MEANINGS_OF_SOME if some else signs.MEANINGS
    entries = [f"{sign} {say(f'overview.legend.{key}')}" for sign, key in (*_NUMBERS, *meanings)]
    packed = entries[0]
    for entry in entries[1:]:
        if width(packed) + 3 + width(entry) > _LEGEND_WIDTH:
            yield packed
            packed = entry
        else:
            packed += f"   {entry}"
    yield packed


def _column_label(codebook: Codebook, by: str, column: Column) -> str:
    label = role_label(codebook, column.id) if by == "role" else column.id
    return label or say("cli.coverage.unassigned")


COMMANDS = {"coverage": _coverage}
