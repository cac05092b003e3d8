"""Moving and selecting, over the small interview of the builders."""

from __future__ import annotations

import pytest
from builders import interview
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.model import Span, Transcript
from interviewcoder.tui.widgets.transcript.caret import Caret

TEXT = interview()


@pytest.fixture
def caret() -> Caret:
    return Caret(TEXT)


def words(caret: Caret) -> str:
    return caret.target.of(TEXT.text)


def test_starts_at_the_first_thing_a_respondent_says(caret: Caret) -> None:
    assert words(caret) == "Nou, dan zetten we dat op het bord."


def test_sentences_pass_over_the_interviewer(caret: Caret) -> None:
    seen = []
    for _ in range(5):
        seen.append(words(caret))
        caret.sentences(1)
    assert seen == [
        "Nou, dan zetten we dat op het bord.",
        "Niemand wordt boos om een fout, daar leren we van.",
        "Dat beslis ik zelf.",
        "’t Gaat vanzelf 😀 eigenlijk.",
        "’t Gaat vanzelf 😀 eigenlijk.",
    ]
    caret.sentences(-2)
    assert words(caret) == "Niemand wordt boos om een fout, daar leren we van."
    caret.sentences(-99)
    assert words(caret) == "Nou, dan zetten we dat op het bord."


def test_from_an_interviewers_sentence_j_goes_to_the_next_respondent(caret: Caret) -> None:
    caret.place(TEXT.text.index("En wie"))
    assert words(caret) == "En wie pakt dat op?"
    caret.sentences(1)
    assert words(caret) == "Dat beslis ik zelf."
    caret.place(TEXT.text.index("En wie"))
    caret.sentences(-1)
    assert words(caret) == "Niemand wordt boos om een fout, daar leren we van."


def test_turns_down_and_up(caret: Caret) -> None:
    caret.turns(1)
    assert words(caret) == "Dat beslis ik zelf."
    caret.turns(1)
    assert words(caret) == "Dat beslis ik zelf."
    caret.sentences(1)
    caret.turns(-1)
    assert words(caret) == "Dat beslis ik zelf."
    caret.turns(-1)
    assert words(caret) == "Nou, dan zetten we dat op het bord."


def test_extend_and_shrink_by_a_sentence(caret: Caret) -> None:
    caret.extend(1)
    assert words(caret).endswith("daar leren we van.")
    caret.extend(1)
    assert words(caret).endswith("Dat beslis ik zelf.")
    caret.extend(-1)
    caret.extend(-1)
    assert words(caret) == "Nou, dan zetten we dat op het bord."
    caret.extend(-1)
    assert words(caret) == "Nou, dan zetten we dat op het bord."


def test_words_and_the_ends_of_a_selection(caret: Caret) -> None:
    caret.words(3)
    assert caret.word.of(TEXT.text) == "we"
    caret.start_here()
    assert words(caret) == "we dat op het bord."
    caret.words(2)
    caret.end_here()
    assert words(caret) == "we dat op"
    caret.words(-1)
    caret.end_here()
    assert words(caret) == "we dat"
    caret.sentences(1)
    assert caret.selection is None


def test_the_end_before_the_start_starts_at_the_sentence(caret: Caret) -> None:
    caret.words(4)
    caret.start_here()
    caret.words(-3)
    caret.end_here()
    assert words(caret) == "Nou, dan"


def test_words_pass_over_labels(caret: Caret) -> None:
    caret.place(TEXT.text.index("van.\nI:"))
    caret.words(1)
    assert caret.word.of(TEXT.text) == "En"
    caret.words(-1)
    assert caret.word.of(TEXT.text) == "van"


def test_dragging_takes_whole_words(caret: Caret) -> None:
    start, end = TEXT.text.index("etten"), TEXT.text.index("ord. N")
    caret.drag(start, end)
    assert words(caret) == "zetten we dat op het bord"
    caret.drag(end, start)
    assert words(caret) == "zetten we dat op het bord"


def test_dragging_leaves_out_the_comma_before_and_after_and_keeps_a_stop(caret: Caret) -> None:
    start = TEXT.text.index(", dan")
    caret.drag(start, TEXT.text.index("ord. N"))
    assert words(caret) == "dan zetten we dat op het bord"
    caret.drag(TEXT.text.index("Nou, dan"), start + 1)
    assert words(caret) == "Nou"
    caret.drag(start, TEXT.text.index(". N") + 1)
    assert words(caret) == "dan zetten we dat op het bord."


def test_whole_turn_keeps_the_place(caret: Caret) -> None:
    caret.sentences(1)
    place = caret.position
    caret.whole_turn()
    assert words(caret) == TEXT.turns[1].span.of(TEXT.text)
    assert caret.position == place


def test_a_text_without_sentences_has_nothing_to_move_over() -> None:
    caret = Caret(Transcript("", (), ()))
    for move in (caret.sentences, caret.turns, caret.words):
        move(1)
        move(-1)
    caret.extend(1)
    caret.whole_turn()
    assert caret.target == Span(0, 0)


MOVES = {
    "j": lambda caret: caret.sentences(1),
    "k": lambda caret: caret.sentences(-1),
    "J": lambda caret: caret.turns(1),
    "K": lambda caret: caret.turns(-1),
    "w": lambda caret: caret.words(1),
    "b": lambda caret: caret.words(-1),
    "+": lambda caret: caret.extend(1),
    "-": lambda caret: caret.extend(-1),
    "[": lambda caret: caret.start_here(),
    "]": lambda caret: caret.end_here(),
    "v": lambda caret: caret.whole_turn(),
}


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=40), st.integers(0, len(TEXT.text)))
def test_whatever_the_keys_the_target_holds_words_of_the_text(keys: list[str], at: int) -> None:
    caret = Caret(TEXT, at)
    for key in keys:
        MOVES[key](caret)
        assert 0 <= caret.target.start < caret.target.end <= len(TEXT.text)
        assert caret.target.of(TEXT.text).strip()
        assert 0 <= caret.position <= len(TEXT.text)
