"""What a coding must be to go into a study: on words of the text, with a code and facets that the codebook has."""

from __future__ import annotations

from collections.abc import Mapping

from interviewcoder.errors import Refused, unknown
from interviewcoder.model import Code, Codebook, Span


def check_span(said: str, span: Span) -> None:
    """Raises Refused for a span that ends before it begins, lies outside the text, or holds only white space."""
    if span.end <= span.start:
        raise Refused("store.span-empty", start=span.start, end=span.end)
    if not 0 <= span.start < span.end <= len(said):
        raise Refused("store.span-outside", start=span.start, end=span.end, length=len(said))
    if not span.of(said).strip():
        raise Refused("store.span-blank", start=span.start, end=span.end)


def check_code(codebook: Codebook, id: str) -> Code:
    """The code with this id. Raises Refused where there is none."""
    if code := codebook.find(id):
        return code
    raise unknown("store.unknown-code", id, (code.id for code in codebook.codes))


def check_facets(codebook: Codebook, facets: Mapping[str, str]) -> None:
    """Raises Refused for a facet, or a value of one, that the codebook has not."""
    known = {facet.id: [value.id for value in facet.values] for facet in codebook.facets}
    for facet, value in facets.items():
        if facet not in known:
            raise Refused("store.unknown-facet", facet=facet, known=", ".join(known))
        if value not in known[facet]:
            raise Refused("store.unknown-value", facet=facet, value=value, known=", ".join(known[facet]))
