"""Names left in what is about to leave: known ones in any shape, and what has the form of one."""

from __future__ import annotations

import pytest

from interviewcoder.publish.residue import KnownNames, scan
from interviewcoder.transcripts.pseudonyms import name_hash

SALT = b"salt"
KNOWN = KnownNames(SALT, frozenset(name_hash(name, SALT) for name in ("Wil", "Wubbo", "Ter Welle", "Jan-Piet")), 2)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Dat zei Wubbo.", ["Wubbo"]),
        ("WUBBO en Wubbo's fiets en Wubbos jas", ["WUBBO", "Wubbo", "Wubbo"]),
        ("de Wubbo-methode van Jan-Piet", ["Wubbo", "Jan-Piet"]),
        ("bij ter Welle en Ter  Welle", ["ter Welle", "Ter  Welle"]),
        ("Dat wil ik. Wil je dat?", []),
        ("Niemand dus.", []),
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


def test_a_place_is_told_on_one_line_that_does_nothing_to_a_terminal() -> None:
    (spot,) = scan({"1\x1b": "\x1b[31m rood\nzei Wubbo \x07 toen"}, KNOWN)
    assert spot.spot == "1␛: …␛[31m rood zei »Wubbo« ␇ toen…"
    assert (spot.start, spot.end) == (15, 20)


def test_pseudonyms_themselves_are_no_residue() -> None:
    assert scan({"1": "Dat zei [naam 1] bij [bedrijf 2] in [plaats 3]."}, KNOWN) == ()
