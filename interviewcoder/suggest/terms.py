"""The terms by which texts are likened and learned from: lemmas and pairs of them."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from interviewcoder.model import Span, words_in
from interviewcoder.suggest.forms import Forms, plain

_REMEMBERED = 100_000


class Terms:
    """The terms of texts in one language; words that are everywhere in it count in pairs only."""

    def __init__(self, forms: Forms, common_words: Collection[str]) -> None:
        self._forms = forms
        self._common = common_words
        self._known = lru_cache(_REMEMBERED)(self._look_up)

    def lemmas(self, text: str) -> list[tuple[Span, str, bool]]:
        """The words of a text: where each stands in it (code points), its lemma, and whether it is everywhere."""
        return [(Span(*found.span()), *self._known(found.group())) for found in words_in(text)]

    def of(self, text: str) -> list[tuple[str, Span]]:
        """The terms of a text, each with the place of the words it stands for."""
        found: list[tuple[str, Span]] = []
        before: tuple[Span, str] | None = None
        for span, lemma, common in self.lemmas(text):
            if before:
                found.append((f"{before[1]} {lemma}", Span(before[0].start, span.end)))
            if not common:
                found.append((lemma, span))
            before = span, lemma
        return found

    def _look_up(self, word: str) -> tuple[str, bool]:
        """One lemma of a word, always the same: the shortest that is not the word itself."""
        spoken = plain(word)
        lemma = min(self._forms(word) - {spoken} or {spoken}, key=lambda form: (len(form), form))
        return lemma, spoken in self._common or lemma in self._common
