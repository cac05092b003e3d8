"""The respondents' words in a transcript, numbered: what coverage counts and codings keep ranges of."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from interviewcoder.model import Span, Speaker, Transcript, words_in


@dataclass(frozen=True, slots=True)
class Words:
    """Where each word of the respondents starts and ends: the words that ``Document.words`` counts."""

    starts: array[int]
    ends: array[int]

    def touched(self, span: Span) -> Span:
        """Which of the words a span touches, as a half-open range of word numbers."""
        return Span(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))


def respondents_words(transcript: Transcript) -> Words:
    """The words that the respondents of a transcript say."""
    words = Words(array("L"), array("L"))
    for turn in transcript.turns:
        if turn.speaker is Speaker.RESPONDENT:
            for word in words_in(turn.span.of(transcript.text)):
                words.starts.append(turn.start + word.start())
                words.ends.append(turn.start + word.end())
    return words
