"""The suggestions of one transcript, waiting for a person: what stands here, what comes next, what is settled."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from interviewcoder.model import Span, Suggestion

WORTH = 0.35
"""Below this score a suggestion disturbs more than it helps; it is still there for ``interviewcoder suggest``."""


def worth_showing(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Those of the suggestions that are good enough to put before a reader."""
    return [suggestion for suggestion in found if suggestion.score >= WORTH]


def _touches(suggestion: Suggestion, covered: Sequence[tuple[int, int]]) -> bool:
    """Whether a suggestion overlaps one of the ranges, which are in order and do not touch."""
    at = bisect_left(covered, (suggestion.end,)) - 1
    return at >= 0 and covered[at][1] > suggestion.start


def _cover(covered: list[tuple[int, int]], start: int, end: int) -> None:
    """Put a range among others, which are in order and do not touch, and join it with those it touches."""
    low = bisect_left(covered, start, key=lambda each: each[1])
    high = bisect_right(covered, end, key=lambda each: each[0])
    if low < high:
        start, end = min(start, covered[low][0]), max(end, covered[high - 1][1])
    covered[low:high] = [(start, end)]


def _place(suggestion: Suggestion) -> tuple[int, float, str]:
    return suggestion.start, -suggestion.score, suggestion.code


def _start(suggestion: Suggestion) -> int:
    return suggestion.start


@dataclass(slots=True)
class Queue:
    """Suggestions in order of place, the best first at one place. ``busy`` while more are being found."""

    busy: bool = True
    _waiting: list[Suggestion] = field(default_factory=list)
    _covered: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    """Per code the words on which it is settled."""
    _longest: int = 0
    _focus: Suggestion | None = None

    def add(self, found: Sequence[Suggestion], *, busy: bool) -> None:
        """Take in what was found, but for what is settled already."""
        for suggestion in self._open(found):
            insort(self._waiting, suggestion, key=_place)
            self._longest = max(self._longest, suggestion.end - suggestion.start)
        self.busy = busy

    def settle(self, settled: Iterable[tuple[int, int, str]]) -> None:
        """Drop the suggestions whose code is settled on words they overlap; ``(start, end, code)`` each."""
        self._covered = {}
        for start, end, code in settled:
            _cover(self._covered.setdefault(code, []), start, end)
        self._waiting = self._open(self._waiting)

    def settle_also(self, start: int, end: int, code: str) -> None:
        """Drop the suggestions of one more code on the words ``[start, end)``."""
        _cover(self._covered.setdefault(code, []), start, end)
        near = slice(self._index(start - self._longest), self._index(end))
        self._waiting[near] = self._open(self._waiting[near])

    def _open(self, suggestions: Iterable[Suggestion]) -> list[Suggestion]:
        return [each for each in suggestions if not _touches(each, self._covered.get(each.code, ()))]

    def at(self, span: Span) -> list[Suggestion]:
        """The suggestions that overlap a span, the best first."""
        near = self._waiting[self._index(span.start - self._longest) : self._index(span.end)]
        return sorted((each for each in near if each.end > span.start), key=lambda each: (-each.score, each.start))

    def _index(self, position: int) -> int:
        """How many begin before a code point."""
        return bisect_left(self._waiting, position, key=_start)

    def after(self, span: Span) -> int:
        """How many begin further on."""
        return len(self._waiting) - self._index(span.end)

    def focus_in(self, here: Sequence[Suggestion]) -> int:
        """The index in ``here`` of the suggestion in focus: the one stepped to, else the first."""
        return here.index(self._focus) if self._focus in here else 0

    def step(self, span: Span, step: int) -> Suggestion | None:
        """Focus the next or previous suggestion: first through those here, then on to the next place."""
        here = self.at(span)
        if here:
            at = self.focus_in(here) + step
            stepped = self._focus in here or step < 0
            if stepped and 0 <= at < len(here):
                self._focus = here[at]
                return self._focus
            if not stepped:
                self._focus = here[min(1, len(here) - 1)] if len(here) > 1 else None
                if self._focus:
                    return self._focus
        if step > 0:
            self._focus = next((each for each in self._waiting if each.start >= span.end), None)
        else:
            self._focus = next((each for each in reversed(self._waiting) if each.end <= span.start), None)
        return self._focus
