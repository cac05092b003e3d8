"""Versions of a text: older studies are brought up to them, and places are carried along what texts share."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from builders import interview, new_document
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine

from interviewcoder.model import Decision, Kept, Span, Suggestion
from interviewcoder.resources import shipped
from interviewcoder.store.carrying import Step, carry, carry_reading, way
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project


def as_of_0001(study: Project, path: Path) -> Path:
    """The same study as the first release would have left it: its tables, and events that know no versions."""
    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")))
    with engine.begin() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, "0001")
    engine.dispose()
    with closing(sqlite3.connect(path)) as db:
        db.execute("ATTACH ? AS now", (str(study.path),))
        names = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'passage%'"
        for (table,) in db.execute(f"{names} AND name NOT IN ('alembic_version', 'sqlite_sequence')").fetchall():
            columns = ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA main.table_info({table})"))
            db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}")
        db.execute("INSERT INTO main.passage (rowid, text) SELECT rowid, text FROM now.passage")
        for id, payload in db.execute("SELECT id, payload FROM main.event").fetchall():
            db.execute("UPDATE main.event SET payload = ? WHERE id = ?", (json.dumps(without_text(payload)), id))
        db.execute("PRAGMA main.application_id = 0x49434442")
        db.commit()
    return path


def without_text(payload: str) -> object:
    """A payload without the ids of versions; the text of a memo stays."""
    return json.loads(payload, object_hook=lambda each: {k: v for k, v in each.items() if not names_version(k, each)})


def names_version(key: str, payload: dict[str, object]) -> bool:
    return key == "text" and "document" in payload


def test_a_study_of_before_there_were_versions_is_brought_up_to_them(study: Project, tmp_path: Path) -> None:
    study.import_documents("Anna", [new_document("R02", interview((("R", "Iets anders. En dit."),)))])
    for name in ("R01", "R02"):
        document = study.ask.document(name).id
        study.apply_code("Anna", document, 4, 9, "trust", memo="zo")
        study.mark_read("Anna", document, 0, 20)
        study.decide("Anna", document, Suggestion("work", "work", 0.5, 5, 9, ()), Decision.REJECT)
    study.remove_document("Anna", document)
    with Project.open(as_of_0001(study, tmp_path / "old.icdb")) as old:
        assert examine(old) == ()
        assert old.ask.codings() == study.ask.codings()
        assert old.ask.read_spans() == study.ask.read_spans()
        assert old.ask.documents() == study.ask.documents()
        assert old.ask.transcript(old.ask.documents()[0].id) == interview()
        assert old.undo("Anna") == "removed R02"
        assert len(old.ask.codings()) == 2
        assert examine(old) == ()


# --- places carried -------------------------------------------------------------------------------

STEP = Step((Kept(0, 0, 10), Kept(12, 11, 30), Kept(42, 141, 8)), 50, 149)
"""Two words became one at 10; a hundred code points were put in before 42."""


@pytest.mark.parametrize(
    ("span", "there"),
    [((0, 10), (0, 10)), ((12, 42), (11, 41)), ((43, 50), (142, 149)), ((8, 14), None), ((40, 44), None)],
)
def test_a_place_is_carried_when_it_lies_whole_in_what_stayed(span: tuple[int, int], there: object) -> None:
    assert carry(Span(*span), STEP) == (Span(*there) if there else None)


def test_reading_goes_over_a_few_words_and_not_over_many() -> None:
    assert carry_reading([Span(0, 50)], STEP) == [Span(0, 41), Span(141, 149)]
    assert carry_reading([Span(0, 11)], STEP) == [Span(0, 10)]
    assert carry_reading([Span(42, 50)], STEP) == [Span(141, 149)]
    assert carry_reading([Span(0, 149)], STEP.back()) == [Span(0, 50)]


@given(st.integers(0, 49), st.integers(1, 50))
def test_there_and_back_is_the_same_place(start: int, length: int) -> None:
    span = Span(start, min(50, start + length))
    there = carry(span, STEP)
    assert there is None or carry(there, STEP.back()) == span


def test_the_way_between_versions_goes_over_what_they_were_made_of() -> None:
    bases = {1: 1, 2: 1, 3: 2, 4: 1}
    assert way(bases, 1, 3) == [(2, False), (3, False)]
    assert way(bases, 3, 1) == [(3, True), (2, True)]
    assert way(bases, 3, 4) == [(3, True), (2, True), (4, False)]
