"""What is written is valid, plain and the same every time, and read again it is what it was."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from exchange.random_projects import a_guid, projects
from hypothesis import HealthCheck, given, settings
from lxml import etree

from interviewcoder.errors import Refused
from interviewcoder.exchange.foreign import ForeignCode, ForeignCoding, ForeignDocument, ForeignProject, Found
from interviewcoder.exchange.read import read_project
from interviewcoder.exchange.refi.structure import check
from interviewcoder.exchange.write import written
from interviewcoder.model import Span


@given(project=projects())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_project_read_again_is_what_it_was(tmp_path: Path, project: ForeignProject) -> None:
    path = tmp_path / "p.qdpx"
    path.write_bytes(written(project, path))
    again = read_project(path)
    assert [(each.guid, each.name, each.text) for each in again.documents] == [
        (each.guid, each.name, each.text) for each in project.documents
    ]
    assert again.codes == by_tree(project.codes)
    assert sorted(again.codings, key=lambda each: each.guid) == sorted(project.codings, key=lambda each: each.guid)
    assert again.memos == project.memos
    assert again.cases == project.cases
    assert again.coders == project.coders
    assert [document.speakers for document in again.documents] == [each.speakers for each in project.documents]
    assert again.remarks == ()
    assert again.found == Found(len(again.documents), len(again.codes), len(again.codings))


def by_tree(codes: tuple[ForeignCode, ...]) -> tuple[ForeignCode, ...]:
    """The codes in the order of their tree, as a file has them."""

    def below(parent: str | None) -> list[ForeignCode]:
        return [each for code in codes if code.parent == parent for each in (code, *below(code.guid))]

    return tuple(below(None))


@given(project=projects())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_has_the_form_by_the_schema_too(formats: Path, project: ForeignProject) -> None:
    for suffix, schema in ((".qdpx", "Project-mrt2019.xsd"), (".qdc", "Codebook.xsd")):
        root = tree_of(written(project, Path(f"p{suffix}")))
        form = etree.XMLSchema(etree.parse(formats / "refi" / schema))
        assert form.validate(root), form.error_log
        assert check(root) == []


def tree_of(content: bytes) -> etree._Element:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = packed.read("project.qde")
    return etree.fromstring(content)


@pytest.fixture
def project() -> ForeignProject:
    text = "I: Wie?\nR01: Zij \x0b zelf 😀.\n"
    code = ForeignCode(a_guid(2, 0), "zelf\x07doen")
    coding = ForeignCoding(a_guid(3, 0), a_guid(1, 0), Span(13, 26), code.guid, "Anna", "memo\x00", "", True)
    document = ForeignDocument(a_guid(1, 0), "R01", text)
    return ForeignProject("proef", "", (document,), (code,), (coding,), coders=("Anna",))


def test_the_archive_is_plain_and_always_the_same(project: ForeignProject) -> None:
    content = written(project, Path("p.qdpx"))
    assert content == written(project, Path("P.QDPX"))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert packed.namelist() == ["project.qde", f"sources/{a_guid(1, 0)}.txt"]
        assert packed.read(f"sources/{a_guid(1, 0)}.txt") == project.documents[0].text.encode()
        assert b"\r" not in packed.read("project.qde")
    assert check(tree_of(content)) == []


def test_a_selection_says_its_words_and_an_exclusive_end(project: ForeignProject) -> None:
    root = tree_of(written(project, Path("p.qdpx")))
    one = root.find(".//{*}PlainTextSelection")
    assert one is not None
    assert (one.get("name"), one.get("startPosition"), one.get("endPosition")) == ("Zij zelf 😀.", "13", "26")


def test_a_list_of_codes_needs_codes_and_a_suffix_that_is_known(project: ForeignProject) -> None:
    with pytest.raises(Refused, match="no codes"):
        written(ForeignProject("leeg", ""), Path("c.qdc"))
    with pytest.raises(Refused, match=r"\.qdpx, \.qdc, \.csv"):
        written(project, Path("c.nvpx"))
