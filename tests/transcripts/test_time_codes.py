"""Time codes wherever transcripts put them, f4's at the end of a paragraph too: never part of what is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from transcripts.reading import said, times

from interviewcoder.model import Speaker
from interviewcoder.transcripts.speakers import propose_speakers

TURNS = [("I", "Wat doet u?"), ("R07", "Lassen. Om 10:30 uur."), ("I", "En dan?")]


def test_f4_at_the_end_of_paragraphs() -> None:
    text = "I: Wat doet u? #00:00:03-2#\nR07: Lassen. Om 10:30 uur. #00:01:02-3#\n\nI: En dan? #01:00:00-0#\n"
    assert said(text) == TURNS
    assert times(text) == [(None, 3.2), (3.2, 62.3), (62.3, 3600)]


def test_f4_at_the_start_of_paragraphs() -> None:
    text = "#00:00:03-2# I: Wat doet u?\n#00:01:02-3# R07: Lassen. Om 10:30 uur.\nI: #01:00:00-0# En dan?\n"
    assert said(text) == TURNS
    assert times(text) == [(3.2, None), (62.3, None), (3600, None)]


def test_brackets_at_the_end() -> None:
    text = "I: Wat doet u? [00:03]\nR07: Lassen. Om 10:30 uur. [01:02.500]\nI: En dan?"
    assert said(text) == TURNS
    assert times(text) == [(None, 3), (3, 62.5), (62.5, None)]


def test_within_a_turn_they_stay() -> None:
    text = "I: Wat doet u? #00:00:03-2# En nu?\nR07: #1 in de klas [10:30] was ik. [lacht]\n"
    assert said(text) == [("I", "Wat doet u? #00:00:03-2# En nu?"), ("R07", "#1 in de klas [10:30] was ik. [lacht]")]


def test_what_is_only_a_time_stays_said() -> None:
    assert said("I: Hoe laat?\nR07: 10:30\nI: Zo!\nR07: [10:30]\n")[1::2] == [("R07", "10:30"), ("R07", "[10:30]")]


def test_paragraphs_of_nobody() -> None:
    text = "[00:00:01 - 00:00:03.500] Dat was zo.\nEn toen? #00:00:05-0#\n[lacht]\n"
    assert said(text) == [("", "Dat was zo."), ("", "En toen?"), ("", "[lacht]")]
    assert times(text) == [(1, 3.5), (None, 5), (5, None)]


def test_zoom_as_plain_text() -> None:
    turns = [
        ("Johnny Doe", "How are you?"),
        ("Janet Dough", "Fine.\nAnd you?"),
        ("Johnny Doe", "Good."),
        ("Janet Dough", "Ah."),
    ]
    text = "\n\n".join(f"[{name}] 11:02:{number:02}\n{speech}" for number, (name, speech) in enumerate(turns, 9))
    assert said(text) == turns
    assert times(text)[0] == (11 * 3600 + 2 * 60 + 9, None)


def test_the_collected_zoom_text(samples: Path) -> None:
    text = (samples / "vtt" / "zoom_input_example.txt").read_text(encoding="utf-8")
    assert said(text)[:2] == [("Johnny Doe", "How you doing?"), ("Janet Dough", "Hey, I'm Janet, how are you?")]
    assert times(text)[0] == (39729, None)


@pytest.mark.parametrize("stamp", ["[00:12:31]", "[00:12:31 - 00:12:35]", "[12:31.5 - 12:35]"])
def test_lines_with_a_time_and_a_name_hold_any_name_even_once(stamp: str) -> None:
    text = "".join(f"{stamp} {name}: Dat is zo.\n" for name in ("I", "jansen, p. (piet)", "Zoë", "I", "x y z w v u"))
    labels = {label.label: label.speaker for label in propose_speakers(text)}
    assert list(labels) == ["I", "jansen, p. (piet)", "Zoë", "x y z w v u"]
    assert labels["I"] is Speaker.INTERVIEWER


def test_lines_with_a_time_and_no_name_hold_none() -> None:
    text = "[00:01] Dat was zo.\n[00:05] Kijk, Anna: doe maar.\n[00:09] En toen: weg.\n[00:12] Ja.\n[00:15] Nee.\n"
    assert propose_speakers(text) == ()
