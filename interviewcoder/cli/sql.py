"""``sql``: a question in SQL over the documented views."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from interviewcoder.cli.leaving import add_coders_as, add_despite, check_names, coders_called
from interviewcoder.cli.show import as_json, line, table
from interviewcoder.cli.studies import opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say


def _sql(parser: Parser) -> None:
    parser.file()
    parser.add_argument("query", nargs="?", metavar="SELECT", help=told("sql.query"))
    parser.add_argument("--out", metavar=told("metavar.out"), help=told("analyses.out"))
    parser.add_argument("--force", action="store_true", help=told("usage.force"))
    add_coders_as(parser)
    add_despite(parser)
    parser.coder()
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.publish.tables import Column, Table, write_table
    from interviewcoder.store.views import query, views

    with opened(arguments.file) as project:  # a study, of this schema
        place = project.path
    if arguments.query is None:
        for name in views(place):
            line(name)
        return 0
    found = query(place, arguments.query)
    columns = tuple(Column(name, name, number=_number(at, found.rows)) for at, name in enumerate(found.columns))
    answer = Table(arguments.query, columns, found.rows)
    if arguments.out:
        with opened(arguments.file) as project:
            whose = [each.id for each in columns if "coder" in each.id.lower()]
            written = coders_called(project, arguments).table(answer, whose=whose)
            check_names(project, written.texts(without=whose), arguments.out, arguments)
        write_table(written, Path(arguments.out), over=arguments.force)
    if arguments.json:
        as_json({"rows": answer.records()})
    elif arguments.out:
        line(say("cli.written", path=arguments.out))
    else:
        table(answer.heads, answer.shown(), right=answer.numbers)
    return 0


def _number(at: int, rows: tuple[tuple[object, ...], ...]) -> bool:
    return bool(rows) and all(isinstance(row[at], int | float) or row[at] is None for row in rows)


COMMANDS = {"sql": _sql}
