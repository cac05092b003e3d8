"""``undo``, ``redo`` and ``history``: what was done, taken back and brought back, in words."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.cli.show import as_json, line, table
from interviewcoder.cli.studies import coder_of, known_coder, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import say

if TYPE_CHECKING:
    from interviewcoder.store.events import Event
    from interviewcoder.store.project import Project

ABOUT = (
    *("coding", "memo", "reading", "suggestion", "document", "revision", "review", "difference", "round", "quote"),
    *("codebook", "study", "coder", "pseudonyms", "export"),
)
"""What actions can be about, as the kinds of events begin."""


def _taking_back(parser: Parser, which: str) -> None:
    parser.file()
    if which == "undo":
        parser.add_argument("--event", metavar="ID", help=told("undo.event"))
    parser.add_argument("--with-others-work", action="store_true", help=told("undo.with-others"))
    parser.coder()
    parser.json()
    parser.set_defaults(run=partial(_take_back, which))


def _take_back(which: str, arguments: Namespace) -> int:
    from interviewcoder.store.history import undo_one

    with opened(arguments.file, arguments.coder) as project:
        coder = coder_of(project, arguments.coder)
        if which == "undo" and arguments.event:
            words: str | None = undo_one(project, coder, arguments.event)
        else:
            words = _take_last_back(project, coder, which, with_others=arguments.with_others_work)
    if arguments.json:
        as_json({which: words, "coder": coder})
    else:
        line(say(f"cli.{which}.done", words=words) if words else say(f"cli.{which}.nothing", coder=coder))
    return 0


def _take_last_back(project: Project, coder: str, which: str, *, with_others: bool) -> str | None:
    if not with_others and (lost := project.taken_along(coder, which)):
        raise Refused(f"cli.{which}.takes-others-work", work="; ".join(map(str, lost)))
    take = project.undo if which == "undo" else project.redo
    return take(coder, with_others=with_others)


def _history(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--coder", metavar=told("metavar.name"), default=None, help=told("history.coder"))
    parser.add_argument("--last", type=count, metavar="N", help=told("history.last"))
    parser.add_argument("--about", choices=ABOUT, help=told("history.about-what"))
    parser.add_argument("--ids", action="store_true", help=told("history.ids"))
    parser.add_argument("--conflicts", action="store_true", help=told("history.conflicts"))
    parser.add_argument("--at", metavar=told("metavar.moment"), help=told("history.at"))
    parser.add_argument("--out", type=Path, metavar=told("metavar.out"), help=told("history.out"))
    parser.json()
    parser.set_defaults(run=_run_history)


def count(text: str) -> int:
    """A number from 1, for an option that says how many."""
    if text.isascii() and text.isdigit() and int(text) > 0:
        return int(text)
    raise ArgumentTypeError(say("cli.fault.count", value=text))


def _run_history(arguments: Namespace) -> int:
    from interviewcoder.store.history import moment, write_as_it_was

    until = moment(arguments.at) if arguments.at else None
    with opened(arguments.file) as project:
        if arguments.conflicts:
            return _show_conflicts(project, arguments)
        if arguments.out:
            until = until or moment("9999-12-30")
            count = write_as_it_was(project, until, arguments.out)
            if arguments.json:
                as_json({"file": str(arguments.out), "at": until, "events": count})
            else:
                line(say("cli.history.written", path=arguments.out, events=count))
            return 0
        coder = known_coder(project, arguments.coder)
        last = None if until else arguments.last
        events = project.ask.history(coder=coder, about=arguments.about, last=last)
        if until:
            events = [event for event in events if event.at <= until][-(arguments.last or 0) :]
        _show_events(project, events, arguments)
    return 0


def _show_events(project: Project, events: Sequence[Event], arguments: Namespace) -> None:
    from interviewcoder.store.history import SHORT
    from interviewcoder.store.log import in_words

    words = [in_words(event, project.codebook) for event in events]
    if arguments.json:
        as_json({"events": [{**asdict(event), "words": said} for event, said in zip(events, words, strict=True)]})
        return
    heads = ["id"] if arguments.ids else []
    table(
        [say(f"cli.head.{name}") for name in (*heads, "at", "coder", "event")],
        [
            [
                *([event.id[-SHORT:]] if arguments.ids else []),
                event.at,
                event.coder,
                f"↶ {said}" if event.undoes else said,
            ]
            for event, said in zip(events, words, strict=True)
        ],
    )


def _show_conflicts(project: Project, arguments: Namespace) -> int:
    from interviewcoder.cli.bundle import conflict_row, show_conflicts
    from interviewcoder.store.conflicts import conflicts_in

    found = conflicts_in(project.ask.history())
    if arguments.json:
        as_json({"conflicts": [conflict_row(each) for each in found]})
    elif found:
        show_conflicts(found)
    else:
        line(say("bundles.no-conflicts"))
    return 0


COMMANDS = {
    "undo": partial(_taking_back, which="undo"),
    "redo": partial(_taking_back, which="redo"),
    "history": _history,
}
