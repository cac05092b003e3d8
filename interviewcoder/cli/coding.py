"""``code`` and ``codings``: put a code on a fragment, and list what has been coded."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from interviewcoder.cli.disagreements import in_common
from interviewcoder.cli.documents import show_review
from interviewcoder.cli.leaving import add_despite, check_names
from interviewcoder.cli.show import as_json, line, table
from interviewcoder.cli.studies import (
    joining_coder,
    known_carrier,
    known_code,
    known_coder,
    known_role,
    opened,
)
from interviewcoder.cli.usage import Parser, facet, told
from interviewcoder.errors import Refused
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Coding, Document, Span, Turn, turns_touched


def _code(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--document", required=True, metavar=told("metavar.document"), help=told("code.document"))
    parser.add_argument("--start", required=True, type=int, metavar="N", help=told("code.start"))
    parser.add_argument("--end", required=True, type=int, metavar="N", help=told("code.end"))
    parser.add_argument("--code", required=True, metavar="ID", help=told("code.code"))
    value = told("metavar.facet")
    parser.add_argument("--facet", action="append", default=[], type=facet, metavar=value, help=told("code.facet"))
    parser.add_argument("--memo", default="", metavar=told("metavar.text"), help=told("code.memo"))
    parser.add_argument("--any-speaker", action="store_true", help=told("code.any-speaker"))
    parser.coder(joins=True)
    parser.json()
    parser.set_defaults(run=_run_code)


def _run_code(arguments: argparse.Namespace) -> int:
    from interviewcoder.tasks.fragments import look_at

    with opened(arguments.file, arguments.coder) as project:
        coder = joining_coder(project, arguments.coder, new=arguments.new_coder)
        document = project.ask.document(arguments.document)
        span = Span(arguments.start, arguments.end)
        look = look_at(project.ask.transcript(document.id), span)
        if not (look.respondent or arguments.any_speaker):
            raise Refused("cli.code.no-respondent", start=span.start, end=span.end, document=document.name)
        guid = project.apply_code(
            coder,
            document.id,
            span.start,
            span.end,
            known_code(project.codebook, arguments.code),
            facets=dict(arguments.facet),
            memo=arguments.memo,
        )
        project.add_coder(coder)
        for remark in look.remarks:
            line(f"! {remark}", to=sys.stderr)
        coding = project.ask.coding(guid)
        if arguments.json:
            as_json(as_row(coding, project.codebook, document, project.ask.transcript(document.id).turns))
        else:
            label = code_label(project.codebook, coding.code)
            line(say("cli.code.done", quote=coding.text, code=label, coder=coder, document=document.name))
    return 0


def _codings(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--carrier", metavar="ID", help=told("codings.carrier"))
    parser.add_argument("--role", metavar=told("metavar.role"), help=told("codings.role"))
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--coder", metavar=told("metavar.name"), default=None, help=told("codings.coder"))
    whose.add_argument("--consensus", action="store_true", help=told("usage.consensus"))
    parser.add_argument("--document", metavar=told("metavar.document"), help=told("codings.document"))
    add_despite(parser)
    parser.json()
    parser.set_defaults(run=_run_codings)


def _run_codings(arguments: argparse.Namespace) -> int:
    with opened(arguments.file) as project:
        codebook = project.codebook
        carrier = known_carrier(codebook, arguments.carrier)
        document = project.ask.document(arguments.document).id if arguments.document else None
        codes = [code.id for code in codebook.codes if code.carrier == carrier] if carrier else None
        role = known_role(codebook, arguments.role)
        if arguments.consensus:
            from interviewcoder.tasks.disagreements import narrowed

            codings = narrowed(project, in_common(project), document=document, codes=codes, role=role)
        else:
            coder = known_coder(project, arguments.coder)
            codings = project.ask.codings(document=document, codes=codes, role=role, coder=coder)
        documents = {each.id: each for each in project.ask.documents()}
        if arguments.json:
            texts = {f"{documents[each.document].name} {each.start}": each.text for each in codings}
            check_names(project, texts, say("cli.codings.what"), arguments, replaced_only=True)
            turns = project.ask.turns()
            rows = [as_row(each, codebook, documents[each.document], turns[each.document]) for each in codings]
        else:
            show_review(project)
    if arguments.json:
        as_json({"rows": rows})
    elif codings:
        table(
            [say(f"cli.head.{name}") for name in ("document", "place", "coder", "code", "facets", "fragment")],
            [
                [
                    documents[each.document].name,
                    f"{each.start}–{each.end}",
                    each.coder,
                    each.code,
                    " ".join(f"{facet}={value}" for facet, value in sorted(each.facets.items())),
                    ("* " if each.starred else "") + each.text,
                ]
                for each in codings
            ],
        )
    else:
        line(say("cli.codings.none"))
    return 0


def as_row(coding: Coding, codebook: Codebook, document: Document, turns: Sequence[Turn]) -> dict[str, Any]:
    """A coding for programs: ``document`` is its name, ``start`` and ``end`` are code points, half-open.

    Times are seconds: when the first of its turns begins and when the last ends, as far as the transcript tells.
    """
    touched = turns_touched(turns, coding.span)
    people = document.speaking_in(touched) if coding.touches_respondent else ()
    code = codebook.find(coding.code)
    return {
        "guid": coding.guid,
        "document": document.name,
        "document_id": document.id,
        "start": coding.start,
        "end": coding.end,
        "text": coding.text,
        "code": coding.code,
        "carrier": code.carrier if code else "",
        "coder": coding.coder,
        "origin": coding.origin.value,
        "respondent": _each(who.pseudonym for who in people),
        "role": _each(who.role for who in people),
        "company": _each(who.company for who in people),
        "time_start": touched[0].time_start if touched else None,
        "time_end": touched[-1].time_end if touched else None,
        "facets": dict(coding.facets),
        "memos": coding.memos,
        "starred": coding.starred,
        "at": coding.at,
        "codebook_version": coding.codebook_version,
    }


def _each(values: Iterable[str]) -> str:
    """The different values, in order, as in "director; employee"."""
    return "; ".join(dict.fromkeys(values))


def code_label(codebook: Codebook, id: str) -> str:
    """What people call a code; its id when the codebook has it no longer."""
    code = codebook.find(id)
    return pick(code.label) if code else id


COMMANDS = {"code": _code, "codings": _codings}
