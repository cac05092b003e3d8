"""What each program does in its own way to REFI-QDA, and what comes of it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from exchange.archives import CODES, MAKE, TEXT, archive, guid, project, selection, text_source
from lxml import etree

from interviewcoder.errors import Refused
from interviewcoder.exchange.foreign import ForeignProject
from interviewcoder.exchange.read import read_project

FILE = {"sources/r09.txt": TEXT.encode()}
BENDE = (TEXT.index("bende"), TEXT.index("bende") + 5)
THIJMEN = (TEXT.index("Thijmen"), TEXT.index("Thijmen") + 7)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "p.qdpx"


def words(found: ForeignProject) -> list[str]:
    texts = {document.guid: document.text for document in found.documents}
    return [coding.span.of(texts[coding.document]) for coding in found.codings]


def remarks(found: ForeignProject) -> dict[str, int]:
    return {remark.key: remark.count for remark in found.remarks}


# --- archive --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("qde", "entry", "told"),
    [
        ("project.qde", "Sources/R09.TXT", "internal://r09.txt"),
        ("Mijn project.qde", "sources/r09.txt", "INTERNAL://R09.txt"),
        ("Project.QDE", "sources/r09.txt", "r09.txt"),
        ("project.qde", "sources/r09.txt", "internal:///r09.txt"),
    ],
)
def test_names_in_the_archive_are_found_in_any_shape(path: Path, qde: str, entry: str, told: str) -> None:
    extra = {"sources/": b"", "sources/.root": b"", "__MACOSX/._x.qde": b"", "sources/wees.txt": b"niet van hier"}
    root = project(text_source(selection(0, *BENDE), path=told))
    found = read_project(archive(path, root, {entry: TEXT.encode(), **extra}, qde))
    assert (words(found), [document.text for document in found.documents]) == (["bende"], [TEXT])


@pytest.mark.parametrize("told", ["relative:///r09.txt", "absolute:///etc/passwd", "internal://../../etc/passwd", ""])
def test_no_file_beside_the_archive_is_opened(path: Path, told: str) -> None:
    found = read_project(archive(path, project(text_source(selection(0, *BENDE), path=told)), FILE))
    assert (found.documents, found.codings) == ((), ())
    assert remarks(found) == {"missing-texts": 1, "codings-without-text": 1}


def test_a_source_that_is_no_text_is_left_out(path: Path) -> None:
    found = read_project(archive(path, project(text_source(selection(0, 0, 2))), {"sources/r09.txt": b"%PDF-1.7 \0"}))
    assert remarks(found) == {"missing-texts": 1, "codings-without-text": 1}


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 half",
        b"geen zip",
        b"",
    ],
)
def test_what_is_no_archive_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(Refused, match=r"p\.qdpx is damaged"):
        read_project(path)


@pytest.mark.parametrize("names", [[], ["een.qde", "twee.qde"], ["map/diep.qde"]])
def test_an_archive_needs_one_project(path: Path, names: list[str]) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("sources/x.txt", "x")
        for name in names:
            packed.writestr(name, etree.tostring(project(text_source())))
    with pytest.raises(Refused, match="or more than one"):
        read_project(path)


def test_bombs_and_entities_are_refused(path: Path) -> None:
    archive(path, project(text_source()), {"sources/r09.txt": b"a" * 40 * 2**20})
    with pytest.raises(Refused, match="unpacks to far more"):
        read_project(path)
    for entity in (b'<!ENTITY a "b">', b'<!ENTITY a SYSTEM "file:///etc/passwd">'):
        qde = path.with_suffix(".qde")
        qde.write_bytes(b"<!DOCTYPE Project [" + entity + b"]><Project name='&a;'/>")
        with pytest.raises(Refused, match=r"document type|damaged"):
            read_project(qde)


# --- the XML --------------------------------------------------------------------------------------


def test_guids_are_compared_whatever_their_shape(path: Path) -> None:
    source = text_source(selection(0, *BENDE))
    for ref in source.iter("{*}CodeRef"):
        ref.set("targetGUID", "{" + guid(CODES[0]).upper() + "}")
    found = read_project(archive(path, project(source), FILE))
    assert [coding.code for coding in found.codings] == [guid(CODES[0])]


def test_a_coder_is_whoever_made_the_coding_not_the_selection(path: Path) -> None:
    root = project(text_source(selection(0, *BENDE, creatingUser=guid("other")), selection(1, *THIJMEN)))
    root[0].append(MAKE.User(guid=guid("other"), name="Coder B"))
    second = root.findall(".//{*}Coding")[1]
    del second.attrib["creatingUser"]
    root.set("creatingUserGUID", guid("other"))
    found = read_project(archive(path, root, FILE))
    assert [coding.coder for coding in found.codings] == ["Coder A", "Coder B"]
    assert found.coders == ("Coder A", "Coder B")


def test_codings_on_one_span_and_in_one_selection_are_all_there(path: Path) -> None:
    both = selection(0, *BENDE)
    both.append(MAKE.Coding(MAKE.CodeRef(targetGUID=guid(CODES[1])), guid=guid("second")))
    again = selection(3, *BENDE)  # the same code, span and coder as the first
    found = read_project(archive(path, project(text_source(both, selection(2, *BENDE), again)), FILE))
    assert [(coding.code, coding.coder) for coding in found.codings] == [
        (guid(CODES[0]), "Coder A"),
        (guid(CODES[1]), ""),
        (guid(CODES[2]), "Coder A"),
    ]
    assert remarks(found) == {"double-codings": 1}


def test_the_code_tree_keeps_equal_names_apart_and_colours(path: Path) -> None:
    root = project(text_source())
    codes = root[1][0]
    codes[0].append(
        MAKE.Code(MAKE.Description("wat"), guid=guid("x"), name="hulp\nbij", isCodable="true", color="#a1b")
    )
    codes[1].append(MAKE.Code(guid=guid("y"), name="hulp bij", isCodable="false", color="#33CC33"))
    found = read_project(archive(path, root, FILE))
    below = {code.guid: code for code in found.codes}
    assert (below[guid("x")].name, below[guid("x")].parent) == ("hulp bij", guid(CODES[0]))
    assert (below[guid("y")].name, below[guid("y")].parent) == ("hulp bij", guid(CODES[1]))
    assert [below[guid(name)].colour for name in "xy"] == ["#AA11BB", "#33CC33"]
    assert below[guid("x")].description == "wat"


def test_what_is_written_on_things_becomes_memos_of_them(path: Path) -> None:
    noted = selection(0, *BENDE, MAKE.Description("bij het fragment"))
    noted[-1].append(MAKE.NoteRef(targetGUID=guid("n1")))
    bare = MAKE.PlainTextSelection(
        MAKE.Description("opmerking"),
        guid=guid("bare"),
        startPosition=str(THIJMEN[0]),
        endPosition=str(THIJMEN[1]),
    )
    source = text_source(MAKE.Description("over R09"), noted, bare, MAKE.NoteRef(targetGUID=guid("n2")))
    pointing = MAKE.PlainTextSelection(guid=guid("at"), startPosition=str(BENDE[0]), endPosition=str(BENDE[1]))
    notes = MAKE.Notes(
        MAKE.Note(MAKE.PlainTextContent("bij de codering"), guid=guid("n1"), creatingUser=guid("user")),
        MAKE.Note(MAKE.PlainTextContent("annotatie"), pointing, guid=guid("n2")),
        MAKE.Note(guid=guid("n3"), name="Dagboek", plainTextPath="internal://n3.txt"),
        MAKE.Note(MAKE.PlainTextContent("bij de code"), guid=guid("n4")),
    )
    root = project(source, Notes=notes, Description=MAKE.Description("over de studie"))
    root[1][0][0].append(MAKE.NoteRef(targetGUID=guid("n4")))
    found = read_project(archive(path, root, {**FILE, "sources/n3.txt": b"\xef\xbb\xbfEerste dag"}))
    assert found.codings[0].memo == "bij het fragment"
    assert {(memo.kind, memo.target, memo.text) for memo in found.memos} == {
        ("coding", guid("coding 0"), "bij de codering"),
        ("document", guid("R09.txt"), "over R09"),
        ("document", guid("R09.txt"), "annotatie (“bende”)"),
        ("document", guid("R09.txt"), "opmerking (“Thijmen”)"),
        ("study", "", "Dagboek\nEerste dag"),
        ("code", guid(CODES[0]), "bij de code"),
        ("study", "", "over de studie"),
    }
    assert remarks(found) == {"bare-selections": 1}


def test_a_pdf_is_its_text_and_a_region_that_repeats_a_selection_counts_once(path: Path) -> None:
    box = {"page": "0", "firstX": "0", "firstY": "0", "secondX": "9", "secondY": "9"}
    text = "Zij regelde alles, zo\nging dat. Zij regelde veel."
    there = selection(0, 0, 3)

    def region(number: int, name: str, *words: str) -> etree._Element:
        code = MAKE.Coding(MAKE.CodeRef(targetGUID=guid(CODES[1])), guid=guid(f"region coding {number}"))
        held = [MAKE.Representation(MAKE.PlainTextContent(each), guid=guid(f"rep {number}")) for each in words]
        return MAKE.PDFSelection(*held, code, guid=name, **box)

    regions = [
        region(1, guid("selection 0").upper()),
        region(2, guid("r2"), "ging dat"),
        region(3, guid("r3"), "Zij regelde"),
        region(4, guid("r4")),
    ]
    content = MAKE.Representation(MAKE.PlainTextContent(text), there, guid=guid("rep"))
    source = MAKE.PDFSource(*regions, content, guid=guid("pdf"), name="R10.pdf", path="internal://x.pdf")
    found = read_project(archive(path, project(source), {}))
    assert words(found) == ["Zij", "ging dat"]
    assert found.found.codings == 4
    assert remarks(found) == {"codings-out-of-place": 2}


def test_recordings_come_in_by_their_transcripts(path: Path) -> None:
    at = [MAKE.SyncPoint(guid=guid(f"p{n}"), position=str(place), timeStamp="1") for n, place in enumerate(THIJMEN)]
    code = MAKE.Coding(MAKE.CodeRef(targetGUID=guid(CODES[0])), guid=guid("spoken"))
    said = MAKE.TranscriptSelection(code, guid=guid("ts"), fromSyncPoint=guid("p0"), toSyncPoint=guid("p1"))
    heard = MAKE.AudioSelection(
        MAKE.Coding(MAKE.CodeRef(targetGUID=guid(CODES[0])), guid=guid("heard")), guid=guid("as"), begin="5", end="5"
    )
    audio = MAKE.AudioSource(
        MAKE.Transcript(*at, said, guid=guid("t"), plainTextPath="internal://r09.txt"), heard, guid=guid("audio")
    )
    film = MAKE.VideoSource(MAKE.Coding(MAKE.CodeRef(targetGUID=guid(CODES[0])), guid=guid("w")), guid=guid("film"))
    found = read_project(archive(path, project(audio, film, text_source(selection(1, *BENDE))), FILE))
    assert sorted(words(found)) == ["Thijmen", "bende"]
    assert len(found.documents) == 1
    assert found.found.codings == 4
    assert remarks(found) == {
        "codings-in-recordings": 1,
        "sources-without-text": 1,
        "codings-in-pictures": 1,
        "same-text": 1,
    }


def test_what_has_no_place_here_is_counted(path: Path) -> None:
    lost = selection(0, *BENDE)
    lost.find("{*}Coding/{*}CodeRef").set("targetGUID", guid("nowhere"))  # type: ignore[union-attr]
    whole = MAKE.Coding(MAKE.CodeRef(targetGUID=guid(CODES[0])), guid=guid("whole"))
    source = text_source(lost, selection(1, 5, 5), selection(2, 0, 10**9), whole)
    root = project(
        source,
        Links=MAKE.Links(MAKE.Link(guid=guid("link"))),
        Sets=MAKE.Sets(MAKE.Set(guid=guid("set"), name="s")),
        Graphs=MAKE.Graphs(MAKE.Graph(guid=guid("graph"))),
    )
    found = read_project(archive(path, root, FILE))
    assert words(found) == [TEXT]
    assert remarks(found) == {
        "codings-without-code": 1,
        "codings-out-of-place": 2,
        "whole-sources": 1,
        "unsure-places": 3,
        "links": 1,
        "sets": 1,
        "graphs": 1,
    }


def test_cases_tell_whose_a_document_is(path: Path) -> None:
    def value(name: str, *told: etree._Element) -> etree._Element:
        return MAKE.VariableValue(MAKE.VariableRef(targetGUID=guid(name)), *told)

    names = ("leeftijd", "rol")
    root = project(
        text_source(),
        Variables=MAKE.Variables(
            *(MAKE.Variable(guid=guid(name), name=name, typeOfVariable="Text") for name in names)
        ),
        Cases=MAKE.Cases(
            MAKE.Case(
                MAKE.Description("over de casus"),
                value("leeftijd"),
                value("rol", MAKE.TextValue("teamleider")),
                MAKE.SourceRef(targetGUID=guid("R09.txt")),
                MAKE.SourceRef(targetGUID=guid("weg")),
                guid=guid("case"),
                name="R09",
            )
        ),
    )
    found = read_project(archive(path, root, FILE))
    assert [(case.name, case.documents, case.values) for case in found.cases] == [
        ("R09", (guid("R09.txt"),), {"rol": "teamleider"})
    ]
    assert [(memo.kind, memo.text) for memo in found.memos] == [("document", "over de casus")]


@pytest.mark.parametrize(
    "space", ["urn:QDA-XML:codebook:1.0", "urn:QDA-XML:codebook:1:0", "urn:QDA-XML:codebook:0:4"]
)
def test_a_codebook_with_a_mark_or_another_namespace_is_read(tmp_path: Path, space: str) -> None:
    path = tmp_path / "c.qdc"
    code = '<Code guid="{20000000-0000-0000-0000-00000000000A}" name="hulp" isCodable="true"/>'
    path.write_text(f'<CodeBook xmlns="{space}" origin="x"><Codes>{code}</Codes><Sets/></CodeBook>', "utf-8-sig")
    found = read_project(path)
    assert [(each.guid, each.name) for each in found.codes] == [("20000000-0000-0000-0000-00000000000a", "hulp")]
    assert "form" in remarks(found)
