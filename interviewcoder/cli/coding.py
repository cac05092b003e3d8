"""``code`` and ``codings``: put a code on a fragment, and list what has been coded."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from interviewcoder.cli.documents import show_review
from interviewcoder.cli.show import as_json, line, table
from interviewcoder.cli.studies import coder_of, known_carrier, known_coder, known_role, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Coding, Document


def _code(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--document", required=True, metavar=told("metavar.document"), help=told("code.document"))
    parser.add_argument("--start", required=True, type=int, metavar="N", help=told("code.start"))
    parser.add_argument("--end", required=True, type=int, metavar="N", help=told("code.end"))
    parser.add_argument("--code", required=True, metavar="ID", help=told("code.code"))
    facet = told("metavar.facet")
    parser.add_argument("--facet", action="append", default=[], type=_facet, metavar=facet, help=told("code.facet"))
    parser.add_argument("--memo", default="", metavar=told("metavar.text"), help=told("code.memo"))
    parser.coder()
    parser.json()
    parser.set_defaults(run=_run_code)


def _facet(text: str) -> tuple[str, str]:
    facet, equals, value = text.partition("=")
    if not (facet and equals and value):
        raise argparse.ArgumentTypeError(say("cli.fault.facet", value=text))
    return facet, value


def _run_code(arguments: argparse.Namespace) -> int:
    with opened(arguments.file) as project:
        coder = coder_of(project, arguments.coder)
        document = project.ask.document(arguments.document)
        guid = project.apply_code(
            coder,
            document.id,
            arguments.start,
            arguments.end,
            arguments.code,
            facets=dict(arguments.facet),
            memo=arguments.memo,
        )
        project.add_coder(coder)
        coding = project.ask.coding(guid)
        if arguments.json:
            as_json(as_row(coding, project.codebook, {document.id: document}))
        else:
            label = code_label(project.codebook, coding.code)
            line(say("cli.code.done", quote=coding.text, code=label, coder=coder, document=document.name))
    return 0


def _codings(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--carrier", metavar="ID", help=told("codings.carrier"))
    parser.add_argument("--role", metavar=told("metavar.role"), help=told("codings.role"))
    parser.add_argument("--coder", metavar=told("metavar.name"), default=None, help=told("codings.coder"))
    parser.add_argument("--document", metavar=told("metavar.document"), help=told("codings.document"))
    parser.json()
    parser.set_defaults(run=_run_codings)


def _run_codings(arguments: argparse.Namespace) -> int:
    with opened(arguments.file) as project:
        codebook = project.codebook
        carrier = known_carrier(codebook, arguments.carrier)
        codings = project.ask.codings(
            document=project.ask.document(arguments.document).id if arguments.document else None,
            codes=[code.id for code in codebook.codes if code.carrier == carrier] if carrier else None,
            role=known_role(codebook, arguments.role),
            coder=known_coder(project, arguments.coder),
        )
        documents = {each.id: each for each in project.ask.documents()}
        if not arguments.json:
            show_review(project)
    if arguments.json:
        as_json({"rows": [as_row(each, codebook, documents) for each in codings]})
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


def as_row(coding: Coding, codebook: Codebook, documents: Mapping[str, Document]) -> dict[str, Any]:
    """A coding for programs: ``document`` is its name, ``start`` and ``end`` are code points, half-open."""
    document = documents[coding.document]
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
        "role": document.role,
        "company": document.company,
        "facets": dict(coding.facets),
        "memos": coding.memos,
        "starred": coding.starred,
        "at": coding.at,
    }


def code_label(codebook: Codebook, id: str) -> str:
    """What people call a code; its id when the codebook has it no longer."""
    code = codebook.find(id)
    return pick(code.label) if code else id


COMMANDS = {"code": _code, "codings": _codings}
