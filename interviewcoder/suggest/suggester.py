"""Proposing codes for a transcript or a text from the cues of a codebook.

spaCy cuts the words and knows their lemmas; a pipeline component of ours finds the cues. Its ``Matcher`` would need a
pattern for each way in which a word of a cue can match, 22,700 for the 5,000 cues of the shipped codebook: on the
demo interviews it went through 67 sentences a second (300 by text alone, without lemmas), on a core on which the
whole of :meth:`Suggester.by_turn` does over 6,000. What costs time is finding out which cue words a word is, and that
is done once for each distinct word; what remains is one look-up per word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from interviewcoder.codes.cue import parse_cue
from interviewcoder.model import Codebook, Evidence, Span, Speaker, Suggestion, Transcript
from interviewcoder.suggest.learner import Learner, Weighed
from interviewcoder.suggest.lessons import Lessons, Trial
from interviewcoder.suggest.places import Finding, runs, worth
from interviewcoder.suggest.presence import Kind, Turning, is_absent
from interviewcoder.suggest.resemblance import Resemblance
from interviewcoder.suggest.speech import speech_of
from interviewcoder.suggest.standing import standing
from interviewcoder.suggest.terms import Terms
from interviewcoder.suggest.weighing import Rule, Voice, is_parted, together, weigh_cues
from interviewcoder.transcripts.sentences import split_sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from interviewcoder.suggest.pipeline import CueHit

_PRESENCE, _ABSENT = "presence", "absent"
_FOR_A_PLACE = frozenset({Voice.CUE, Voice.HINT})
_FOR_A_TEXT = frozenset(Voice)

_CARRIERS_FIRST = 3
"""For a text as a whole so many carriers come before a second code of any of them."""

_ALIKE, _MOST_ALIKE = 2.0, 0.5
"""What likeness is worth for a text as a whole: the cosine times two, which seldom comes above 0.4, and at most."""

_LEARNED = 0.25
"""Below this what was learned suggests nothing by itself."""

_FROM_THE_CARRIER = 0.5
"""What a carrier's own evidence counts for its features in the same place."""


