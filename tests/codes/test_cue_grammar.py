"""What a cue may look like, and what is said of one that may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.codes.cue import GAP, CueWord, parse_cue


def test_words_gaps_and_open_ends() -> None:
    assert parse_cue("Zelf .. beslissen") == (CueWord("zelf"), CueWord("beslissen", gap=GAP))
    assert parse_cue("~plan~ maken") == (CueWord("plan", open_start=True, open_end=True), CueWord("maken"))
    assert parse_cue("fout~") == (CueWord("fout", open_end=True),)
    assert parse_cue("'s ochtends") == (CueWord("'s"), CueWord("ochtends"))


@pytest.mark.parametrize(
    ("cue", "fault"),
    [
        ("", "no words"),
        ("  ", "no words"),
        ("..", "between two words"),
        (".. zelf", "between two words"),
        ("zelf ..", "between two words"),
        ("zelf .. .. doen", "between two words"),
        ("zelf..doen", "not a word"),
        ("zelf ...", "not a word"),
        ("~", "not a word"),
        ("?!", "not a word"),
        ("fo~ut", "start or the end"),
        ("ab~", "at least 3"),
        ("~ab", "at least 3"),
    ],
)
def test_a_faulty_cue_says_what_is_wrong(cue: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        parse_cue(cue)


@given(st.text(alphabet="abÉ .~'’-", max_size=20))
def test_any_text_is_either_a_cue_or_refused(text: str) -> None:
    try:
        words = parse_cue(text)
    except ValueError:
        return
    assert words
    assert words[0].gap == 0
    assert all(word.text == word.text.lower() and "~" not in word.text for word in words)
