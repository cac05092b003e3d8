"""Quotes for the article: per carrier and role, as the author ordered them, attributed to a pseudonym and a role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from interviewcoder.locale import pick, say
from interviewcoder.model import Code, Codebook, Coding, Document, QuoteEdit, Respondent, Span, Speaker, Turn
from interviewcoder.publish.attributed import Said, attribution, in_words, role_label, said_in
from interviewcoder.publish.template import STANDARD, Template
from interviewcoder.publish.trimming import joined, trimmed


@dataclass(frozen=True, slots=True)
class Quote:
    """A fragment with a code on it, to be quoted once however many coders chose it.

    ``codings`` are those of all of them, ``coding`` the first (a starred one when there is one). ``said`` has its
    words turn by turn, without what its ``edit`` leaves out; ``respondent`` is the one under whose role it stands
    (None for an interviewer's words and for whoever is not known) and ``role`` that role in words. ``qualifiers`` are
    the values of its facets in words.
    """

    coding: Coding
    document: Document
    code: Code
    carrier: Code
    said: tuple[Said, ...]
    attribution: str
    respondent: Respondent | None
    role: str
    qualifiers: tuple[str, ...]
    codings: tuple[Coding, ...]
    edit: QuoteEdit | None = None

    @property
    def translation(self) -> str:
        return self.edit.translation if self.edit else ""

    @property
    def starred(self) -> bool:
        return any(coding.starred for coding in self.codings)

    @property
    def text(self) -> str:
        """The words, with a mark before those of each speaker where there are several."""
        return in_words(self.said) or trimmed(self.coding.text, _left_out(self.coding, self.edit))

    @property
    def respondents(self) -> tuple[Respondent, ...]:
        """Whose words it holds, as far as known, in the order in which they speak."""
        return tuple(dict.fromkeys(each.respondent for each in self.said if each.respondent))


def choose_quotes(
    codebook: Codebook,
    codings: Iterable[Coding],
    documents: Iterable[Document],
    turns: Mapping[str, Sequence[Turn]],
    *,
    carrier: str | None = None,
    role: str | None = None,
    starred: bool = False,
    edits: Mapping[str, QuoteEdit] | None = None,
    template: Template = STANDARD,
) -> tuple[Quote, ...]:
    """The quotes of these codings by carrier and role in the codebook's order; within these as the author ordered
    them, and else starred first, then as they were said.

    ``turns`` has each document's, by its id. ``carrier`` and ``role``, both ids, and ``starred`` narrow the choice.
    ``edits`` are the author's, by the guid of a coding. Codings in other documents, or of codes that the codebook
    does not hold, are left out.
    """
    held = {document.id: document for document in documents}
    codes = {code.id: code for code in codebook.codes}
    together: dict[tuple[str, int, int, str], list[Coding]] = {}
    for coding in codings:
        if coding.document in held and coding.code in codes:
            together.setdefault((coding.document, coding.start, coding.end, coding.code), []).append(coding)
    quotes = (
        _quote(codebook, codes, same, held[id], turns.get(id, ()), role, edits or {}, template)
        for (id, *_), same in together.items()
    )
    chosen = [
        quote
        for quote in quotes
        if carrier in (None, quote.carrier.id)
        and (role is None or any(role == who.role for who in quote.respondents))
        and (quote.starred or not starred)
    ]
    roles = {each.id: number for number, each in enumerate(codebook.roles)}
    order = {id: number for number, id in enumerate(codes)}

    def place(quote: Quote) -> tuple[object, ...]:
        of, coding = quote.document, quote.coding
        whose = quote.respondent.role if quote.respondent else ""
        where = (order[quote.carrier.id], roles.get(whose, len(roles)), whose)
        given = quote.edit.place if quote.edit and quote.edit.place else len(together) + 1
        return (*where, given, not quote.starred, of.name, of.id, coding.start, coding.end, order[coding.code])

    return tuple(sorted(chosen, key=place))


def _quote(
    codebook: Codebook,
    codes: Mapping[str, Code],
    same: Sequence[Coding],
    document: Document,
    turns: Sequence[Turn],
    role: str | None,
    edits: Mapping[str, QuoteEdit],
    template: Template,
) -> Quote:
    code = codes[same[0].code]
    edit = next((edits[each.guid] for each in same if each.guid in edits), None)
    said = said_in(same[0], document, turns, _left_out(same[0], edit))
    people = [each.respondent for each in said if each.respondent]
    respondent = next((who for who in people if role in (None, who.role)), None)
    return Quote(
        coding=next((coding for coding in same if coding.starred), same[0]),
        document=document,
        code=code,
        carrier=codes.get(code.carrier, code),
        said=said,
        attribution=attribution(said, codebook, document, template),
        respondent=respondent,
        role=_role(respondent, said, codebook),
        qualifiers=tuple(
            pick(value.label)
            for facet in codebook.facets
            for value in facet.values
            if any(coding.facets.get(facet.id) == value.id for coding in same)
        ),
        codings=tuple(same),
        edit=edit,
    )


def _left_out(coding: Coding, edit: QuoteEdit | None) -> tuple[Span, ...]:
    return joined(edit.left_out, len(coding.text)) if edit else ()


def _role(respondent: Respondent | None, said: Sequence[Said], codebook: Codebook) -> str:
    """The role under which words stand, in words; empty where it is not known who answers."""
    if respondent:
        return role_label(respondent.role, codebook)
    answered = not said or any(each.speaker is Speaker.RESPONDENT for each in said)
    return "" if answered else say(f"publish.{said[0].speaker.value}")


# --- what stands in a file ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Collection:
    """Quotes as they leave the program, in the order of :func:`choose_quotes`, with what every file says above them.

    ``notes`` are sentences on how the quotes are divided over people and roles; ``language`` is that of the
    interviews. A ``synthetic`` study says so.
    """

    title: str
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...]
    language: str
    synthetic: bool

    @property
    def head(self) -> str:
        return self.title or say("publish.quotes")

    def chapters(self) -> Iterator[tuple[str, Iterator[tuple[str, Iterator[Quote]]]]]:
        """The headings of the carriers, each with those of its roles, each with its quotes; to be read in order."""
        for carrier, of_carrier in groupby(self.quotes, key=lambda quote: quote.carrier):
            heading = f"{carrier.key} {pick(carrier.label)}"
            by_role = groupby(of_carrier, key=lambda quote: quote.role or say("publish.without-role"))
            yield heading, by_role


def below(quote: Quote) -> str:
    """The line under a quote: whose words these are, and what they were coded as where that is more than its
    carrier."""
    code = pick(quote.code.label) if quote.code != quote.carrier else ""
    return " · ".join(part for part in (quote.attribution, code, *quote.qualifiers) if part)
