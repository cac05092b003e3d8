"""What a cue would find, before it is one: texts are read once, after which each cue takes a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewcoder.codes.cue import parse_cue
from interviewcoder.model import Span
from interviewcoder.suggest.speech import speech_of
from interviewcoder.suggest.standing import standing
from interviewcoder.suggest.weighing import is_parted, variants

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from interviewcoder.suggest.pipeline import CueFinder


@dataclass(frozen=True, slots=True)
class Match:
    """Words that a cue finds, and the sentence that they are in."""

    document: str
    sentence: Span
    words: Span


class CueTrial:
    """Texts in one language, to look for cues in as a suggester would."""

    def __init__(self, language: str) -> None:
        from interviewcoder.suggest.pipeline import load_pipeline

        self._language = language
        self._nlp = load_pipeline(language, ())
        self._read: dict[str, list[tuple[Doc, Sequence[Span]]]] = {}

    def read(self, document: str, text: str, answers: Sequence[Sequence[Span]]) -> None:
        """Read a text, or what of it is said in these answers, each as its sentences in order."""
        from interviewcoder.suggest.pipeline import read_sentences

        self._read[document] = [(read_sentences(self._nlp, text, answer), answer) for answer in answers if answer]

    def find(self, cue: str, stopped: Callable[[], bool] = lambda: False) -> Iterator[Match]:
        """Where a cue stands, at most once a sentence, in the order of reading. ``stopped`` is asked between texts.

        Raises ValueError, which says what is wrong with the cue.
        """
        from interviewcoder.suggest.pipeline import CueFinder, forms_of

        ways = variants(parse_cue(cue), forms_of(self._language))
        finder = CueFinder(self._nlp)
        finder.find([*ways, *map(parse_cue, speech_of(self._language).asides)])
        parted = [is_parted(cue, way) for way in ways]
        for document, answers in list(self._read.items()):
            if stopped():
                return
            for doc, sentences in answers:
                yield from self._in_answer(finder, parted, document, doc, sentences)

    def _in_answer(
        self, finder: CueFinder, parted: Sequence[bool], document: str, doc: Doc, sentences: Sequence[Span]
    ) -> Iterator[Match]:
        hits = finder.found_in(doc)
        aside = {at for hit in hits if hit.cue >= len(parted) for at in range(hit.first, hit.last + 1)}
        before = -1
        ours = (hit for hit in hits if hit.cue < len(parted))
        for _, place, number in standing(doc, sentences, ours, aside, lambda hit: parted[hit.cue]):
            if number != before:
                before = number
                yield Match(document, sentences[number], place)
