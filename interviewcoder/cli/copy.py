"""``copy``: a study to another place, a file or a server."""

from __future__ import annotations

import sys
from argparse import Namespace

from interviewcoder.cli.passwords import add_encrypt, new_password
from interviewcoder.cli.progress import progress
from interviewcoder.cli.show import as_json, line
from interviewcoder.cli.studies import opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say


def _copy(parser: Parser) -> None:
    parser.file()
    parser.add_argument("to", metavar=told("metavar.to"), help=told("copy.to"))
    add_encrypt(parser)
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.store.addresses import place_of
    from interviewcoder.store.copying import copy
    from interviewcoder.store.encryption import PASSWORD, own_password

    to = place_of(arguments.to)
    with opened(arguments.file, arguments.coder) as project:
        password = new_password(arguments, PASSWORD) if arguments.encrypt else None
        try:
            with progress(sys.stderr) as tell:
                events = copy(project, to, password=password, tell=tell)
        except KeyboardInterrupt:
            line(say("cli.copy.stopped", to=to), to=sys.stderr)
            raise
        if arguments.json:
            as_json({"file": str(project.path), "to": str(to), "events": events})
            return 0
        line(say("cli.copy.done", path=project.path, to=to, events=events))
        if own_password(project.path) and not password:
            line(say("encryption.copy-is-plain", to=to))
    return 0


COMMANDS = {"copy": _copy}
