"""Intervals of overlapping marks, against counting every code point."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.model import Span
from interviewcoder.tui.widgets.transcript.highlights import Highlights, Mark

LENGTH = 60

spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 20)).map(lambda pair: (pair[0], min(LENGTH, sum(pair))))
marks = st.lists(spans, max_size=12).map(
    lambda found: [Mark(str(n), start, end, str(n % 6), "#E69F00") for n, (start, end) in enumerate(found)]
)


def by_counting(held: list[Mark], position: int) -> set[str]:
    return {mark.id for mark in held if mark.start <= position < mark.end}


def by_intervals(highlights: Highlights) -> list[set[str]]:
    found: list[set[str]] = []
    for low, high, here in highlights.between(0, LENGTH):
        assert low < high
        assert low == len(found)
        found += [{mark.id for mark in here}] * (high - low)
    assert len(found) == LENGTH
    return found


@given(marks, marks, st.data())
def test_intervals_say_what_counting_says_after_any_changes(
    first: list[Mark], more: list[Mark], data: st.DataObject
) -> None:
    highlights = Highlights(first)
    held = {mark.id: mark for mark in first}
    for mark in more:
        highlights.add(mark)
        held[mark.id] = mark
    for id in data.draw(st.lists(st.sampled_from(sorted(held)), unique=True)) if held else []:
        assert highlights.remove(id) == held.pop(id)
    kept = list(held.values())
    assert by_intervals(highlights) == [by_counting(kept, position) for position in range(LENGTH)]
    assert len(highlights) == len(kept)


@given(marks, spans)
def test_over_finds_every_mark_that_overlaps(held: list[Mark], place: tuple[int, int]) -> None:
    span = Span(*place)
    found = Highlights(held).over(span)
    assert {mark.id for mark in found} == {mark.id for mark in held if mark.span.overlaps(span)}
    assert [mark.start for mark in found] == sorted(mark.start for mark in found)


def test_the_longest_mark_lies_at_the_bottom() -> None:
    short, long = Mark("short", 3, 5, "1", "#000000"), Mark("long", 0, 9, "2", "#000000")
    for order in ((short, long), (long, short)):
        assert list(Highlights(order).between(3, 5)) == [(3, 5, (long, short))]


def test_taking_away_what_is_not_there_changes_nothing() -> None:
    highlights = Highlights([Mark("a", 0, 3, "1", "#000000")])
    assert highlights.remove("b") is None
    assert highlights.get("a") is not None
    assert highlights.get(None) is None
