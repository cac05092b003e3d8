"""The words of speech as the pipeline cuts them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from interviewcoder.codes.cue import parse_cue
from interviewcoder.model import Span
from interviewcoder.suggest.pipeline import CueHit, load_pipeline, read_sentences


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return load_pipeline("nl", [parse_cue("een fout"), parse_cue("'s ochtends")])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("'t is zo’n ding", ["'t", "is", "zo’n", "ding"]),
        ("‘Dat doe 'k niet,’ zei z'n baas.", ["‘", "Dat", "doe", "'k", "niet", ",", "’", "zei", "z'n", "baas", "."]),
        ("dat. Nou ja...dus", ["dat", ".", "Nou", "ja", "...", "dus"]),
        ("maar—en", ["maar", "—", "en"]),
        ("en/of e-mail", ["en", "/", "of", "e-mail"]),
        ("'geen idee'", ["'", "geen", "idee", "'"]),
        ("colle\u0301ga", ["colle\u0301ga"]),
    ],
)
def test_words_of_speech(pipeline: Language, text: str, words: list[str]) -> None:
    assert [token.text for token in pipeline(text)] == words


def test_cues_are_found_within_a_sentence(pipeline: Language) -> None:
    text = "Ja. Een fout. 's Ochtends een. Fout."
    doc = read_sentences(pipeline, text, [Span(4, 13), Span(14, 30), Span(31, 36)])
    assert [doc[hit.first : hit.last + 1].text for hit in doc._.cues] == ["Een fout", "'s Ochtends"]
    assert doc._.cues[0] == CueHit(cue=0, first=0, last=1)


@given(st.text(alphabet="eén fot'’‘-.,?!…\n\t\u0301\u00a0😀()/", max_size=40))
@settings(deadline=None)
def test_no_character_is_lost(pipeline: Language, text: str) -> None:
    doc = pipeline(text)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
