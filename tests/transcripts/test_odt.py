"""LibreOffice documents: text wherever it is shown, once, and nothing that is not shown."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from transcripts.formats import odt
from transcripts.reading import read, refused, said

from interviewcoder.transcripts.read import read_file

HIDDEN = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
CHANGES = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes>"
)
CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
ROW = "<table:table-row>{}</table:table-row>"
SHOWN = {
    "paragraphs and headings": ("<text:h>kop</text:h><text:p/><text:p>een</text:p>", "kop\n\neen"),
    "spans and links": ("<text:p>een <text:span>twee</text:span> <text:a>drie</text:a>.</text:p>", "een twee drie."),
    "spaces, tabs and breaks": (
        '<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/> d<text:s/></text:p>',
        "a   b\tc\nd",
    ),
    "white space of the XML itself": ("<text:p>\n  een\n  <text:span> twee</text:span>\n</text:p>", "een twee"),
    "lists and sections": (
        "<text:section><text:list><text:list-item><text:p>een</text:p></text:list-item></text:list></text:section>",
        "een",
    ),
    "tracked deletion": (f"{CHANGES}<text:p>een<text:change/> twee</text:p>", "een twee"),
    "note": (
        "<text:p>een<text:note><text:note-body><text:p>noot</text:p></text:note-body></text:note></text:p>",
        "een",
    ),
    "comment": ("<text:p>een<office:annotation><text:p>weg</text:p></office:annotation></text:p>", "een"),
    "hidden": ('<text:p>een <text:span text:style-name="H">weg</text:span>twee</text:p>', "een twee"),
    "hidden paragraph": ('<text:p text:style-name="H">weg</text:p><text:p>een</text:p>', "\neen"),
    "text box": (
        "<text:p>een<draw:frame><draw:text-box><text:p>kader</text:p></draw:text-box></draw:frame> twee</text:p>",
        "een twee\nkader",
    ),
    "table": (
        f"<table:table>{ROW.format(CELL.format('I') + CELL.format('Zo?'))}"
        f"{ROW.format(CELL.format('R') + CELL.format('Ja.'))}</table:table><text:p>na</text:p>",
        "I\tZo?\nR\tJa.\nna",
    ),
    "table with speakers in each column": (
        f"<table:table>{ROW.format(CELL.format('I: Zo?') + CELL.format('C1: Ja: zo.'))}</table:table>",
        "I: Zo?\nC1: Ja: zo.",
    ),
    "ruby": (
        "<text:p><text:ruby><text:ruby-base>een</text:ruby-base><text:ruby-text>x</text:ruby-text></text:ruby></text:p>",
        "een",
    ),
}


@pytest.mark.parametrize("case", SHOWN)
def test_what_is_shown(tmp_path: Path, case: str) -> None:
    body, text = SHOWN[case]
    assert read(tmp_path, "R07.odt", odt(f"<text:p>begin</text:p>{body}", HIDDEN)).text == f"begin\n{text}\n"


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("tracked deletion", "tracked changes"),
        ("note", "Footnotes"),
        ("comment", "Comments"),
        ("hidden", "Hidden text"),
    ],
)
def test_what_is_left_out_is_told(tmp_path: Path, case: str, words: str) -> None:
    (warning,) = read(tmp_path, "R07.odt", odt(SHOWN[case][0], HIDDEN)).warnings
    assert words in warning


def test_the_collected_sample(samples: Path) -> None:
    text = read_file(samples / "own" / "docx" / "interview_nl.odt").text
    lines = (samples / "own" / "interview_nl_lf.txt").read_text(encoding="utf-8").splitlines()[3:]
    assert said(text) == [(label, words) for label, _, words in (line.partition(": ") for line in lines)]
    assert "€200.00" in read_file(samples / "qualcoder_examples" / "ID2.odt").text


MANIFEST = {"META-INF/manifest.xml": "<m><encryption-data/></m>"}
BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "no text": (odt("<text:p/>"), "empty"),
    "no zip": (b"I: dag", "odt.no-zip"),
    "PDF": (b"%PDF-1.7", "odt.no-zip"),
    "half a file": (odt("<text:p>een</text:p>" * 99)[:400], "package.damaged"),
    "password": (odt("<text:p>een</text:p>", more=MANIFEST), "odt.locked"),
    "entities": (
        odt("", more={"content.xml": '<!DOCTYPE a [<!ENTITY e "' + "ha" * 99 + '">]><a>' + "&e;" * 99 + "</a>"}),
        "package.doctype",
    ),
    "far entity": (
        odt("", more={"content.xml": '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'}),
        "package.doctype",
    ),
    "zip bomb": (odt("", more={"content.xml": b" " * (40 * 2**20)}), "package.bomb"),
    "many elements": (odt("<text:p/>" * (3 * 2**20)), "package.bomb"),
    "too deep": (odt("<text:section>" * 5000 + "</text:section>" * 5000), "package.damaged"),
    "spreadsheet": (odt("", more={"content.xml": "<a/>"}), "odt.no-document"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
@pytest.mark.parametrize("case", BAD)
def test_broken_and_hostile(tmp_path: Path, case: str) -> None:
    content, key = BAD[case]
    assert refused(tmp_path, "R07.odt", content) == key


def test_names_in_the_zip_lead_nowhere(tmp_path: Path) -> None:
    more = {"../../weg.txt": "x", "/tmp/weg.txt": "x", "..\\weg.txt": "x"}
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    assert read(folder, "R07.odt", odt("<text:p>een</text:p>", more=more)).text == "een\n"
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["R07.odt"]


def test_a_word_document_under_this_name(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "w.zip", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refused(tmp_path, "R07.odt", (tmp_path / "w.zip").read_bytes()) == "odt.no-document"


def test_repeats_do_not_multiply(tmp_path: Path) -> None:
    body = '<text:p>a<text:s text:c="999999999999"/>b<text:s text:c="88888888"/>c</text:p>'
    assert len(read(tmp_path, "R07.odt", odt(body)).text) < 2000
