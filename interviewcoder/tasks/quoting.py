"""The quotes of an open study: chosen, with what the author made of them, and as they leave the program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from interviewcoder.model import Coding, QuoteEdit, Span
from interviewcoder.publish.balance import balance_of
from interviewcoder.publish.coders import Called, CodersAs, called
from interviewcoder.publish.quotes import Collection, Quote, choose_quotes
from interviewcoder.publish.template import STANDARD, Template
from interviewcoder.publish.trimming import joined, whole_words
from interviewcoder.store.project import Project
from interviewcoder.store.quoting import edit_quote, order_quotes, quote_edits

_TEMPLATE = "attribution"
"""Under this key the study remembers how its quotes are attributed."""


def template_of(project: Project) -> Template:
    """How the study's quotes are attributed."""
    kept = project.ask.properties().get(_TEMPLATE)
    return Template.parse(kept) if kept else STANDARD


def set_template(project: Project, coder: str, text: str) -> None:
    """Attribute the study's quotes so from now on. Raises Refused for a template that cannot be filled in."""
    template = Template.parse(text)
    if template != template_of(project):
        project.set(coder, _TEMPLATE, template.text)


def quotes_of(
    project: Project,
    *,
    codings: Sequence[Coding] | None = None,
    carrier: str | None = None,
    role: str | None = None,
    starred: bool = False,
    times: bool = False,
) -> tuple[Quote, ...]:
    """The quotes of a study, or of these ``codings``, as :func:`~interviewcoder.publish.quotes.choose_quotes` does.

    ``times`` tells when each begins to speak, where the study's attribution does not.
    """
    template = template_of(project)
    return choose_quotes(
        project.codebook,
        project.ask.codings() if codings is None else codings,
        project.ask.documents(),
        project.ask.turns(),
        carrier=carrier,
        role=role,
        starred=starred,
        edits=quote_edits(project),
        template=template.with_time() if times else template,
    )


def collected(
    project: Project, quotes: Sequence[Quote], *, role: str | None = None, coders: CodersAs = CodersAs.NUMBERS
) -> Collection:
    """Quotes as they leave the program; ``role`` is the one that they were narrowed to, ``coders`` how those who
    chose them are called."""
    properties, codebook = project.ask.properties(), project.codebook
    notes = balance_of(quotes, codebook, role=role).notes
    title = properties.get("name", "")
    names = called(project.ask.coders(), coders)
    told = tuple(_with_coders(quote, names) for quote in quotes)
    return Collection(title, told, notes, codebook.language, "synthetic" in properties)


def _with_coders(quote: Quote, names: Called) -> Quote:
    codings = tuple(replace(each, coder=names.one(each.coder)) for each in quote.codings)
    return replace(quote, coding=codings[quote.codings.index(quote.coding)], codings=codings)


# --- what an author makes of one ------------------------------------------------------------------


def edit(
    project: Project,
    coder: str,
    guid: str,
    *,
    left_out: Sequence[Span] | None = None,
    translation: str | None = None,
) -> QuoteEdit:
    """Leave spans of a coding's fragment out where it is quoted, or give its translation; None keeps what there is.

    Spans grow to whole words. Raises Refused for spans outside the fragment, and where nothing would be left of it.
    """
    held = quote_edits(project).get(guid, QuoteEdit(guid))
    text = project.ask.seen_by(coder).coding(guid).text
    spans = held.left_out if left_out is None else left_out
    if all(0 <= span.start < span.end <= len(text) for span in spans):
        spans = joined(whole_words(spans, text), len(text))
    edit_quote(project, coder, guid, spans, held.translation if translation is None else translation)
    return quote_edits(project).get(guid, QuoteEdit(guid))


def move(project: Project, coder: str, quote: Quote, past: Quote) -> None:
    """Put a quote where another of its carrier and role stands, which makes room."""
    mates = [each for each in quotes_of(project) if (each.carrier, each.role) == (quote.carrier, quote.role)]
    order = [guid_of(each) for each in mates]
    mine, theirs = guid_of(quote), guid_of(past)
    if mine not in order or theirs not in order or mine == theirs:
        return
    to = order.index(theirs)
    order.remove(mine)
    order.insert(to, mine)
    order_quotes(project, coder, mine, order)


def guid_of(quote: Quote) -> str:
    """The coding that holds what was made of a quote, or will hold it."""
    return quote.edit.coding if quote.edit else quote.coding.guid
