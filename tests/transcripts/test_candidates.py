"""Candidates for pseudonyms: names, companies, places, and numbers that point at someone."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewcoder.transcripts.candidates import Candidate, find_candidates
from interviewcoder.transcripts.proposing import NameKind

CORPUS = Path(__file__).parents[2] / "corpus" / "learning_culture" / "interviews"


def found(*texts: str) -> dict[str, Candidate]:
    return {each.text: each for each in find_candidates({f"R{n:02}": text for n, text in enumerate(texts, 1)})}


@pytest.mark.parametrize(
    ("said", "name", "kind"),
    [
        ("R: Toen zei mijn collega Wubbo dat het goed was.", "Wubbo", NameKind.NAME),
        ("R: Dat deed Wilco van der Berg toen.", "Wilco van der Berg", NameKind.NAME),
        ("R: Vraag het meneer J.W. de Boer maar.", "J.W. de Boer", NameKind.NAME),
        ("R: Ik werk met Jan-Willem samen.", "Jan-Willem", NameKind.NAME),
        ("R: Vroeger zat ik bij Nijenkolk, dat was anders.", "Nijenkolk", NameKind.COMPANY),
        ("R: We kochten het van Nijenkolk Techniek BV toen.", "Nijenkolk Techniek BV", NameKind.COMPANY),
        ("R: De spullen komen van Jansen & Zn. geloof ik.", "Jansen & Zn.", NameKind.COMPANY),
        ("R: Ik woon in Winterswijk, al jaren.", "Winterswijk", NameKind.PLACE),
        ("R: Het adres is Dorpsstraat 12a dus.", "Dorpsstraat 12a", NameKind.PLACE),
        ("R: Ik woon ergens aan de Dorpsstraat, al jaren.", "Dorpsstraat", NameKind.PLACE),
        ("R: De postcode is 7101 AB.", "7101 AB", NameKind.PLACE),
        ("R: Mail naar w.berg@voorbeeld.nl.", "w.berg@voorbeeld.nl", NameKind.MAIL),
        ("R: Kijk op www.voorbeeld.nl/ons, daar.", "www.voorbeeld.nl/ons", NameKind.URL),
        ("R: Bel 06-12345678 even.", "06-12345678", NameKind.PHONE),
        ("R: Bel +31 6 12 34 56 78 even.", "+31 6 12 34 56 78", NameKind.PHONE),
        ("R: Bel 0543 - 51 23 45 even.", "0543 - 51 23 45", NameKind.PHONE),
        ("R: Bel (0543) 512345 even.", "(0543) 512345", NameKind.PHONE),
        ("R: Het is NL91 ABNA 0417 1643 00.", "NL91 ABNA 0417 1643 00", NameKind.ACCOUNT),
        ("R: Nummer 111222333 is het.", "111222333", NameKind.NUMBER),
        ("R: Ik ben geboren op 3 mei 1978.", "3 mei 1978", NameKind.BIRTH),
    ],
)
def test_a_candidate_is_found_with_its_kind(said: str, name: str, kind: NameKind) -> None:
    assert {text: each.kind for text, each in found(said).items()} == {name: kind}


@pytest.mark.parametrize(
    "said",
    [
        "I: Wat doe je? R: Machines instellen. Lassen ook.",
        "R: Om 10:30 uur, in 2019, order 123456789, voor 0,5 miljoen.",
        "R: Op maandag werken we in Excel, in het Nederlands en voor de VCA.",
        "R: In de CNC-hal, met TIG en MIG, dat is LMS.",
        "R: Het nummer 0000000000 en NL00 ABNA 9417 1643 00.",
        "R: Dat zei [naam 1] tegen [collega A] bij [bedrijf 2].",
    ],
)
def test_what_only_looks_like_a_name_is_none(said: str) -> None:
    assert found(said) == {}


def test_a_word_that_also_has_no_capital_is_no_name_unless_its_surroundings_say_so() -> None:
    assert found("R: ik zeg, Melder is ingevuld. De melder. Elke melder heeft dat.") == {}
    assert "Melder" in found("R: mijn collega Melder. De melder. Elke melder heeft dat.")


def test_count_documents_and_places_are_told() -> None:
    first = "R: Toen kwam Wubbo. Wubbo zei niks.\nR: Nou, Wubbo wel."
    candidate = found(first, "R: Wie kent Wubbo?")["Wubbo"]
    assert (candidate.count, candidate.documents) == (4, ("R01", "R02"))
    assert len(candidate.contexts) == 3
    for context in candidate.contexts:
        assert first[context.start : context.end] == context.text == "Wubbo"
        assert first[: context.start].endswith(context.before)
        assert first[context.end :].startswith(context.after)


def test_pseudonyms_are_one_for_a_person_over_the_study_and_new_ones_only() -> None:
    names = found("R: Dat deed Wilco van der Berg. En [naam 4] ook.", "R: Ik vroeg Wilco, en Anna.")
    assert names["Wilco"].replacement == names["Wilco van der Berg"].replacement == "[naam 5]"
    assert names["Anna"].replacement == "[naam 6]"


def test_a_first_name_that_two_people_have_is_not_taken_for_either() -> None:
    names = found("R: Dat deed Wilco Jansen. Daarna Wilco Pieters. Maar welke Wilco?")
    assert len({each.replacement for each in names.values()}) == 3


def test_a_possessive_is_a_place_of_the_name() -> None:
    names = found("R: En toen kwam Wubbo. Dat is Wubbos werk.")
    assert {text: each.count for text, each in names.items()} == {"Wubbo": 2}
    assert found("R: Daar is Hans, en daar Han.").keys() == {"Hans", "Han"}


def test_two_words_with_a_capital_are_someone_also_where_a_sentence_begins() -> None:
    names = found("R: Wubbo Jansen helpt mij altijd. Dat is fijn. Jansen vooral. En ik vroeg Wubbo om raad.")
    assert names.keys() == {"Wubbo Jansen", "Wubbo", "Jansen"}
    assert all(each.kind is NameKind.NAME and each.sure for each in names.values())
    names = found("R: Volgens Jansen niet. Dweilen Jansen en ik? Wij dweilen. Nou, Jansen wel.")
    assert "Jansen" in names, "a word that begins a sentence, or is said without its capital, is no name"
    assert not any(text.startswith(("Volgens", "Dweilen")) for text in names)


def test_a_name_beside_a_pseudonym_is_sure_and_an_ordinary_word_there_is_none() -> None:
    names = found("R: Wubbo [naam 3] kwam. [naam 3] Ter Welle. Volgens [naam 3] wel. [naam 3] Bakker. Als bakker.")
    assert {text for text, each in names.items() if each.sure} == {"Wubbo", "Ter Welle"}


def test_known_places_and_where_someone_lives_are_sure() -> None:
    names = found("R: Ik woon in Lutjebroek. Vroeger in Twente. We werken in Revit. Ik kom oorspronkelijk uit Ommel.")
    assert {text: each.sure for text, each in names.items()} == {
        "Lutjebroek": True,
        "Twente": True,
        "Revit": False,
        "Ommel": True,
    }


def test_names_in_the_demo_interviews_are_found() -> None:
    names = found(*(path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt"))))
    assert {"Wilco", "Nurcan", "Jelle", "Twente", "Apeldoorn"} <= names.keys()
    assert names["Twente"].kind is NameKind.PLACE
    assert {"Oostenrijk", "Tuurlijk", "Elke", "Ja", "Excel"}.isdisjoint(names)


def test_a_name_in_other_capitals_is_as_sure_as_the_name() -> None:
    names = found("R: Dat is mijn collega Wilco. Die kent Wilco. WILCO doet dat altijd.")
    assert {text: (each.replacement, each.sure) for text, each in names.items()} == {
        "Wilco": ("[naam 1]", True),
        "WILCO": ("[naam 1]", True),
    }
