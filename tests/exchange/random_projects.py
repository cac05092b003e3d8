"""Projects at random: a tree of codes, texts, codings by several coders with memos and facets, and cases."""

from __future__ import annotations

import string
from uuid import UUID

from hypothesis import strategies as st

from interviewcoder.exchange.foreign import (
    ForeignCase,
    ForeignCode,
    ForeignCoding,
    ForeignDocument,
    ForeignMemo,
    ForeignProject,
)
from interviewcoder.model import Facet, FacetValue, Span, Speaker

LETTERS = string.ascii_letters + "  .,'&<>\"=éïß–“”…😀👩‍👧\u0308\u00a0"
WORDS = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(lambda text: any(c.isalnum() for c in text))
SAID = st.text(LETTERS + "\n\t\ufeff", min_size=1, max_size=150).filter(lambda text: any(c.isalnum() for c in text))
PRESENCE = Facet(
    "presence", {"nl": "p", "en": "p"}, tuple(FacetValue(v, {"nl": v, "en": v}, {}) for v in ("present", "absent"))
)


def folded(text: str) -> str:
    return " ".join(text.split())


def a_guid(kind: int, number: int) -> str:
    return str(UUID(int=kind << 64 | number))


@st.composite
def projects(draw: st.DrawFn) -> ForeignProject:
    """A project with a tree of codes, texts, codings by several coders with memos and facets, and cases."""
    texts = draw(st.lists(SAID, min_size=1, max_size=3, unique=True))
    documents = tuple(
        ForeignDocument(
            a_guid(1, n), folded(draw(WORDS)), text, speakers={"I": Speaker.INTERVIEWER} if n else {}, values={}
        )
        for n, text in enumerate(texts)
    )
    codes: list[ForeignCode] = []
    for n in range(draw(st.integers(1, 6))):
        parent = draw(st.sampled_from([None, *(code.guid for code in codes)]))
        colour = draw(st.sampled_from(["", "#00AAFF"]))
        codes.append(ForeignCode(a_guid(2, n), folded(draw(WORDS)), parent, draw(WORDS), colour))
    coders = draw(st.lists(WORDS.map(folded), min_size=1, max_size=2, unique=True))
    codings, taken = [], set()
    for n in range(draw(st.integers(0, 8))):
        document = draw(st.sampled_from(documents))
        start = draw(st.integers(0, len(document.text) - 1))
        span = Span(start, draw(st.integers(start + 1, len(document.text))))
        code, coder = draw(st.sampled_from(codes)).guid, draw(st.sampled_from(coders))
        if span.of(document.text).strip() and (document.guid, span, code, coder) not in taken:
            taken.add((document.guid, span, code, coder))
            facets = draw(st.sampled_from([{}, {"presence": "absent"}]))
            memo, at = draw(st.one_of(st.just(""), WORDS)), "2026-11-24T10:00:00.000Z"
            codings.append(ForeignCoding(a_guid(3, n), document.guid, span, code, coder, memo, at, facets=facets))
    memo = ForeignMemo("document", documents[0].guid, draw(WORDS), coders[0], "2026-11-24T10:00:00.000Z")
    case = ForeignCase(a_guid(4, 0), "R01", (documents[0].guid,), {"role": "x"})
    named = (PRESENCE,) if any(coding.facets for coding in codings) else ()
    return ForeignProject(
        folded(draw(WORDS)), "", documents, tuple(codes), tuple(codings), (memo,), tuple(coders), (case,), named
    )
