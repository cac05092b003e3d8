"""Learning from coders: which words go with a code in this study, and which with what they rejected.

Per code a word, or two in a row, weighs the logarithm of how much oftener sentences with the code have it than
sentences without: naive Bayes on the presence of words, of which only words count that were there at least once.
Weighed by rarity and by the length of the sentence, it ranked the sentences of the demo study better than logistic
regression, a linear support vector machine and spaCy's text categoriser, at a twentieth of their time at most
(docs/suggestions.md has the figures); and each word's share can be shown. What is weighed is a sentence, with half
an ear for its neighbours in the same answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from interviewcoder.model import Codebook, Span
from interviewcoder.suggest.lessons import Judgement, Lessons, ReadText
from interviewcoder.suggest.terms import Terms

_SMOOTHING = 0.5
_PRIOR = 0.2
_NEIGHBOUR = 0.5
_REJECTED = 5
"""One rejection counts as so many sentences without the code."""

_HALFWAY = 2.5
"""The weight at which a sentence is as likely as not worth a suggestion, on the demo study."""

_TRUST = 0.7
"""What the learner is worth at most; cues, written by people, may be worth more."""

_FEW = 2
"""With so many examples of a code the learner is worth half of that."""

Vector = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int32]

_Places = dict[int, set[tuple[int, int]]]
"""Per code the sentences judged, each by the number of its text and its own."""


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The sentences of one text, in order, as numbers of terms; ``bounds`` has one more than there are sentences."""

    document: str
    spans: tuple[Span, ...]
    terms: Numbers
    bounds: npt.NDArray[np.int64]

    def terms_of(self, place: int) -> Numbers:
        return self.terms[self.bounds[place] : self.bounds[place + 1]]


