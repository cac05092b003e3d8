"""Where suggestions lie, how they are ordered, and what holds for any text."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from builders import interview
from hypothesis import given, settings
from hypothesis import strategies as st
from suggest.conftest import small_book

from interviewcoder.model import Speaker, Suggestion, Transcript
from interviewcoder.suggest.suggester import Suggester

TALK = (
    ("I", "Mag je een cursus doen, of zelf beslissen over de planning?"),
    ("R", "Nou. Ik mag zelf beslissen. Ja. Dat is mooi. En op het bord staat dan de dagstart."),
    ("I", "En een fout?"),
    ("R", "Hm."),
    ("R", "Van een lasfout leren we. Daar leren we van. Daar wordt niemand boos om."),
)


def every(suggester: Suggester, transcript: Transcript, first: int = 0) -> list[Suggestion]:
    return [each for _, found in suggester.by_turn(transcript, first) for each in found]


def by_cue(suggester: Suggester, text: str) -> list[Suggestion]:
    """The suggestions for a text that cues speak for, without those that only resemble it."""
    return [each for each in suggester.in_text(text) if any(why.cue for why in each.evidence)]


def places(transcript: Transcript, suggestions: list[Suggestion]) -> list[tuple[str, str]]:
    return [(each.code, transcript.text[each.start : each.end]) for each in suggestions]


def test_a_suggestion_lies_on_the_sentences_that_hold_the_evidence(suggester: Suggester) -> None:
    transcript = interview(TALK)
    assert places(transcript, every(suggester, transcript)) == [
        ("autonomy", "Ik mag zelf beslissen."),
        ("board", "En op het bord staat dan de dagstart."),
        ("mistakes", "Van een lasfout leren we. Daar leren we van. Daar wordt niemand boos om."),
    ]


def test_a_run_takes_at_most_three_sentences(suggester: Suggester) -> None:
    transcript = interview((("R", "Een fout. Ja. Ja. Ja. Een fout. Nee. Een foutje. Een lasfout. Een blikfout."),))
    runs = [text for _, text in places(transcript, every(suggester, transcript))]
    assert runs == ["Een fout.", "Een fout.", "Een foutje.", "Een lasfout.", "Een blikfout."]


def test_turns_come_from_the_first_asked_for_and_round(suggester: Suggester) -> None:
    transcript = interview(TALK)
    turns = dict(suggester.by_turn(transcript))
    assert list(turns) == [1, 3, 4]
    assert turns[3] == []
    for first, order in ((2, [3, 4, 1]), (4, [4, 1, 3]), (9, [1, 3, 4])):
        assert [number for number, _ in suggester.by_turn(transcript, first)] == order
        assert dict(suggester.by_turn(transcript, first)) == turns


def test_only_respondents_get_suggestions(suggester: Suggester) -> None:
    transcript = interview(TALK)
    silent = tuple(replace(turn, speaker=Speaker.OTHER) for turn in transcript.turns)
    assert every(suggester, transcript)
    assert list(suggester.by_turn(replace(transcript, turns=silent))) == []


def test_a_carrier_is_suggested_where_no_feature_of_it_is(suggester: Suggester) -> None:
    assert [each.code for each in by_cue(suggester, "Met eigen gereedschap.")] == ["work"]
    assert [each.code for each in by_cue(suggester, "Met eigen gereedschap zelf beslissen.")] == ["autonomy"]
    far = "Met eigen gereedschap. Ja. Nou. Zo. Dat mag ik zelf beslissen."
    assert {each.code for each in by_cue(suggester, far)} == {"work", "autonomy"}


def test_hints_count_only_together(suggester: Suggester) -> None:
    assert by_cue(suggester, "Het is weer anders.") == []
    (two,) = by_cue(suggester, "Weer nieuw en weer anders.")
    (cue,) = by_cue(suggester, "Een hoop afwisseling.")
    (both,) = by_cue(suggester, "Een hoop afwisseling, weer anders.")
    assert two.score < cue.score < both.score


def test_evidence_for_a_carrier_supports_its_feature(suggester: Suggester) -> None:
    (alone,) = by_cue(suggester, "Zelf beslissen.")
    (supported,) = by_cue(suggester, "Zelf beslissen, met gereedschap.")
    assert (alone.code, supported.code) == ("autonomy", "autonomy")
    assert supported.score > alone.score
    assert [each.text for each in supported.evidence] == ["Zelf beslissen", "gereedschap"]


def test_three_carriers_come_first_where_the_text_shares_anything_with_them(suggester: Suggester) -> None:
    text = "Op het bord, zo'n kaartje, een cursus, 's ochtends. Afwisselend werk, met ruimte om te leren."
    found = suggester.in_text(text)
    assert {each.carrier for each in found[:3]} == {"work", "space", "organisation"}
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert {"board", "budget"} <= {each.code for each in found}
    alike = next(each for each in found if each.carrier == "space")
    assert (alike.evidence[0].text, alike.evidence[0].cue) == ("leren", "")


def test_a_specific_phrase_beats_a_word(suggester: Suggester) -> None:
    phrase, word = by_cue(suggester, "Dat staat op het bord van de cursus, zo'n kaartje.")
    assert (phrase.code, word.code) == ("board", "budget")
    assert phrase.score > word.score


def test_a_text_has_each_code_once_and_the_best_first(suggester: Suggester) -> None:
    text = "Een cursus. Ja. Nou. Zo. Een cursus, dus tijd om te leren. Ja. Nou. Zo. De planning."
    assert [each.code for each in by_cue(suggester, text)] == ["budget", "autonomy"]
    found = suggester.in_text(text)
    assert text[found[0].start : found[0].end] == "Een cursus, dus tijd om te leren."
    assert suggester.in_text(text, top=1) == found[:1]
    assert suggester.in_text(text, top=0) == []


def test_words_of_the_codebook_are_hints_for_a_text_as_a_whole(suggester: Suggester) -> None:
    text = "Beslissen, uitzoeken, dat doe je."
    (suggestion,) = by_cue(suggester, text)
    assert (suggestion.code, [each.text for each in suggestion.evidence]) == ("autonomy", ["Beslissen", "uitzoeken"])
    assert suggestion.score < by_cue(suggester, "Dat mag ik zelf beslissen.")[0].score
    assert every(suggester, interview((("R", text),))) == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "😀", "!?", "\x00\x1b[31m", "\u0301", "’", "'t"])
def test_no_words_no_suggestions(suggester: Suggester, text: str) -> None:
    assert suggester.in_text(text) == []


def test_another_language_goes_without_dictionary() -> None:
    for language in ("en", "xx", "tlh"):
        (suggestion,) = Suggester(small_book(language)).in_text("Nooit een Cursus.")
        assert suggestion.code == "budget"
        assert not suggestion.facets


def test_importing_the_suggester_leaves_spacy_alone() -> None:
    program = "import sys, interviewcoder.suggest.suggester; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


PIECES = (
    *("een", "fout", "lasfoutje", "leren", "we", "daar", "van", "op", "'t", "’t", "bord", "'s", "ochtends", "zelf"),
    *("beslissen", "niet", "geen", "niemand", "boos", "cursus", "tijd", "anders", "nieuw", "gereedschap", "eh", "😀"),
    *(".", ",", "...", "?", "!", "\n", "-", "'", "e\u0301\u0301n", "\x00", "(lacht)", "maar", "dan"),
)
speech = st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=60)


@given(speech)
@settings(deadline=None, max_examples=150)
def test_in_any_text_the_evidence_is_in_the_text(suggester: Suggester, text: str) -> None:
    found = suggester.in_text(text)
    assert found == suggester.in_text(text)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert len({each.code for each in found}) == len(found)
    for each in found:
        assert 0 < each.score <= 1
        assert each.evidence
        for evidence in each.evidence:
            assert evidence.text == text[evidence.start : evidence.end] != ""
            assert each.start <= evidence.start < evidence.end <= each.end


lines = st.lists(st.tuples(st.sampled_from("IR"), speech.map(lambda text: text.replace("\n", " "))))


@given(lines, st.integers(0, 9))
@settings(deadline=None, max_examples=100)
def test_in_any_interview_suggestions_stay_within_a_turn(
    suggester: Suggester, lines: list[tuple[str, str]], first: int
) -> None:
    transcript = interview(tuple(lines))
    for number, found in suggester.by_turn(transcript, first):
        turn = transcript.turns[number]
        assert turn.speaker is Speaker.RESPONDENT
        assert found == sorted(found, key=lambda each: (each.start, -each.score))
        for each in found:
            assert turn.start <= each.start < each.end <= turn.end
            for evidence in each.evidence:
                assert evidence.text == transcript.text[evidence.start : evidence.end]
                assert each.start <= evidence.start < evidence.end <= each.end
