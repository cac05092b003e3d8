"""``disagreements``: where coders differ, and what is decided on it."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.leaving import add_coders_as, add_despite, check_names, coders_called
from interviewcoder.cli.show import as_json, cut, line, table
from interviewcoder.cli.studies import coder_of, known_code, known_coder, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Coding, Ruling, Span

if TYPE_CHECKING:
    from interviewcoder.store.project import Project
    from interviewcoder.tasks.disagreements import Compare, Consensus, Disagreement

_KINDS = ("code", "only", "boundary", "facet")
_FRAGMENT = 60


def _disagreements(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--coders", metavar="A,B", help=told("disagreements.coders"))
    parser.add_argument("--document", metavar=told("metavar.document"), help=told("disagreements.document"))
    parser.add_argument("--code", metavar="ID", help=told("disagreements.code"))
    parser.add_argument("--kind", choices=_KINDS, help=told("disagreements.kind"))
    parser.add_argument("--open", action="store_true", help=told("disagreements.open"))
    parser.add_argument("--settle", metavar="ID", help=told("disagreements.settle"))
    rulings = tuple(each.value for each in Ruling)
    parser.add_argument("--take", choices=rulings, help=told("disagreements.take"))
    parser.add_argument("--start", type=int, metavar="N", help=told("disagreements.start"))
    parser.add_argument("--end", type=int, metavar="N", help=told("disagreements.end"))
    parser.add_argument("--as", dest="chosen", metavar="ID", help=told("disagreements.as"))
    parser.add_argument("--reason", default="", metavar=told("metavar.reason"), help=told("disagreements.reason"))
    parser.add_argument("--out", type=Path, metavar=told("metavar.out"), help=told("disagreements.out"))
    parser.add_argument("--force", action="store_true", help=told("usage.force"))
    add_coders_as(parser)
    add_despite(parser)
    parser.coder()
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.publish.tables import write_table
    from interviewcoder.tasks.difference_tables import WHOSE, as_table

    with opened(arguments.file) as project:
        if arguments.settle:
            _settle(project, arguments)
            if not arguments.json and not arguments.out:
                return 0
        found = _found(project, arguments)
        if arguments.out:
            written = coders_called(project, arguments).table(as_table(project, found), whose=WHOSE)
            check_names(project, written.texts(without=WHOSE), arguments.out.name, arguments)
            write_table(written, arguments.out, over=arguments.force)
        if arguments.json:
            rows = [_as_row(each, project.codebook) for each in found.disagreements]
            as_json({"rows": rows, "agreed": len(found.agreed), "settled": found.settled})
        elif arguments.out:
            line(say("cli.written", path=arguments.out))
        else:
            _show(project, found)
    return 0


def _found(project: Project, arguments: Namespace) -> Compare:
    from dataclasses import replace

    from interviewcoder.analysis.differences import Kind
    from interviewcoder.tasks.disagreements import compared

    coders = [name.strip() for name in arguments.coders.split(",")] if arguments.coders else None
    for name in coders or ():
        known_coder(project, name)
    codebook = project.codebook
    code = known_code(codebook, arguments.code) if arguments.code else None
    found = compared(
        project,
        coders=coders,
        document=project.ask.document(arguments.document).id if arguments.document else None,
        kind=Kind(arguments.kind) if arguments.kind else None,
        codes=[each.id for each in codebook.codes if code in (each.id, each.parent)] if code else None,
    )
    if arguments.open:
        still = tuple(each for each in found.disagreements if not each.settled)
        return replace(found, disagreements=still)
    return found


def _settle(project: Project, arguments: Namespace) -> None:
    from interviewcoder.tasks.disagreements import as_it_stands, compared, ruled, settle, whose_goes

    if not arguments.take:
        raise Refused("cli.disagreements.which-ruling")
    all_found = compared(project).disagreements
    asked = next((each for each in all_found if each.id == arguments.settle), None)
    if asked is None:
        raise Refused("differences.unknown", id=arguments.settle, path=project.path)
    span = Span(arguments.start, arguments.end) if None not in (arguments.start, arguments.end) else None
    coder = coder_of(project, arguments.coder)
    settle(
        project,
        coder,
        asked,
        Ruling(arguments.take),
        span=span,
        code=known_code(project.codebook, arguments.chosen) if arguments.chosen else None,
        reason=arguments.reason,
    )
    if replaced := whose_goes(asked, coder):
        line(replaced, to=sys.stderr)
    if not arguments.json and not arguments.out:
        now = as_it_stands(project, asked)
        key = "differences.settled-now" if now.settled else "differences.left-for-later"
        line(say(key, id=asked.id, ruling=ruled(now)))


def in_common(project: Project) -> Consensus:
    """What the coders have in common, for a command that shows only that; says on stderr what it leaves out."""
    from interviewcoder.tasks.disagreements import consensus_of

    common = consensus_of(project)
    compared, all_documents = len(common.documents), len(project.ask.documents())
    line(say("cli.disagreements.in-common", compared=compared, all=all_documents, open=common.open), to=sys.stderr)
    return common


def _show(project: Project, found: Compare) -> None:
    from interviewcoder.tasks.disagreements import ruled

    if not found.disagreements:
        line(say("cli.disagreements.none" if found.readers else "cli.disagreements.nothing-compared"))
        return
    heads = ("id", "document", "kind", "one", "other", "decision", "fragment")
    rows = []
    for each in found.disagreements:
        difference = each.difference
        text = project.ask.transcript(difference.document).text
        rows.append(
            [
                each.id,
                each.document.name,
                say(f"differences.kind.{difference.kind.value}"),
                f"{', '.join(difference.ones)}: {_code(project.codebook, difference.one)}",
                f"{', '.join(difference.others)}: {_code(project.codebook, difference.other)}",
                ruled(each),
                cut(difference.span.of(text), _FRAGMENT),
            ]
        )
    table([say(f"cli.head.{name}") for name in heads], rows)
    line()
    line(say("differences.count", settled=found.settled, all=len(found.disagreements)))


def _code(codebook: Codebook, codings: tuple[Coding, ...]) -> str:
    if not codings:
        return "–"
    code = codebook.find(codings[0].code)
    return pick(code.short) if code else codings[0].code


def _as_row(each: Disagreement, codebook: Codebook) -> dict[str, Any]:
    """A difference for programs; ``start`` and ``end`` are code points, half-open."""
    difference, ruling = each.difference, each.adjudication
    return {
        "id": each.id,
        "document": each.document.name,
        "document_id": difference.document,
        "kind": difference.kind.value,
        "start": difference.span.start,
        "end": difference.span.end,
        "one": {"coders": list(difference.ones), "codings": [_as_coding(coding) for coding in difference.one]},
        "other": {"coders": list(difference.others), "codings": [_as_coding(coding) for coding in difference.other]},
        "decision": ruling.ruling.value if ruling else None,
        "reason": ruling.reason if ruling else None,
        "outcome": list(ruling.outcome) if ruling else [],
        "decided_by": ruling.coder if ruling else None,
        "decided_at": ruling.at if ruling else None,
    }


def _as_coding(coding: Coding) -> dict[str, Any]:
    place = {"guid": coding.guid, "start": coding.start, "end": coding.end, "text": coding.text}
    return {**place, "code": coding.code, "coder": coding.coder, "facets": dict(coding.facets)}


COMMANDS = {"disagreements": _disagreements}
