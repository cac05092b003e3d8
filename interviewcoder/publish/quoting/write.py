"""Which formats quotes can be written in, and which one a file's name asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.locale import pick
from interviewcoder.model import Code
from interviewcoder.publish.quotes import Collection

FORMATS = ("md", "csv", "docx", "tex", "html", "xlsx")
BINARY = ("docx", "xlsx")
"""The formats that a terminal cannot show."""


def format_of(path: Path) -> str:
    """The format that a name ends in. Raises Refused for another."""
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise Refused("publish.unknown-quotes", path=path, known=", ".join(f".{each}" for each in FORMATS))
    return form


def quotes_as(form: str, collection: Collection, *, document_names: bool = False) -> str | bytes:
    """The quotes in one of the ``FORMATS``; ``document_names`` are told in CSV only."""
    if form == "csv":
        from interviewcoder.publish.quoting.table import quotes_as_csv

        return quotes_as_csv(collection, document_names=document_names)
    if form == "xlsx":
        from interviewcoder.publish.quoting.table import quotes_as_xlsx

        return quotes_as_xlsx(collection)
    if form == "docx":
        from interviewcoder.publish.quoting.docx import quotes_as_docx

        return quotes_as_docx(collection)
    if form == "tex":
        from interviewcoder.publish.quoting.latex import quotes_as_latex

        return quotes_as_latex(collection)
    if form == "html":
        from interviewcoder.publish.quoting.html import quotes_as_html

        return quotes_as_html(collection)
    from interviewcoder.publish.quoting.markdown import quotes_as_markdown

    return quotes_as_markdown(collection)


def texts_in(
    collection: Collection, *, document_names: bool = False, fragments: bool = False, public: Iterable[Code] = ()
) -> Mapping[str, str]:
    """Every text that leaves with quotes, by where it stands: their number in the list and whose they are; with
    ``fragments`` also what was left out of them, and of the codes all but those that are ``public``."""
    texts = {"–": collection.title}
    for number, quote in enumerate(collection.quotes, 1):
        said = (quote.coding.text if fragments else quote.text, quote.translation)
        texts[f"{number} {quote.attribution}"] = "\n".join(filter(None, said))
    heads = dict.fromkeys(quote.attribution for quote in collection.quotes)
    heads |= dict.fromkeys(who.company for quote in collection.quotes for who in quote.respondents)
    heads |= dict.fromkeys(quote.document.sector for quote in collection.quotes)
    codes = {code.id: code for quote in collection.quotes for code in (quote.carrier, quote.code)}
    known = {pick(code.label) for code in public}
    heads |= dict.fromkeys(name for code in codes.values() if (name := pick(code.label)) not in known)
    if document_names:
        heads |= dict.fromkeys(quote.document.name for quote in collection.quotes)
    return texts | {f"– {head}": head for head in heads if head}
