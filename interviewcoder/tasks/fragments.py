"""What a person should know of a fragment before and after a code is put on it, the same wherever that is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interviewcoder.locale import say
from interviewcoder.model import Span, Speaker, Transcript, next_word, turns_touched


@dataclass(frozen=True, slots=True)
class Look:
    """Whether a fragment holds words of a ``respondent``, and what is odd about it, in sentences."""

    respondent: bool
    remarks: tuple[str, ...]


def look_at(transcript: Transcript, span: Span) -> Look:
    """What stands out about a fragment (code points); of one without words nothing, for the study refuses it."""
    if not span.of(transcript.text).strip():
        return Look(True, ())
    voices = {
        turn.speaker
        for turn in turns_touched(transcript.turns, span)
        if transcript.text[max(turn.start, span.start) : min(turn.end, span.end)].strip()
    }
    return Look(Speaker.RESPONDENT in voices, tuple(_remarks(transcript.text, span, voices)))


def _remarks(text: str, span: Span, voices: set[Speaker]) -> Iterator[str]:
    cut = [
        word.of(text)
        for end in (span.start, span.end)
        if (word := next_word(text, end)) and word.start < end < word.end
    ]
    if cut:
        yield say("coding.cuts-word", words=", ".join(f"“{word}”" for word in dict.fromkeys(cut)))
    if Speaker.RESPONDENT in voices and len(voices) > 1:
        yield say("coding.holds-others")
