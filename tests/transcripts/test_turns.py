"""Turns: what is said, without its label, in order, each sentence in one of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.model import Speaker, Transcript
from interviewcoder.transcripts.speakers import propose_speakers
from interviewcoder.transcripts.turns import build_transcript, mistyped, sentences_above

BOTH = {"I": Speaker.INTERVIEWER, "R": Speaker.RESPONDENT}


def read(text: str) -> Transcript:
    return build_transcript(text, {label.label: label.speaker for label in propose_speakers(text)})


def said(transcript: Transcript) -> list[tuple[str, str]]:
    return [(turn.label, turn.span.of(transcript.text)) for turn in transcript.turns]


def test_a_whole_interview(data: Path) -> None:
    text = (data / "colon.txt").read_text(encoding="utf-8")
    transcript = read(text)
    assert transcript.text == text
    assert [turn.label for turn in transcript.turns] == ["I", "R07"] * 3
    assert said(transcript)[0] == ("I", "Wat gebeurt er als er iets misgaat?")
    assert said(transcript)[1][1].startswith("Nou ja")
    assert said(transcript)[1][1].endswith("dat moet sneller.")
    assert said(transcript)[3][1].endswith("https://voorbeeld.example/bord")
    sentences = [sentence.of(text) for sentence in transcript.sentences]
    assert sentences[1] == "Nou ja, dan zetten we dat op het bord... en daar leren we van."
    assert sentences[-1] == "Bijna iedereen. (lacht)"


def test_time_codes_in_seconds(data: Path) -> None:
    names = read((data / "names.txt").read_text(encoding="utf-8"))
    assert [turn.time_start for turn in names.turns] == [5, 12, 62, 70, 120, 129]
    teams = read((data / "teams.txt").read_text(encoding="utf-8"))
    assert [(turn.time_start, turn.time_end) for turn in teams.turns][:2] == [(3.12, 5.48), (5.98, 9.2)]
    assert said(teams)[0] == ("Noor Smit", "Kunt u vertellen hoe het begon?")


@pytest.mark.parametrize(
    "line", ["[00:01:30] R: Ja.", "R (01:30): Ja.", "R: [1:30] Ja.", "00:01:30,0 R: Ja.", "[00:01:30]\nR: Ja."]
)
def test_where_a_time_code_may_stand(line: str) -> None:
    transcript = build_transcript(f"I: Zo?\n{line}\n", BOTH)
    assert said(transcript) == [("I", "Zo?"), ("R", "Ja.")]
    assert transcript.turns[1].time_start == 90


def test_numbered_questions_keep_their_number(data: Path) -> None:
    transcript = read((data / "questions.txt").read_text(encoding="utf-8"))
    assert [turn.label for turn in transcript.turns][:3] == ["Vraag 1", "Antwoord", "Vraag 2"]
    assert transcript.turns[0].speaker is Speaker.INTERVIEWER


def test_a_text_without_labels_is_the_respondents(data: Path) -> None:
    transcript = read((data / "no_labels.txt").read_text(encoding="utf-8"))
    assert len(transcript.turns) == 3
    assert {(turn.label, turn.speaker) for turn in transcript.turns} == {("", Speaker.RESPONDENT)}
    assert len(transcript.sentences) == 5


def test_a_label_under_which_nothing_is_said_is_no_turn() -> None:
    assert said(build_transcript("I:\nR: Ja.\nI: \n\n", BOTH)) == [("R", "Ja.")]


def test_speech_may_begin_on_the_line_below() -> None:
    assert said(build_transcript("I:\n  Zo?\nR:\tJa\nhoor \n\n", BOTH)) == [("I", "Zo?"), ("R", "Ja\nhoor")]


PIECES = ("I: ", "R: ", "R07:\t", "Ja. ", "Nou... ", "\n", "\n\n", "Dus?", " \t", "😀", "[0:12] ", "I", "x")


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_turns_and_sentences_keep_their_promises(pieces: list[str]) -> None:
    text = "".join(pieces)
    transcript = build_transcript(text, BOTH)
    assert transcript.text == text
    end = 0
    for turn in transcript.turns:
        assert end <= turn.start < turn.end <= len(text)
        assert turn.span.of(text).strip() == turn.span.of(text)
        own = [each for each in transcript.sentences if turn.start <= each.start and each.end <= turn.end]
        assert "".join("".join(each.of(text).split()) for each in own) == "".join(turn.span.of(text).split())
        end = turn.end
    starts = [each.start for each in transcript.sentences]
    assert starts == sorted(set(starts))
    assert all(
        any(turn.start <= each.start and each.end <= turn.end for turn in transcript.turns)
        for each in transcript.sentences
    )


def test_a_labelled_line_right_below_a_date_is_said() -> None:
    text = "Datum: 3 mei\nPlaats: Zwolle\nRespondent: R07\nI: hallo daar\nR: ja hoor\nI: En hoe gaat het?\nR: Goed.\n"
    assert said(read(text)) == [("I", "hallo daar"), ("R", "ja hoor"), ("I", "En hoe gaat het?"), ("R", "Goed.")]
    text = "Datum: 3 mei\nInterviewer: hallo daar\nAnna: ja hoor\nInterviewer: En nu?\nAnna: Goed.\n"
    assert [speech for _, speech in said(read(text))] == ["hallo daar", "ja hoor", "En nu?", "Goed."]


def test_sentences_above_the_first_label_are_found_and_headings_are_not() -> None:
    talk = "I: En hoe gaat dat dan?\nR: Gewoon.\n"
    heading = "SYNTHETISCH INTERVIEW: verzonnen, geen echte persoon.\nInterview met een lasser\n"
    heading += "Locatie: hal 2, bij de deur.\n"
    assert sentences_above(f"{heading}\n{talk}", BOTH) == ()
    assert sentences_above(f"{heading}Dank dat u mee wilde doen.\n\n{talk}", BOTH) == ("Dank dat u mee wilde doen.",)


def test_lines_that_begin_like_a_known_label_are_found() -> None:
    text = "I: Hoe gaat het?\nR; Goed hoor.\nR. Door te doen.\nR: Ja. R. Jansen zei dat.\nRuim; dat wel.\n"
    assert mistyped(text, BOTH) == ("R; Goed hoor.", "R. Door te doen.")
    assert mistyped(text, {}) == ()
