"""``suggest``: candidate codes for a text or for transcripts, the best first, with the words that spoke for them."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.history import count
from interviewcoder.cli.show import as_json, cut, line, table
from interviewcoder.cli.studies import opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say
from interviewcoder.model import Document, Suggestion

if TYPE_CHECKING:
    from interviewcoder.store.project import Project
    from interviewcoder.suggest.suggester import Suggester

Found = tuple[Document | None, str, Suggestion]
"""A suggestion with the document it is in (none for a text just given) and the words it is about."""

_WHY = 40
"""So many cells the reasons may take, or the fragment would stand out of sight."""


def _suggest(parser: Parser) -> None:
    parser.file()
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--document", metavar=told("metavar.document"), help=told("suggest.document"))
    source.add_argument("--text", metavar=told("metavar.text"), help=told("suggest.text"))
    parser.add_argument("--top", type=count, metavar="K", help=told("suggest.top"))
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    with opened(arguments.file) as project:
        documents = [project.ask.document(arguments.document)] if arguments.document else project.ask.documents()
        from interviewcoder.suggest.suggester import Suggester

        suggester = Suggester(project.codebook)
        found: list[Found] = (
            [(None, arguments.text[each.start : each.end], each) for each in suggester.in_text(arguments.text)]
            if arguments.text is not None
            else [each for document in documents for each in _in_document(suggester, project, document)]
        )
    found.sort(key=lambda each: -each[2].score)
    found = found[: arguments.top]
    if arguments.json:
        as_json({"suggestions": [_as_row(*each) for each in found]})
    elif found:
        _show(found)
    else:
        line(say("cli.suggest.none"))
    return 0


def _in_document(suggester: Suggester, project: Project, document: Document) -> list[Found]:
    transcript = project.ask.transcript(document.id)
    return [
        (document, transcript.text[each.start : each.end], each)
        for _, suggestions in suggester.by_turn(transcript)
        for each in suggestions
    ]


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
