"""``report``: the study in one page that opens offline, and the numbers of its methods section."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from interviewcoder.cli.documents import is_synthetic
from interviewcoder.cli.leaving import add_coders_as, add_despite, check_names
from interviewcoder.cli.show import as_json, heading, line
from interviewcoder.cli.studies import opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.publish.methods import ITEMS, Item
from interviewcoder.publish.writing import write_whole

if TYPE_CHECKING:
    from interviewcoder.tasks.methods import Fact


def _report(parser: Parser) -> None:
    parser.add_argument("what", nargs="?", choices=("methods",), metavar="methods", help=told("report.methods"))
    parser.file()
    parser.add_argument("--out", metavar=told("metavar.out"), help=told("report.out"))
    add_coders_as(parser)
    parser.add_argument("--force", action="store_true", help=told("usage.force"))
    add_despite(parser)
    parser.coder()
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    if arguments.what:
        return _methods(arguments)
    if not arguments.out:
        raise Refused("report.needs-out", path=arguments.file)
    from interviewcoder.publish.coders import CodersAs
    from interviewcoder.publish.report import report_as_html
    from interviewcoder.tasks.report import report_of

    path = Path(arguments.out)
    if path.suffix.lower() not in (".html", ".htm"):
        raise Refused("report.only-html", path=path)
    with opened(arguments.file) as project:
        report = report_of(project, coders=CodersAs(arguments.coders_as))
        check_names(project, report.texts(), say("report.what"), arguments)
    write_whole(path, report_as_html(report), over=arguments.force)
    if arguments.json:
        as_json({"file": str(path), "fragments": len(report.fragments), "quotes": len(report.quotes.quotes)})
    else:
        line(say("report.written", fragments=len(report.fragments), quotes=len(report.quotes.quotes), path=path))
    return 0


def _methods(arguments: Namespace) -> int:
    from interviewcoder.publish.methods import coreq, paragraph
    from interviewcoder.tasks.methods import facts_of

    with opened(arguments.file) as project:
        facts = facts_of(project)
        known = {fact.id: fact.value for fact in facts}
        said, items = paragraph(known, project.codebook), coreq(known, project.codebook)
        synthetic = is_synthetic(project)
    if arguments.json:
        numbers = [{**asdict(fact), "command": _command(fact, arguments.file)} for fact in facts]
        coreq_rows = [asdict(item) for item in items]
        as_json({"synthetic": synthetic, "paragraph": said, "coreq": coreq_rows, "numbers": numbers})
        return 0
    if synthetic:
        line(say("publish.synthetic"))
        line()
    line(said)
    line()
    _show_items(items)
    line()
    heading(say("methods.numbers-head"))
    for fact in facts:
        line(f"{fact.value}  {fact.id}  <- {_command(fact, arguments.file)}  ({fact.where})")
    return 0


def _show_items(items: Sequence[Item]) -> None:
    heading(say("methods.coreq-head"))
    for item in items:
        line(f"{item.number}  {item.title}: {item.answer}")
    answered = {item.number for item in items}
    line(say("methods.coreq-rest", items=", ".join(str(number) for number in ITEMS if number not in answered)))


def _command(fact: Fact, file: str) -> str:
    words = fact.command.split(" --")
    return " ".join(["interviewcoder", words[0], quote(file), *(f"--{word}" for word in words[1:]), "--json"])


COMMANDS = {"report": _report}
