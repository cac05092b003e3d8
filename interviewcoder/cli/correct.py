"""``correct`` and ``review``: a corrected transcript, and the codings that a correction put in doubt."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.asking import agreed
from interviewcoder.cli.coding import code_label
from interviewcoder.cli.show import as_json, cut, heading, line
from interviewcoder.cli.studies import coder_of, joining_coder, known_coder, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.model import Span

if TYPE_CHECKING:
    from interviewcoder.store.project import Project
    from interviewcoder.tasks.correct import Change, Correction, Waiting

_SHOWN = 20
"""As many changes are listed; a person who wants to see more has both files."""

_CONTEXT = 24


def _correct(parser: Parser) -> None:
    parser.file()
    parser.add_argument("path", metavar=told("metavar.path"), help=told("correct.path"))
    parser.add_argument("--document", metavar=told("metavar.document"), help=told("correct.document"))
    parser.add_argument("--speakers", metavar=told("metavar.speakers"), help=told("correct.speakers"))
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--yes", action="store_true", help=told("correct.yes"))
    how.add_argument("--preview", action="store_true", help=told("correct.preview"))
    parser.coder(joins=True)
    parser.json()
    parser.set_defaults(run=_run_correct)


def _run_correct(arguments: argparse.Namespace) -> int:
    from interviewcoder.tasks.correct import carry_out, correct_file
    from interviewcoder.tasks.voices import parse_speakers

    with opened(arguments.file, arguments.coder) as project:
        coder = None if arguments.preview else joining_coder(project, arguments.coder, new=arguments.new_coder)
        speakers = parse_speakers(arguments.speakers) if arguments.speakers else None
        correction = correct_file(project, Path(arguments.path), document=arguments.document, speakers=speakers)
        if not arguments.json:
            _show(project, correction)
        version = None
        question = say("cli.correct.ask", name=correction.document.name)
        if coder is not None and agreed(arguments, question, say_yes="cli.correct.say-yes"):
            version = carry_out(project, coder, correction)
            project.add_coder(coder)
        _report(project, correction, version, json=arguments.json)
    return 0


def _show(project: Project, correction: Correction) -> None:
    from interviewcoder.tasks.correct import summary

    heading(correction.document.name)
    for warning in correction.warnings:
        line(f"  ! {warning}")
    for change in correction.changes[:_SHOWN]:
        for sign, text in zip("-+", _sides(correction, change), strict=True):
            line(cut(f"  {sign} {text}", 110))
    if (more := len(correction.changes) - _SHOWN) > 0:
        line(say("cli.correct.more", count=more))
    line(summary(correction))
    for each in correction.doubtful:
        _show_waiting(project, each, correction.after.text)


def _sides(correction: Correction, change: Change) -> tuple[str, str]:
    """What stood there and what stands there now, each between the same few words."""
    before, after = correction.before.text, correction.after.text
    return _between(before, change.old), _between(after, change.new)


def _between(text: str, span: Span) -> str:
    lead, rest = text[max(0, span.start - _CONTEXT) : span.start], text[span.end : span.end + _CONTEXT]
    return f"{lead}[{span.of(text)}]{rest}".strip()


def _report(project: Project, correction: Correction, version: int | None, *, json: bool) -> None:
    if json:
        as_json(
            {
                "document": correction.document.name,
                "document_id": correction.document.id,
                "version": version,
                "turns": correction.turns,
                "stays": correction.stays,
                "warnings": list(correction.warnings),
                "changes": [_as_change(correction, each) for each in correction.changes],
                "doubtful": [_as_row(project, each, correction.after.text) for each in correction.doubtful],
            }
        )
    elif version is None:
        line(say("cli.correct.nothing"))
    else:
        line(say("cli.correct.done", name=correction.document.name))
        if correction.doubtful:
            line(say("cli.correct.queue", count=len(correction.doubtful), path=project.path))


def _as_change(correction: Correction, change: Change) -> Mapping[str, Any]:
    return {
        "start": change.old.start,
        "end": change.old.end,
        "text": change.old.of(correction.before.text),
        "new_start": change.new.start,
        "new_end": change.new.end,
        "new_text": change.new.of(correction.after.text),
    }


# --- review ---------------------------------------------------------------------------------------


def _review(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--document", metavar=told("metavar.document"), help=told("review.document"))
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--settle", metavar="GUID", help=told("review.settle"))
    what.add_argument("--remove", metavar="GUID", help=told("review.remove"))
    parser.add_argument("--place", type=int, metavar="N", help=told("review.place"))
    parser.add_argument("--start", type=int, metavar="N", help=told("review.start"))
    parser.add_argument("--end", type=int, metavar="N", help=told("review.end"))
    parser.coder()
    parser.json()
    parser.set_defaults(run=_run_review)


def _run_review(arguments: argparse.Namespace) -> int:
    deciding = arguments.settle or arguments.remove
    with opened(arguments.file, arguments.coder if deciding else None) as project:
        if arguments.settle:
            _settle(project, arguments)
        elif arguments.remove:
            coding = project.ask.coding(arguments.remove)
            project.remove_coding(coder_of(project, arguments.coder), coding.guid)
            if not arguments.json:
                line(say("cli.review.removed", code=code_label(project.codebook, coding.code), quote=coding.text))
        if arguments.json or not (arguments.settle or arguments.remove):
            _show_queue(project, arguments)
    return 0


def _settle(project: Project, arguments: argparse.Namespace) -> None:
    from interviewcoder.store.versions import settle

    coder = coder_of(project, arguments.coder)
    if arguments.place is not None:
        span = _place(project, arguments.settle, arguments.place)
    elif arguments.start is not None and arguments.end is not None:
        span = Span(arguments.start, arguments.end)
    else:
        raise Refused("cli.review.which-place")
    settle(project, coder, arguments.settle, span.start, span.end)
    coding = project.ask.coding(arguments.settle)
    if not arguments.json:
        line(say("cli.review.settled", code=code_label(project.codebook, coding.code), quote=coding.text))


def _place(project: Project, guid: str, number: int) -> Span:
    from interviewcoder.tasks.correct import waiting

    coding = project.ask.coding(guid)
    queue = waiting(project, document=coding.document)
    places = next((each.places for each in queue if each.coding.guid == guid), ())
    if not 1 <= number <= len(places):
        raise Refused("cli.review.no-place", number=number, count=len(places))
    return places[number - 1].span


def _show_queue(project: Project, arguments: argparse.Namespace) -> None:
    from interviewcoder.tasks.correct import waiting

    document = project.ask.document(arguments.document).id if arguments.document else None
    coder = None if arguments.settle or arguments.remove else known_coder(project, arguments.coder)
    queue = waiting(project, document=document, coder=coder)
    texts = {id: project.ask.transcript(id).text for id in {each.coding.document for each in queue}}
    if arguments.json:
        as_json({"rows": [_as_row(project, each, texts[each.coding.document]) for each in queue]})
        return
    if not queue:
        line(say("cli.review.none"))
    for each in queue:
        _show_waiting(project, each, texts[each.coding.document], guid=True)


def _show_waiting(project: Project, waiting: Waiting, text: str, *, guid: bool = False) -> None:
    coding = waiting.coding
    values = {"coder": coding.coder, "code": code_label(project.codebook, coding.code)}
    name = project.ask.document(coding.document).name
    heading(say("cli.review.coding", document=name, why=say(f"correct.why.{waiting.why.value}"), **values))
    if guid:
        line(f"  {coding.guid}")
    line(f"  “{coding.text}”")
    for number, place in enumerate(waiting.places, 1):
        line(f"  {number}  {place.span.start}–{place.span.end}  {_between(text, place.span)}")


def _as_row(project: Project, waiting: Waiting, text: str) -> Mapping[str, Any]:
    coding = waiting.coding
    return {
        "guid": coding.guid,
        "document": project.ask.document(coding.document).name,
        "document_id": coding.document,
        "version": coding.version,
        "start": coding.start,
        "end": coding.end,
        "text": coding.text,
        "code": coding.code,
        "coder": coding.coder,
        "why": waiting.why.value,
        "places": [
            {"start": each.span.start, "end": each.span.end, "text": each.span.of(text)}
            | {"likeness": round(each.likeness, 3)}
            for each in waiting.places
        ],
    }


COMMANDS = {"correct": _correct, "review": _review}
