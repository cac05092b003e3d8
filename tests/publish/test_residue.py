"""Names left in what is about to leave: known ones in any shape, and what has the form of one."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from interviewcoder.publish.residue import KnownNames, scan
from interviewcoder.transcripts.pseudonyms import name_hash

SALT = b"salt"
QUOTES = Path(__file__).parents[2] / "corpus" / "learning_culture" / "codings" / "anna.csv"
NAMES = ("Wil", "Mooi", "Wubbo", "Ter Welle", "Jan-Piet")
KNOWN = KnownNames(SALT, frozenset(name_hash(name, SALT) for name in NAMES), 2)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Dat zei Wubbo.", ["Wubbo"]),
        ("WUBBO en Wubbo's fiets en Wubbos jas", ["WUBBO", "Wubbo", "Wubbo"]),
        ("de Wubbo-methode van Jan-Piet", ["Wubbo", "Jan-Piet"]),
        ("bij ter Welle en Ter  Welle", ["ter Welle", "Ter  Welle"]),
        ("Dat wil ik. Wil je dat?", []),
        ("Niemand dus.", []),
        ("Toen zei wubbo, dat dit mooi was.", ["wubbo"]),
        ("", []),
    ],
)
def test_a_known_name_is_recognised(said: str, left: list[str]) -> None:
    assert [each.text for each in scan({"1": said}, KNOWN) if each.kind == "known"] == left


def test_what_has_the_form_of_a_name_is_told_where_nothing_is_known() -> None:
    found = scan({"1": "Mail w@voorbeeld.nl.", "2": "Mijn collega Dirkje zei het, in Excel, bij Bakker."})
    assert [(each.where, each.text, each.kind) for each in found] == [
        ("1", "w@voorbeeld.nl", "mail"),
        ("2", "Dirkje", "name"),
    ]


def test_full_names_and_what_is_left_of_them_beside_a_pseudonym_are_told() -> None:
    said = {"1": "Wubbo Jansen helpt mij altijd.", "2": "En ik vroeg Wubbo om raad.", "3": "Dirkje [naam 3] ook."}
    assert [each.text for each in scan(said)] == ["Wubbo Jansen", "Wubbo", "Dirkje"]


def test_in_the_quotes_of_the_demo_only_names_are_told() -> None:
    with QUOTES.open(encoding="utf-8") as file:
        said = {str(number): row["quote"] for number, row in enumerate(csv.DictReader(file))}
    words = {word for quote in said.values() for word in re.findall(r"(?<!\w)[a-z]+(?!\w)", quote)}
    told = {each.text for each in scan(said)}
    assert {"Wilco", "Apeldoorn"} <= told
    assert len(told) < 45
    assert {text for text in told if text.lower() in words} == set()


def test_a_place_is_told_on_one_line_that_does_nothing_to_a_terminal() -> None:
    (spot,) = scan({"1\x1b": "\x1b[31m rood\nzei Wubbo \x07 toen"}, KNOWN)
    assert spot.spot == "1␛: …␛[31m rood zei »Wubbo« ␇ toen…"
    assert (spot.start, spot.end) == (15, 20)


def test_pseudonyms_themselves_are_no_residue() -> None:
    assert scan({"1": "Dat zei [naam 1] bij [bedrijf 2] in [plaats 3]."}, KNOWN) == ()
