"""A study whose file is encrypted: nothing of it can be read, and everything works as in any other."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from builders import interview, new_document

from interviewcoder.errors import Refused, Stopped
from interviewcoder.store import encryption
from interviewcoder.store.backups import Why, back_up, backups_of, encrypt_anew, folder_of, restore
from interviewcoder.store.bundles import bundle_for, read_copy
from interviewcoder.store.copying import copy, differing
from interviewcoder.store.doctor import examine
from interviewcoder.store.files import APPLICATION_ID
from interviewcoder.store.history import write_as_it_was
from interviewcoder.store.merging import merge
from interviewcoder.store.project import Project
from interviewcoder.store.views import query

MADE = sorted((Path(__file__).parents[1] / "data" / "schemas").glob("*.icdb"))[::2]
SENTENCE = "De kraan boven hal zeven piept al sinds maart."
PASSWORD = "vier losse woorden é"
OTHER = "heel iets anders"


@pytest.fixture(autouse=True)
def cipher(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """No test knows the passwords of another; making a key takes no time, but for the test of keys themselves."""
    module = import_module("sqlcipher3.dbapi2")
    monkeypatch.setattr(encryption, "_ROUNDS", 1000)
    yield module
    encryption._held.clear()
    encryption._begun.clear()
    encryption._made.cache_clear()


def readable(folder: Path) -> set[str]:
    """The names of the files in a folder, and below, that hold the sentence as it is."""
    return {path.name for path in folder.rglob("*") if path.is_file() and SENTENCE.encode() in path.read_bytes()}


def locked(study: Project, folder: Path) -> Path:
    """An encrypted copy, in a folder of its own, in which the sentence is said."""
    path = folder / "locked" / "study.icdb"
    path.parent.mkdir()
    study.import_documents("Anna", [new_document("R02", interview((("R", SENTENCE),)))])
    copy(study, path, password=PASSWORD)
    return path


def test_nothing_of_it_can_be_read_and_all_of_it_works(study: Project, tmp_path: Path) -> None:
    path = locked(study, tmp_path)
    assert readable(tmp_path) & {"study.icdb", "study.icdb-wal"}, "the search itself works: the plain one is found"
    with Project.open(path) as project:
        document = project.ask.document("R02").id
        project.apply_code("Anna", document, 3, 9, "trust", memo=SENTENCE)
        assert project.undo("Anna") is not None
        assert project.redo("Anna") is not None
        assert [hit.document for hit in project.ask.search("kraan")] == [document]
        assert path.with_name("study.icdb-wal").stat().st_size > 0
        assert readable(path.parent) == set(), "nor what SQLite keeps beside it while it is open"
        assert examine(project) == ()
        made = back_up(path, Why.ASKED)
        now = project.ask.history()[-1].at
        assert write_as_it_was(project, now, path.with_name("then.icdb")) == len(project.ask.history())
        content, _ = bundle_for(project, "Anna")
    assert query(path, "SELECT code FROM v_codings").rows == (("trust",),)
    with Project.open(made.path) as kept, Project.open(path.with_name("then.icdb")) as then:
        assert len(kept.ask.codings()) == len(then.ask.codings()) == 1
    kept_there = restore(path, made.path)
    assert kept_there is not None
    assert readable(path.parent) == set()
    bundle = tmp_path / "out.icbundle"
    bundle.write_bytes(content)
    assert merge(study, "Anna", [read_copy(bundle)]).events == 3
    back = tmp_path / "back.icdb"
    with Project.open(path) as project:
        copy(project, back)
    assert not encryption.is_encrypted(back)
    with Project.open(back) as plain, study._engine.connect() as one, plain._engine.connect() as other:
        assert differing(one, other) == {}


def test_without_its_password_it_does_not_open(
    study: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = locked(study, tmp_path)
    made = back_up(path, Why.ASKED)
    encryption._held.clear()
    before = path.read_bytes()
    for asked in (lambda: Project.open(path), lambda: restore(path, made.path), lambda: query(path, "SELECT 1")):
        with pytest.raises(Refused) as refused:
            asked()
        assert refused.value.key == "encryption.locked"
    monkeypatch.setenv(encryption.PASSWORD, "niet dit woord")
    for asked in (lambda: Project.open(path), lambda: restore(path, made.path)):
        with pytest.raises(Refused) as refused:
            asked()
        assert (refused.value.key, str(refused.value).count("\n")) == ("encryption.wrong-password", 0)
        assert "niet dit woord" not in str(refused.value) + repr(refused.value)
    assert path.read_bytes() == before
    with pytest.raises(Refused, match="not the password"):
        encryption.unlock(path, PASSWORD + " ")
    monkeypatch.delenv(encryption.PASSWORD)
    encryption.unlock(made.path, PASSWORD.replace("é", "e\u0301"))
    with Project.open(path) as project:
        assert len(project.ask.documents()) == 2, "the password of a backup is that of its study"
    with closing(sqlite3.connect(path)) as plain, pytest.raises(sqlite3.DatabaseError, match="not a database"):
        plain.execute("SELECT * FROM event")


@pytest.mark.slow
def test_another_program_opens_it_with_the_password(
    study: Project, tmp_path: Path, cipher: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    assert encryption._ROUNDS == 256_000
    path = locked(study, tmp_path)
    with closing(cipher.connect(path)) as connection:
        connection.execute(f"PRAGMA key = '{PASSWORD}'")
        assert connection.execute("SELECT count(*) FROM document").fetchone() == (2,)
        assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []


@pytest.mark.slow
@pytest.mark.parametrize("made", MADE, ids=lambda path: path.stem)
def test_one_of_an_older_program_is_brought_up_to_date(made: Path, tmp_path: Path, cipher: ModuleType) -> None:
    path = tmp_path / "locked" / "study.icdb"
    path.parent.mkdir()
    lock = encryption.another_lock(PASSWORD)
    with closing(cipher.connect(made, isolation_level=None)) as plain:
        key = f"x'{lock.key.hex()}{lock.salt.hex()}'"
        plain.execute("ATTACH ? AS locked KEY ?", (str(path), key))
        plain.execute("SELECT sqlcipher_export('locked')")
        plain.execute(f"PRAGMA locked.application_id = {APPLICATION_ID}")
    encryption.hold(path, PASSWORD)
    with Project.open(path) as project:
        assert examine(project) == ()
        assert len(project.ask.codings()) == 4
    kept = [each for each in backups_of(path) if each.why is Why.SCHEMA]
    assert len(kept) == 1
    assert encryption.is_encrypted(kept[0].path)


@pytest.mark.slow
def test_another_password_for_it_and_its_backups(study: Project, tmp_path: Path) -> None:
    path = locked(study, tmp_path)
    back_up(path, Why.ASKED)
    with Project.open(path) as project:
        project.ask.documents()
        with pytest.raises(Refused, match="another program"):
            encrypt_anew(path, OTHER)
    old = path.read_bytes()
    with pytest.raises(Refused, match="too short"):
        encrypt_anew(path, "kort")
    assert encrypt_anew(path, OTHER) == 1
    assert path.read_bytes()[:16] != old[:16]
    encryption._held.clear()
    (kept,) = backups_of(path)
    for each in (path, kept.path):
        with pytest.raises(Refused, match="not the password"):
            encryption.unlock(each, PASSWORD)
        encryption.unlock(each, OTHER)
        with Project.open(each) as project:
            assert len(project.ask.documents()) == 2
    assert {each.name for each in path.parent.iterdir()} == {path.name, folder_of(path).name}
    assert readable(path.parent) == set()


@pytest.mark.slow
def test_a_damaged_one_is_told_and_its_backup_takes_its_place(study: Project, tmp_path: Path) -> None:
    path = locked(study, tmp_path)
    made = back_up(path, Why.ASKED)
    whole = bytearray(path.read_bytes())
    whole[4096 * 3 : 4096 * 40] = bytes(4096 * 37)
    path.write_bytes(whole)
    found = []
    try:
        with Project.open(path) as project:
            found = [each.key for each in examine(project)]
    except Refused as refused:
        found = [refused.key]
    assert found in (["damaged"], ["store.damaged"]), found
    path.write_bytes(b"\0" * 4096 + bytes(whole[4096:]))
    with pytest.raises(Refused, match="not an Interviewcoder study"):
        Project.open(path)
    assert restore(path, made.path) is not None
    with Project.open(path) as project:
        assert examine(project) == ()


def test_a_copy_is_there_whole_or_not_at_all(study: Project, tmp_path: Path) -> None:
    to = tmp_path / "copy.icdb"
    heard: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        heard.append((done, total))
        assert not to.exists(), "not before it is whole"
        if done == 5:
            raise Stopped

    before = {each.name for each in tmp_path.iterdir()}
    with pytest.raises(Stopped):
        copy(study, to, tell=stop)
    assert {each.name for each in tmp_path.iterdir()} == before
    (tmp_path / ".copy.icdb.part").write_bytes(b"of one that was killed")
    told: list[tuple[int, int]] = []
    count = copy(study, to, tell=lambda done, total: told.append((done, total)))
    assert (told[0], told[-1]) == ((count, 2 * count), (2 * count - 1, 2 * count))
    assert {each.name for each in tmp_path.iterdir()} - before == {"copy.icdb"}
    with pytest.raises(Refused, match="exists already"):
        copy(study, to)
    with pytest.raises(Refused, match=r"folder .*nowhere does not exist"):
        copy(study, tmp_path / "nowhere" / "copy.icdb", password=PASSWORD)
    assert encryption._held == encryption._begun == {}


def test_without_the_extra_it_is_said_what_to_install(
    study: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = locked(study, tmp_path)
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    for asked in (lambda: Project.open(path), lambda: copy(study, tmp_path / "more.icdb", password=PASSWORD)):
        with pytest.raises(Refused) as refused:
            asked()
        assert "pip install 'interviewcoder[encryption]'" in str(refused.value)


def test_what_is_no_encrypted_file_is_not_taken_for_one(tmp_path: Path) -> None:
    path = tmp_path / "other.icdb"
    for content in (b"", b"PK" + bytes(range(256)) * 16, bytes(8192), b"x" * 4096, bytes(range(256))):
        path.write_bytes(content)
        assert not encryption.is_encrypted(path)
        with pytest.raises(Refused, match="not an Interviewcoder study"):
            Project.open(path)
