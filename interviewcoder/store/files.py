"""The SQLite file of a study: made whole or not at all, opened with care, guarded against what is not one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from interviewcoder.errors import Refused
from interviewcoder.store import encryption, schema
from interviewcoder.store.backups import Why, back_up, back_up_for_today
from interviewcoder.store.upgrading import refuse_newer, revision_of, upgrade

APPLICATION_ID = 0x49434442
"""SQLite's application_id of a study ("ICDB"), so that another program's database is never taken for one."""

_HEADER = b"SQLite format 3\0"
_BUSY_SECONDS = 5.0


def engine_for(path: Path, *, writable: bool = True) -> Engine:
    """An engine on the file: WAL, every commit synced to disk, transactions begun by us. Raises Refused where it is
    encrypted and no password is known.

    One that is not ``writable`` needs no files beside it, and gives what is in the file as it stands. Where the file
    is moved, removed or replaced while it is open, what would be written is refused, for it would be lost with it.
    """
    opened: set[tuple[int, int]] = set()
    lock = encryption.lock_of(path)

    def still_there() -> None:
        with suppress(FileNotFoundError):
            found = path.stat()
            which = (found.st_dev, found.st_ino)
            if not opened or which in opened:
                opened.add(which)
                return
        if opened:
            raise Refused("store.gone", path=path)

    driver = {"module": encryption.driver()} if lock else {}
    engine = create_engine(_url(path, writable=writable), connect_args={"timeout": _BUSY_SECONDS}, **driver)
    pragmas = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: Any) -> None:
        still_there()  # else SQLite would make an empty one
        connection.isolation_level = None  # SQLAlchemy's begin below decides, not the driver
        if lock:
            lock.open(connection)
        for pragma in pragmas if writable else ():
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        if writing:
            still_there()
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _url(path: Path, *, writable: bool) -> URL:
    if writable:
        return URL.create("sqlite", database=str(path))
    query = {"uri": "true", "mode": "ro"}
    if not path.with_name(path.name + "-wal").exists():  # where there is one, someone else may be writing
        query["immutable"] = "1"
    return URL.create("sqlite", database=f"file:{quote(str(path.resolve()))}", query=query)


def may_write(path: Path) -> bool:
    """Whether a study can be written: the file itself, and in its folder what SQLite keeps beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def create_file(path: Path) -> None:
    """Make an empty study at ``path``. Raises Refused where one stands already or none can be written."""
    refuse_existing(path)
    if not path.parent.is_dir():
        raise Refused("store.no-folder", path=path.parent)
    with said_plainly(path, read_only="store.cannot-make"):
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


def refuse_existing(path: Path) -> None:
    """Raises Refused where something stands at a path, and where that cannot be seen."""
    if _is_there(path):
        raise Refused("store.exists", path=path)


def remove_file(path: Path) -> None:
    """Remove a study that could not be completed, with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def open_file(path: Path) -> Engine:
    """An engine on an existing study, brought up to this program's schema; for reading only where it may not be
    written.

    Raises Refused when the file is missing, no study, damaged, or made by a newer program, when its password is not
    known or not right, and when it would have to be brought up to date and cannot be written.
    """
    if not _is_there(path):
        raise Refused("store.no-file", path=path)
    if not path.is_file() or not is_study(path):
        raise Refused("store.not-a-study", path=path)
    with said_plainly(path):
        encryption.check(path)
        writable = may_write(path)
        engine = engine_for(path, writable=writable)
        try:
            if writable:
                with suppress(Refused, sqlite3.Error):  # where no backup can be made, work goes on; doctor tells
                    back_up_for_today(path)
            _check_revision(engine, path, writable=writable)
        except BaseException:
            engine.dispose()
            raise
        return engine


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:  # a folder that may not be entered
        raise Refused("store.unreachable", path=path, fault=error.strerror) from error


def is_study(path: Path) -> bool:
    """Whether a file says of itself that it is a study, or may be one that is encrypted. Raises Refused when it
    cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(72)
    except OSError as error:
        raise Refused("store.unreadable", path=path) from error
    told = head.startswith(_HEADER) and int.from_bytes(head[68:72], "big") == APPLICATION_ID
    return told or encryption.is_encrypted(path)


def _check_revision(engine: Engine, path: Path, *, writable: bool) -> None:
    with engine.connect() as conn:
        if conn.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
            raise Refused("store.not-a-study", path=path)
        if revision_of(conn) == schema.REVISION:
            return
        refuse_newer(conn, path)
    if not writable:
        raise Refused("store.older", path=path)
    back_up(path, Why.SCHEMA)
    upgrade(engine)


_PLAIN = {
    "SQLITE_READONLY": "store.read-only",
    "SQLITE_CANTOPEN": "store.read-only",
    "SQLITE_PERM": "store.read-only",
    "SQLITE_FULL": "store.disk-full",
    "SQLITE_IOERR": "store.disk-full",
    "SQLITE_BUSY": "store.busy",
    "SQLITE_LOCKED": "store.busy",
    "SQLITE_CONSTRAINT_TRIGGER": "history.changes-nothing",
    "SQLITE_NOTADB": "store.damaged",
    "SQLITE_CORRUPT": "store.damaged",
}


@contextmanager
def said_plainly(path: Path, *, read_only: str = "store.read-only") -> Iterator[None]:
    """Turn what the database says of the file or the disk into a sentence for people; other faults pass."""
    try:
        yield
    except DBAPIError as error:
        name = getattr(error.orig, "sqlite_errorname", "") or ""
        for prefix, key in _PLAIN.items():
            if name.startswith(prefix):
                raise Refused(read_only if key == "store.read-only" else key, path=path) from error
        raise
