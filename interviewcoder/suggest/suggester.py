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
from typing import TYPE_CHECKING

from interviewcoder.codes.cue import parse_cue
from interviewcoder.model import Codebook, Evidence, Span, Speaker, Suggestion, Transcript
from interviewcoder.suggest.places import Finding, runs, worth
from interviewcoder.suggest.presence import Kind, Turning, is_absent
from interviewcoder.suggest.speech import speech_of
from interviewcoder.suggest.weighing import Voice, weigh_cues
from interviewcoder.transcripts.sentences import split_sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc

_PRESENCE, _ABSENT = "presence", "absent"
_FOR_A_PLACE = frozenset({Voice.CUE, Voice.HINT})
_FOR_A_TEXT = frozenset(Voice)


class Suggester:
    """Suggests codes of one codebook. Making one loads spaCy, which takes about a second."""

    def __init__(self, codebook: Codebook) -> None:
        from interviewcoder.suggest.pipeline import common_words, forms_of, load_pipeline

        language = codebook.language
        self._speech = speech_of(language)
        self._rules = weigh_cues(codebook, forms_of(language), common_words(language))
        turning = {
            Kind.DENIAL: self._speech.denials,
            Kind.HINDRANCE: self._speech.hindrances,
            Kind.IDLE: self._speech.idle,
            Kind.ASIDE: self._speech.asides,
        }
        self._kinds = [kind for kind, cues in turning.items() for _ in cues]
        cues = [parse_cue(cue) for cues in turning.values() for cue in cues]
        self._nlp = load_pipeline(language, [*(rule.words for rule in self._rules), *cues])
        self._order = {code.id: place for place, code in enumerate(codebook.codes)}
        self._can_say_absent = any(
            facet.id == _PRESENCE and any(value.id == _ABSENT for value in facet.values) for facet in codebook.facets
        )

    def by_turn(self, transcript: Transcript, first: int = 0) -> Iterator[tuple[int, list[Suggestion]]]:
        """The respondents' turns by number, each with its suggestions in order of place, the best first at one.

        Starts at turn ``first`` and comes round to the turns before it; a turn may have no suggestions.
        """
        count = len(transcript.turns)
        for number in (*range(first, count), *range(min(first, count))):
            turn = transcript.turns[number]
            if turn.speaker is Speaker.RESPONDENT:
                low = bisect_left(transcript.sentences, turn.start, key=lambda sentence: sentence.start)
                high = bisect_right(transcript.sentences, turn.end, lo=low, key=lambda sentence: sentence.end)
                yield number, self._suggest(transcript.text, transcript.sentences[low:high], _FOR_A_PLACE)

    def in_text(self, text: str, top: int | None = None) -> list[Suggestion]:
        """The codes that a text as a whole speaks of, at most ``top``, the best first, each at its best place."""
        best: dict[str, Suggestion] = {}
        for suggestion in self._suggest(text, split_sentences(text, 0, len(text)), _FOR_A_TEXT):
            if suggestion.code not in best or suggestion.score > best[suggestion.code].score:
                best[suggestion.code] = suggestion
        return sorted(best.values(), key=lambda each: (-each.score, self._order[each.code]))[:top]

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
        return sorted(
            _unless_by_a_feature(suggestions),
            key=lambda each: (each.start, -each.score, self._order[each.code]),
        )

    def _findings(
        self, doc: Doc, sentences: Sequence[Span], turnings: Iterable[Turning], voices: Collection[Voice]
    ) -> Iterable[Sequence[Finding]]:
        """The cues found in a document, per code; not those among the words of an aside."""
        found: dict[str, list[Finding]] = defaultdict(list)
        offset = sentences[0].start
        said_aside = {
            token for each in turnings if each.kind is Kind.ASIDE for token in range(each.first, each.last + 1)
        }
        for hit in doc._.cues:
            if hit.cue >= len(self._rules) or self._rules[hit.cue].voice not in voices:
                continue
            if not said_aside.isdisjoint(range(hit.first, hit.last + 1)):
                continue
            span = Span(offset + doc[hit.first].idx, offset + doc[hit.last].idx + len(doc[hit.last]))
            number = bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1
            if span.end <= sentences[number].end:
                rule = self._rules[hit.cue]
                found[rule.code].append(Finding(rule, hit.first, hit.last, span, number))
        return found.values()

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
        if not (turnings and self._can_say_absent):
            return False
        absent = [is_absent(doc, each.first, each.last, turnings, self._speech) for each in run]
        weights = [each.rule.weight for each in run]
        return sum(weight for weight, out in zip(weights, absent, strict=True) if out) > sum(weights) / 2


def _unless_by_a_feature(suggestions: Sequence[Suggestion]) -> Iterator[Suggestion]:
    """The suggestions, without those of a carrier where a feature of it is suggested."""
    features: dict[str, list[Span]] = defaultdict(list)
    for each in suggestions:
        if each.code != each.carrier:
            features[each.carrier].append(Span(each.start, each.end))
    for each in suggestions:
        span = Span(each.start, each.end)
        if each.code != each.carrier or not any(map(span.overlaps, features[each.carrier])):
            yield each
