"""Events told anew for texts in which names were replaced: as they would have been, had the names never been there.

Pure: from payloads to payloads. What an event says of a place in a text moves by exact arithmetic; what else it says
in words goes through the same replacement as the texts did.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from interviewcoder.model import Kept, Move, Span, Speaker, Transcript, Turn, moved
from interviewcoder.store.places import place_in
from interviewcoder.store.trims import carried
from interviewcoder.store.versions import told
from interviewcoder.store.words import Words, respondents_words

Free = Callable[[str], str]
Payload = Mapping[str, Any]

_NO_WORDS = frozenset(
    {
        *("guid", "document", "base", "sha256", "original_sha256", "target", "target_kind", "round", "key"),
        *("code", "corrected", "decision", "cue", "origin", "facets", "format", "speaker", "words", "date"),
        *("role", "sector", "region", "coders", "suggestions"),
    }
)
"""Fields that hold no one's words: ids, codes, and what the researcher calls a role, a sector, a region."""
_AS_THEY_ARE = frozenset(
    {"coder.add", "codebook.load", "codebook.revise", "codebook.withdraw", "codebook.cues", "codebook.cues-back"}
)
"""Kinds of events about the researchers and their codebook, in which a name is not the respondents'."""
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class NewText:
    """What becomes of a version of a text: its new words, where its pieces moved to, and the file kept beside it."""

    text: str
    moves: tuple[Move, ...]
    original: bytes
    format: str


@dataclass(frozen=True)
class Retold:
    """A version of a text before and after, with what follows from it."""

    old: str
    new: NewText
    turns: tuple[Turn, ...]
    sentences: tuple[Span, ...]

    @classmethod
    def of(cls, before: Transcript, new: NewText, free: Free) -> Retold:
        """Turns and sentences move with the words. Where a name ran over the end of one, the first keeps it."""
        turns, end = [], 0
        for turn in before.turns:
            span = _after(moved(turn.span, new.moves), end, new.text)
            end = span.end
            times = (turn.time_start, turn.time_end)
            turns.append(Turn(free(turn.label), Speaker(turn.speaker), span.start, span.end, *times))
        sentences, end = [], 0
        for sentence in before.sentences:
            span = _after(moved(sentence, new.moves), end, new.text)
            if len(span) > 0:
                sentences.append(span)
                end = span.end
        return cls(before.text, new, tuple(turns), tuple(sentences))

    @property
    def transcript(self) -> Transcript:
        return Transcript(self.new.text, self.turns, self.sentences)

    @cached_property
    def words(self) -> Words:
        return respondents_words(self.transcript)

    def fields(self) -> dict[str, Any]:
        """The fields by which an event tells of the text."""
        return {
            "sha256": hashlib.sha256(self.new.text.encode("utf-8")).hexdigest(),
            "original_sha256": hashlib.sha256(self.new.original).hexdigest(),
            "format": self.new.format,
            **told(self.transcript),
        }

    def place(self, start: int, end: int) -> dict[str, Any]:
        """The fields of a place in the old text, in the new one."""
        span = moved(Span(start, end), self.new.moves)
        return place_in(self.new.text, span, self.words.touched(span))


