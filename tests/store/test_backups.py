"""Backups: whole studies, kept by themselves, and put back without losing what stood there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import new_document

from interviewcoder.errors import Refused
from interviewcoder.model import Codebook
from interviewcoder.store.backups import Why, back_up, back_up_for_today, backups_of, folder_of, restore
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project


@pytest.fixture
def path(tmp_path: Path, codebook: Codebook) -> Path:
    path = tmp_path / "st udy%.icdb"
    Project.create(path, name="Test", codebook=codebook, coder="Anna").close()
    return path


def made_yesterday(path: Path) -> None:
    """Date all that happened a day back."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE event SET at = '2020-01-02T10:00:00.000Z'")
        connection.commit()


def names(path: Path) -> list[str]:
    with Project.open(path) as project:
        return [document.name for document in project.ask.documents()]


def test_a_backup_is_a_whole_study_also_while_it_is_open(path: Path) -> None:
    with Project.open(path) as project:
        project.import_documents("Anna", [new_document()])
        made = back_up(path, Why.ASKED)
        project.import_documents("Anna", [new_document("R02")])
    assert [each.name for each in folder_of(path).iterdir()] == [made.path.name]
    with Project.open(made.path) as kept:
        assert [document.name for document in kept.ask.documents()] == ["R01"]
        assert examine(kept) == ()


def test_the_first_opening_of_a_day_keeps_what_was_there_once(path: Path) -> None:
    names(path)
    assert backups_of(path) == ()  # all of today: there is nothing of before
    made_yesterday(path)
    names(path)
    names(path)
    (kept,) = backups_of(path)
    assert kept.why is Why.DAY
    assert back_up_for_today(path) is None


def test_only_the_newest_of_a_kind_are_kept(path: Path) -> None:
    made = [back_up(path, Why.SCHEMA).path for _ in range(5)]
    asked = back_up(path, Why.ASKED).path
    assert [each.path for each in backups_of(path)] == [asked, *reversed(made[2:])]


def test_putting_back_keeps_what_stood_there(path: Path) -> None:
    backup = back_up(path, Why.ASKED)
    with Project.open(path) as project:
        project.import_documents("Anna", [new_document()])
    kept = restore(path, backup.path)
    assert kept is not None
    assert names(path) == []
    assert names(kept) == ["R01"]
    restore(path, kept)
    assert names(path) == ["R01"]


def test_a_damaged_study_is_set_aside_and_the_backup_takes_its_place(path: Path) -> None:
    backup = back_up(path, Why.ASKED)
    broken = b"SQLite format 3\0" + b"\xff" * 5000
    path.write_bytes(broken)
    kept = restore(path, backup.path)
    assert kept is not None
    assert kept.read_bytes() == broken
    assert names(path) == []


def test_a_study_that_is_open_elsewhere_is_left_alone(path: Path) -> None:
    backup = back_up(path, Why.ASKED)
    with Project.open(path) as project:
        project.import_documents("Anna", [new_document()])
        with pytest.raises(Refused, match="another program"):
            restore(path, backup.path)
        assert [document.name for document in project.ask.documents()] == ["R01"]


@pytest.mark.parametrize("content", [b"", b"text", b"SQLite format 3\0" + b"\0" * 4000])
def test_what_is_no_whole_study_is_not_put_back(path: Path, tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.icdb"
    other.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(Refused):
        restore(path, other)
    assert path.read_bytes() == before


def test_a_backup_cut_short_is_not_put_back(path: Path) -> None:
    backup = back_up(path, Why.ASKED).path
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Refused):
        restore(path, backup)
    assert names(path) == []


def test_where_none_can_be_made_the_study_opens_all_the_same(path: Path) -> None:
    made_yesterday(path)
    folder_of(path).write_text("in the way")
    assert names(path) == []
    with pytest.raises(Refused, match="backed up"):
        back_up(path, Why.ASKED)
