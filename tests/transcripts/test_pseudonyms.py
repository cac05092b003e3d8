"""Names replaced in a text: whole words, the longest first, and every span stays on its words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.errors import Refused
from interviewcoder.model import Span, moved, moved_back
from interviewcoder.transcripts.pseudonyms import Replacing, check_mapping, name_hash

MAPPING = {
    "Wilco": "[naam 1]",
    "Wilco van der Berg": "[naam 1]",
    "Jan": "[naam 2]",
    "Jan-Willem": "[naam 3]",
    "Nijenkolk": "[bedrijf 1]",
    "Jansen & Zn.": "[bedrijf 2]",
    "+31 6 12345678": "[telefoonnummer 1]",
}


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("mijn collega Wilco van der Berg zei", "mijn collega [naam 1] zei"),
        ("Wilco's bank, Wilco’s fiets", "[naam 1]'s bank, [naam 1]’s fiets"),
        ("Jans fiets en Janneke en Januari", "[naam 2]s fiets en Janneke en Januari"),
        ("Jan-Willem kent Jan", "[naam 3] kent [naam 2]"),
        ("de Nijenkolk-manier", "de [bedrijf 1]-manier"),
        ("bij Jansen & Zn. dus", "bij [bedrijf 2] dus"),
        ("bel +31 6 12345678.", "bel [telefoonnummer 1]."),
        ("Wilco  van\nder Berg", "[naam 1]"),
        ("wilco en WILCO", "wilco en WILCO"),
        ("", ""),
    ],
)
def test_names_are_replaced_whole_and_the_longest_first(said: str, then: str) -> None:
    assert Replacing(MAPPING)(said).text == then


def test_the_label_of_the_next_speaker_is_not_the_end_of_a_name() -> None:
    said = "R: dat weet Wilco\nJan: Ja."
    assert Replacing({"Wilco Jan": "[naam 9]"})(said).text == said


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        ({"Wilco": " "}, "empty"),
        ({" ": "[naam 1]"}, "empty"),
        ({"Wilco": "Kees", "Kees": "[naam 1]"}, "name-in"),
        ({"Mus de Boer": "[naam 1]", "Jan": "Kees Mus"}, "name-in"),
        ({"naam": "[naam 1]"}, "name-in"),
        ({"x [naam 1]": "[naam 2]", "Jan": "[naam 1]"}, "in-name"),
    ],
)
def test_a_pseudonym_that_could_be_taken_for_a_name_is_refused(mapping: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        check_mapping(mapping)
    assert sentence in refused.value.key


# --- for any text -----------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [*MAPPING, "Jans", "Wilco's", "nou", "ja", "zei", "é", "😀", ".", ",", " ", "\n", "R: ", "[naam 7]", "-", "Berg"]
)
TEXTS = st.lists(_PIECES, max_size=30).map("".join) | st.lists(_PIECES, max_size=30).map(" ".join)


@given(TEXTS)
def test_what_is_no_name_stays_to_the_letter(text: str) -> None:
    made = Replacing(MAPPING)(text)
    old = new = 0
    for move in made.moves:
        assert text[old : move.old.start] == made.text[new : move.new.start]
        assert made.text[move.new.start : move.new.end] in MAPPING.values()
        old, new = move.old.end, move.new.end
    assert text[old:] == made.text[new:]


@given(TEXTS)
def test_replacing_twice_is_replacing_once(text: str) -> None:
    once = Replacing(MAPPING)(text)
    assert Replacing(MAPPING)(once.text) == type(once)(once.text, ())


@given(TEXTS.filter(bool), st.data())
def test_a_span_stays_exactly_on_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    made = Replacing(MAPPING)(text)
    then = moved(span, made.moves)
    cut = [move.old for move in made.moves if move.old.overlaps(span)]
    whole = Span(min([start, *(each.start for each in cut)]), max([span.end, *(each.end for each in cut)]))
    assert then.of(made.text) == _spelled(text, whole, made.moves, made.text)
    assert moved(then, moved_back(made.moves)) == whole


def _spelled(text: str, span: Span, moves, new: str) -> str:  # type: ignore[no-untyped-def]
    """The words of a span that cuts through no name, with its names replaced one by one."""
    said, at = "", span.start
    for move in moves:
        if move.old.overlaps(span):
            said += text[at : move.old.start] + new[move.new.start : move.new.end]
            at = move.old.end
    return said + text[at : span.end]


@given(TEXTS)
def test_back_gives_the_names_that_one_pseudonym_stands_for(text: str) -> None:
    mapping = {"Jan": "[naam 12]", "Nijenkolk": "[bedrijf 11]"}
    made = Replacing(mapping)(text)
    assert Replacing(mapping).back()(made.text).text == text


def test_names_that_share_a_pseudonym_do_not_come_back_by_guessing() -> None:
    made = Replacing(MAPPING)("Wilco van der Berg kent Jan")
    assert Replacing(MAPPING).back()(made.text).text == "[naam 1] kent Jan"


def test_a_hash_of_a_name_is_the_same_whatever_its_capitals_and_other_in_another_study() -> None:
    assert name_hash("Wilco  van der BERG", b"salt") == name_hash("wilco van der Berg", b"salt")
    assert name_hash("Wilco", b"salt") != name_hash("Wilco", b"pepper")
