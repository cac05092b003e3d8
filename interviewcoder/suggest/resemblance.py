"""How much a text is like what the codebook writes about each code: the fall-back where no cue speaks.

Each code is one piece of writing: its label, definition, rule, examples, cues and hints. Likeness is the cosine of
TF-IDF vectors (Salton & Buckley 1988: logarithmic counts, smoothed inverse frequency) over lemmas, pairs of lemmas
and the runs of four letters in them, so that a compound resembles its parts. Every text that shares anything at all
with the codebook is like some code, which ranks and decides nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from interviewcoder.codes.cue import parse_cue
from interviewcoder.model import Code, Codebook, Span
from interviewcoder.suggest.terms import Terms

_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a code a text is, between 0 and 1, and the words that make it so, the foremost first."""

    code: str
    value: float
    words: tuple[Span, ...]


class Resemblance:
    """The codes of a codebook as vectors, to hold texts against."""

    def __init__(self, codebook: Codebook, terms: Terms) -> None:
        self._lemmas = terms.lemmas
        self._codes = [code.id for code in codebook.codes]
        told = [self._count(_written(code, codebook.language)) for code in codebook.codes]
        self._columns: dict[str, int] = {}
        for counts in told:
            for term in counts:
                self._columns.setdefault(term, len(self._columns))
        spread = Counter(chain.from_iterable(told))
        self._rarity = np.array([math.log((1 + len(told)) / (1 + spread[term])) + 1 for term in self._columns])
        self._vectors = np.array([self._vector(counts) for counts in told], dtype=np.float32)

    def of(self, text: str, most_words: int = 3) -> list[Likeness]:
        """The codes that a text is like at all, the likest first, each with up to ``most_words`` reasons."""
        terms = list(self._terms(text))
        vector = self._vector(self._count([text]))
        likeness = self._vectors @ vector
        found = []
        for place in np.argsort(-likeness, kind="stable").tolist():
            if likeness[place] <= 0:
                break
            shares = np.array([self._share(of_word, self._vectors[place], vector) for _, of_word in terms])
            foremost = [number for number in np.argsort(-shares, kind="stable").tolist() if shares[number] > 0]
            spans = tuple(terms[number][0] for number in foremost[:most_words])
            found.append(Likeness(self._codes[place], float(likeness[place]), spans))
        return found

    def _count(self, texts: Iterable[str]) -> Counter[str]:
        return Counter(term for text in texts for _, of_word in self._terms(text) for term in of_word)

    def _share(self, terms: Sequence[str], code: npt.NDArray[np.float32], text: npt.NDArray[np.float64]) -> float:
        columns = [self._columns[term] for term in terms if term in self._columns]
        return float((code[columns] * text[columns]).sum())

    def _vector(self, counts: Mapping[str, int]) -> npt.NDArray[np.float64]:
        """The unit vector of these terms; of those that the codebook knows."""
        vector = np.zeros(len(self._columns))
        for term, count in counts.items():
            if term in self._columns:
                vector[self._columns[term]] = 1 + math.log(count)
        vector *= self._rarity
        return vector / (np.linalg.norm(vector) or 1)

    def _terms(self, text: str) -> Iterator[tuple[Span, list[str]]]:
        """Per word of a text its terms: the lemma with the one before it, the lemma, and the runs of letters in it.

        A word that is everywhere in the language counts in pairs only.
        """
        before = ""
        for span, lemma, common in self._lemmas(text):
            terms = [f"{before} {lemma}"]
            if not common:
                framed = f"^{lemma}$"
                terms.append(lemma)
                terms += [framed[at : at + _LETTERS] for at in range(max(1, len(framed) - _LETTERS + 1))]
            yield span, terms
            before = lemma


def _written(code: Code, language: str) -> Iterator[str]:
    """All that a codebook writes about a code in the language of its interviews."""
    yield from (texts.get(language, "") for texts in (code.label, code.definition, code.include))
    yield from code.examples
    for cue in (*code.cues, *code.absent, *code.hints):
        yield " ".join(word.text for word in parse_cue(cue))
