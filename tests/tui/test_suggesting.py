"""The suggestions that wait for a person, beside a plain search through all of them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.model import Span, Suggestion
from interviewcoder.tui.suggesting import Queue

CODES = ("space", "trust")

places = st.builds(lambda start, length: (start, start + length), st.integers(0, 80), st.integers(1, 25))
settled = st.lists(st.tuples(places, st.sampled_from(CODES)).map(lambda each: (*each[0], each[1])), max_size=12)
suggestions = st.lists(
    st.builds(
        lambda place, code, score: Suggestion(code, "space", score, *place, ()),
        places,
        st.sampled_from(CODES),
        st.sampled_from((0.4, 0.6, 0.9)),
    ),
    max_size=20,
)


def left(found: list[Suggestion], done: list[tuple[int, int, str]]) -> list[Suggestion]:
    def open_(each: Suggestion) -> bool:
        return not any(code == each.code and start < each.end and each.start < end for start, end, code in done)

    return [each for each in found if open_(each)]


@settings(max_examples=60, deadline=None)
@given(suggestions, suggestions, settled, settled, places)
def test_what_waits_is_what_is_not_settled(
    early: list[Suggestion],
    late: list[Suggestion],
    before: list[tuple[int, int, str]],
    after: list[tuple[int, int, str]],
    place: tuple[int, int],
) -> None:
    queue, span = Queue(), Span(*place)
    queue.add(early, busy=True)
    queue.settle(before)
    for start, end, code in after:
        queue.settle_also(start, end, code)
    queue.add(late, busy=False)
    waiting = left([*early, *late], before + after)

    def key(each: Suggestion) -> tuple[int, int, str, float]:
        return each.start, each.end, each.code, each.score

    assert sorted(map(key, queue.at(span))) == sorted(
        key(each) for each in waiting if each.start < span.end and span.start < each.end
    )
    assert queue.after(span) == sum(each.start >= span.end for each in waiting)
    assert not queue.busy


@settings(max_examples=20, deadline=None)
@given(suggestions, settled)
def test_settling_anew_forgets_what_was_settled(found: list[Suggestion], done: list[tuple[int, int, str]]) -> None:
    queue = Queue()
    queue.settle(done)
    queue.settle([])
    queue.add(found, busy=False)
    assert len(queue.at(Span(0, 200))) == len(found)
