"""Texts and what lies on them: words, spans, turns, transcripts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def words_in(text: str) -> Iterator[re.Match[str]]:
    """The words of a text, each with its position; "zo'n" and "half-open" are one word."""
    return _WORD.finditer(text)


def count_words(text: str) -> int:
    """How many words a text has, counted as :func:`words_in` finds them."""
    return sum(1 for _ in words_in(text))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a text: code points ``start`` up to but not including ``end``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece that two texts have in common: ``length`` code points, at ``old`` in one and ``new`` in the other."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class Move:
    """A replacement in a text: what stood at ``old`` became what stands at ``new`` in the text made of it."""

    old: Span
    new: Span


def moved(span: Span, moves: Sequence[Move]) -> Span:
    """Where a span lies after replacements, given in order; one that cuts through a replaced piece holds it whole."""
    at = bisect_right(moves, span.start, key=lambda move: move.old.start) - 1
    start = span.start
    if at >= 0:
        move = moves[at]
        start = move.new.start if start < move.old.end else start + move.new.end - move.old.end
    at = bisect_left(moves, span.end, key=lambda move: move.old.start) - 1
    end = span.end
    if at >= 0:
        move = moves[at]
        end = move.new.end if end < move.old.end else end + move.new.end - move.old.end
    return Span(start, end)


def moved_back(moves: Iterable[Move]) -> tuple[Move, ...]:
    """The same replacements the other way."""
    return tuple(Move(move.new, move.old) for move in moves)


_LONGEST_WORD = 100


def next_word(text: str, position: int) -> Span | None:
    """The word that holds the code point at ``position``, else the first one after it."""
    for match in _WORD.finditer(text, max(0, position - _LONGEST_WORD)):
        if match.end() > position:
            return Span(*match.span())
    return None


def previous_word(text: str, position: int) -> Span | None:
    """The last word that starts before ``position``."""
    reach = _LONGEST_WORD
    while True:
        low = max(0, position - reach)
        found: list[tuple[int, int]] = []
        for match in _WORD.finditer(text, low):
            if match.start() >= position:
                break
            found.append(match.span())
        if found and (found[-1][0] > low or low == 0):
            return Span(*found[-1])
        if low == 0:
            return None
        reach *= 4


class Speaker(StrEnum):
    """Who speaks in a turn, as far as coding is concerned."""

    INTERVIEWER = "interviewer"
    RESPONDENT = "respondent"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says until another speaks: the speech itself, without the label before it.

    ``label`` is what the transcript calls the speaker ("I", "R07"; empty for a heading). Time codes are seconds.
    """

    label: str
    speaker: Speaker
    start: int
    end: int
    time_start: float | None = None
    time_end: float | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def turns_touched(turns: Sequence[Turn], span: Span) -> Sequence[Turn]:
    """Those of the turns, which are in order, that a span overlaps."""
    first = bisect_right(turns, span.start, key=lambda turn: turn.end)
    return turns[first : bisect_left(turns, span.end, lo=first, key=lambda turn: turn.start)]


@dataclass(frozen=True, slots=True)
class Transcript:
    """A frozen text with its turns and sentences, in order of position.

    The text holds everything the file held, speaker labels too, so that a position means the same here and
    in the file; what lies between turns is not speech. Every sentence lies within one turn.
    """

    text: str
    turns: tuple[Turn, ...]
    sentences: tuple[Span, ...]
