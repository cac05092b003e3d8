"""What a cue is worth beside another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from suggest.conftest import small_book

from interviewcoder.suggest.pipeline import common_words, forms_of
from interviewcoder.suggest.weighing import Rule, Voice, together, weigh_cues


def weigh(**cues: tuple[str, ...]) -> dict[str, Rule]:
    """The rules of a codebook in which the features named have these cues and no other code has any."""
    book = small_book()
    codes = tuple(replace(code, cues=cues.get(code.id, ()), hints=()) for code in book.codes)
    rules = weigh_cues(replace(book, codes=codes), forms_of("nl"), common_words("nl"))
    return {rule.cue: rule for rule in rules if rule.voice is Voice.CUE}


def test_a_phrase_says_more_than_a_word_and_a_rare_word_more_than_a_common_one() -> None:
    rules = weigh(board=("verbeterbord", "verbeterbord maken", "zelf"))
    assert rules["verbeterbord maken"].weight > rules["verbeterbord"].weight > rules["zelf"].weight > 0


def test_a_word_that_more_codes_have_says_less_whatever_its_inflection() -> None:
    rules = weigh(board=("verbeteringen", "verslagen"), mistakes=("verbetering",), variety=("verbetering",))
    assert rules["verbeteringen"].weight < rules["verslagen"].weight


def test_a_short_word_says_less_than_a_long_one() -> None:
    rules = weigh(board=("map", "kwartaalgesprek"))
    assert rules["map"].weight < rules["kwartaalgesprek"].weight


def test_a_word_of_a_cue_is_the_weakest_hint() -> None:
    book = small_book()
    rules = {rule.cue: rule for rule in weigh_cues(book, forms_of("nl"), common_words("nl"))}
    assert (rules["beslissen"].voice, rules["wisselend"].voice) == (Voice.WORD, Voice.HINT)
    assert rules["beslissen"].weight < rules["wisselend"].weight < rules["afwisseling"].weight


def test_evidences_take_away_doubt_together() -> None:
    assert together([]) == 0
    assert together([0.5, 0.5]) == pytest.approx(0.75)
    assert together([0.5, 0.0]) == 0.5
