"""What was rewritten, wiped: room that was freed holds no trace of what stood there."""

from __future__ import annotations

import sqlite3
import time
from typing import Any

from sqlalchemy import Connection, Engine, text

from interviewcoder.store import schema
from interviewcoder.store.encryption import faults

_PATIENCE = 3.0
"""Seconds to wait for other programs to look away, so that what they looked at can be wiped."""


def before(conn: Connection) -> None:
    """Call in the transaction that rewrites, first of all."""
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql("PRAGMA secure_delete = ON")


def after(conn: Connection) -> None:
    """Call in the transaction that rewrites, last of all: the full-text index is written anew."""
    if conn.dialect.name == "sqlite":
        conn.execute(text("INSERT INTO passage(passage) VALUES ('rebuild')"))


def wipe(engine: Engine) -> bool:
    """Write the database anew without the room that was freed; returns whether all was wiped, which is not so while
    another program is looking."""
    raw = engine.raw_connection()
    try:
        connection: Any = raw.driver_connection
        return _wipe_file(connection) if engine.dialect.name == "sqlite" else _wipe_server(connection)
    finally:
        raw.close()


def _wipe_file(connection: sqlite3.Connection) -> bool:
    """Also the log of pages that SQLite keeps beside the file."""
    try:
        connection.execute("VACUUM")
        until = time.monotonic() + _PATIENCE
        while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() > until:
                return False
            time.sleep(0.05)
        return True
    except faults():  # what was asked for is done and on disk; only the wiping is not
        return False


def _wipe_server(connection: Any) -> bool:
    """What a server keeps elsewhere, its own log and its backups, is for who keeps the server."""
    from pg8000 import DatabaseError

    names = ", ".join(f'"{name}"' for name in (*schema.metadata.tables, "passage"))
    connection.rollback()  # the pool asked whether the server is still there, and that began a transaction
    connection.autocommit = True
    try:
        connection.cursor().execute(f"VACUUM (FULL) {names}")
        return True
    except DatabaseError:  # someone looks for longer than the lock was waited for
        return False
    finally:
        connection.autocommit = False
