"""Who speaks: what is a label, what only looks like one, and who of them asks the questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.model import Speaker
from interviewcoder.transcripts.labels import is_given_by_a_machine, people_in
from interviewcoder.transcripts.speakers import hear, propose_speakers

I, R, O = Speaker.INTERVIEWER, Speaker.RESPONDENT, Speaker.OTHER  # noqa: E741


def cast(text: str, known: dict[str, Speaker] | None = None) -> dict[str, tuple[Speaker, int]]:
    return {label.label: (label.speaker, label.turns) for label in propose_speakers(text, known)}


def dialogue(asks: str, answers: str, times: int = 3) -> str:
    return "".join(f"{asks}Hoe gaat dat dan?\n{answers}Nou, dat gaat vanzelf.\n" for _ in range(times))


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("colon.txt", {"I": (I, 3), "R07": (R, 3)}),
        ("names.txt", {"Anna de Wit": (I, 3), "Joris": (R, 3)}),
        ("alone.txt", {"INTERVIEWER": (I, 2), "RESPONDENT": (R, 2)}),
        ("teams.txt", {"Noor Smit": (I, 2), "Sam van Dijk": (R, 2)}),
        ("questions.txt", {"Vraag": (I, 3), "Antwoord": (R, 3)}),
        ("no_labels.txt", {}),
    ],
)
def test_layouts_of_real_transcripts(data: Path, file: str, found: dict[str, tuple[Speaker, int]]) -> None:
    assert cast((data / file).read_text(encoding="utf-8")) == found


@pytest.mark.parametrize(
    ("asks", "answers", "found"),
    [
        ("I: ", "R: ", {"I": (I, 3), "R": (R, 3)}),
        ("I:", "R:", {"I": (I, 3), "R": (R, 3)}),
        ("Interviewer: ", "Respondent 2: ", {"Interviewer": (I, 3), "Respondent 2": (R, 3)}),
        ("Interviewer (M): ", "R07 (medewerker): ", {"Interviewer (M)": (I, 3), "R07 (medewerker)": (R, 3)}),
        ("I\t", "R12\t", {"I": (I, 3), "R12": (R, 3)}),
        ("I   ", "R   ", {"I": (I, 3), "R": (R, 3)}),
        ("I - ", "R - ", {"I": (I, 3), "R": (R, 3)}),
        ("12 I: ", "13. R: ", {"I": (I, 3), "R": (R, 3)}),
        ("[I] ", "[R] ", {"I": (I, 3), "R": (R, 3)}),
        ("[00:12:31] Anna: ", "[00:12:40] Piet: ", {"Anna": (I, 3), "Piet": (R, 3)}),
        ("Anna (00:12): ", "Piet (00:20): ", {"Anna": (I, 3), "Piet": (R, 3)}),
        ("Anna   0:12\n", "Piet   0:20\n", {"Anna": (I, 3), "Piet": (R, 3)}),
        ("00:00:10\tInterviewer\t", "00:00:20\tR03\t", {"Interviewer": (I, 3), "R03": (R, 3)}),
        ("SPEAKER_00: ", "SPEAKER_01: ", {"SPEAKER_00": (I, 3), "SPEAKER_01": (R, 3)}),
        ("S00: [00:00:12] ", "S01: [00:00:15] ", {"S00": (I, 3), "S01": (R, 3)}),
        ("Jansen, P. (Piet)   0:12\n", "Smit, Zoë   0:20\n", {"Jansen, P. (Piet)": (I, 3), "Smit, Zoë": (R, 3)}),
        ("Spreker 1: ", "Spreker 2: ", {"Spreker 1": (I, 3), "Spreker 2": (R, 3)}),
        ("V: ", "A: ", {"V": (I, 3), "A": (R, 3)}),
        ("M: ", "R: ", {"M": (I, 3), "R": (R, 3)}),
        ("A: ", "B: ", {"A": (I, 3), "B": (R, 3)}),
        ("Dhr. van den Berg: ", "Mevr. Smit: ", {"Dhr. van den Berg": (I, 3), "Mevr. Smit": (R, 3)}),
        ("interviewer: ", "geïnterviewde: ", {"interviewer": (I, 3), "geïnterviewde": (R, 3)}),
    ],
)
def test_shapes_of_labels(asks: str, answers: str, found: dict[str, tuple[Speaker, int]]) -> None:
    assert cast(dialogue(asks, answers)) == found


@pytest.mark.parametrize(
    "line",
    [
        "Het punt is: dat werkt niet.",
        "Ik zei: dat werkt niet.",
        "Nou, Piet: dat werkt niet.",
        "Toen zei ik: dat werkt niet.",
        "10:30 uur: overleg.",
        "10:30 uur was het.",
        "Let op: dat werkt niet.",
        "Kijk: dat werkt niet.",
        "Bijvoorbeeld: dat werkt niet.",
        "http://voorbeeld.example",
        "Conclusie: dat werkt niet.",
        "Thema 3: fouten maken",
        "Datum: 3 april",
        "Ja",
        "Nou - dat werkt niet.",
        "[stilte] Dat werkt niet.",
    ],
)
@pytest.mark.parametrize("times", [1, 12])
def test_what_only_looks_like_a_label(line: str, times: int) -> None:
    text = dialogue("I: ", "R: ", 10) + f"R: Tja.\n{line}\nDus.\n" * times
    assert set(cast(text)) == {"I", "R"}
    assert cast("Een verhaal zonder labels.\n" + f"{line}\nDat was het.\nEn verder niets.\n" * times) == {}


def test_a_name_said_once_in_a_long_text_is_no_speaker() -> None:
    assert set(cast(dialogue("I: ", "R: ", 50) + "Kees: die heeft dat bedacht.\n")) == {"I", "R"}


def test_a_number_that_a_machine_gave_is_of_one_recording_only() -> None:
    labels = ("S00", "SPEAKER_01", "Spreker 2", "I", "R07", "Piet")
    assert [label for label in labels if is_given_by_a_machine(label)] == ["S00", "SPEAKER_01", "Spreker 2"]
    assert cast("S00: Wat doe je?\nS01: Lassen.\n") == {"S00": (I, 1), "S01": (R, 1)}


def test_a_speaker_of_few_turns_is_told_of_and_taken_when_said() -> None:
    text = dialogue("I: ", "R: ", 20) + "Karin: Koffie?\nR: Graag.\nHet punt is: op is op.\nKarin: Ja.\nMelk: nee.\n"
    heard = hear(text)
    assert {label.label for label in heard.labels} == {"I", "R"}
    passed = [(label.label, label.turns, label.first) for label in heard.passed]
    assert passed == [("Karin", 2, "Koffie?"), ("Melk", 1, "nee.")]
    taken = hear(text, {"Karin": O})
    assert {label.label: label.turns for label in taken.labels} == {"I": 20, "R": 21, "Karin": 2}
    assert [label.label for label in taken.passed] == ["Melk"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Anna: Wat doe je?\nPiet: Lassen.\nAl jaren.\n", {"Anna": (I, 1), "Piet": (R, 1)}),
        ("Anna\nWat doe je?\n\nPiet\nLassen.\n", {"Anna": (I, 1), "Piet": (R, 1)}),
        ("I: Vertel eens.\nMevr. Jansen: Nou.\n" + "En toen.\n" * 30, {"I": (I, 1), "Mevr. Jansen": (R, 1)}),
        ("Karin: Wat doe je?\nR07: Lassen.\n" + "En toen.\n" * 30, {"Karin": (I, 1), "R07": (R, 1)}),
        (
            "I: Wat doe je?\nPiet: Lassen.\n" + "En toen.\n" * 60 + "I: En dan?\nPiet: Snijden.\n",
            {"I": (I, 2), "Piet": (R, 2)},
        ),
        ("I: Wat doe je?\nNou, lassen.\nMelk: halen ze ook.\n", {"I": (I, 1)}),
        ("Kwaliteit: dat staat voorop.\nTempo: dat komt daarna.\n", {}),
        ("Een verhaal?\nKwaliteit: dat staat voorop.\nTempo: ook?\n", {}),
    ],
)
def test_a_talk_of_one_turn_each_has_its_respondent(text: str, found: dict[str, tuple[Speaker, int]]) -> None:
    assert cast(text) == found


def test_pseudonyms_are_labels_too() -> None:
    assert cast(dialogue("I: ", "[naam 1]: ")) == {"I": (I, 3), "[naam 1]": (R, 3)}
    assert cast(dialogue("[SPEAKER_00]: ", "[SPEAKER_01]: ")) == {"SPEAKER_00": (I, 3), "SPEAKER_01": (R, 3)}


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Mrs. Jansen", "Jansen"),
        ("Dhr. van den Berg", "van den Berg"),
        ("Interviewer Anna", "Anna"),
        ("Piet (monteur)", "Piet"),
        ("Jo", "Jo"),
        ("ANNA DE WIT", "ANNA DE WIT"),
        *((label, "") for label in ("I", "R07", "HR", "Interviewer", "Deelnemer 3", "Stagiair", "SPEAKER_00")),
        *((label, "") for label in ("Spreker 1", "P1", "[naam 1]", "Mrs. [naam 1]", "Mevrouw", "Vraag", "id12")),
    ],
)
def test_the_name_of_a_person_in_a_label(label: str, name: str) -> None:
    assert people_in(label) == ((name,) if name else ())


def test_more_than_one_person_in_a_label() -> None:
    assert people_in("Jansen, P. (Piet)") == ("Jansen", "Piet")
    assert people_in("Anna en Mevr. Smit (afdeling Inkoop)") == ("Anna", "Smit")


def test_a_third_person_who_keeps_speaking_is_one() -> None:
    text = dialogue("I: ", "R: ", 10) + "Kees: ik kom er even bij.\n" * 3
    assert cast(text)["Kees"] == (R, 3)


def test_one_question_makes_nobody_the_interviewer_beside_who_asks_all_the_time() -> None:
    stamped = "".join(f"[00:00:0{n}] {line}\n" for n, line in enumerate(dialogue("Anna: ", "Piet: ", 2).splitlines()))
    assert cast(f"{stamped}[00:01:00] Stagiair: Mag ik wat zeggen?\n") == {
        "Anna": (I, 2),
        "Piet": (R, 2),
        "Stagiair": (R, 1),
    }


def test_a_certain_label_counts_even_once() -> None:
    assert cast("I: Wat doet u?\nR: Lassen.\n") == {"I": (I, 1), "R": (R, 1)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I: Wat doe je?\nR: Frezen.\nR: En draaien.\n", {"I": (I, 1), "R": (R, 2)}),
        ("I: wat doe je\nR: frezen\nR: en draaien\n", {"I": (I, 1), "R": (R, 2)}),
        ("Interviewer: Wat doe je?\n\nR07: Frezen.\n\nR07: Ja.\n", {"Interviewer": (I, 1), "R07": (R, 2)}),
        ("[SPEAKER_00]: Hoe?\n[SPEAKER_01]: Zo\nJa.\n[SPEAKER_01]: Ja", {"SPEAKER_00": (I, 1), "SPEAKER_01": (R, 2)}),
        ("SPEAKER_00: Hoi\nSPEAKER_01: Zo?\nSPEAKER_01: Ja", {"SPEAKER_00": (R, 1), "SPEAKER_01": (I, 2)}),
    ],
)
def test_a_first_speaker_who_speaks_once_is_one(text: str, found: dict[str, tuple[Speaker, int]]) -> None:
    assert cast(text) == found


def test_a_name_right_above_the_first_label_is_told_of_and_a_title_is_not() -> None:
    def passed(top: str) -> list[str]:
        return [label.label for label in hear(top + dialogue("I: ", "R: ")).passed]

    assert passed("Interviewer: wat doe je\n") == ["Interviewer"]
    assert passed("Karin: Koffie?\n") == ["Karin"]
    assert passed("SYNTHETISCH INTERVIEW: verzonnen voor een test, geen echte persoon.\n") == []
    assert passed("VERZONNEN GESPREK: geen echte persoon.\n\n") == passed("Respondent: R07\n\n") == []


def test_a_block_about_the_interview_is_not_said() -> None:
    header = "Interviewer: Noor\nRespondent: R07\nDatum: 3 april\nPlaats: Zwolle\nRespondent: R07, hal 2\n\n"
    assert cast(header + dialogue("Interviewer: ", "Respondent: ")) == {"Interviewer": (I, 3), "Respondent": (R, 3)}
    assert set(cast("Respondent: R07\n\n" + dialogue("I: ", "R: "))) == {"I", "R"}


def test_questions_of_a_topic_list_are_the_interviewers() -> None:
    text = "".join(f"Vraag {n}: over leren\n" + dialogue("I: ", "R: ", 1) for n in range(1, 5))
    assert cast(text)["Vraag"][0] is not R


def test_spellings_that_differ_in_case_are_one_label() -> None:
    assert cast(dialogue("Interviewer: ", "R07: ") + dialogue("INTERVIEWER: ", "r07: ")) == {
        "Interviewer": (I, 6),
        "R07": (R, 6),
    }


def test_two_who_both_ask_nothing_are_both_respondents() -> None:
    text = "Anna: Zo is dat.\nPiet: Precies.\n" * 3
    assert cast(text) == {"Anna": (R, 3), "Piet": (R, 3)}


def test_what_a_person_says_goes_first() -> None:
    text = dialogue("A: ", "B: ")
    assert cast(text, {"B": I, "a": O}) == {"A": (O, 3), "B": (I, 3)}
    assert cast(dialogue("X1: ", "R07: ", 1), {"R": R, "X": I}) == {"X1": (I, 1), "R07": (R, 1)}


def test_a_label_shows_how_its_first_and_last_turn_begin() -> None:
    labels = propose_speakers("I: Wat  doet u? [00:03]\nR: Lassen.\nI: Waarom?\nR: " + "heel lang " * 40)
    assert (labels[0].first, labels[0].last) == ("Wat doet u?", "Waarom?")
    assert len(labels[1].last) <= 80


@given(st.text(alphabet="IR: \n\t[]().-0123'aé", max_size=120))
def test_any_text_gets_an_answer(text: str) -> None:
    for label in propose_speakers(text):
        assert label.turns > 0
        assert label.label.strip() == label.label != ""
        assert label.first


def test_names_without_capitals_that_return_are_told() -> None:
    text = "interviewer: hoe gaat het\npiet: goed hoor\nklaas: ja\ninterviewer: mooi\npiet: ja\nklaas: nee\nhet: ja\n"
    heard = hear(text)
    assert [label.label for label in heard.labels] == ["interviewer"]
    assert [(label.label, label.turns) for label in heard.passed] == [("piet", 2), ("klaas", 2)]
    known = {"piet": Speaker.RESPONDENT, "klaas": Speaker.RESPONDENT}
    assert [label.label for label in propose_speakers(text, known)] == ["interviewer", "piet", "klaas"]
