"""Markdown: what is said without its markup, and no letter of it lost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transcripts.reading import read, refused, said

from interviewcoder.transcripts.markdown import read_md

SHOWN = {
    "headings": ("# Interview R07 #\n\nOnder\n=====\n", "Interview R07\n\nOnder\n"),
    "emphasis": ("**I:** wat _dan_? R*07* en ***zo*** ~~weg~~ __ja__.", "I: wat dan? R07 en zo weg ja."),
    "what is no emphasis": ("2 * 3, SPEAKER_00 en a_b_c, ~ 5", "2 * 3, SPEAKER_00 en a_b_c, ~ 5"),
    "escapes and entities": (r"\*lacht\* R&amp;D &lt;2&gt; &eacute;&#233; & co", "*lacht* R&D <2> éé & co"),
    "lists and quotes": ("- een\n* twee\n> I: drie\n> > vier\n- [x] vijf", "een\ntwee\nI: drie\nvier\nvijf"),
    "numbers stay": ("1. een\n2) twee\n-5 graden", "1. een\n2) twee\n-5 graden"),
    "links": ("[hier](http://a.example) ![foto **een**](x.png) <http://b.example>", "hier foto een http://b.example"),
    "what is no link": ("[stilte] (lacht) [00:12:31] Anna: ja", "[stilte] (lacht) [00:12:31] Anna: ja"),
    "code": ("`a*b*` en\n```\n**zo**\n```\nna", "a*b* en\n**zo**\nna"),
    "rules": ("een\n\n---\n\ntwee\n* * *\n", "een\n\n\ntwee\n"),
    "table": ("| wie | wat |\n|---|:--:|\n| I | Zo? |\n| R07 | Ja. |", "wie\twat\nI\tZo?\nR07\tJa."),
    "html": ("een<br>twee <b>drie</b> < 2 jaar", "een\ntwee drie < 2 jaar"),
    "comment": ("een <!-- weg\nweg --> twee", "een  twee"),
    "hard breaks": ("een  \ntwee\\\ndrie", "een\ntwee\ndrie"),
    "front matter": ("---\ntitle: R07\n- x\n---\nI: een", "I: een"),
    "what is no front matter": ("---\nI, een gesprek\n---\n", "I, een gesprek\n"),
}


@pytest.mark.parametrize("case", SHOWN)
def test_what_is_shown(tmp_path: Path, case: str) -> None:
    source, text = SHOWN[case]
    draft = read(tmp_path, "R07.md", source)
    assert draft.text == text
    assert bool(draft.warnings) == (case == "comment")


def test_turns(tmp_path: Path) -> None:
    source = "# R07\n\n**Interviewer:** Wat doet u?\n\n**R07:** Lassen, *sinds* 2010.\n\n**Interviewer:** En dan?\n"
    lines = said(read(tmp_path, "R07.md", source).text)
    assert lines == [("Interviewer", "Wat doet u?"), ("R07", "Lassen, sinds 2010."), ("Interviewer", "En dan?")]


@given(st.text(alphabet=st.characters(categories=["L", "N", "Zs"], include_characters=".,:;?!'’“”()% \n")))
def test_plain_words_come_through_unchanged(text: str) -> None:
    """But for the two spaces at the end of a line that mean a break."""
    lines = read_md(Path("R07.md"), text.encode()).text.split("\n")
    assert [line.rstrip(" ") for line in lines] == [line.rstrip(" ") for line in text.split("\n")]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty"),
        (b"---\n***\n", "empty"),
        (b"%PDF-1.7", "other-kind"),
        (b"I:\0 dag", "nul"),
        (b"{\\rtf1", "other-kind"),
    ],
)
def test_broken(tmp_path: Path, content: bytes, key: str) -> None:
    assert refused(tmp_path, "R07.md", content) == key


@pytest.mark.parametrize("part", ["[", "*", "`", "<", "[a](", "&", "_a", "> ", "|", "``a", "<!--", "![["])
def test_long_lines_take_no_long_time(tmp_path: Path, part: str) -> None:
    begun = time.process_time()
    read(tmp_path, "R07.md", f"I: dag\n{part * (200_000 // len(part))}")
    assert time.process_time() - begun < 3
