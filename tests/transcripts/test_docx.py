"""Word documents: text wherever Word shows it, once, and nothing that it does not show."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from interviewcoder.errors import Refused
from interviewcoder.transcripts.read import read_file
from interviewcoder.transcripts.speakers import propose_speakers
from interviewcoder.transcripts.turns import build_transcript

MakeDocx = Callable[..., Path]
LINES = (
    ("Interviewer", "Wat gebeurt er als er iets misgaat?"),
    ("R07", "Dan zetten we dat op ’t bord 😅. Daar leren we van."),
    ("Interviewer", "[stilte] En dan?"),
    ("R07", "Dat regelt de ploeg zelf."),
)


def p(*runs: str, mark: str = "") -> str:
    properties = f"<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(*blocks: str) -> str:
    return f"<w:tc><w:tcPr/>{''.join(blocks)}</w:tc>"


def tr(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


DELETED_ROW = f"<w:tr><w:trPr><w:del/></w:trPr>{tc(p(r('weg')))}</w:tr>"
INNER = tbl(tr(tc(p(r("a"))), tc(p(r("b")))))
HYPHENS = "<w:r><w:t>HR</w:t><w:noBreakHyphen/><w:t>mana</w:t><w:softHyphen/><w:t>ger</w:t></w:r>"
BOX = f"<w:txbxContent>{p(r('in een kader'))}{p(r('twee'))}</w:txbxContent>"
SHOWN = {
    "paragraphs in order": (p(r("een ")) + p() + p(r("tw"), r("ee")), "een \n\ntwee"),
    "tracked insertion": (p(r("een"), f"<w:ins>{r(' twee')}</w:ins>"), "een twee"),
    "tracked deletion": (p(r("een"), "<w:del><w:r><w:delText>weg</w:delText></w:r></w:del>"), "een"),
    "moved": (p(f"<w:moveFrom>{r('hier')}</w:moveFrom>") + p(f"<w:moveTo>{r('hier')}</w:moveTo>"), "\nhier"),
    "deleted paragraph mark": (p(r("een "), mark="<w:del/>") + p(r("twee")) + p(r("drie")), "een twee\ndrie"),
    "content control around paragraphs": (f"<w:sdt><w:sdtContent>{p(r('een'))}</w:sdtContent></w:sdt>", "een"),
    "content control in a paragraph": (p(f"<w:sdt><w:sdtPr/><w:sdtContent>{r('een')}</w:sdtContent></w:sdt>"), "een"),
    "content control that waits": (
        p(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Klik hier')}</w:sdtContent></w:sdt>"),
        "",
    ),
    "hyperlink, smart tag, field": (
        p(
            f"<w:hyperlink>{r('link ')}</w:hyperlink><w:smartTag>{r('plaats ')}</w:smartTag>",
            f"<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple>{r('3')}</w:fldSimple>",
        ),
        "link plaats 3",
    ),
    "breaks and tabs": (
        p("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>"),
        "a\nb\tc\nd",
    ),
    "hyphens": (p(HYPHENS), "HR-manager"),
    "white space of the XML itself": (p("<w:r><w:t>een\n twee</w:t></w:r>"), "een  twee"),
    "hidden": (p(r("een"), r("geheim", "<w:vanish/>"), r(" twee", '<w:vanish w:val="0"/>')), "een twee"),
    "comment": (p(r("een"), '<w:r><w:commentReference w:id="0"/></w:r>'), "een"),
    "text box, counted once": (
        p(
            r("voor "),
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{BOX}</wps:txbx></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            r("na"),
        ),
        "voor na\nin een kader\ntwee",
    ),
    "table": (
        p(r("kop"))
        + tbl(tr(tc(p(r("I"))), tc(p(r("Zo?")), p(r("Ja?")))), tr(tc(p(r("R"))), tc(p(r("Ja.")))))
        + p(r("na")),
        "kop\nI\tZo?\nJa?\nR\tJa.\nna",
    ),
    "empty cells at the ends": (tbl(tr(tc(p()), tc(p(r("Ja."))), tc(p()))), "Ja."),
    "deleted row": (tbl(DELETED_ROW, tr(tc(p(r("I"))))), "I"),
    "table in a table": (tbl(tr(tc(INNER, p()))), "a\tb"),
}


@pytest.mark.parametrize("case", SHOWN)
def test_what_word_shows(make_docx: MakeDocx, case: str) -> None:
    body, text = SHOWN[case]
    draft = read_file(make_docx(p(r("begin")) + body + "<w:sectPr/>"))
    assert draft.text == f"begin\n{text}\n"
    assert draft.format == "docx"


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ('<w:r><w:footnoteReference w:id="1"/></w:r>', "Footnotes"),
        ('<w:r><w:commentReference w:id="0"/></w:r>', "Comments"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "symbol font"),
        ("<w:del><w:r><w:delText>weg</w:delText></w:r></w:del>", "tracked changes"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>weg</w:t></w:r>", "Hidden text"),
    ],
)
def test_what_is_left_out_is_told(make_docx: MakeDocx, run: str, words: str) -> None:
    assert read_file(make_docx(p(r("een")))).warnings == ()
    (warning,) = read_file(make_docx(p(r("een"), run))).warnings
    assert words in warning


def test_the_main_part_may_have_another_name(make_docx: MakeDocx) -> None:
    assert read_file(make_docx(p(r("een")), part="word/document2.xml")).text == "een\n"


def test_strict_office_open_xml_is_read_too(make_docx: MakeDocx) -> None:
    space = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    whole = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>een</w:t></w:r></w:p></w:body></w:document>'
    assert read_file(make_docx(whole=whole)).text == "een\n"


def _as_paragraphs(document: docx.document.Document) -> None:
    document.add_heading("Interview R07 – verzonnen", 1)
    document.add_paragraph("Datum: 3 april")
    for label, said in LINES:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}:").bold = True
        paragraph.add_run(f"\t{said}")
    document.sections[0].header.paragraphs[0].text = "VERTROUWELIJK: kop"


def _as_table(document: docx.document.Document) -> None:
    table = document.add_table(rows=0, cols=3)
    for number, (label, said) in enumerate(LINES):
        for cell, text in zip(table.add_row().cells, (f"00:0{number}:10", label, said), strict=True):
            cell.text = text


def _as_two_columns(document: docx.document.Document) -> None:
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Spreker", "Tekst"
    for label, said in LINES:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, said


def _as_one_paragraph(document: docx.document.Document) -> None:
    paragraph = document.add_paragraph()
    for label, said in LINES:
        paragraph.add_run(f"{label}: {said}").add_break()


def _as_one_column_each(document: docx.document.Document) -> None:
    table = document.add_table(rows=0, cols=2)
    for asked, answered in zip(LINES[::2], LINES[1::2], strict=True):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = ": ".join(asked), ": ".join(answered)


@pytest.mark.parametrize(
    "layout", [_as_paragraphs, _as_table, _as_two_columns, _as_one_paragraph, _as_one_column_each]
)
def test_layouts_of_real_transcripts(tmp_path: Path, layout: Callable[[docx.document.Document], None]) -> None:
    document = docx.Document()
    layout(document)
    document.save(str(tmp_path / "R07.docx"))
    _check_lines(tmp_path / "R07.docx", LINES)


def _check_lines(path: Path, lines: tuple[tuple[str, str], ...]) -> None:
    text = read_file(path).text
    labels = propose_speakers(text)
    transcript = build_transcript(text, {label.label: label.speaker for label in labels})
    assert tuple((turn.label, turn.span.of(text)) for turn in transcript.turns) == lines
    speakers = {turn.label: turn.speaker.value for turn in transcript.turns}
    assert {speakers[label] for label, _ in lines if label.startswith("I")} == {"interviewer"}
    assert {speakers[label] for label, _ in lines if label.startswith("R")} == {"respondent"}


def test_the_collected_samples(samples: Path) -> None:
    """The same layouts as above, in files that others made."""
    own = samples / "own"
    paths = sorted(own.glob("docx/*.docx"))
    assert len(paths) == 3
    for path in paths:
        lines = (own / "interview_nl_lf.txt").read_text(encoding="utf-8").splitlines()[3:]
        said = [line.partition(": ") for line in lines]
        _check_lines(path, tuple((label, text) for label, _, text in said))


# --- broken and hostile ---------------------------------------------------------------------------


def refused(path: Path) -> str:
    before = path.read_bytes()
    with pytest.raises(Refused) as caught:
        read_file(path)
    assert path.name in str(caught.value)
    assert path.read_bytes() == before
    return caught.value.key.removeprefix("transcripts.")


def test_a_docx_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "R07.docx"
    for content, key in (
        (b"", "empty"),
        (b"I: dag", "docx.no-zip"),
        (b"%PDF-1.7", "docx.no-zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "docx.old-or-locked"),
        (b"PK\x03\x04 half", "package.damaged"),
    ):
        path.write_bytes(content)
        assert refused(path) == key
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refused(path) == "docx.no-document"


@pytest.mark.parametrize(
    ("whole", "key"),
    [
        ("<w:document", "package.damaged"),
        ("", "package.damaged"),
        ("<a>" * 5000 + "</a>" * 5000, "package.damaged"),
        ('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>', "package.doctype"),
        ('<!DOCTYPE a SYSTEM "http://voorbeeld.example/a.dtd"><a/>', "package.doctype"),
        (b"\x00" * (40 * 2**20), "package.bomb"),
        (b"<a/>" * (3 * 2**20), "package.bomb"),
    ],
    ids=["cut off", "empty", "too deep", "entity", "far type", "zip bomb", "many elements"],
)
def test_hostile_documents(make_docx: MakeDocx, whole: str | bytes, key: str) -> None:
    assert refused(make_docx(whole=whole)) == key


def test_entities_that_multiply(make_docx: MakeDocx) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    whole = f'<!DOCTYPE a [<!ENTITY e0 "ha">{entities}]><a b="&e11;">&e11;</a>'
    assert refused(make_docx(whole=whole)) in ("package.doctype", "package.damaged")
    whole = whole.encode("utf-16")
    assert refused(make_docx(whole=whole)) in ("package.doctype", "package.damaged")


def test_a_size_that_is_lied_about(make_docx: MakeDocx) -> None:
    path = make_docx(whole=b" " * (40 * 2**20))
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("word/document.xml").file_size
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    assert refused(path) in ("package.damaged", "package.bomb")


def test_nesting_as_deep_as_xml_allows_is_read(make_docx: MakeDocx) -> None:
    for opening, closing in (
        ("<w:p><w:txbxContent>", "</w:txbxContent></w:p>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt>", "</w:sdt>"),
    ):
        depth = 240 // opening.count("<")
        assert "diep" in read_file(make_docx(opening * depth + p(r("diep")) + closing * depth)).text
