"""The forms under which a cue can find a word."""

from __future__ import annotations

import pytest

from interviewcoder.suggest.forms import Forms, plain
from interviewcoder.suggest.pipeline import forms_of


@pytest.fixture(scope="module")
def dutch() -> Forms:
    return forms_of("nl")


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("fouten", "fout"),
        ("foutje", "fout"),
        ("collega's", "collega"),
        ("ideeën", "idee"),
        ("leerde", "leren"),
        ("geleerd", "leren"),
        # verbs that spaCy's look-up table alone does not know
        ("gaat", "gaan"),
        ("durf", "durven"),
        ("gehouden", "houden"),
        ("boze", "boos"),
        # compounds that no table knows, by their last part
        ("verbeterborden", "verbeterbord"),
        ("lasfoutjes", "lasfout"),
        ("doorgegroeid", "doorgroeien"),
    ],
)
def test_the_lemma_is_a_form(dutch: Forms, word: str, lemma: str) -> None:
    assert {word, lemma} <= dutch(word)


@pytest.mark.parametrize(
    ("spoken", "full"),
    [("'t", "het"), ("’T", "het"), ("m‘n", "mijn"), ("D'r", "er"), ("'k", "ik"), ("mekaar", "elkaar"), ("ja", "ja")],
)
def test_a_contraction_is_written_in_full(dutch: Forms, spoken: str, full: str) -> None:
    assert dutch.in_full(spoken) == full
    assert {plain(spoken), full} <= dutch(spoken)


def test_stress_marks_go_and_diaereses_stay() -> None:
    assert [plain(word) for word in ("Één", "wél", "vóór", "ideeën", "ide\u0065\u0308n")] == [
        *("een", "wel", "voor", "ideeën", "ideën"),
    ]


def test_a_language_without_tables_has_the_word_only() -> None:
    assert forms_of("xx")("Leerde") == {"leerde"}
