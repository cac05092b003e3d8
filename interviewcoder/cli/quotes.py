"""``quotes``: the fragments worth quoting, trimmed, translated and attributed without a name, for the article."""

from __future__ import annotations

import argparse
import re
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.disagreements import in_common
from interviewcoder.cli.documents import show_review
from interviewcoder.cli.leaving import add_coders_as, add_despite, check_names
from interviewcoder.cli.show import as_json, line, lines
from interviewcoder.cli.studies import coder_of, known_carrier, known_role, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.model import Span
from interviewcoder.publish.quoting.write import BINARY, FORMATS, format_of, quotes_as, texts_in
from interviewcoder.publish.writing import write_whole

if TYPE_CHECKING:
    from interviewcoder.publish.quotes import Collection, Quote
    from interviewcoder.store.project import Project

_SPAN = re.compile(r"\s*(\d+)\s*-\s*(\d+)\s*")


def _quotes(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--carrier", metavar="ID", help=told("quotes.carrier"))
    parser.add_argument("--role", metavar=told("metavar.role"), help=told("quotes.role"))
    parser.add_argument("--starred", action="store_true", help=told("quotes.starred"))
    parser.add_argument("--consensus", action="store_true", help=told("usage.consensus"))
    parser.add_argument("--attribution", metavar=told("metavar.template"), help=told("quotes.attribution"))
    parser.add_argument("--times", action="store_true", help=told("quotes.times"))
    parser.add_argument("--format", choices=FORMATS, help=told("quotes.format"))
    parser.add_argument("--document-names", action="store_true", help=told("quotes.document-names"))
    parser.add_argument("--out", metavar=told("metavar.out"), help=told("quotes.out"))
    parser.add_argument("--force", action="store_true", help=told("usage.force"))
    add_coders_as(parser)
    add_despite(parser)
    editing = parser.add_argument_group(told("quotes.editing"))
    editing.add_argument("--edit", metavar="GUID", help=told("quotes.edit"))
    editing.add_argument("--trim", metavar=told("metavar.spans"), type=_spans, help=told("quotes.trim"))
    editing.add_argument("--translation", metavar=told("metavar.text"), help=told("quotes.translation"))
    editing.add_argument("--before", metavar="GUID", help=told("quotes.before"))
    parser.coder()
    parser.json()
    parser.set_defaults(run=_run)


def _spans(text: str) -> list[Span]:
    """ "12-30,44-60" as spans; nothing for an empty text, which leaves nothing out."""
    found = [_SPAN.fullmatch(part) for part in text.split(",")] if text.strip() else []
    if not all(found):
        raise argparse.ArgumentTypeError(say("cli.quotes.bad-spans", value=text))
    return [Span(int(each[1]), int(each[2])) for each in found if each]


def _run(arguments: Namespace) -> int:
    if arguments.edit:
        return _edit(arguments)
    if arguments.trim is not None or arguments.translation is not None or arguments.before:
        raise Refused("cli.quotes.edit-which")
    form = _form(arguments)
    from interviewcoder.publish.coders import CodersAs
    from interviewcoder.tasks.leaving import public_codebook
    from interviewcoder.tasks.quoting import collected, quotes_of, set_template

    with opened(arguments.file) as project:
        if arguments.attribution is not None:
            set_template(project, coder_of(project, arguments.coder), arguments.attribution)
        role = known_role(project.codebook, arguments.role)
        quotes = quotes_of(
            project,
            codings=in_common(project).codings if arguments.consensus else None,
            carrier=known_carrier(project.codebook, arguments.carrier),
            role=role,
            starred=arguments.starred,
            times=arguments.times,
        )
        collection = collected(project, quotes, role=role, coders=CodersAs(arguments.coders_as))
        texts = texts_in(
            collection,
            document_names=arguments.document_names,
            fragments=arguments.json,
            public=public_codebook(project),
        )
        check_names(project, texts, say("cli.quotes.what"), arguments)
        show_review(project, to=sys.stderr)
    content = quotes_as(form, collection, document_names=arguments.document_names)
    if arguments.out:
        write_whole(Path(arguments.out), content, over=arguments.force)
    if arguments.json:
        as_json(_as_json(collection))
        return 0
    if arguments.out or form == "csv":  # elsewhere they stand above what is printed
        for note in collection.notes[1:]:
            line(f"! {note}", to=sys.stderr)
    if arguments.out:
        line(say("cli.quotes.written", count=len(quotes), path=arguments.out))
    elif isinstance(content, str):
        lines(content.removeprefix("\ufeff"))
    return 0


def _form(arguments: Namespace) -> str:
    """The format asked for, else that of the file's name. Raises Refused where a terminal cannot show it."""
    form = arguments.format or (format_of(Path(arguments.out)) if arguments.out else "md")
    if form in BINARY and not (arguments.out or arguments.json):
        raise Refused("cli.quotes.needs-out", form=form)
    if arguments.document_names and form != "csv":
        raise Refused("cli.quotes.names-in-csv")
    return str(form)


def _as_json(collection: Collection) -> dict[str, Any]:
    rows = [_as_row(each) for each in collection.quotes]
    return {"quotes": rows, "notes": collection.notes, "synthetic": collection.synthetic}


def _as_row(quote: Quote) -> dict[str, Any]:
    """A quote for programs; ``document`` is an id, for the name of a file may hold a person's. ``left_out`` are
    half-open code points of ``fragment``."""
    from interviewcoder.tasks.quoting import guid_of

    coding = quote.coding
    return {
        "guid": guid_of(quote),
        "text": quote.text,
        "fragment": coding.text,
        "left_out": [[span.start, span.end] for span in (quote.edit.left_out if quote.edit else ())],
        "translation": quote.translation,
        "attribution": quote.attribution,
        "carrier": quote.carrier.id,
        "code": quote.code.id,
        "role": quote.respondent.role if quote.respondent else "",
        "respondent": quote.respondent.pseudonym if quote.respondent else "",
        "respondents": [{"pseudonym": who.pseudonym, "role": who.role} for who in quote.respondents],
        "time": next((each.time for each in quote.said if each.time is not None), None),
        "document": quote.document.id,
        "start": coding.start,
        "end": coding.end,
        "coders": list(dict.fromkeys(each.coder for each in quote.codings)),
        "starred": quote.starred,
    }


# --- one quote ------------------------------------------------------------------------------------


def _edit(arguments: Namespace) -> int:
    """Trim, translate or move one quote; shows it as it will be quoted."""
    from interviewcoder.tasks.quoting import edit, move

    with opened(arguments.file, arguments.coder) as project:
        coder = coder_of(project, arguments.coder)
        if arguments.trim is None and arguments.translation is None and not arguments.before:
            raise Refused("cli.quotes.edit-how")
        if arguments.before:
            move(project, coder, _quote(project, arguments.edit), _quote(project, arguments.before))
        if arguments.trim is not None or arguments.translation is not None:
            guid = _quote_guid(project, arguments.edit)
            edit(project, coder, guid, left_out=arguments.trim, translation=arguments.translation)
        quote = _quote(project, arguments.edit)
    if arguments.json:
        as_json(_as_row(quote))
    else:
        lines("\n".join(filter(None, (quote.text, quote.translation, quote.attribution))))
    return 0


def _quote(project: Project, guid: str) -> Quote:
    """The quote of a coding. Raises Refused when there is none."""
    from interviewcoder.tasks.quoting import quotes_of

    for quote in quotes_of(project):
        if any(coding.guid == guid for coding in quote.codings):
            return quote
    raise Refused("store.no-coding", guid=guid)


def _quote_guid(project: Project, guid: str) -> str:
    from interviewcoder.tasks.quoting import guid_of

    return guid_of(_quote(project, guid))


COMMANDS = {"quotes": _quotes}
