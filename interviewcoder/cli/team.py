"""``team``: on a server, which login is which coder."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace

from interviewcoder.cli.show import as_json, line, table
from interviewcoder.cli.studies import opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say


def _team(parser: Parser) -> None:
    parser.file()
    parser.add_argument("members", nargs="*", type=_member, metavar=told("metavar.member"), help=told("team.members"))
    parser.json()
    parser.set_defaults(run=_run)


def _member(word: str) -> tuple[str, str]:
    role, sign, coder = word.partition("=")
    if not (role and sign and coder):
        raise ArgumentTypeError(word)
    return role, coder


def _run(arguments: Namespace) -> int:
    from interviewcoder.store.team import members, set_up

    with opened(arguments.file, arguments.coder) as project:
        if arguments.members:
            set_up(project, dict(arguments.members))
        known = members(project)
    if arguments.json:
        as_json({"rows": [{"role": role, "coder": coder} for role, coder in known.items()]})
    elif arguments.members:
        line(say("cli.team.done", members=", ".join(f"{role} = {coder}" for role, coder in known.items())))
    elif known:
        table([say("cli.team.head.role"), say("cli.team.head.coder")], [list(each) for each in known.items()])
    else:
        line(say("cli.team.none"))
    return 0


COMMANDS = {"team": _team}
