"""SQLite files of other programs, read only and without trusting what is in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from interviewcoder.errors import Refused


@dataclass(frozen=True, slots=True)
class Database:
    """An open database, asked by table; programs add tables and columns from version to version."""

    _connection: sqlite3.Connection

    def rows(self, table: str) -> list[Mapping[str, Any]]:
        """The rows of a table by column, in the order in which they were made; none where there is no such table."""
        query = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
        if not self._connection.execute(query, (table,)).fetchone()[0]:
            return []
        cursor = self._connection.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


@contextmanager
def opened(path: Path, *tables: str) -> Iterator[Database]:
    """A database that has these tables. Raises Refused for what is none, or is damaged, also while it is in use.

    The file is not written, not even for a lock, and no code that it holds is run.
    """
    try:
        address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.text_factory = lambda content: content.decode("utf-8", "replace")
            held = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if missing := [table for table in tables if table not in held]:
                raise Refused("exchange.no-tables", file=path.name, tables=", ".join(missing))
            yield Database(connection)
    except (sqlite3.Error, UnicodeDecodeError) as fault:  # names of columns are decoded strictly
        raise Refused("exchange.damaged-database", file=path.name) from fault


def text_of(row: Mapping[str, Any], column: str) -> str:
    """What a column says; empty where it is not there or says nothing."""
    value = row.get(column)
    return value if isinstance(value, str) else "" if value is None else str(value)


def number_of(row: Mapping[str, Any], column: str) -> int:
    """A whole number; -1 for what is none."""
    value = row.get(column)
    return value if isinstance(value, int) else -1
