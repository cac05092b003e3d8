"""The texts of a REFI-QDA project and the codings on them, each put where its program meant it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from interviewcoder.exchange.foreign import ForeignCoding, ForeignDocument, ForeignMemo, Remark
from interviewcoder.exchange.offsets import SURE, Convention, MarkedText, Placed, settle
from interviewcoder.exchange.refi.elements import children, first, guid_of, reference, said, values_of
from interviewcoder.exchange.refi.sources import Losses, Source, mark_of
from interviewcoder.exchange.refi.speakers import SPEAKERS, VOICES, speakers_in, voices_in
from interviewcoder.model import Span


class Texts:
    """Documents, codings and memos made of sources.

    ``users`` and ``variables`` have names by guid, ``codes`` the guids of the codebook, ``facets`` those that stand
    for a facet and its value. ``author`` made the project: codings that say of nobody are theirs.
    """

    def __init__(
        self,
        users: Mapping[str, str],
        codes: set[str],
        facets: Mapping[str, tuple[str, str]],
        variables: Mapping[str, str],
        author: str,
        losses: Losses,
    ) -> None:
        self._users = users
        self._codes = codes
        self._facets = facets
        self._variables = variables
        self._author = author
        self._losses = losses
        self._known: Convention | None = None
        self._sources: dict[str, Source] = {}
        self._selected: dict[str, str] = {}
        self._coded: dict[str, str] = {}
        self._places: dict[tuple[str, Span, str, str], int] = {}
        self._apart: list[tuple[str, Span, str, dict[str, str]]] = []
        self.documents: list[ForeignDocument] = []
        self.codings: list[ForeignCoding] = []
        self.memos: list[ForeignMemo] = []
        self.doubts: list[Remark] = []
        self.standing_for: dict[str, str] = {}
        self.found_codings = 0

    def place(self, sources: Sequence[Source], known: Convention | None) -> None:
        """Make documents and codings of all sources; how positions are counted may be ``known``. Those with the same
        text become one document."""
        self._known = known
        texts = [MarkedText(source.raw, [mark for _, mark in source.selections]) for source in sources]
        by_text: dict[str, str] = {}
        for source, marked, placed in zip(sources, texts, settle(texts, known), strict=True):
            text = marked.text
            digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            document = by_text.setdefault(digest, source.guid)
            self.standing_for |= {source.guid: document, source.also: document}
            self._sources[source.guid] = source
            if document == source.guid:
                self.documents.append(self._document(source, text))
            else:
                self._losses.add("same-text", of="documents")
            self._doubt(source, placed)
            self._note(said(source.element, "Description"), document, source.element)
            for (selection, _), span in zip(source.selections, placed.spans, strict=True):
                self._code(selection, document, text, span)
            for region in source.regions:
                self._code(region, document, text, _only_place(text, _words_of(region)))
            self._code_whole(source, document, text)
        self._join_facets()

    def _document(self, source: Source, text: str) -> ForeignDocument:
        values = values_of(source.element, self._variables)
        return ForeignDocument(
            source.guid,
            source.name,
            text,
            source.raw.encode("utf-8", "surrogatepass"),
            speakers=speakers_in(values),
            voices=voices_in(values),
            values={name: value for name, value in values.items() if name not in (SPEAKERS, VOICES)},
        )

    def _doubt(self, source: Source, placed: Placed) -> None:
        about = {"name": source.name, "convention": str(placed.convention)}
        if source.selections and placed.score < SURE:
            self.doubts.append(Remark("unsure-places", len(source.selections), values=about))
        elif placed.rivals:
            self.doubts.append(Remark("rival-places", placed.rivals, values=about))

    def _note(self, text: str, document: str, element: Any) -> None:
        if text:
            self.memos.append(ForeignMemo("document", document, text, self._user(element)))

    # --- codings ----------------------------------------------------------------------------------

    def _code(self, selection: Any, document: str, text: str, span: Span | None) -> None:
        """Make codings of a selection; what is written on it goes with the first, or with the document."""
        self._selected[guid_of(selection)] = document
        coded = [(each, _code_of(each)) for each in children(selection, "Coding")]
        facets = dict(self._facets[code] for _, code in coded if code in self._facets)
        codings = [each for each, code in coded if code not in self._facets]
        self.found_codings += len(codings)
        memo = said(selection, "Description")
        if span is None or not span.of(text).strip():
            self._losses.add("codings-out-of-place", len(codings), "codings")
            self._note(memo, document, selection)
            return
        for each in codings:
            if self._coding(each, selection, document, span, memo, facets):
                memo = ""
        if facets and not codings:
            self._apart.append((document, span, self._user(coded[0][0]) or self._user(selection), facets))
        elif not codings:
            self._losses.add("bare-selections")
            self._note(memo and f"{memo} (“{span.of(text)}”)", document, selection)

    def _coding(
        self, coding: Any, selection: Any, document: str, span: Span, memo: str, facets: Mapping[str, str]
    ) -> bool:
        """Whether a coding was kept, be it as one that was there already."""
        code = _code_of(coding)
        if code not in self._codes:
            self._losses.add("codings-without-code", of="codings")
            return False
        coder = self._user(coding) or self._user(selection) or self._author
        place = (document, span, code, coder)
        guid = guid_of(coding)
        if place in self._places:
            there = self.codings[self._places[place]]
            self._coded[guid] = there.guid
            self._losses.add("double-codings", of="codings")
            if memo and memo != there.memo:
                self.memos.append(ForeignMemo("coding", there.guid, memo, coder))
            return True
        self._places[place] = len(self.codings)
        self._coded[guid] = guid
        self._coded.setdefault(guid_of(selection), guid)
        at = coding.get("creationDateTime") or selection.get("creationDateTime") or ""
        self.codings.append(ForeignCoding(guid, document, span, code, coder, memo, at, facets=facets))
        return True

    def _code_whole(self, source: Source, document: str, text: str) -> None:
        """Codes on a source as a whole lie on all of its text."""
        self.found_codings += len(source.whole)
        self._losses.add("whole-sources", len(source.whole))
        for each in source.whole:
            self._coding(each, source.element, document, Span(0, len(text)), "", {})

    def _join_facets(self) -> None:
        """Give facets that another program put on a selection of their own back to the one coding on that place."""
        for document, span, coder, facets in self._apart:
            places = [
                number
                for number, each in enumerate(self.codings)
                if (each.document, each.span, each.coder) == (document, span, coder)
            ]
            if len(places) == 1:
                coding = self.codings[places[0]]
                self.codings[places[0]] = replace(coding, facets={**coding.facets, **facets})
            else:
                self._losses.add("facets-apart")

    def _user(self, element: Any) -> str:
        return self._users.get(guid_of(element, "creatingUser"), "")

    # --- asked of notes and cases -----------------------------------------------------------------

    def coding_of(self, guid: str) -> str:
        """The coding that a guid stands for: its own, or the first one on a selection; empty when there is none."""
        return self._coded.get(guid, "")

    def document_of_selection(self, guid: str) -> str:
        """The document that a selection lies in; empty when it is not known."""
        return self._selected.get(guid, "")

    def words_at(self, document: str, selections: Iterable[Any]) -> str:
        """The words that a note points at in a document, counted as that document's own selections are."""
        marks = [mark_of(each) for each in selections]
        if document not in self._sources or not marks:
            return ""
        source = self._sources[document]
        text = MarkedText(source.raw, [*(mark for _, mark in source.selections), marks[0]])
        span = settle([text], self._known)[0].spans[-1]
        return span.of(text.text).strip() if span else ""


def _code_of(coding: Any) -> str:
    ref = first(coding, "CodeRef")
    return "" if ref is None else reference(ref)


def _words_of(region: Any) -> str:
    return said(first(region, "Representation"), "PlainTextContent")


def _only_place(text: str, words: str) -> Span | None:
    """Where words stand in a text, if they stand there once."""
    at = text.find(words) if words else -1
    return Span(at, at + len(words)) if at >= 0 and text.find(words, at + 1) < 0 else None