class Suggester:
    """Suggests codes of one codebook. Making one loads spaCy, which takes about a second."""

    def __init__(self, codebook: Codebook) -> None:
        from interviewcoder.suggest.pipeline import common_words, forms_of, load_pipeline

        language = codebook.language
        self._speech = speech_of(language)
        self._rules = self._cues = weigh_cues(codebook, forms_of(language), common_words(language))
        self._terms = Terms(forms_of(language), common_words(language))
        self.learner = Learner(codebook, self._terms)
        turning = {
            Kind.DENIAL: self._speech.denials,
            Kind.HINDRANCE: self._speech.hindrances,
            Kind.IDLE: self._speech.idle,
            Kind.ASIDE: self._speech.asides,
        }
        self._kinds = [kind for kind, cues in turning.items() for _ in cues]
        cues = [parse_cue(cue) for cues in turning.values() for cue in cues]
        self._nlp = load_pipeline(language, [*(rule.words for rule in self._rules), *cues])
        self._codebook = codebook
        self._order = {code.id: place for place, code in enumerate(codebook.codes)}
        self._carrier = {code.id: code.carrier for code in codebook.codes}
        self._can_say_absent = any(
            facet.id == _PRESENCE and any(value.id == _ABSENT for value in facet.values) for facet in codebook.facets
        )

    def learn(self, lessons: Lessons) -> None:
        """Go by what coders have judged, from now on and in place of what was learned before."""
        self.learner.learn(lessons)
        self._rules = tuple(_tried(rule, lessons.trials.get((rule.code, rule.cue), Trial())) for rule in self._cues)

    def by_turn(
        self, transcript: Transcript, first: int = 0, *, faint: bool = False
    ) -> Iterator[tuple[int, list[Suggestion]]]:
        """The respondents' turns by number, each with its suggestions in order of place, the best first at one.

        Starts at turn ``first`` and comes round to the turns before it; a turn may have no suggestions. ``faint``
        goes by single words of cues and definitions too, for whoever has the time to look through all of them.
        """
        voices = _FOR_A_TEXT if faint else _FOR_A_PLACE
        count = len(transcript.turns)
        for number in (*range(first, count), *range(min(first, count))):
            turn = transcript.turns[number]
            if turn.speaker is Speaker.RESPONDENT:
                low = bisect_left(transcript.sentences, turn.start, key=lambda sentence: sentence.start)
                high = bisect_right(transcript.sentences, turn.end, lo=low, key=lambda sentence: sentence.end)
                yield number, self._suggest(transcript.text, transcript.sentences[low:high], voices)

    def in_answer(self, text: str, sentences: Sequence[Span]) -> list[Suggestion]:
        """The suggestions for sentences of one answer, which follow each other, in order of place."""
        return self._suggest(text, sentences, _FOR_A_PLACE)

    def in_text(self, text: str, top: int | None = None) -> list[Suggestion]:
        """The codes that a text as a whole speaks of, at most ``top``, the best first, each at its best place.

        First the likeliest code of each of the three likeliest carriers, then the others that cues speak for, which
        here score no higher than these: the question is what the text is about, and a second code of one carrier
        answers it again. A code among the first may be there only because the codebook describes it in like words;
        its evidence has no cue.
        """
        sentences = split_sentences(text, 0, len(text))
        best: dict[str, Suggestion] = {}
        for suggestion in self._suggest(text, sentences, _FOR_A_TEXT):
            if suggestion.code not in best or suggestion.score > best[suggestion.code].score:
                best[suggestion.code] = suggestion
        cued = frozenset(best)
        for like in self._resemblance.of(text):
            score = min(_MOST_ALIKE, _ALIKE * like.value)
            if like.code in cued:
                best[like.code] = replace(best[like.code], score=together((best[like.code].score, score)))
            else:
                evidence = tuple(Evidence(span.start, span.end, span.of(text), "") for span in like.words)
                start, end = sentences[0].start, sentences[-1].end
                best[like.code] = Suggestion(like.code, self._carrier[like.code], score, start, end, evidence)
        ranked = sorted(best.values(), key=lambda each: (-each.score, self._order[each.code]))
        first = _best_of_carriers(ranked)[:_CARRIERS_FIRST]
        others = [
            replace(each, score=min(each.score, first[-1].score))
            for each in ranked
            if each.code in cued and each not in first
        ]
        return (first + others)[:top]

    @cached_property
    def _resemblance(self) -> Resemblance:
        return Resemblance(self._codebook, self._terms)

    def _suggest(self, text: str, sentences: Sequence[Span], voices: Collection[Voice]) -> list[Suggestion]:
        """The suggestions by these voices for sentences that follow each other, in order of place."""
        if not sentences:
            return []
        from interviewcoder.suggest.pipeline import read_sentences

        doc = read_sentences(self._nlp, text, sentences)
        rules = len(self._rules)
        turnings = [
            Turning(self._kinds[hit.cue - rules], hit.first, hit.last) for hit in doc._.cues if hit.cue >= rules
        ]
        suggestions = [
            self._suggestion(run, text, sentences, self._is_absent(doc, run, turnings))
            for findings in self._findings(doc, sentences, turnings, voices)
            for run in runs(findings)
        ]
        if weighed := self.learner.weigh(text, sentences):
            suggestions = self._learned(suggestions, weighed, text, sentences)
        return sorted(
            _unless_by_a_feature(suggestions),
            key=lambda each: (each.start, -each.score, self._order[each.code]),
        )

    def _learned(
        self, cued: Sequence[Suggestion], weighed: Sequence[Weighed], text: str, sentences: Sequence[Span]
    ) -> list[Suggestion]:
        """The suggestions of cues together with what was learned, which may suggest a sentence by itself."""
        found: list[Suggestion] = []
        taken: set[tuple[str, int]] = set()
        for each in cued:
            place = Span(each.start, each.end)
            places = [at for at, sentence in enumerate(sentences) if sentence.overlaps(place)]
            taken.update((each.code, at) for at in places)
            best = max(places, key=lambda at: weighed[at].worth[self._order[each.code]])
            found.append(self._more(each, weighed[best], text))
        for at, sentence in enumerate(sentences):
            for number in np.flatnonzero(weighed[at].worth >= _LEARNED).tolist():
                code = self._codebook.codes[number]
                if (code.id, at) not in taken:
                    alone = Suggestion(code.id, code.carrier, 0.0, sentence.start, sentence.end, ())
                    learned = self._more(alone, weighed[at], text)
                    found += [learned] if learned.evidence else []
        return found

    def _more(self, suggestion: Suggestion, weighed: Weighed, text: str) -> Suggestion:
        """A suggestion with what was learned of a sentence of it."""
        evidence = list(suggestion.evidence)
        for span in self.learner.why(weighed, suggestion.code):
            if not any(each.start < span.end and span.start < each.end for each in evidence):
                evidence.append(Evidence(span.start, span.end, span.of(text), ""))
        score = together((suggestion.score, float(weighed.worth[self._order[suggestion.code]])))
        return replace(suggestion, score=score, evidence=tuple(evidence))

    def _findings(
        self, doc: Doc, sentences: Sequence[Span], turnings: Iterable[Turning], voices: Collection[Voice]
    ) -> Iterable[Sequence[Finding]]:
        """The cues found in a document, per code; not those among the words of an aside."""
        found: dict[str, list[Finding]] = defaultdict(list)
        aside = {token for each in turnings if each.kind is Kind.ASIDE for token in range(each.first, each.last + 1)}
        rules = self._rules
        hits = (hit for hit in doc._.cues if hit.cue < len(rules) and rules[hit.cue].voice in voices)
        for hit, span, number in standing(doc, sentences, hits, aside, self._is_parted):
            rule = rules[hit.cue]
            found[rule.code].append(Finding(rule, hit.first, hit.last, span, number))
        return found.values()

    def _is_parted(self, hit: CueHit) -> bool:
        rule = self._rules[hit.cue]
        return is_parted(rule.cue, rule.words)

    def _suggestion(self, run: Sequence[Finding], text: str, sentences: Sequence[Span], absent: bool) -> Suggestion:
        numbers = [each.sentence for each in run]
        return Suggestion(
            code=run[0].rule.code,
            carrier=run[0].rule.carrier,
            score=worth(run),
            start=sentences[min(numbers)].start,
            end=sentences[max(numbers)].end,
            evidence=tuple(
                Evidence(each.span.start, each.span.end, each.span.of(text), each.rule.cue) for each in run
            ),
            facets={_PRESENCE: _ABSENT} if absent else {},
        )

    def _is_absent(self, doc: Doc, run: Sequence[Finding], turnings: Sequence[Turning]) -> bool:
        """Whether the better part of the evidence is denied or hindered."""
        if not self._can_say_absent:
            return False
        absent = [
            is_absent(doc, each.first, each.last, turnings, self._speech, itself=each.rule.absent) for each in run
        ]
        weights = [each.rule.weight for each in run]
        return sum(weight for weight, out in zip(weights, absent, strict=True) if out) > sum(weights) / 2


