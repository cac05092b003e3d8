"""Which codings lie where: overlapping marks cut into intervals that each carry one set of marks."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interviewcoder.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding as the transcript shows it: on the code points ``start`` up to ``end``, with its carrier's digit
    and colour."""

    id: str
    start: int
    end: int
    digit: str
    colour: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


Marks = tuple[Mark, ...]


class Highlights:
    """Marks by place. Adding or removing one touches only the intervals it covers."""

    def __init__(self, marks: Iterable[Mark] = ()) -> None:
        self._marks = {mark.id: mark for mark in marks if mark.start < mark.end}
        self._edges, self._sets = _cut(self._marks.values())

    def __len__(self) -> int:
        return len(self._marks)

    def get(self, id: str | None) -> Mark | None:
        return self._marks.get(id) if id else None

    def add(self, mark: Mark) -> None:
        """Add a mark; one with the same id is replaced."""
        if mark.id in self._marks:
            self.remove(mark.id)
        self._marks[mark.id] = mark
        for edge in (mark.start, mark.end):
            at = bisect_left(self._edges, edge)
            if at == len(self._edges) or self._edges[at] != edge:
                self._edges.insert(at, edge)
                self._sets.insert(at, self._sets[at - 1])
        for at in range(bisect_left(self._edges, mark.start), bisect_left(self._edges, mark.end)):
            self._sets[at] = _ordered((*self._sets[at], mark))

    def remove(self, id: str) -> Mark | None:
        """Take a mark away and return it; None when there is no such mark."""
        mark = self._marks.pop(id, None)
        if mark is not None:
            for at in range(bisect_left(self._edges, mark.start), bisect_left(self._edges, mark.end)):
                self._sets[at] = tuple(each for each in self._sets[at] if each.id != id)
        return mark

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, Marks]]:
        """The intervals of ``[start, end)``, each with its marks, the longest mark first; they leave no gap."""
        at = bisect_right(self._edges, start) - 1
        while start < end:
            after = self._edges[at + 1] if at + 1 < len(self._edges) else end
            yield start, min(after, end), self._sets[at]
            start, at = after, at + 1

    def over(self, span: Span) -> Marks:
        """All marks that overlap a span, in the order in which they start, longer ones first."""
        found = {mark for _, _, marks in self.between(span.start, span.end) for mark in marks}
        return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end, mark.digit, mark.id)))


def _ordered(marks: Iterable[Mark]) -> Marks:
    return tuple(sorted(marks, key=lambda mark: (mark.start - mark.end, mark.start, mark.id)))


def _cut(marks: Iterable[Mark]) -> tuple[array[int], list[Marks]]:
    opening: dict[int, list[Mark]] = defaultdict(list)
    closing: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        opening[mark.start].append(mark)
        closing[mark.end].append(mark)
    edges = array("l", [0])
    held: list[Marks] = [()]
    live: dict[str, Mark] = {}
    for edge in sorted(opening.keys() | closing.keys()):
        for mark in closing[edge]:
            del live[mark.id]
        for mark in opening[edge]:
            live[mark.id] = mark
        if edge == 0:
            held[0] = _ordered(live.values())
        else:
            edges.append(edge)
            held.append(_ordered(live.values()))
    return edges, held
