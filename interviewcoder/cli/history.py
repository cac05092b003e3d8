"""``undo``, ``redo`` and ``history``: what was done, taken back and brought back, in words."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from dataclasses import asdict
from functools import partial

from interviewcoder.cli.show import as_json, line, table
from interviewcoder.cli.studies import coder_of, known_coder, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say


def _taking_back(parser: Parser, which: str) -> None:
    parser.file()
    parser.coder()
    parser.json()
    parser.set_defaults(run=partial(_take_back, which))


def _take_back(which: str, arguments: Namespace) -> int:
    with opened(arguments.file) as project:
        coder = coder_of(project, arguments.coder)
        known_coder(project, coder)
        words = project.undo(coder) if which == "undo" else project.redo(coder)
    if arguments.json:
        as_json({which: words, "coder": coder})
    else:
        line(say(f"cli.{which}.done", words=words) if words else say(f"cli.{which}.nothing", coder=coder))
    return 0


def _history(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--coder", metavar=told("metavar.name"), default=None, help=told("history.coder"))
    parser.add_argument("--last", type=count, metavar="N", help=told("history.last"))
    parser.json()
    parser.set_defaults(run=_run_history)


def count(text: str) -> int:
    """A number from 1, for an option that says how many."""
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise ArgumentTypeError(say("cli.fault.count", value=text))


def _run_history(arguments: Namespace) -> int:
    from interviewcoder.store.log import in_words

    with opened(arguments.file) as project:
        events = project.ask.history(coder=known_coder(project, arguments.coder), last=arguments.last)
        words = [in_words(event, project.codebook) for event in events]
    if arguments.json:
        rows = [{**asdict(event), "words": said} for event, said in zip(events, words, strict=True)]
        as_json({"events": rows})
    else:
        table(
            [say(f"cli.head.{name}") for name in ("at", "coder", "event")],
            [
                [event.at, event.coder, f"↶ {said}" if event.undoes else said]
                for event, said in zip(events, words, strict=True)
            ],
        )
    return 0


COMMANDS = {
    "undo": partial(_taking_back, which="undo"),
    "redo": partial(_taking_back, which="redo"),
    "history": _history,
}
