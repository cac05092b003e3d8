"""Quotes as a page of HTML in one file."""

from __future__ import annotations

from collections.abc import Iterator

from interviewcoder.locale import say
from interviewcoder.publish.page import element, lines, page, text
from interviewcoder.publish.quotes import Collection, Quote, below


def quotes_as_html(collection: Collection) -> str:
    """A heading a carrier, one a role, a block quote each."""
    parts = [element("p", text(say("publish.synthetic")), class_="synthetic")] if collection.synthetic else []
    parts.append(element("h1", text(collection.head)))
    parts += [element("p", text(note), class_="note") for note in collection.notes]
    parts += chapters_as_html(collection, level=2)
    return page(collection.head, "\n".join(parts))


def chapters_as_html(collection: Collection, *, level: int) -> Iterator[str]:
    """The quotes under headings from this level on."""
    for carrier, roles in collection.chapters():
        yield element(f"h{level}", text(carrier))
        for role, quotes in roles:
            yield element(f"h{level + 1}", text(role))
            for quote in quotes:
                yield quote_as_html(quote, collection.language)


def quote_as_html(quote: Quote, language: str) -> str:
    """A block quote with its translation and, in its foot, whose words these are."""
    parts = [element("p", lines(quote.text), lang=language)]
    if quote.translation:
        parts.append(element("p", lines(quote.translation), class_="translation"))
    parts.append(element("footer", text(below(quote))))
    return element("blockquote", "".join(parts))
