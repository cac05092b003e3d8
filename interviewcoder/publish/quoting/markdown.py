"""Quotes as Markdown: to read, and to paste where an article is written."""

from __future__ import annotations

from interviewcoder.locale import say
from interviewcoder.publish.markdown import block_quote, escaped
from interviewcoder.publish.quotes import Collection, Quote, below


def quotes_as_markdown(collection: Collection) -> str:
    """A heading a carrier, one a role, a block quote each, line breaks as in the transcript."""
    parts = [f"**{escaped(say('publish.synthetic'))}**"] if collection.synthetic else []
    parts += [f"# {escaped(collection.head)}", *map(escaped, collection.notes)]
    for carrier, roles in collection.chapters():
        parts.append(f"## {escaped(carrier)}")
        for role, quotes in roles:
            parts.append(f"### {escaped(role)}")
            parts += [_blocked(quote) for quote in quotes]
    return "\n\n".join(parts) + "\n"


def _blocked(quote: Quote) -> str:
    """The words, their translation, then whose they are and what they were coded as."""
    translated = [">", *block_quote(quote.translation)] if quote.translation else []
    line = " · ".join([escaped(below(quote)), *(["★"] if quote.starred else [])])
    return "\n".join([*block_quote(quote.text), *translated, ">", f"> {line}"])
