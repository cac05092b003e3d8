"""``serve``: the interface in a browser."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path

from interviewcoder.cli.show import line
from interviewcoder.cli.studies import joining_coder, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import say


def _serve(parser: Parser) -> None:
    parser.file()
    parser.coder(joins=True)
    parser.add_argument("--host", default="127.0.0.1", metavar=told("metavar.host"), help=told("serve.host"))
    parser.add_argument("--port", type=int, default=0, metavar=told("metavar.port"), help=told("serve.port"))
    parser.add_argument("--visible-to-others", action="store_true", help=told("serve.visible"))
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    try:
        from interviewcoder.tui.browser.server import BrowserServer, is_own_machine, session_environment
    except ImportError as error:
        raise Refused("serve.not-installed") from error
    if not 0 <= arguments.port < 65536:
        raise Refused("serve.no-such-port", port=arguments.port)
    others = not is_own_machine(arguments.host)
    if others and not arguments.visible_to_others:
        raise Refused("serve.visible-to-others", host=arguments.host)
    with opened(arguments.file, arguments.coder) as project:
        coder = joining_coder(project, arguments.coder, new=arguments.new_coder)
        project.add_coder(coder)
        title = project.ask.properties()["name"]
        place = project.path
    named = str(place.resolve()) if isinstance(place, Path) else str(place)
    server = BrowserServer(named, coder, title, arguments.host, arguments.port)
    os.environ.update(session_environment(place))
    if others:
        line(say("serve.warning", host=arguments.host), to=sys.stderr)
    line(say("serve.open", name=title, coder=coder))
    print(server.link, flush=True)
    server.serve()
    return 0


COMMANDS = {"serve": _serve}
