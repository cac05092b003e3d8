"""``doctor``: look whether all is well with a study, and rebuild its tables from its log."""

from __future__ import annotations

from argparse import Namespace

from interviewcoder.cli.show import as_json, line
from interviewcoder.cli.studies import opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say


def _doctor(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--replay", action="store_true", help=told("doctor.replay"))
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.store.doctor import examine, rebuild

    with opened(arguments.file) as project:
        if arguments.replay:
            rebuild(project)
        findings = examine(project)
        if arguments.json:
            rows = [{"finding": each.key, "sentence": str(each), **each.values} for each in findings]
            as_json({"well": not findings, "rebuilt": arguments.replay, "findings": rows})
            return bool(findings)
        if arguments.replay:
            line(say("cli.doctor.rebuilt"))
        for finding in findings:
            line(str(finding))
        if not findings:
            count = len(project.ask.history())
            line(say("cli.doctor.well", events=count, documents=len(project.ask.documents())))
    return bool(findings)


COMMANDS = {"doctor": _doctor}
