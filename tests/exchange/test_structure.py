"""The check of the form agrees with the official schemas, on samples and on thousands of ways to break them."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from exchange.archives import CODES, MAKE, guid, project, selection, text_source
from lxml import etree

from interviewcoder.exchange.refi.structure import check

VALUES = [
    *("", "x", "true", "1", "-5", "+7", "2.5", ".5", "1e3", "10:00", "Text", "Oval", "solid", "OneWay"),
    *("#fff", "#12345", "#A1b2C3", "{50000000-0000-0000-0000-000000000001}"),
    *(" 50000000-0000-0000-0000-000000000001 ", "50000000-0000-0000-0000-00000000000g"),
    *("2024-01-01", "2024-02-30", "2024-02-29T24:00:00Z", "2024-02-30T00:00:00Z", "2024-01-01T10:00:00"),
    *("2024-01-01T10:00:00+15:00", "2024-01-01T23:59:60Z", "12024-01-01T10:00:00.25Z", "0000-01-01T00:00:00Z"),
]
ATTRIBUTES = ["name", "guid", "color", "foo", "origin", "page", "creationDateTime", "targetGUID"]


def whole() -> etree._Element:
    """A project with an element of nearly every kind."""
    place = {"firstX": "1", "firstY": "2", "secondX": "3", "secondY": "4"}
    variable = MAKE.VariableValue(MAKE.VariableRef(targetGUID=guid("leeftijd")), MAKE.IntegerValue("41"))
    point = MAKE.SyncPoint(guid=guid("punt"), timeStamp="5", position="0")
    spoken = MAKE.TranscriptSelection(guid=guid("ts"), fromSyncPoint=guid("punt"), toSyncPoint=guid("punt"))
    sources = [
        text_source(MAKE.Description("wat"), MAKE.PlainTextContent("tekst"), selection(0, 0, 5)),
        MAKE.PictureSource(MAKE.PictureSelection(guid=guid("ps"), **place), guid=guid("p"), path="internal://p.png"),
        MAKE.PDFSource(
            MAKE.PDFSelection(guid=guid("pdfs"), page="0", **place),
            MAKE.Representation(MAKE.PlainTextContent("tekst"), guid=guid("rep")),
            guid=guid("pdf"),
        ),
        MAKE.AudioSource(MAKE.Transcript(point, spoken, guid=guid("t")), guid=guid("audio")),
        MAKE.VideoSource(MAKE.VideoSelection(guid=guid("vs"), begin="0", end="0"), guid=guid("video")),
    ]
    return project(
        *sources,
        Variables=MAKE.Variables(MAKE.Variable(guid=guid("leeftijd"), name="leeftijd", typeOfVariable="Integer")),
        Cases=MAKE.Cases(
            MAKE.Case(variable, MAKE.SourceRef(targetGUID=guid("R09.txt")), guid=guid("case"), name="R09")
        ),
        Notes=MAKE.Notes(MAKE.Note(MAKE.PlainTextContent("memo"), guid=guid("note"), name="memo")),
        Links=MAKE.Links(MAKE.Link(guid=guid("link"), direction="OneWay", originGUID=guid("note"))),
        Sets=MAKE.Sets(MAKE.Set(MAKE.MemberCode(targetGUID=guid(CODES[0])), guid=guid("set"), name="set")),
        Graphs=MAKE.Graphs(MAKE.Graph(MAKE.Vertex(guid=guid("v"), firstX="1", firstY="1"), guid=guid("graph"))),
        Description=MAKE.Description("over"),
        NoteRef=MAKE.NoteRef(targetGUID=guid("note")),
    )


BROKEN: list[tuple[str, Callable[[etree._Element], Any]]] = [
    ("missing", lambda root: root.attrib.pop("name")),
    ("attribute", lambda root: root.set("foo", "x")),
    ("value", lambda root: root.set("creationDateTime", "gisteren")),
    ("content", lambda root: root[1].append(MAKE.Codes())),
    ("content", lambda root: root.append(root[0])),
    ("content", lambda root: root.append(etree.Element("Sources"))),
    ("words", lambda root: setattr(root[0], "text", "x")),
]


def test_a_whole_project_has_the_form() -> None:
    assert check(reread(whole())) == []


@pytest.mark.parametrize(("what", "breaking"), BROKEN)
def test_what_is_broken_is_named(what: str, breaking: Callable[[etree._Element], Any]) -> None:
    root = whole()
    breaking(root)
    assert what in {fault.what for fault in check(reread(root))}


def test_a_root_of_another_kind_is_no_project() -> None:
    assert [fault.what for fault in check(etree.fromstring("<Project/>"))] == ["root"]


@pytest.mark.parametrize("seed", range(4))
def test_the_check_and_the_schemas_agree(formats: Path, seed: int) -> None:
    schemas = {
        "Project": etree.XMLSchema(etree.parse(formats / "refi" / "Project-mrt2019.xsd")),
        "CodeBook": etree.XMLSchema(etree.parse(formats / "refi" / "Codebook.xsd")),
    }
    samples = [whole(), *(etree.fromstring(content) for content in documents(formats))]
    rand = random.Random(seed)
    invalid = 0
    for number in range(1200):
        sample = samples[number] if number < len(samples) else mutated(rand, rand.choice(samples))
        schema = schemas[etree.QName(sample).localname]
        valid = schema.validate(sample)
        invalid += not valid
        assert valid == (not check(sample)), f"{schema.error_log}\n{check(sample)}"
    assert 300 < invalid < 1100


def documents(formats: Path) -> list[bytes]:
    found = [path.read_bytes() for path in sorted(formats.glob("*/*.qdc"))]
    for path in sorted([*formats.glob("*/*.qdpx"), *formats.glob("own/qdpx/*.qdpx")]):
        with zipfile.ZipFile(path) as packed:
            found += [packed.read(name) for name in packed.namelist() if name.endswith(".qde")]
    return found


def mutated(rand: random.Random, root: etree._Element) -> etree._Element:
    """The document with one thing changed; the root stays what it is."""
    root = reread(root)
    all_of_them = [each for each in root.iter() if isinstance(each.tag, str)]
    one, other = rand.choice(all_of_them[1:]), rand.choice(all_of_them[1:])
    parent = one.getparent()
    assert parent is not None
    place = rand.randrange(len(one) + 1)
    changes: list[Callable[[], Any]] = [
        lambda: one.attrib.pop(rand.choice([*one.attrib] or ["none"]), None),
        lambda: one.set(rand.choice([*one.attrib] or ["name"]), rand.choice(VALUES)),
        lambda: one.set(rand.choice(ATTRIBUTES), rand.choice(VALUES)),
        lambda: parent.remove(one),
        lambda: parent.insert(rand.randrange(len(parent) + 1), reread(one)),
        lambda: one.insert(place, reread(other)),
        lambda: setattr(one, "tag", other.tag),
        lambda: setattr(one, "text", rand.choice(VALUES)),
        lambda: setattr(one, "tail", rand.choice(["  ", "x"])),
    ]
    rand.choice(changes)()
    return reread(root)


def reread(root: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(root, with_tail=False))
