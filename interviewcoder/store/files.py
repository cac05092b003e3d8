"""The SQLite file of a study: made whole or not at all, opened with care, guarded against what is not one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DBAPIError

from interviewcoder import __version__
from interviewcoder.errors import Refused
from interviewcoder.resources import shipped
from interviewcoder.store import schema

APPLICATION_ID = 0x49434442
"""SQLite's application_id of a study ("ICDB"), so that another program's database is never taken for one."""

_HEADER = b"SQLite format 3\0"
_BUSY_SECONDS = 5.0


def engine_for(path: Path) -> Engine:
    """An engine on the file: WAL, every commit synced to disk, transactions begun by us."""
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's begin below decides, not the driver
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def create_file(path: Path) -> None:
    """Make an empty study at ``path``. Raises Refused where one stands already or none can be written."""
    if _is_there(path):
        raise Refused("store.exists", path=path)
    if not path.parent.is_dir():
        raise Refused("store.no-folder", path=path.parent)
    with said_plainly(path):
        engine = engine_for(path)
        try:
            with engine.begin() as conn:
                conn.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            upgrade(engine)
        except BaseException:
            remove_file(path)
            raise
        finally:
            engine.dispose()


def remove_file(path: Path) -> None:
    """Remove a study that could not be completed, with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def open_file(path: Path) -> Engine:
    """An engine on an existing study, brought up to this program's schema.

    Raises Refused when the file is missing, no study, damaged, or made by a newer program.
    """
    if not _is_there(path):
        raise Refused("store.no-file", path=path)
    if not path.is_file() or not _is_study(path):
        raise Refused("store.not-a-study", path=path)
    with said_plainly(path):
        engine = engine_for(path)
        try:
            _check_revision(engine, path)
        except BaseException:
            engine.dispose()
            raise
        return engine


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:  # a folder that may not be entered
        raise Refused("store.unreachable", path=path, fault=error.strerror) from error


def _is_study(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except OSError as error:
        raise Refused("store.unreadable", path=path) from error
    return head.startswith(_HEADER) and int.from_bytes(head[68:72], "big") == APPLICATION_ID


def _check_revision(engine: Engine, path: Path) -> None:
    with engine.connect() as conn:
        found = conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if found == schema.REVISION:
            return
        if str(found) > schema.REVISION:
            written = conn.execute(select(schema.meta.c.value).where(schema.meta.c.key == "program")).scalar()
            raise Refused("store.newer", path=path, written=written, have=__version__)
    upgrade(engine)


def upgrade(engine: Engine) -> None:
    """Bring the tables up to :data:`schema.REVISION`, in one transaction, with Alembic."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")).replace("%", "%%"))
    with engine.execution_options(writing=True).begin() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, schema.REVISION)
        conn.execute(schema.meta.delete().where(schema.meta.c.key == "program"))
        conn.execute(schema.meta.insert().values(key="program", value=__version__))


_PLAIN = {
    "SQLITE_READONLY": "store.read-only",
    "SQLITE_CANTOPEN": "store.read-only",
    "SQLITE_PERM": "store.read-only",
    "SQLITE_FULL": "store.disk-full",
    "SQLITE_IOERR": "store.disk-full",
    "SQLITE_BUSY": "store.busy",
    "SQLITE_LOCKED": "store.busy",
    "SQLITE_NOTADB": "store.damaged",
    "SQLITE_CORRUPT": "store.damaged",
}


@contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Turn what the database says of the file or the disk into a sentence for people; other faults pass."""
    try:
        yield
    except DBAPIError as error:
        name = getattr(error.orig, "sqlite_errorname", "") or ""
        for prefix, key in _PLAIN.items():
            if name.startswith(prefix):
                raise Refused(key, path=path) from error
        raise
