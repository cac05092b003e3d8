"""From a text and who speaks in it to turns and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from interviewcoder.model import Span, Speaker, Transcript, Turn
from interviewcoder.transcripts.heads import find_heads, first_stamp, in_one_style, last_stamp, speech_after
from interviewcoder.transcripts.labels import METADATA, by_key, key_of, look_up
from interviewcoder.transcripts.sentences import split_sentences

_TOLD = re.compile(r"\W*synthe|\W*([^\W\d_]+):", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:\S+\s+){3}.*[.?!…][\"'”’)]?$")
_MISTYPED = r"^[^\S\n]*(?:{labels})[^\S\n]*[;.=][^\S\n]+\S[^\n]*"
_PARAGRAPH = re.compile(r"\S[^\n]*")


def build_transcript(text: str, speakers: Mapping[str, Speaker]) -> Transcript:
    """The text, unchanged, with its turns and sentences in order.

    ``speakers`` says for whom each label stands ("R" covers "R07"); what stands above the first turn is not speech.
    Where none of them occurs, every paragraph is a turn of the respondent. A turn's span leaves out its label, the
    time codes at its ends and the white space around it. A time code at the end of a turn is where the next begins,
    unless that says so itself. Time is linear in the length of the text.
    """
    turns = tuple(_labelled(text, speakers)) or tuple(_paragraphs(text))
    sentences = [sentence for turn in turns for sentence in split_sentences(text, turn.start, turn.end)]
    return Transcript(text, turns, tuple(sentences))


def sentences_above(text: str, speakers: Mapping[str, Speaker]) -> tuple[str, ...]:
    """The lines above the first label that read as something said, and so not as a title or "Datum: 12 maart"."""
    keys = by_key(speakers)
    first = next(iter(in_one_style(head for head in find_heads(text) if look_up(head.label, keys))), None)
    lines = (line.strip() for line in text[: first.start if first else 0].splitlines())
    return tuple(line for line in lines if _SENTENCE.match(line) and not _tells(line))


def _tells(line: str) -> bool:
    """Whether a line tells of the interview: "Locatie: de kantine, boven.", or that it is synthetic."""
    found = _TOLD.match(line)
    return found is not None and (found[1] is None or found[1].casefold() in METADATA)


def mistyped(text: str, speakers: Mapping[str, Speaker]) -> tuple[str, ...]:
    """The lines that begin like one of the labels but with another sign than a colon after it: "R; Goed hoor."."""
    if not speakers:
        return ()
    labels = "|".join(re.escape(label) for label in speakers)
    found = re.finditer(_MISTYPED.format(labels=labels), text, re.MULTILINE | re.IGNORECASE)
    return tuple(each[0].strip() for each in found)


def _labelled(text: str, speakers: Mapping[str, Speaker]) -> Iterator[Turn]:
    keys = by_key(speakers)
    bracketed = {key_of(label): label for label in speakers if label.startswith("[")}  # as a pseudonym stands there
    named = in_one_style(head for head in find_heads(text) if look_up(head.label, keys))
    before: float | None = None
    for head, said in speech_after(text, named):
        speaker = look_up(head.label, keys) or Speaker.OTHER
        said, last = last_stamp(text, said)
        start = head.time_start if head.time_start is not None else before
        label = bracketed.get(key_of(head.label), head.label)
        yield Turn(label, speaker, said.start, said.end, start, head.time_end if last is None else last)
        before = last


def _paragraphs(text: str) -> Iterator[Turn]:
    before: float | None = None
    for found in _PARAGRAPH.finditer(text):
        said, start, end = first_stamp(text, Span(found.start(), found.start() + len(found[0].rstrip())))
        said, last = last_stamp(text, said)
        yield Turn("", Speaker.RESPONDENT, said.start, said.end, before if start is None else start, end or last)
        before = last
