"""noScribe's HTML: turns as the page shows them, times from the names of its anchors."""

from __future__ import annotations

from pathlib import Path

import pytest
from transcripts.formats import INTERVIEW, as_noscribe_html
from transcripts.reading import read, refused, said, times

HEAD = (
    "<html><head><style>p { margin: 0 }</style></head><body>"
    '<p style="font-weight: 600">R07</p><p>Made by a machine</p>'
)


def page(*paragraphs: str) -> str:
    return HEAD + "".join(f"<p >{each}</p>" for each in paragraphs) + "</body></html>"


def a(name: str, text: str) -> str:
    return f'<a name="ts_{name}" >{text}</a>'


def test_turns_pauses_and_overlap(tmp_path: Path) -> None:
    source = page(
        a("0_12140_", "(12 seconds pause) "),
        "",
        a("12140_22800_S01", 'S01: <span style="color: #78909C" >[00:00:12]</span> Hoe is het?')
        + a("22800_24360_S01", " (..)")
        + a("30090_30910_//S02", " //S02: Ja &amp; nee.")
        + a("31870_33510_S01", "// Goed."),
        a("36190_36330_S00", "S00: Ja.")
        + a("36400_40000_S00", ' <span style="color: #78909C" >[00:00:36]</span> Zo.'),
    )
    text = read(tmp_path, "R07.html", source).text
    assert text.startswith("[00:00:00 - 00:00:12.140] (12 seconds pause)\n")
    assert said(text) == [("S01", "Hoe is het? (..) //S02: Ja & nee.// Goed."), ("S00", "Ja. Zo.")]
    assert times(text) == [(12.14, 33.51), (36.19, 40)]


def test_a_name_given_in_the_editor_counts(tmp_path: Path) -> None:
    source = page(
        a("0_1000_S00", "Interviewer: Het punt is: wat doet u?"),
        a("1000_2000_S01", "R07: Lassen: dat."),
        "R07: zelf getypt.",
        "Ook getypt: zonder naam.",
        a("2000_3000_S00", "Zonder label."),
    )
    draft = read(tmp_path, "R07.htm", source)
    assert said(draft.text) == [
        ("Interviewer", "Het punt is: wat doet u?"),
        ("R07", "Lassen: dat. zelf getypt. Ook getypt: zonder naam."),
        ("S00", "Zonder label."),
    ]
    assert "before: 1" in draft.warnings[0]


def test_without_speakers(tmp_path: Path) -> None:
    source = page(a("0_1000_", "Dat is zo.") + a("1000_2000_", " Kijk: daar."), a("5000_6000_", "En toen?"))
    assert said(read(tmp_path, "R07.html", source).text) == [("", "Dat is zo. Kijk: daar."), ("", "En toen?")]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("", "empty"),
        ("I: dag", "html.no-noscribe"),
        ("<html><body><p>I: dag</p></body></html>", "html.no-noscribe"),
        ("<!DOCTYPE html>", "html.no-noscribe"),
        (page(a("x_y_S00", "S00: dag")), "html.no-noscribe"),
        (HEAD, "html.no-noscribe"),
        ("<b>" * 5_000, "html.no-noscribe"),
        ("<p>" * 1_000_001, "html.no-noscribe"),
        ("%PDF-1.7", "other-kind"),
        ("<p>\0</p>", "nul"),
        ('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><p>&e;</p>', "html.no-noscribe"),
    ],
    ids=range(11),
)
def test_broken_and_hostile(tmp_path: Path, content: str, key: str) -> None:
    assert refused(tmp_path, "R07.html", content) == key


def test_half_a_file_keeps_what_it_holds(tmp_path: Path) -> None:
    """Half a page is a page to any browser; noScribe itself saves so while it works."""
    source = as_noscribe_html(INTERVIEW)
    half = source[: source.index(b"misgaat") + len(b"misgaat")]
    assert said(read(tmp_path, "R07.html", half).text) == [("Interviewer", "Wat gebeurt er hier als er iets misgaat")]
