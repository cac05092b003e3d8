"""RTF: letters of any code page and any size, what is hidden or deleted left out, time linear in the size."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from striprtf.striprtf import rtf_to_text
from transcripts.formats import INTERVIEW, TEXT, as_rtf, rtf
from transcripts.reading import read, refused, said

from interviewcoder.transcripts.read import read_file

SHOWN = {
    "paragraphs": (r"een\par twee\line drie\par", "een\ntwee\ndrie\n"),
    "a lone backslash ends a paragraph": ("een\\\ntwee\\\r\ndrie", "een\ntwee\ndrie"),
    "line ends in the file are none": ("een\r\n twee\ndrie", "een tweedrie"),
    "signs": (r"\lquote a\rquote\~\ldblquote b\rdblquote \endash  c\bullet\_d\{\}\\", "‘a’\u00a0“b”– c•-d{}\\"),
    "code page": (r"caf\'e9 \'80 \'93x\'94", "café € “x”"),
    "bytes above 127": (b"caf\xe9 \x80", "café €"),
    "surrogates": (r"\u-10179?\u-8699?!", "😅!"),
    "no stand-ins": (r"\uc0\u8217\u233 n", "’én"),
    "two stand-ins": (r"{\uc2\u8217\'3f\'3f}x\u8217?y", "’x’y"),
    "stand-in of a control sign": (r"a\u8217\'92b", "a’b"),
    "another font's alphabet": (r"{\f1\'cf\'f0}\'cf", "ПрÏ"),
    "Latin of the East": (r"{\f2\'b9\'ea}", "ąę"),
    "hidden": (r"een {\v weg} twee\v weg\v0 drie", "een  tweedrie"),
    "deleted": (r"een{\deleted weg}{\revised  twee}", "een twee"),
    "footnote": (r"een{\footnote noot}", "een"),
    "comment": (r"een{\*\annotation weg}", "een"),
    "link": (r'{\field{\*\fldinst{HYPERLINK "http://a.example"}}{\fldrslt{\ul hier}}} en', "hier en"),
    "header, picture, unknown": (r"{\header kop}{\pict 0102}{\*\zomaar iets}een", "een"),
    "binary": (b"{\\pict\\bin4 }}}}}een", "een"),
    "table with speakers in each column": (
        r"\trowd\intbl 0:01:10\cell I: Zo?\cell C1: Ja: zo.\cell\trowd\row \trowd\intbl I:\cell Kijk: o\cell\row na",
        "0:01:10\tI: Zo?\nC1: Ja: zo.\nI:\tKijk: o\nna",
    ),
    "table": (r"\intbl I\cell Zo?\cell\row \intbl R\cell Ja.\par Nee.\cell\cell\row na", "I\tZo?\nR\tJa.\nNee.\nna"),
    "text box": (r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt kader}}}", "kader"),
    "list number": (r"{\listtext 1.\tab}een", "een"),
}
FONTS = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset238 C;}}"


@pytest.mark.parametrize("case", SHOWN)
def test_what_is_shown(tmp_path: Path, case: str) -> None:
    body, text = SHOWN[case]
    content = b"{\\rtf1\\ansi\\ansicpg1252\\deff0" + FONTS.encode()
    content += b"\\f0 begin " + (body if isinstance(body, bytes) else body.encode()) + b"}"
    assert read(tmp_path, "R07.rtf", content).text == f"begin {text}"


@pytest.mark.parametrize(
    ("case", "words"),
    [("hidden", "Hidden text"), ("deleted", "tracked changes"), ("footnote", "Footnotes"), ("comment", "Comments")],
)
def test_what_is_left_out_is_told(tmp_path: Path, case: str, words: str) -> None:
    body = SHOWN[case][0]
    assert isinstance(body, str)
    (warning,) = read(tmp_path, "R07.rtf", rtf(body)).warnings
    assert words in warning


def test_letters_of_no_known_code_page_are_told(tmp_path: Path) -> None:
    draft = read(tmp_path, "R07.rtf", rb"{\rtf1\ansi\ansicpg1252 een \'81 twee}")
    assert draft.text == "een \ufffd twee"
    assert "encoding" in draft.warnings[0]


def test_it_says_the_same_as_another_reader(tmp_path: Path) -> None:
    text = rtf_to_text(as_rtf(INTERVIEW).decode("ascii")).encode("utf-16", "surrogatepass").decode("utf-16")
    assert text.strip() == TEXT.strip()
    assert read(tmp_path, "R07.rtf", as_rtf(INTERVIEW)).text == TEXT


def test_the_collected_sample(samples: Path) -> None:
    text = read_file(samples / "own" / "docx" / "interview_nl.rtf").text
    lines = (samples / "own" / "interview_nl_lf.txt").read_text(encoding="utf-8").splitlines()[3:]
    assert said(text) == [(label, words) for label, _, words in (line.partition(": ") for line in lines)]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (rb"{\rtf1\ansi }", "empty"),
        (b"I: dag", "rtf.no-rtf"),
        (b"PK\x03\x04", "rtf.no-rtf"),
        (as_rtf(INTERVIEW)[:600], "rtf.cut-off"),
        (rb"{\rtf1 een\par" + b"{" * 100_000, "rtf.cut-off"),
        (rb"{\rtf1 een\u0 twee}", "nul-inside"),
        (b"{\\rtf1 een\\bin99999999 }", "rtf.cut-off"),
    ],
)
def test_broken_and_hostile(tmp_path: Path, content: bytes, key: str) -> None:
    assert refused(tmp_path, "R07.rtf", content) == key


def test_groups_nest_as_deep_as_one_likes(tmp_path: Path) -> None:
    content = rb"{\rtf1 " + b"{" * 50_000 + b"diep" + b"}" * 50_000 + b"}"
    assert read(tmp_path, "R07.rtf", content).text == "diep"


def test_time_is_linear_where_others_take_its_cube(tmp_path: Path) -> None:
    link = rb'{\field{\*\fldinst{HYPERLINK "a" '

    def seconds(links: int) -> float:
        begun = time.process_time()
        assert refused(tmp_path, "R07.rtf", rb"{\rtf1 een" + link * links) == "rtf.cut-off"
        return time.process_time() - begun

    once = min(seconds(2_000) for _ in range(3))
    assert min(seconds(16_000) for _ in range(2)) < 8 * 4 * once
