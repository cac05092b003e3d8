"""What an author makes of quotes; the codings themselves stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from interviewcoder.errors import Refused
from interviewcoder.model import QuoteEdit, Span
from interviewcoder.store import schema
from interviewcoder.store.rows import BOTH, SEALED, VIEWER
from interviewcoder.store.trims import carried

if TYPE_CHECKING:
    from interviewcoder.store.project import Project


def edit_quote(project: Project, coder: str, guid: str, left_out: Sequence[Span], translation: str) -> None:
    """Leave spans of a coding's fragment out where it is quoted, and give a translation; without either, it is
    quoted as it is. Spans are half-open code points of the fragment, in order.

    Raises Refused for spans outside the fragment, and where nothing would be left of it.
    """
    coding = project.ask.seen_by(coder).coding(guid)
    for span in left_out:
        if not 0 <= span.start < span.end <= len(coding.text):
            raise Refused("quotes.trim-outside", start=span.start, end=span.end, length=len(coding.text))
    gone = {at for span in left_out for at in range(span.start, span.end)}
    if not any(letter.strip() for at, letter in enumerate(coding.text) if at not in gone):
        raise Refused("quotes.trim-all", quote=coding.text)
    about = {"guid": guid, "code": coding.code, "quote": coding.text}
    spans = [[span.start, span.end] for span in left_out]
    project._record(coder, "quote.edit", {**about, "left_out": spans, "translation": translation.strip()})


def order_quotes(project: Project, coder: str, moved: str, order: Sequence[str]) -> None:
    """Give quotes, by the guids of their codings, the places 1, 2, 3, … among each other; ``moved`` is the one that
    it is about."""
    coding = project.ask.seen_by(coder).coding(moved)
    places = {guid: place for place, guid in enumerate(order, 1)}
    about = {"guid": moved, "code": coding.code, "quote": coding.text}
    project._record(coder, "quote.order", {**about, "places": places})


def quote_edits(project: Project) -> dict[str, QuoteEdit]:
    """What authors made of quotes, by the guid of the coding, as far as whoever asks may see it. What is left out of
    a fragment whose words were corrected since lies where these words are now."""
    edit, place, coding = schema.quote_edit, schema.quote_place, schema.coding
    seen = or_(edit.c.coder.is_not_distinct_from(VIEWER), coding.c.document.not_in(SEALED))
    query = select(edit, coding.c.quote.label("now")).join(coding, coding.c.guid == edit.c.coding).where(seen)
    with project._engine.connect() as conn:
        edited = conn.execute(query, {"viewer": project.ask.viewer}).all()
        shown = select(place).where(place.c.coding.in_(select(BOTH.coding.c.guid)))
        places = {row.coding: row.place for row in conn.execute(shown, {"viewer": project.ask.viewer})}
    found = {guid: QuoteEdit(guid, place=number) for guid, number in places.items()}
    for row in edited:
        spans = carried([Span(*each) for each in row.left_out], row.quote, row.now)
        found[row.coding] = QuoteEdit(row.coding, spans, row.translation, places.get(row.coding, 0))
    return found
