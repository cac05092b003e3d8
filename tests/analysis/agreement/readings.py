"""Interviews, and what coders read and coded of them, from a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from builders import both, interview

from interviewcoder.analysis.agreement.units import Interview, Rater
from interviewcoder.analysis.coverage import Row
from interviewcoder.model import Coding, Document, Origin, Span, Transcript

Words = tuple[str, str]
"""Words of an interview and the code that is put on them."""


def said(name: str, answers: Sequence[str], *, role: str = "employee", company: str = "A") -> Interview:
    """An interview in which a question stands before each answer."""
    lines = tuple(line for answer in answers for line in (("I", "En dan?"), ("R", answer)))
    return on(name, interview(lines), role=role, company=company)


def on(name: str, transcript: Transcript, *, role: str = "employee", company: str = "A") -> Interview:
    document = Document(name, name, "txt", name, role, company, "", "", 0, len(transcript.text), "")
    return Interview(document, transcript)


def coding(document: str, span: Span, code: str, coder: str) -> Coding:
    return Coding("", document, span.start, span.end, "", code, coder, Origin.MANUAL, Span(0, 1))


def rater(
    name: str,
    interviews: Iterable[Interview],
    words: Mapping[str, Sequence[Words]],
    read: Mapping[str, Sequence[Span]] | None = None,
) -> Rater:
    """A coder who has put codes on words, each of which occurs once; has read everything unless ``read`` says."""
    codings: dict[str, list[Coding]] = {}
    whole: dict[str, Sequence[Span]] = {}
    for each in interviews:
        id, text = each.document.id, each.transcript.text
        whole[id] = (Span(0, len(text)),)
        for quote, code in words.get(id, ()):
            assert text.count(quote) == 1, quote
            start = text.index(quote)
            codings.setdefault(id, []).append(coding(id, Span(start, start + len(quote)), code, name))
    return Rater(name, whole if read is None else read, codings)


def row(id: str, *codes: str, carrier: str = "", depth: int = 0) -> Row:
    return Row(id, both(id), frozenset(codes or (id,)), carrier or id, depth)
