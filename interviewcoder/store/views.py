"""Questions in SQL over the documented views and nothing else: what is sealed stays so, nothing is written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from interviewcoder.errors import Refused
from interviewcoder.store.addresses import Place
from interviewcoder.store.encryption import connect

_ON_SERVER = text("SELECT viewname FROM pg_views WHERE schemaname = current_schema() AND viewname LIKE 'v\\_%'")
_MAY = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns and rows of a query."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def query(study: Place, sql: str) -> Answer:
    """What a single SELECT, in SQLite's SQL, over the views gives.

    It is asked of copies in memory of the views that it speaks of, beside which there is nothing to be read, whatever
    it calls its own tables. Raises Refused for anything that is not one SELECT, and for a fault in the SQL.
    """
    with _source(study) as source, closing(sqlite3.connect(":memory:")) as copies:
        names = source.views()
        known = ", ".join(names)
        for name in names:
            if name in sql.lower():
                _copy(name, *source.read(name), copies)
        copies.set_authorizer(_allow)
        try:
            cursor = copies.execute(sql)
            rows = tuple(cursor.fetchall())
        except sqlite3.Error as error:
            key = "store.sql-not-allowed" if _denied(error) else "store.sql-fault"
            raise Refused(key, fault=error, known=known) from error
    if cursor.description is None:
        raise Refused("store.sql-not-allowed", fault="", known=known)
    return Answer(tuple(column[0] for column in cursor.description), rows)


def views(study: Place) -> list[str]:
    """The names of the views."""
    with _source(study) as source:
        return source.views()


Rows = tuple[Sequence[str], Iterable[Sequence[Any]]]
"""The names of the columns, and the rows."""


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the views are read from: a file or a server."""

    views: Callable[[], list[str]]
    read: Callable[[str], Rows]


@contextmanager
def _source(study: Place) -> Iterator[_Source]:
    if isinstance(study, Path):
        with closing(connect(study, "mode=ro")) as connection:
            yield _Source(partial(_names, connection), partial(_read, connection))
        return
    from interviewcoder.store.servers import engine_for

    engine = engine_for(study)
    try:
        with engine.connect() as there:
            yield _Source(lambda: sorted(there.execute(_ON_SERVER).scalars()), partial(_read_there, there))
    finally:
        engine.dispose()


def _names(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE substr(name, 1, 2) = 'v_' ORDER BY name")
    return [name for (name,) in found]


def _read(connection: sqlite3.Connection, view: str) -> Rows:
    found = connection.execute(f'SELECT * FROM "{view}"')
    return [column[0] for column in found.description], found


def _read_there(connection: Connection, view: str) -> Rows:
    found = connection.execute(text(f'SELECT * FROM "{view}"'))
    rows = ([json.dumps(each) if isinstance(each, dict) else each for each in row] for row in found)
    return list(found.keys()), rows


def _copy(view: str, names: Sequence[str], rows: Iterable[Sequence[Any]], copies: sqlite3.Connection) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    copies.execute(f'CREATE TABLE "{view}" ({columns})')
    copies.executemany(f'INSERT INTO "{view}" VALUES ({", ".join("?" * len(names))})', rows)


def _allow(action: int, table: str | None, _: str | None, __: str | None, within: str | None) -> int:
    """Views are read, and nothing is done."""
    if action in _MAY:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ and any((each or "").startswith("v_") for each in (table, within)):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _denied(error: Exception) -> bool:
    return getattr(error, "sqlite_errorname", "") == "SQLITE_AUTH" or "prohibited" in str(error)
