"""The doctor finds each kind of harm, says what to do, changes nothing by looking, and rebuilds from the log."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import interview, new_document

from interviewcoder.locale import choose_language
from interviewcoder.model import Decision, Span, Suggestion
from interviewcoder.store.bringing import bring_in
from interviewcoder.store.brought import Bringing, BroughtCoding
from interviewcoder.store.doctor import examine, rebuild
from interviewcoder.store.project import Project


@pytest.fixture
def busy(study: Project) -> Project:
    """A study in which a bit of everything was done, and some of it taken back."""
    document = study.ask.document("R01").id
    guid = study.apply_code("Anna", document, 4, 30, "trust", memo="let op")
    study.star("Anna", guid, True)
    study.set_facets("Anna", guid, {"presence": "absent"})
    study.mark_read("Anna", document, 0, 60)
    study.decide("Anna", document, Suggestion("work", "work", 0.5, 5, 9, ()), Decision.ACCEPT)
    study.undo("Anna")
    study.add_coder("Bram")
    brought = BroughtCoding("", "Bram", document, Span(10, 20), "work", {}, "zo", starred=True)
    bring_in(study, "Bram", Bringing(codings=[brought]))
    study.import_documents("Bram", [new_document("R02", interview((("R", "Iets anders."),)))])
    study.remove_document("Bram", study.ask.document("R02").id)
    return study


def spoil(study: Project, *statements: str) -> None:
    with closing(sqlite3.connect(study.path)) as db, db:
        for statement in statements:
            db.execute(statement)
    db.close()


def keys(study: Project) -> list[str]:
    return [finding.key for finding in examine(study)]


def everything(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        return list(db.iterdump())


def test_a_sound_study_has_no_findings_and_is_left_as_it_was(busy: Project) -> None:
    before = everything(busy.path)
    assert examine(busy) == ()
    assert everything(busy.path) == before


SPOILT = {
    "coding-without-code": ["UPDATE coding SET code = 'gone' WHERE coder = 'Anna'"],
    "coding-without-coder": ["DELETE FROM coder WHERE name = 'Bram'"],
    "coding-without-document": ["UPDATE coding SET document = 'gone' WHERE coder = 'Anna'"],
    "star-without-coding": ["INSERT INTO starred_quote VALUES ('gone', 'Anna', '')"],
    "memo-without-coding": ["UPDATE memo SET target = 'gone'"],
    "memo-without-document": ["UPDATE memo SET target_kind = 'document'"],
    "reading-without-document": ["UPDATE reading SET document = 'gone'"],
    "decision-without-document": ["UPDATE suggestion_decision SET document = 'gone'"],
    "turn-without-document": ["UPDATE turn SET document = 'gone' WHERE number = 0 AND document = (%s)"],
    "off-its-words": ["UPDATE coding SET start = start + 1 WHERE coder = 'Anna'"],
    "not-indexed": ["DELETE FROM passage WHERE rowid = 2"],
    "other-length": ["UPDATE document SET length = length + 1"],
    "differs": ["UPDATE study SET value = 'Anders' WHERE key = 'name'"],
}


@pytest.mark.parametrize("key", SPOILT)
def test_harm_to_the_tables_is_found_and_undone_by_rebuilding(busy: Project, key: str) -> None:
    document = busy.ask.document("R01").id
    spoil(busy, *(statement.replace("%s", f"'{document}'") for statement in SPOILT[key]))
    found = examine(busy)
    assert key in [finding.key for finding in found]
    for language in ("en", "nl"):
        choose_language(language)
        for sentence in map(str, found):
            assert sentence.endswith((".", ")."))
            assert "\n" not in sentence
    rebuild(busy)
    assert examine(busy) == ()


@pytest.mark.parametrize("around", ["before", "after", "quote"])
def test_a_coding_is_held_to_its_words_and_those_around_them(busy: Project, around: str) -> None:
    spoil(busy, f"UPDATE coding SET {around} = 'iets anders' WHERE coder = 'Bram'")
    assert "off-its-words" in keys(busy)


def test_what_no_replay_brings_back_is_told(busy: Project) -> None:
    document = busy.ask.document("R01")
    spoil(busy, f"UPDATE blob SET bytes = bytes || 'x' WHERE sha256 = '{document.sha256}'")
    found = examine(busy)
    assert found[0].key == "changed-bytes"
    assert "R01" in str(found[0])
    spoil(busy, "DELETE FROM blob")
    assert {"no-text", "no-original"} <= set(keys(busy))


def test_a_log_that_cannot_be_replayed_is_told(busy: Project) -> None:
    spoil(busy, "UPDATE event SET kind = 'coding.vanish' WHERE kind = 'coding.facets'")
    [finding] = examine(busy)
    assert finding.key == "not-replayed"
    assert "coding.vanish" in str(finding)


def test_an_index_whose_inside_is_broken_is_told(busy: Project) -> None:
    spoil(busy, "DELETE FROM passage_data WHERE id > 10")
    assert "index-damaged" in keys(busy)


def test_a_page_that_is_broken_stops_the_examination(busy: Project) -> None:
    busy.close()
    content = bytearray(busy.path.read_bytes())
    with closing(sqlite3.connect(busy.path)) as db, db:
        page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'coding'").fetchone()[0]
        size = db.execute("PRAGMA page_size").fetchone()[0]
    db.close()
    content[(page - 1) * size : page * size] = b"\x07" * size
    busy.path.write_bytes(content)
    with Project.open(busy.path) as again:
        assert set(keys(again)) == {"damaged"}


def test_every_finding_has_its_sentence_in_both_languages() -> None:
    import re

    from interviewcoder.locale import _sentences
    from interviewcoder.store import doctor

    source = Path(doctor.__file__).read_text()
    named = set(re.findall(r'Finding\("([a-z-]+)"', source)) | set(doctor._STRAYS)
    assert set(_sentences("en", "doctor")) == set(_sentences("nl", "doctor")) == named
