"""``suggest``: candidate codes for a text or for transcripts, the best first, with the words that spoke for them."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.history import count
from interviewcoder.cli.show import as_json, cut, line, table
from interviewcoder.cli.studies import known_code, known_coder, known_role, one_of, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say
from interviewcoder.model import Document, Suggestion

if TYPE_CHECKING:
    from interviewcoder.store.project import Project

Found = tuple[Document | None, str, Suggestion]
"""A suggestion with the document it is in (none for a text just given) and the words it is about."""

_WHY = 40
"""So many cells the reasons may take, or the fragment would stand out of sight."""


def _suggest(parser: Parser) -> None:
    parser.file()
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--document", metavar=told("metavar.document"), help=told("suggest.document"))
    source.add_argument("--text", metavar=told("metavar.text"), help=told("suggest.text"))
    source.add_argument("--carrier", metavar="ID", help=told("suggest.carrier"))
    parser.add_argument("--role", metavar="ID", help=told("suggest.role"))
    parser.add_argument("--company", metavar="ID", help=told("suggest.company"))
    parser.add_argument("--top", type=count, metavar="K", help=told("suggest.top"))
    name = told("metavar.name")
    parser.add_argument("--coder", metavar=name, default=argparse.SUPPRESS, help=told("suggest.coder"))
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    with opened(arguments.file) as project:
        coder = known_coder(project, arguments.coder)
        if arguments.carrier is not None:
            found = _candidates(project, arguments)
        elif arguments.text is not None:
            found = _in_text(project, arguments.text)
        else:
            documents = [project.ask.document(arguments.document)] if arguments.document else project.ask.documents()
            found = _in_documents(project, _not_blind(project, documents), coder)
    found = found[: arguments.top]
    if arguments.json:
        as_json({"suggestions": [_as_row(*each) for each in found]})
    elif found:
        _show(found)
    else:
        line(say("cli.suggest.none"))
    return 0


def _not_blind(project: Project, documents: list[Document]) -> list[Document]:
    """Without those that are coded without suggestions; says so on stderr."""
    from interviewcoder.store.rounds import without_suggestions

    kept = []
    for document in documents:
        if round := without_suggestions(project, document.id):
            line(f"{document.name}: {say('rounds.no-suggestions', name=round.name)}", to=sys.stderr)
        else:
            kept.append(document)
    return kept


def _in_text(project: Project, text: str) -> list[Found]:
    from interviewcoder.tasks.suggesting import Teacher

    return [(None, text[each.start : each.end], each) for each in Teacher(project).suggester().in_text(text)]


def _candidates(project: Project, arguments: Namespace) -> list[Found]:
    """Where respondents of a role and company may speak of a carrier or feature that is not coded there."""
    from interviewcoder.tasks.suggesting import Teacher, candidates

    code = known_code(project.codebook, arguments.carrier)
    role = known_role(project.codebook, arguments.role)
    known = {who.company for document in project.ask.documents() for who in document.respondents}
    company = one_of(known, arguments.company, "cli.unknown-company")
    found = candidates(project, Teacher(project), code, role=role, companies={company} if company else None)
    return [(each.document, each.text, each.suggestion) for each in found]


def _in_documents(project: Project, documents: list[Document], coder: str | None) -> list[Found]:
    """The suggestions for documents, the best first; where a coder is named, without those that they settled."""
    from interviewcoder.tasks.suggesting import Teacher

    found: list[Found] = []
    teacher = Teacher(project)
    for document in documents:
        transcript = project.ask.transcript(document.id)
        settled = _settled(project, document, coder) if coder else set()
        found += [
            (document, transcript.text[each.start : each.end], each)
            for _, suggestions in teacher.suggester(document.id).by_turn(transcript)
            for each in suggestions
            if (each.start, each.end, each.code) not in settled
        ]
    return sorted(found, key=lambda each: -each[2].score)


def _settled(project: Project, document: Document, coder: str) -> set[tuple[int, int, str]]:
    """Where this coder needs no suggestion any more: decided there, or already coded so."""
    decided = project.ask.decisions(document=document.id, coder=coder)
    coded = project.ask.codings(document=document.id, coder=coder)
    return {(each.start, each.end, each.code) for each in decided if each.in_text} | {
        (each.start, each.end, each.code) for each in coded
    }


def _show(found: list[Found]) -> None:
    table(
        [say(f"cli.head.{name}") for name in ("score", "code", "document", "place", "why", "fragment")],
        [
            [
                f"{each.score:.2f}",
                each.code,
                document.name if document else "",
                f"{each.start}–{each.end}",
                cut(" ".join(f"“{why.text}”" for why in each.evidence), _WHY),
                text,
            ]
            for document, text, each in found
        ],
    )


def _as_row(document: Document | None, text: str, suggestion: Suggestion) -> dict[str, Any]:
    where = {"document": document.name, "document_id": document.id} if document else {}
    return {**where, **asdict(suggestion), "text": text}


COMMANDS = {"suggest": _suggest}
