"""``copy``: a study to another place, a file or a server."""

from __future__ import annotations

from argparse import Namespace

from interviewcoder.cli.show import as_json, line
from interviewcoder.cli.studies import opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say


def _copy(parser: Parser) -> None:
    parser.file()
    parser.add_argument("to", metavar=told("metavar.to"), help=told("copy.to"))
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.store.addresses import place_of
    from interviewcoder.store.copying import copy

    to = place_of(arguments.to)
    with opened(arguments.file, arguments.coder) as project:
        events = copy(project, to)
        if arguments.json:
            as_json({"file": str(project.path), "to": str(to), "events": events})
        else:
            line(say("cli.copy.done", path=project.path, to=to, events=events))
    return 0


COMMANDS = {"copy": _copy}
