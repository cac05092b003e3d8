"""The file itself: what is not a study, what is too new, what cannot be written."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from interviewcoder import __version__
from interviewcoder.errors import Refused
from interviewcoder.model import Codebook
from interviewcoder.resources import shipped
from interviewcoder.store import schema
from interviewcoder.store.project import Project


def test_sqlite_keeps_every_commit(study: Project) -> None:
    with study._engine.connect() as conn:
        ask = lambda name: conn.exec_driver_sql(f"PRAGMA {name}").scalar()  # noqa: E731
        assert (ask("journal_mode"), ask("synchronous"), ask("foreign_keys")) == ("wal", 2, 1)


def test_the_migrations_make_the_tables_that_the_program_names(study: Project) -> None:
    with study._engine.connect() as conn:
        options = {"include_name": lambda name, kind, _: kind != "table" or not name.startswith("passage")}
        found = compare_metadata(MigrationContext.configure(conn, opts=options), schema.metadata)
    assert found == []
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.REVISION]


def refused(path: Path) -> str:
    with pytest.raises(Refused) as error:
        Project.open(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)
    return error.value.key


def test_what_is_not_a_study_is_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "interview.txt"
    text.write_text("I: hallo")
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as db, db:
        db.execute("CREATE TABLE t(x)")
    db.close()
    empty = tmp_path / "empty.icdb"
    empty.touch()
    for path in (text, other, empty, tmp_path):
        before = path.read_bytes() if path.is_file() else b""
        assert refused(path) == "store.not-a-study"
        assert (path.read_bytes() if path.is_file() else b"") == before
    assert refused(tmp_path / "none.icdb") == "store.no-file"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.icdb", "interview.txt", "other.sqlite"]


def test_a_newer_study_is_refused_with_the_version_to_install(study: Project) -> None:
    study.close()
    with closing(sqlite3.connect(study.path)) as db, db:
        db.execute("UPDATE alembic_version SET version_num = '0999'")
        db.execute("UPDATE meta SET value = '9.9' WHERE key = 'program'")
    db.close()
    assert refused(study.path) == "store.newer"
    with pytest.raises(Refused, match=r"install Interviewcoder 9\.9 or newer"):
        Project.open(study.path)
    with closing(sqlite3.connect(study.path)) as db, db:
        db.execute("UPDATE meta SET value = ? WHERE key = 'program'", [__version__])
    db.close()
    with pytest.raises(Refused, match=rf"a newer build of Interviewcoder {__version__} than this one"):
        Project.open(study.path)


def test_a_damaged_study_is_refused(study: Project) -> None:
    study.close()
    content = bytearray(study.path.read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    study.path.write_bytes(content)
    assert refused(study.path) == "store.damaged"


def test_a_study_is_made_whole_or_not_at_all(tmp_path: Path, codebook: Codebook, study: Project) -> None:
    with pytest.raises(Refused) as error:
        Project.create(study.path, name="T", codebook=codebook, coder="Anna")
    assert error.value.key == "store.exists"
    assert len(study.ask.documents()) == 1
    with pytest.raises(Refused) as error:
        Project.create(tmp_path / "none" / "s.icdb", name="T", codebook=codebook, coder="Anna")
    assert error.value.key == "store.no-folder"
    with pytest.raises(Refused):
        Project.create(tmp_path / "nameless.icdb", name="T", codebook=codebook, coder=" ")
    assert not list(tmp_path.glob("nameless*"))


READ_ONLY = """
import os, sys
from pathlib import Path
from interviewcoder.errors import Refused
from interviewcoder.store.project import Project
path = Path(sys.argv[1])
Project.open(path.with_name("warm.icdb")).close()  # whatever is imported late must be there before root is left
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
try:
    project = Project.open(path)
    project.add_coder("Bram")
except Refused as error:
    print(error.key)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users may enter; pytest closes its own to them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


def test_a_read_only_folder_gets_one_sentence_and_nothing_changes(study: Project, open_folder: Path) -> None:
    study.close()
    there = open_folder / "study.icdb"
    for name in ("study.icdb", "warm.icdb"):
        shutil.copy(study.path, open_folder / name)
    kept = there.read_bytes()
    there.chmod(0o444)
    open_folder.chmod(0o555)
    done = subprocess.run([sys.executable, "-c", READ_ONLY, str(there)], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "store.read-only", done.stderr
    assert there.read_bytes() == kept
    assert sorted(path.name for path in open_folder.iterdir()) == ["study.icdb", "warm.icdb"]


KILLED = """
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from interviewcoder.store.project import Project
project = Project.open(Path(sys.argv[1]))
document = project.ask.document("R01").id
n = 0
while True:
    guid = project.write_memo("Anna", "document", document, f"memo {n}")
    print(guid, flush=True)
    n += 1
"""


@pytest.mark.parametrize("after", [3, 17, 40])
def test_kill_9_loses_nothing_acknowledged(study: Project, after: int) -> None:
    study.close()
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(study.path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        acknowledged = [writer.stdout.readline().strip() for _ in range(after)]
        writer.kill()
        acknowledged += [line.strip() for line in writer.stdout if len(line) == 37]
    with Project.open(study.path) as again:
        kept = {memo.guid for memo in again.ask.memos()}
    assert set(acknowledged) <= kept
    assert len(kept) - len(acknowledged) <= 1
