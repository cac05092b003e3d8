"""``round``: blind coding planned, sealed, finished and revealed."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.show import as_json, line, table
from interviewcoder.cli.studies import coder_of, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say
from interviewcoder.model import Round, RoundState, Suggesting

if TYPE_CHECKING:
    from interviewcoder.store.project import Project


def _round(parser: Parser) -> None:
    steps = parser.add_subparsers(title=told("round.steps"), metavar=told("metavar.step"), dest="step", required=True)

    def step(name: str, run: Any, *, named: bool = True) -> Parser:
        about = told(f"round.{name}.help")
        made: Parser = steps.add_parser(name, help=about, description=about)
        made.file()
        if named:
            made.add_argument("name", metavar=told("metavar.name"), help=told("round.name"))
        made.coder()
        made.json()
        made.set_defaults(run=run)
        return made

    new = step("new", _new)
    new.add_argument("--coders", required=True, metavar="A,B", help=told("round.coders"))
    new.add_argument("--new-coders", action="store_true", help=told("round.new-coders"))
    new.add_argument("--documents", nargs="+", metavar=told("metavar.document"), help=told("round.documents"))
    suggesting = tuple(each.value for each in Suggesting)
    new.add_argument("--suggestions", choices=suggesting, default="none", help=told("round.suggestions"))
    new.add_argument("--seal", action="store_true", help=told("round.at-once"))
    step("seal", _seal)
    step("done", _done)
    reveal = step("reveal", _reveal)
    reveal.add_argument("--reason", default="", metavar=told("metavar.reason"), help=told("round.reason"))
    step("remove", _remove)
    step("status", _status, named=False)


def _new(arguments: Namespace) -> int:
    from interviewcoder.store.rounds import new_round, round_named, seal

    with opened(arguments.file, arguments.coder) as project:
        coder = coder_of(project, arguments.coder)
        coders = [name.strip() for name in arguments.coders.split(",") if name.strip()]
        if arguments.new_coders:
            for name in coders:
                project.add_coder(name)
        documents = arguments.documents or [each.id for each in project.ask.documents()]
        new_round(project, coder, arguments.name, documents, coders, Suggesting(arguments.suggestions))
        if arguments.seal:
            seal(project, coder, arguments.name)
        done = round_named(project, arguments.name)
        _tell(project, done, arguments, "cli.round.sealed" if arguments.seal else "cli.round.planned")
    return 0


def _seal(arguments: Namespace) -> int:
    from interviewcoder.store.rounds import round_named, seal

    with opened(arguments.file, arguments.coder) as project:
        seal(project, coder_of(project, arguments.coder), arguments.name)
        _tell(project, round_named(project, arguments.name), arguments, "cli.round.sealed")
    return 0


def _done(arguments: Namespace) -> int:
    from interviewcoder.store.rounds import mark_done, round_named

    with opened(arguments.file, arguments.coder) as project:
        coder = coder_of(project, arguments.coder)
        revealed = mark_done(project, coder, arguments.name)
        key = "cli.round.revealed" if revealed else "cli.round.waiting"
        _tell(project, round_named(project, arguments.name), arguments, key)
    return 0


def _reveal(arguments: Namespace) -> int:
    from interviewcoder.store.rounds import reveal, round_named

    with opened(arguments.file, arguments.coder) as project:
        reveal(project, coder_of(project, arguments.coder), arguments.name, arguments.reason)
        _tell(project, round_named(project, arguments.name), arguments, "cli.round.revealed")
    return 0


def _remove(arguments: Namespace) -> int:
    from interviewcoder.store.rounds import remove_round, round_named

    with opened(arguments.file, arguments.coder) as project:
        gone = round_named(project, arguments.name)
        remove_round(project, coder_of(project, arguments.coder), arguments.name)
        _tell(project, gone, arguments, "cli.round.removed")
    return 0


def _tell(project: Project, round: Round, arguments: Namespace, key: str) -> None:
    if arguments.json:
        as_json(_as_row(round, _names(project)))
    else:
        waiting = ", ".join(each for each in round.coders if each not in round.done)
        line(say(key, name=round.name, waiting=waiting, path=project.path))


# --- status ---------------------------------------------------------------------------------------


def _status(arguments: Namespace) -> int:
    with opened(arguments.file) as project:
        rounds, names = project.ask.rounds(), _names(project)
    if arguments.json:
        as_json({"rounds": [_as_row(each, names) for each in rounds]})
    elif rounds:
        heads = ("round", "state", "interviews", "coders", "suggestions", "codebook", "reason")
        table([say(f"cli.head.{name}") for name in heads], [_shown(each, names) for each in rounds])
    else:
        line(say("rounds.none", path=arguments.file))
    return 0


def _names(project: Project) -> dict[str, str]:
    return {document.id: document.name for document in project.ask.documents()}


def _shown(round: Round, names: Mapping[str, str]) -> list[str]:
    coders = ", ".join(f"{each} ✓" if each in round.done else each for each in round.coders)
    return [
        round.name,
        say(f"rounds.is.{round.state.value}"),
        ", ".join(sorted(names[each] for each in round.documents if each in names)),
        coders,
        say(f"rounds.with.{round.suggestions.value}"),
        str(round.codebook_version),
        f"{round.reason} ({round.revealed_by})" if round.reason else "",
    ]


def _as_row(round: Round, names: Mapping[str, str]) -> dict[str, Any]:
    """A round for programs; times are UTC, null before."""
    return {
        "guid": round.guid,
        "name": round.name,
        "state": round.state.value,
        "documents": sorted(names[each] for each in round.documents if each in names),
        "coders": list(round.coders),
        "done": list(round.done),
        "suggestions": round.suggestions.value,
        "codebook_version": round.codebook_version,
        "sealed": round.sealed or None,
        "revealed": round.revealed or None,
        "revealed_by": round.revealed_by or None,
        "early": round.state is RoundState.REVEALED and bool(round.reason),
        "reason": round.reason,
    }


COMMANDS = {"round": _round}
