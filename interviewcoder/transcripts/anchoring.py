"""Where coded words are after a text was corrected: certain, or for a person to say.

A place is certain only when the words are exactly those that were coded, and what stands around them shows that it
can be no other place with the same words. Everything else is doubtful, and comes with the likeliest places.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter

from interviewcoder.model import Span
from interviewcoder.transcripts.comparing import compare
from interviewcoder.transcripts.occurrences import Searched, Wanted, is_whole

_WORD = re.compile(r"\w+")
_REACH = 400
"""Code points: as far as what stands around a place is looked at."""
_ENOUGH = 24
"""Code points that must be the same around words, for their place to go by what stands around them."""
_MARGIN = 8
"""Code points by which a place must be better than another with the same words."""
_LONG = 40
"""Code points, with what stands around them, by which words are known that were moved elsewhere."""
_ALIKE = 0.3
"""The likeness from which words are taken to be the same ones, changed."""
_VERY_ALIKE = 0.5
"""The likeness from which words elsewhere are worth a look."""
_SHOWN = 5
_OLD = attrgetter("old")


class Why(StrEnum):
    """Why the place of coded words is doubtful."""

    CHANGED = "changed"
    GONE = "gone"
    REPEATED = "repeated"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Moved:
    """The place is certain: the very words, at ``span`` in the new text."""

    span: Span


@dataclass(frozen=True, slots=True)
class Possible:
    """A place in the new text where coded words may belong; ``likeness`` of the words runs from 0 to 1."""

    span: Span
    likeness: float


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The place is not certain; ``places`` are the likeliest, best first."""

    why: Why
    places: tuple[Possible, ...]


class Anchors:
    """Two versions of a text and what they have in common (``kept``)."""

    def __init__(self, old: str, new: str) -> None:
        self.kept = compare(old, new)
        self._old = Searched(old, [Span(each.old, each.old + each.length) for each in self.kept])
        self._new = Searched(new, [Span(each.new, each.new + each.length) for each in self.kept])

    def find(self, spans: Iterable[Span]) -> list[Moved | Doubtful]:
        """For each fragment of the old text where its words are in the new one, in the order given.

        Time grows with the texts and with the number of fragments, not with their product.
        """
        return [self._find(span) for span in spans]

    def _find(self, span: Span) -> Moved | Doubtful:
        here = _Same(span, self._old, self._new)
        place = self._place(span)
        start = here.stays_at(place) if place is not None else None
        if place is None and not self._stands_changed(span):
            start = here.moved_to()
        return Moved(Span(start, start + len(span))) if start is not None else self._doubt(span, here, place)

    def _place(self, span: Span) -> int | None:
        """Where the words are when nothing was copied: at the place of their beginning or their end."""
        quote, whole = span.of(self._old.text), is_whole(self._old.text, span.start, span.end)
        for place in (self._new_start(span.start), self._new_end(span.end) - len(span)):
            same = place >= 0 and self._new.text.startswith(quote, place)
            if same and is_whole(self._new.text, place, place + len(span)) == whole:
                return place
        return None

    # --- what a person is shown -------------------------------------------------------------------

    def _doubt(self, span: Span, here: _Same, place: int | None) -> Doubtful:
        """Why a place is not certain, with the likeliest; ``place`` is where the words are if nothing was copied.

        What is like the words and stands in their place comes first, then the very words, then others like them.
        """
        free = here.likeliest(place)
        exact = [Possible(Span(start, start + len(span)), 1.0) for start in (*free, *here.elsewhere(free))]
        others: list[Possible] = []
        for at, least in [] if place is not None else self._others(span):
            likeness = _likeness(span.of(self._old.text), at.of(self._new.text))
            if likeness >= least and not any(at.overlaps(other.span) for other in (*exact, *others)):
                others.append(Possible(at, likeness))
        between = None if free else self._between(span)
        instead = [each for each in others if each.span == between and each.likeness > _ALIKE]
        rest = sorted((each for each in others if each not in instead), key=lambda each: -each.likeness)
        places = (*instead, *exact, *rest)[:_SHOWN]
        if exact and not instead:
            return Doubtful(Why.REPEATED if len(exact) > 1 or here.are_repeated() else Why.UNSURE, places)
        return Doubtful(Why.CHANGED if places and places[0].likeness > _ALIKE else Why.GONE, places)

    def _others(self, span: Span) -> Iterator[tuple[Span, float]]:
        """Where words are that may be those of a fragment, changed, each with how like them they should be: what
        stands in their place first."""
        if between := self._between(span):
            yield between, 0.0
        for at in self._new.like(span.of(self._old.text)):
            yield at, _VERY_ALIKE

    def _stands_changed(self, span: Span) -> bool:
        """Whether something like the words of a fragment stands where they stood."""
        between = self._between(span)
        if between is None:
            return False
        return _likeness(span.of(self._old.text), between.of(self._new.text)) > _ALIKE

    def _between(self, span: Span) -> Span | None:
        """What now stands where a fragment stood, if there is a word in it."""
        start, end = self._new_start(span.start), self._new_end(span.end)
        words = self._new.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return Span(start, end) if start < end and _WORD.search(words) else None

    def _new_start(self, position: int) -> int:
        """Where a position of the old text lies in the new; from within what changed, where that begins."""
        number = bisect_right(self.kept, position, key=_OLD) - 1
        if number < 0:
            return 0
        kept = self.kept[number]
        return kept.new + min(position - kept.old, kept.length)

    def _new_end(self, position: int) -> int:
        """The same, of what stands before the position; from within what changed, where that ends."""
        number = bisect_left(self.kept, position, key=_OLD) - 1
        if number >= 0 and position - self.kept[number].old <= self.kept[number].length:
            return self.kept[number].new + position - self.kept[number].old
        return self.kept[number + 1].new if number + 1 < len(self.kept) else len(self._new.text)