@dataclass(frozen=True, slots=True)
class _Learned:
    """What a set of lessons came to; exchanged as a whole, since one thread may learn while another reads.

    ``rarity`` and ``rows`` are by number of term; ``weights`` have a row for each term that counts, after a first
    one of zeros for all others, and a column a code, as ``base`` and ``share`` have. ``unknown`` is the rarity of a
    term that no text has.
    """

    rarity: Vector
    unknown: float
    rows: Numbers
    weights: Vector
    base: Vector
    share: Vector


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence weighed: ``worth`` per code in the codebook's order, and what it takes to tell why."""

    worth: Vector
    terms: Sequence[tuple[int, float, Span]]
    learned: _Learned


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a coder put a code on."""

    document: str
    span: Span


class Learner:
    """Learns anew from all lessons at each :meth:`learn`; texts it has read before it does not read again."""

    def __init__(self, codebook: Codebook, terms: Terms) -> None:
        self._terms = terms
        self._codes = {code.id: number for number, code in enumerate(codebook.codes)}
        self._numbers: dict[str, int] = {}
        self._read: dict[str, _Sentences] = {}
        self._learned: _Learned | None = None
        self._examples: dict[int, tuple[list[_Sentences], list[tuple[int, int]]]] = {}

    def learn(self, lessons: Lessons) -> None:
        """Forget what was learned and learn from these lessons."""
        texts = [self._sentences(text) for text in lessons.texts]
        self._read = self._read | {text.key: read for text, read in zip(lessons.texts, texts, strict=True)}
        right, wrong = self._places(texts, lessons.judgements)
        self._learned = self._weights(texts, right, wrong) if right else None
        self._examples = {code: (texts, sorted(places)) for code, places in right.items()}

    def _weights(self, texts: Sequence[_Sentences], right: _Places, wrong: _Places) -> _Learned:
        size, codes = len(self._numbers), len(self._codes)
        spread = sum((np.bincount(text.terms, minlength=size) for text in texts), np.zeros(size))
        count = sum(len(text.spans) for text in texts)
        heard = np.flatnonzero(_count(texts, set().union(*right.values()), size))
        rows = np.zeros(size, dtype=np.int32)
        rows[heard] = np.arange(1, len(heard) + 1)
        weights = np.zeros((len(heard) + 1, codes), dtype=np.float32)
        base, share = np.zeros(codes, dtype=np.float32), np.zeros(codes, dtype=np.float32)
        for code, places in right.items():
            rejected = wrong.get(code, set())
            here = _count(texts, places, size)[heard]
            elsewhere = spread[heard] - here + _REJECTED * _count(texts, rejected, size)[heard]
            others = count - len(places) + _REJECTED * len(rejected)
            odds = np.log((here + _SMOOTHING) / (len(places) + 2 * _SMOOTHING)) - np.log(
                (elsewhere + _SMOOTHING) / (others + 2 * _SMOOTHING)
            )
            weights[1:, code] = np.where(here > 0, odds, 0)
            base[code] = _PRIOR * math.log(len(places) / count)
            share[code] = _TRUST * len(places) / (len(places) + _FEW)
        rarity = (np.log((1 + count) / (1 + spread)) + 1).astype(np.float32)
        return _Learned(rarity, math.log(1 + count) + 1, rows, weights, base, share)

    def weigh(self, text: str, sentences: Sequence[Span]) -> list[Weighed]:
        """What the sentences of one answer are worth for each code; nothing at all before anything was learned."""
        if (learned := self._learned) is None:
            return []
        own = [self._terms.of(text[span.start : span.end]) for span in sentences]
        return [self._weigh(learned, span.start, own, place) for place, span in enumerate(sentences)]

    def why(self, weighed: Weighed, code: str, most: int = 3) -> list[Span]:
        """The words of a sentence that spoke most for a code, the foremost first."""
        weights = weighed.learned.weights[:, self._codes[code]]
        shares = [(float(weights[row]) * share, span) for row, share, span in weighed.terms]
        kept: list[Span] = []
        for share, span in sorted(shares, key=lambda each: (-each[0], each[1].start)):
            if share > 0 and len(kept) < most and not any(map(span.overlaps, kept)):
                kept.append(span)
        return kept

    def nearest(self, text: str, code: str, *, but_for: str = "") -> Example | None:
        """The sentence with this code that is most like a text, in another interview than ``but_for``; None when
        there is none that shares a lemma with it."""
        if (learned := self._learned) is None:
            return None
        texts, places = self._examples.get(self._codes[code], ([], []))
        own = [self._numbers[term] for term, _ in self._terms.of(text) if term in self._numbers and " " not in term]
        best, likeness = None, 0.0
        for number, place in places:
            if texts[number].document != but_for:
                terms = texts[number].terms_of(place)
                squares = learned.rarity[terms] ** 2
                shared = float(squares[np.isin(terms, own)].sum() / math.sqrt(squares.sum() or 1))
                if shared > likeness:
                    best, likeness = Example(texts[number].document, texts[number].spans[place]), shared
        return best

    def _weigh(self, learned: _Learned, start: int, own: Sequence[Sequence[tuple[str, Span]]], place: int) -> Weighed:
        here = {term: Span(start + span.start, start + span.end) for term, span in own[place]}
        shares = dict.fromkeys(here, 1.0)
        for beside in (place - 1, place + 1):
            for term, _ in own[beside] if 0 <= beside < len(own) else ():
                shares.setdefault(term, _NEIGHBOUR)
        known: list[tuple[int, float, Span | None]] = []
        square = 0.0
        for term, share in shares.items():
            number = self._numbers.get(term, len(learned.rarity))
            if number < len(learned.rarity):
                weight = share * float(learned.rarity[number])
                if row := int(learned.rows[number]):
                    known.append((row, weight, here.get(term)))
            else:
                weight = share * learned.unknown
            square += weight * weight
        length = math.sqrt(square) or 1
        weights = learned.weights[[row for row, _, _ in known]]
        raw = learned.base + np.array([weight / length for _, weight, _ in known], dtype=np.float32) @ weights
        worth = learned.share / (1 + np.exp(_HALFWAY - raw))
        return Weighed(worth, [(row, weight / length, span) for row, weight, span in known if span], learned)

    # --- reading ----------------------------------------------------------------------------------

    def _sentences(self, text: ReadText) -> _Sentences:
        """The sentences of a text with the terms of each, read once."""
        if text.key in self._read:
            return self._read[text.key]
        terms: list[int] = []
        bounds = [0]
        for sentence in chain.from_iterable(text.answers):
            own = {term for term, _ in self._terms.of(sentence.of(text.text))}
            terms.extend(self._numbers.setdefault(term, len(self._numbers)) for term in own)
            bounds.append(len(terms))
        spans = tuple(chain.from_iterable(text.answers))
        return _Sentences(text.document, spans, np.array(terms, dtype=np.int32), np.array(bounds))

    def _places(self, texts: Sequence[_Sentences], judgements: Iterable[Judgement]) -> tuple[_Places, _Places]:
        """Per code the sentences it is right for and those it is wrong for, by number of text and of sentence.

        What one coder rejected and another applied is right.
        """
        by_document = {text.document: number for number, text in enumerate(texts)}
        starts = [np.array([span.start for span in text.spans]) for text in texts]
        ends = [np.array([span.end for span in text.spans]) for text in texts]
        right: _Places = {}
        wrong: _Places = {}
        for each in judgements:
            number, code = by_document.get(each.document), self._codes.get(each.code)
            if number is None or code is None:
                continue
            low = int(np.searchsorted(ends[number], each.start, side="right"))
            high = int(np.searchsorted(starts[number], each.end))
            judged = right if each.right else wrong
            judged.setdefault(code, set()).update((number, place) for place in range(low, high))
        for code, places in wrong.items():
            places -= right.get(code, set())
        return {code: places for code, places in right.items() if places}, wrong


def _count(texts: Sequence[_Sentences], places: Iterable[tuple[int, int]], size: int) -> npt.NDArray[np.float64]:
    """How many of these sentences have each term."""
    parts = [texts[number].terms_of(place) for number, place in places]
    return np.bincount(np.concatenate(parts), minlength=size).astype(float) if parts else np.zeros(size)
