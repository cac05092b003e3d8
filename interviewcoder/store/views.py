"""Questions in SQL over the documented views and nothing else: what is sealed stays so, nothing is written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, text

from interviewcoder.errors import Refused
from interviewcoder.store.addresses import Place

_ON_SERVER = text("SELECT viewname FROM pg_views WHERE schemaname = current_schema() AND viewname LIKE 'v\\_%'")
_MAY = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns and rows of a query."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def query(study: Place, sql: str) -> Answer:
    """What a single SELECT, in SQLite's SQL, over the views gives.

    Raises Refused for anything that is not one, for a table that is no view, and for a fault in the SQL.
    """
    with _readable(study) as connection:
        known = ", ".join(_names(connection))
        connection.set_authorizer(_allow)
        try:
            cursor = connection.execute(sql)
            rows = tuple(cursor.fetchall())
        except (sqlite3.DatabaseError, sqlite3.ProgrammingError) as error:
            key = "store.sql-not-allowed" if _denied(error) else "store.sql-fault"
            raise Refused(key, fault=error, known=known) from error
    if cursor.description is None:
        raise Refused("store.sql-not-allowed", fault="", known=known)
    return Answer(tuple(column[0] for column in cursor.description), rows)


def views(study: Place) -> list[str]:
    """The names of the views."""
    with _readable(study) as connection:
        return _names(connection)


@contextmanager
def _readable(study: Place) -> Iterator[sqlite3.Connection]:
    """The views of a study, as tables in memory for one on a server: so that the same question gives the same answer,
    and none makes a server do anything else."""
    if isinstance(study, Path):
        with closing(sqlite3.connect(f"file:{quote(str(study))}?mode=ro", uri=True)) as connection:
            yield connection
        return
    from interviewcoder.store.servers import engine_for

    engine = engine_for(study)
    try:
        with closing(sqlite3.connect(":memory:")) as connection, engine.connect() as source:
            for name in source.execute(_ON_SERVER).scalars().all():
                _fetch(source, connection, name)
            yield connection
    finally:
        engine.dispose()


def _fetch(source: Connection, target: sqlite3.Connection, view: str) -> None:
    result = source.execute(text(f'SELECT * FROM "{view}"'))
    names = list(result.keys())
    columns = ", ".join(f'"{name}"' for name in names)
    target.execute(f'CREATE TABLE "{view}" ({columns})')
    places = ", ".join("?" * len(names))
    rows = ([json.dumps(each) if isinstance(each, dict) else each for each in row] for row in result)
    target.executemany(f'INSERT INTO "{view}" VALUES ({places})', rows)


def _names(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute("SELECT name FROM sqlite_master WHERE substr(name, 1, 2) = 'v_' ORDER BY name")
    return [name for (name,) in found]


def _allow(action: int, table: str | None, _: str | None, __: str | None, within: str | None) -> int:
    """Tables are read within a view only; SQLite names the innermost one."""
    if action in _MAY:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ and any((each or "").startswith("v_") for each in (table, within)):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _denied(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorname", "") == "SQLITE_AUTH" or "prohibited" in str(error)