class _Same:
    """The places of the same words in both texts, seen from one of those in the old."""

    def __init__(self, span: Span, old: Searched, new: Searched) -> None:
        self._start, self._length, self._old, self._new = span.start, len(span), old, new
        self._wanted: Wanted = _wanted(old.text, span)

    def stays_at(self, place: int) -> int | None:
        """The place itself, when it is certain that the words there are those that were coded."""
        start = self._start
        before, after = self._around(start, place)
        around = before + after
        if around < _ENOUGH:
            alone = self._length + around >= _ENOUGH and len(self._new.all(self._wanted)) == 1
            return place if alone and len(self._old.all(self._wanted)) == 1 else None
        rivals = [(start, at) for at in self._new.free(self._wanted) if at != place]
        rivals += [(at, place) for at in self._old.free(self._wanted) if at != start]
        if not all(_better(before, after, *self._around(*pair)) for pair in rivals):
            return None
        if around < _REACH:
            least = around - _MARGIN
            if any(at != place for at in self._as_good(self._new, start, self._old, least)):
                return None
            if any(at != start for at in self._as_good(self._old, place, self._new, least)):
                return None
        return place

    def moved_to(self) -> int | None:
        """Where the words went from a place where they no longer are, when they occur once in both texts."""
        there = self._new.all(self._wanted)
        if len(there) != 1 or len(self._old.all(self._wanted)) != 1 or len(self._wanted[1]) < 3:
            return None
        around = sum(self._around(self._start, there[0]))
        return there[0] if self._length + around >= _LONG else None

    def likeliest(self, place: int | None) -> list[int]:
        """The places in the new text that no other place of the old accounts for, the likeliest first."""
        found = {*self._new.free(self._wanted), *([] if place is None else [place])}
        return sorted(found, key=lambda at: (-sum(self._around(self._start, at)), at))[:_SHOWN]

    def elsewhere(self, others: Sequence[int]) -> list[int]:
        """The other places in the new text, which those of the old account for, the likeliest first. A single word
        tells too little to look there."""
        found = set(self._new.all(self._wanted)) - set(others) if self._are_several() else set()
        return sorted(found, key=lambda at: (-sum(self._around(self._start, at)), at))[:_SHOWN]

    def are_repeated(self) -> bool:
        """Whether the words stand in more than one place of the old text or the new, and are not a single word."""
        return self._are_several() and max(len(each.all(self._wanted)) for each in (self._old, self._new)) > 1

    def _are_several(self) -> bool:
        return len(self._wanted[1]) > 1

    def _as_good(self, there: Searched, start: int, here: Searched, least: int) -> Iterator[int]:
        """The places there with more than so much the same around them as around the place here."""
        length, side = self._length, least // 2  # on one side at least so much must be the same
        before, after = here.text[max(0, start - side) : start], here.text[start + length : start + length + side]
        for at in there.all(self._wanted):
            alike = there.text.endswith(before, 0, at) or there.text.startswith(after, at + length)
            if alike and sum(_around(here.text, start, there.text, at, length)) > least:
                yield at

    def _around(self, old: int, new: int) -> tuple[int, int]:
        return _around(self._old.text, old, self._new.text, new, self._length)


def _wanted(text: str, span: Span) -> Wanted:
    """What to look for; only the first and the last word may be part of a longer one."""
    quote = span.of(text)
    words = [(found.start(), found[0]) for found in _WORD.finditer(quote)]
    for end in (0, -1):
        if words:
            start = span.start + words[end][0]
            if not is_whole(text, start, start + len(words[end][1])):
                del words[end]
    return quote, tuple(words)


def _around(old: str, at: int, new: str, other: int, length: int) -> tuple[int, int]:
    """How many code points are the same before and after the words at two places."""
    return _same_before(old, at, new, other), _same_after(old, at + length, new, other + length)


def _better(before: int, after: int, others_before: int, others_after: int) -> bool:
    """Whether a place is sure to be meant rather than another with the same words.

    A copy shares what was copied with it and ends somewhere on both sides; so the place that shares more on both
    sides is the first one. Another that shares hardly anything is not one.
    """
    if others_before + others_after < _ENOUGH // 2:
        return before + after >= others_before + others_after + _MARGIN
    return before >= others_before + _MARGIN and after >= others_after + _MARGIN


def _same_before(old: str, at: int, new: str, other: int) -> int:
    most = min(at, other, _REACH)
    return _same(old[at - most : at][::-1], new[other - most : other][::-1])


def _same_after(old: str, at: int, new: str, other: int) -> int:
    return _same(old[at : at + _REACH], new[other : other + _REACH])


def _same(one: str, other: str) -> int:
    """How many code points two texts have in common from their beginning."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _likeness(one: str, other: str) -> float:
    """The share of words in common (Dice's coefficient over counts of words)."""
    here, there = (Counter(found[0].lower() for found in _WORD.finditer(text)) for text in (one, other))
    total = here.total() + there.total()
    return 2 * (here & there).total() / total if total else 0.0