def _tried(rule: Rule, trial: Trial) -> Rule:
    """A rule as far as it can still be trusted after trial: rejected twice and never kept, for a half."""
    return replace(rule, weight=rule.weight * (trial.kept + 2) / (trial.kept + trial.dropped + 2))


def _unless_by_a_feature(suggestions: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """The suggestions, those of a carrier taken up in those of its features where they overlap."""
    of_carrier: dict[str, list[Suggestion]] = defaultdict(list)
    features: dict[str, list[Suggestion]] = defaultdict(list)
    for each in suggestions:
        (of_carrier if each.code == each.carrier else features)[each.carrier].append(each)
    for each in suggestions:
        others = (features if each.code == each.carrier else of_carrier)[each.carrier]
        near = [other for other in others if each.start < other.end and other.start < each.end]
        if each.code != each.carrier:
            yield _supported(each, near)
        elif not near:
            yield each


def _supported(feature: Suggestion, by: Iterable[Suggestion]) -> Suggestion:
    """A feature's suggestion with the evidence for its carrier in words that do not speak for it already."""
    score, evidence = feature.score, list(feature.evidence)
    for carrier in by:
        more = [
            each
            for each in carrier.evidence
            if all(each.end <= own.start or own.end <= each.start for own in feature.evidence)
            and feature.start <= each.start
            and each.end <= feature.end
        ]
        if more:
            share = _FROM_THE_CARRIER * len(more) / len(carrier.evidence)
            score = together((score, share * carrier.score))
            evidence += more
    return replace(feature, score=score, evidence=tuple(evidence))


def _best_of_carriers(ranked: Iterable[Suggestion]) -> list[Suggestion]:
    """Of ranked suggestions the first of each carrier."""
    best: dict[str, Suggestion] = {}
    for each in ranked:
        best.setdefault(each.carrier, each)
    return list(best.values())