class Retelling:
    """Tells events anew, in the order of the log: what is said of a coding follows from what was said before."""

    def __init__(self, texts: Mapping[str, Retold], free: Free) -> None:
        self._texts = texts
        self._replace = free
        self._quotes: dict[tuple[str, str], str] = {}

    def payload(self, kind: str, payload: Payload) -> dict[str, Any]:
        """An event's payload, or the payload of its inverse."""
        if kind == "batch":
            return {**payload, "events": [[name, self.payload(name, part)] for name, part in payload["events"]]}
        if kind in _AS_THEY_ARE:
            return dict(payload)
        made = {name: self._field(name, value) for name, value in payload.items()}
        if "left_out" in payload:
            return self._trimmed(self._quoted(made, payload), payload)
        ids = [str(payload.get(name)) for name in ("text", "document", "guid")]
        text = next((self._texts[id] for id in ids if id in self._texts), None)
        if text is None:
            return self._quoted(made, payload)
        if "sha256" in payload:
            return made | text.fields() | self._correction(payload, text)
        if "start" in payload and "end" in payload:
            place = text.place(payload["start"], payload["end"])
            made |= {name: value for name, value in place.items() if name in payload}
            if "evidence" in payload:
                made["evidence"] = [self._evidence(each, text) for each in payload["evidence"]]
            if "quote" in payload:
                self._quotes[payload["guid"], payload["quote"]] = place["quote"]
            return made
        return self._quoted(made, payload)

    def _field(self, name: str, value: Any) -> Any:
        if name in _NO_WORDS or (name == "text" and value in self._texts):
            return value
        return self._free(value)

    def _free(self, value: Any) -> Any:
        if isinstance(value, str):
            return value if _ID.fullmatch(value) else self._replace(value)
        if isinstance(value, Mapping):
            return {name: self._field(name, each) for name, each in value.items()}
        if isinstance(value, Sequence):
            return [self._free(each) for each in value]
        return value

    def _quoted(self, made: dict[str, Any], payload: Payload) -> dict[str, Any]:
        """An event that says which words it was about, and not where: they are as that place says now."""
        about = (str(payload.get("guid")), str(payload.get("quote")))
        return made | {"quote": self._quotes[about]} if about in self._quotes else made

    def _trimmed(self, made: dict[str, Any], payload: Payload) -> dict[str, Any]:
        """What is left out of a quote, in the words as they are now."""
        spans = carried([Span(*each) for each in payload["left_out"]], payload["quote"], made["quote"])
        return made | {"left_out": [[span.start, span.end] for span in spans]}

    def _evidence(self, piece: Payload, text: Retold) -> dict[str, Any]:
        place = text.place(piece["start"], piece["end"])
        return {**piece, "start": place["start"], "end": place["end"], "text": place["quote"]}

    def _correction(self, payload: Payload, text: Retold) -> dict[str, Any]:
        """What a corrected text has in common with the one before, and the places of codings in it."""
        made: dict[str, Any] = {}
        if "kept" in payload:
            base = self._texts[payload["base"]]
            kept = recut([Kept(*each) for each in payload["kept"]], base.new, text.new)
            made["kept"] = [[each.old, each.new, each.length] for each in kept]
        if "places" in payload:
            made["places"] = {}
            for guid, (start, end, *_) in payload["places"].items():
                place = text.place(start, end)
                self._quotes[guid, text.old[start:end]] = place["quote"]
                made["places"][guid] = [place[name] for name in ("start", "end", "word_start", "word_end")]
        return made


def recut(kept: Sequence[Kept], base: NewText, text: NewText) -> list[Kept]:
    """What two versions of a text have in common after names were replaced in both."""
    pieces: list[Kept] = []
    for each in kept:
        last: Kept | None = None
        for start, end in _left(each, base.moves, text.moves):
            old = moved(Span(each.old + start, each.old + end), base.moves)
            new = moved(Span(each.new + start, each.new + end), text.moves)
            piece = Kept(old.start, new.start, end - start)
            if last and _same_between(last, piece, base.text, text.text):
                pieces[-1] = piece = Kept(last.old, last.new, piece.old + piece.length - last.old)
            else:
                pieces.append(piece)
            last = piece
    return pieces


def _left(kept: Kept, base: Sequence[Move], text: Sequence[Move]) -> list[tuple[int, int]]:
    """The stretches of a common piece that no replacement touches, as offsets in it; empty ones only at its ends."""
    cuts = sorted(
        (max(0, move.old.start - start), min(kept.length, move.old.end - start))
        for start, moves in ((kept.old, base), (kept.new, text))
        for move in moves
        if move.old.start < start + kept.length and move.old.end > start
    )
    left, at = [], 0
    for start, end in cuts:
        if start > at:
            left.append((at, start))
        at = max(at, end)
    if at < kept.length:
        left.append((at, kept.length))
    return left


def _same_between(last: Kept, piece: Kept, base: str, text: str) -> bool:
    """Whether what was replaced between two common pieces is the same in both texts too."""
    return base[last.old + last.length : piece.old] == text[last.new + last.length : piece.new]


def _after(span: Span, end: int, text: str) -> Span:
    """The part of a span after ``end``, without the white space that is left at its beginning."""
    if span.start >= end:
        return span
    start = min(end, max(span.end, end))
    while start < span.end and text[start].isspace():
        start += 1
    return Span(start, max(start, span.end))
