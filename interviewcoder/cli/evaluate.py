"""``evaluate``: how good the suggestions would have been for the interviews that are coded already."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.documents import show_title
from interviewcoder.cli.show import as_json, line, lines, table
from interviewcoder.cli.studies import opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say
from interviewcoder.publish.evaluated import MEASURES, number, row_of_code, row_of_method

if TYPE_CHECKING:
    from interviewcoder.store.project import Project
    from interviewcoder.tasks.evaluating import Evaluation


def _evaluate(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--out", choices=("interview", "company"), default="interview", help=told("evaluate.out"))
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.suggest.suggester import Suggester
    from interviewcoder.tasks.evaluating import Out, evaluate

    with opened(arguments.file) as project:
        tell = _progress if sys.stderr.isatty() else lambda done, of: None
        found = evaluate(project, Suggester(project.codebook), out=Out(arguments.out), tell=tell)
        if arguments.json:
            as_json({**_as_rows(found), "synthetic": "synthetic" in project.ask.properties()})
        else:
            _show(project, found)
    return 0


def _progress(done: int, of: int) -> None:
    print(f"\r{done}/{of}", end="\r", file=sys.stderr, flush=True)


def _show(project: Project, found: Evaluation) -> None:
    show_title(project)
    counts = {name: getattr(found, name) for name in ("interviews", "sentences", "coded", "groups")}
    line(say(f"evaluate.counted-{found.out.value}", **counts))
    line()
    table(
        ["", *(say(f"evaluate.{name}") for name in MEASURES)],
        [row_of_method(method.value, ranking) for method, ranking in found.methods.items()],
    )
    line()
    table(
        [say("evaluate.code"), say("evaluate.sentences"), say("evaluate.average")],
        [row_of_code(project.codebook, each.code, each.sentences, each.average) for each in found.codes],
        right={1},
    )
    line()
    line(say("evaluate.curve"))
    for point in found.curve:
        line(f"  {point.interviews:>3}  {number(point.average)}")
    line()
    lines(say("evaluate.meaning"))


def _as_rows(found: Evaluation) -> dict[str, Any]:
    return {
        "out": found.out.value,
        **{name: getattr(found, name) for name in ("interviews", "groups", "sentences", "coded")},
        "methods": [{"method": method.value, **asdict(ranking)} for method, ranking in found.methods.items()],
        "codes": [asdict(each) for each in found.codes],
        "curve": [asdict(point) for point in found.curve],
    }


COMMANDS = {"evaluate": _evaluate}
