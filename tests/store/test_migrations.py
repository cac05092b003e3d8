"""Studies made by the program as it was are brought up to it as it is, with all that was in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest
from pytest_alembic import Config
from pytest_alembic.tests import test_single_head_revision, test_upgrade  # noqa: F401  # run here
from sqlalchemy import Connection, create_engine

from interviewcoder.model import Decision, Respondent
from interviewcoder.resources import shipped
from interviewcoder.store.backups import Why, backups_of
from interviewcoder.store.doctor import examine
from interviewcoder.store.merging import begin, copy_of, merge
from interviewcoder.store.project import Project

MADE = sorted((Path(__file__).parents[1] / "data" / "schemas").glob("*.icdb"))


@pytest.fixture
def alembic_config() -> Config:
    return Config(config_options={"script_location": str(shipped("migrations"))})


@pytest.fixture
def alembic_engine(tmp_path: Path) -> Iterator[Connection]:
    """The migrations run on a connection that is handed to them, as the program does."""
    engine = create_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    with engine.connect() as conn:
        yield conn
    engine.dispose()


@pytest.mark.parametrize("made", MADE, ids=lambda path: path.stem)
def test_an_older_study_opens_with_all_that_was_in_it(made: Path, tmp_path: Path) -> None:
    path = copyfile(made, tmp_path / "study.icdb")
    with Project.open(path) as study:
        assert examine(study) == ()
        assert [each.why for each in backups_of(path)].count(Why.SCHEMA) == 1
        shown = [(each.coder, each.code, each.text, each.starred, each.memos) for each in study.ask.codings()]
        corrected = not made.stem.startswith("0001")
        assert shown == [
            ("Anna", "trust", "u, dan", True, 1),
            ("Bram", "mistakes", "tten we dat op he", False, 0),
            ("Anna", "mistakes", " wordt boos ", False, 0),
            ("Bram", "space", " heb de dagelijkse leiding hier." if corrected else " heb de leiding hier.", False, 0),
        ]
        assert study.ask.codings()[0].facets == {"presence": "absent"}
        assert {(each.coder, each.text) for each in study.ask.memos()} == {
            ("Anna", "waarom ’t 😀"),
            ("Anna", "later"),
        }
        assert [each.decision for each in study.ask.decisions()] == [Decision.ACCEPT, Decision.REJECT]
        assert [(each.name, each.role) for each in study.ask.documents()] == [
            ("R01", "employee"),
            ("R02", "director"),
        ]
        assert set(study.ask.read_spans()) >= {study.ask.document("R01").id}
        assert study.undo("Anna", with_others=True)
        assert study.redo("Anna", with_others=True)
        study.assign("Bram", study.ask.document("R01").id, Respondent("R09", "employee", "A"))
        with begin(tmp_path / "other.icdb", copy_of(study)) as other:
            other.write_memo("Bram", "study", "", "ook hier")
            assert merge(study, "Anna", [copy_of(other)]).events == 1
        assert examine(study) == ()


def test_a_study_of_every_schema_that_was_released_stands_here() -> None:
    assert {path.stem.partition("-")[0] for path in MADE} == {"0001", "0003", "0008"}
