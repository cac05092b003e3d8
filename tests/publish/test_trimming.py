"""What is left of a trimmed quote are the transcript's own words, in their order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.model import Span, words_in
from interviewcoder.publish.trimming import LEFT_OUT, joined, trimmed, whole_words

TEXTS = st.text(st.sampled_from("ab'é 😀.,\n-"), min_size=1, max_size=40)


@st.composite
def cut(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(TEXTS)
    ends = st.integers(0, len(text))
    return text, [Span(*sorted(pair)) for pair in draw(st.lists(st.tuples(ends, ends), max_size=4))]


@given(cut())
def test_without_its_marks_a_trimmed_text_is_a_part_of_the_text_in_order(given: tuple[str, list[Span]]) -> None:
    text, spans = given
    left_out = joined(spans, len(text))
    gone = {at for span in left_out for at in range(span.start, span.end)}
    rest = [letter for at, letter in enumerate(text) if at not in gone and not letter.isspace()]
    assert [letter for letter in trimmed(text, left_out).replace(LEFT_OUT, "") if not letter.isspace()] == rest
    assert (LEFT_OUT in trimmed(text, left_out)) == bool(left_out)


@given(cut())
def test_words_are_left_out_whole_or_not_at_all(given: tuple[str, list[Span]]) -> None:
    text, spans = given
    left_out = joined(whole_words([span for span in spans if len(span)], text), len(text))
    before = [word[0] for word in words_in(text)]
    after = [word[0] for word in words_in(trimmed(text, left_out).replace(LEFT_OUT, " "))]
    stays = iter(before)
    assert all(word in stays for word in after)


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ([(0, 8)], "[…] dan doen we dat."),
        ([(4, 8)], "Nou […] dan doen we dat."),
        ([(12, 19)], "Nou ja, dan […] dat."),
        ([(20, 24)], "Nou ja, dan doen we […]"),
        ([(4, 8), (8, 12)], "Nou […] doen we dat."),
        ([(4, 7), (8, 12)], "Nou […] doen we dat."),
        ([], "Nou ja, dan doen we dat."),
    ],
)
def test_a_mark_stands_between_single_blanks(spans: list[tuple[int, int]], shown: str) -> None:
    text = "Nou ja, dan doen we dat."
    assert trimmed(text, joined([Span(*span) for span in spans], len(text))) == shown
