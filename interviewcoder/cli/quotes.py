"""``quotes``: the fragments worth quoting, attributed without a name, for the article."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.documents import is_synthetic
from interviewcoder.cli.show import as_json, line, lines
from interviewcoder.cli.studies import coder_of, known_carrier, known_role, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.publish.quotes import Quote, choose_quotes, quotes_as_csv, quotes_as_markdown
from interviewcoder.publish.writing import write_whole

if TYPE_CHECKING:
    from interviewcoder.store.project import Project


def _quotes(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--carrier", metavar="ID", help=told("quotes.carrier"))
    parser.add_argument("--role", metavar=told("metavar.role"), help=told("quotes.role"))
    parser.add_argument("--starred", action="store_true", help=told("quotes.starred"))
    parser.add_argument("--format", choices=("md", "csv"), default="md", help=told("quotes.format"))
    parser.add_argument("--out", metavar=told("metavar.out"), help=told("quotes.out"))
    parser.add_argument("--force", action="store_true", help=told("usage.force"))
    parser.add_argument("--despite", metavar=told("metavar.reason"), help=told("quotes.despite"))
    parser.coder()
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    with opened(arguments.file) as project:
        codebook = project.codebook
        documents = project.ask.documents()
        quotes = choose_quotes(
            codebook,
            project.ask.codings(),
            documents,
            carrier=known_carrier(codebook, arguments.carrier),
            role=known_role(codebook, arguments.role),
            starred=arguments.starred,
        )
        synthetic = is_synthetic(project)
        if not synthetic:  # of whom nobody is real no name can leak
            _check_names(project, quotes, arguments)
        title = project.ask.properties().get("name", "")
    text = (
        quotes_as_csv(quotes, synthetic=synthetic)
        if arguments.format == "csv"
        else quotes_as_markdown(quotes, title=title, synthetic=synthetic)
    )
    if arguments.out:
        write_whole(Path(arguments.out), text, over=arguments.force)
    if arguments.json:
        as_json({"quotes": [_as_row(each) for each in quotes], "synthetic": synthetic})
    elif arguments.out:
        line(say("cli.quotes.written", count=len(quotes), path=arguments.out))
    else:
        lines(text.removeprefix("\ufeff"))
    return 0


def _check_names(project: Project, quotes: Sequence[Quote], arguments: Namespace) -> None:
    """Tell on stderr what may name someone. Raises Refused, unless there is a reason to let it out, which is kept."""
    from interviewcoder.publish.residue import scan_quotes
    from interviewcoder.store.pseudonyms import override
    from interviewcoder.tasks.pseudonyms import known_names

    found = scan_quotes(quotes, known_names(project))
    for each in found:
        line(f"{say(f'pseudonyms.kind.{each.kind}')}  {each.spot}", to=sys.stderr)
    if not found:
        return
    if arguments.despite is None:
        raise Refused("cli.quotes.residue", count=len(found), path=arguments.file)
    override(project, coder_of(project, arguments.coder), say("cli.quotes.what"), len(found), arguments.despite)


def _as_row(quote: Quote) -> dict[str, Any]:
    """A quote for programs; ``document`` is an id, for the name of a file may hold a person's."""
    coding = quote.coding
    return {
        "text": coding.text,
        "attribution": quote.attribution,
        "carrier": quote.carrier.id,
        "code": quote.code.id,
        "role": quote.document.role,
        "respondent": quote.document.pseudonym,
        "document": quote.document.id,
        "start": coding.start,
        "end": coding.end,
        "coders": list(dict.fromkeys(each.coder for each in quote.codings)),
        "starred": quote.starred,
    }


COMMANDS = {"quotes": _quotes}
