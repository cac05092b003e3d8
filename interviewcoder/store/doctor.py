"""Whether all is well with a study: the file, the log against the tables, the codings against their words.

Looking changes nothing: the log is replayed in a copy that is thrown away afterwards.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Set
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, LargeBinary, Select, Table, cast, create_engine, func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from interviewcoder.locale import say
from interviewcoder.store import engines, events, schema
from interviewcoder.store.copying import copy_log, differing
from interviewcoder.store.encryption import is_encrypted
from interviewcoder.store.places import CONTEXT
from interviewcoder.store.project import Project
from interviewcoder.store.rows import UNSEEN
from interviewcoder.store.upgrading import upgrade

_SHOWN = 40
_BYTES = cast(schema.blob.c.bytes, LargeBinary)  # SQLite would give a text where one was written over the bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong; as a string, a sentence on what it is and what to do."""

    key: str
    values: Mapping[str, Any]

    def __str__(self) -> str:
        return say(f"doctor.{self.key}", **self.values)


def examine(project: Project) -> tuple[Finding, ...]:
    """Everything that is wrong with a study; empty when all is well. Reads only."""
    with engines.said_plainly(project.path), project._engine.connect() as conn:
        events.see_all(conn)
        if damaged := tuple(_file(conn)):
            return damaged
        found = [*_blobs(conn), *_orphans(conn)]
        unseen = frozenset(conn.execute(UNSEEN, {"viewer": project.ask.viewer}).scalars())
        for document in conn.execute(select(schema.document).order_by(schema.document.c.name)).all():
            found += _document(conn, document, unseen)
    return (*found, *_replayed(project))


def rebuild(project: Project) -> None:
    """Make the tables anew from the log, in one transaction. Raises Refused when the file cannot be written."""
    with project._writing() as conn:
        events.replay(conn)


# --- the file -------------------------------------------------------------------------------------


def _file(conn: Connection) -> Iterator[Finding]:
    if conn.dialect.name != "sqlite":  # a server looks after its own files
        return
    try:
        told = list(conn.exec_driver_sql("PRAGMA integrity_check").scalars())
    except DatabaseError as error:
        told = [str(error.orig)]
    for fault in told:
        if fault != "ok" and "passage" not in fault:  # newer SQLites report the search index here; _compare does
            yield Finding("damaged", {"fault": " ".join(fault.split())})


def _blobs(conn: Connection) -> Iterator[Finding]:
    """Texts and originals are named by their hash."""
    for digest, content in conn.execute(select(schema.blob.c.sha256, _BYTES)):
        if hashlib.sha256(content).hexdigest() != digest:
            yield Finding("changed-bytes", {"names": _used_by(conn, digest), "digest": digest[:12]})


def _used_by(conn: Connection, digest: str) -> str:
    table, version = schema.document, schema.text_version
    uses = select(table.c.name).join(version, version.c.document == table.c.id).distinct()
    uses = uses.where((version.c.sha256 == digest) | (version.c.original_sha256 == digest))
    return ", ".join(conn.execute(uses).scalars()) or "–"


# --- rows that belong to nothing ------------------------------------------------------------------


def _orphans(conn: Connection) -> Iterator[Finding]:
    for finding, query in _STRAYS.items():
        if count := conn.execute(select(func.count()).select_from(query.subquery())).scalar():
            first = str(conn.execute(query.limit(1)).scalar())
            yield Finding(finding, {"count": count, "first": first})


def _without(table: Table, column: str, other: Table, key: str) -> Select[Any]:
    """The rows whose ``column`` names nothing in ``other``."""
    return select(table.c[column]).where(table.c[column].not_in(select(other.c[key])))


_STRAYS = {
    "coding-without-document": _without(schema.coding, "document", schema.document, "id"),
    "coding-without-code": _without(schema.coding, "code", schema.code, "id"),
    "coding-without-coder": _without(schema.coding, "coder", schema.coder, "name"),
    "star-without-coding": _without(schema.starred_quote, "coding", schema.coding, "guid"),
    "memo-without-coding": _without(schema.memo, "target", schema.coding, "guid").where(
        schema.memo.c.target_kind == "coding"
    ),
    "memo-without-document": _without(schema.memo, "target", schema.document, "id").where(
        schema.memo.c.target_kind == "document"
    ),
    "reading-without-document": _without(schema.reading, "document", schema.document, "id"),
    "decision-without-document": _without(schema.suggestion_decision, "document", schema.document, "id"),
    "turn-without-document": _without(schema.turn, "document", schema.document, "id"),
}


# --- a document and its codings -------------------------------------------------------------------


def _document(conn: Connection, document: Any, unseen: Set[str]) -> Iterator[Finding]:
    kept = {
        digest: conn.execute(select(_BYTES).where(schema.blob.c.sha256 == digest)).scalar()
        for digest in (document.sha256, document.original_sha256)
    }
    if kept[document.original_sha256] is None:
        yield Finding("no-original", {"name": document.name})
    content = kept[document.sha256]
    if content is None:
        yield Finding("no-text", {"name": document.name})
        return
    whole = content.decode("utf-8", "replace")
    if len(whole) != document.length:
        yield Finding("other-length", {"name": document.name, "length": document.length, "found": len(whole)})
    yield from _codings(conn, document, unseen)
    if not document.removed:
        yield from _index(conn, document, whole)


def _codings(conn: Connection, document: Any, unseen: Set[str]) -> Iterator[Finding]:
    """A coding carries its words and those around them, so that it can be seen to be off them; each in the version
    of the text that its place belongs to. Of those ``unseen``, under a seal, not more is told than where to look."""
    table, version = schema.coding, schema.text_version
    texts = {
        row.version: row.bytes.decode("utf-8", "replace")
        for row in conn.execute(
            select(version.c.version, _BYTES.label("bytes"))
            .join(schema.blob, schema.blob.c.sha256 == version.c.sha256)
            .where(version.c.document == document.id)
        )
    }
    for row in conn.execute(select(table).where(table.c.document == document.id).order_by(table.c.start)):
        whole = texts.get(row.version, "")
        before, after = whole[max(0, row.start - CONTEXT) : row.start], whole[row.end : row.end + CONTEXT]
        if (row.quote, row.before, row.after) != (whole[row.start : row.end], before, after):
            values = {"name": document.name, "start": row.start, "end": row.end, "guid": row.guid}
            if row.guid in unseen:
                yield Finding("off-its-words-sealed", {"name": document.name})
            else:
                yield Finding("off-its-words", {**values, "coder": row.coder, "quote": row.quote[:_SHOWN]})


def _index(conn: Connection, document: Any, whole: str) -> Iterator[Finding]:
    """Every turn can be found by its words."""
    turn = schema.turn
    said = select(turn.c.id, turn.c.start, turn.c.end).where(turn.c.document == document.id)
    turns = {id: whole[start:end] for id, start, end in conn.execute(said)}
    indexed = conn.execute(
        text("SELECT rowid, text FROM passage WHERE rowid IN (SELECT id FROM turn WHERE document = :id)"),
        {"id": document.id},
    )
    found = {row.rowid: row.text for row in indexed}
    if wrong := sum(found.get(id) != passage for id, passage in turns.items()):
        yield Finding("not-indexed", {"name": document.name, "count": wrong})


# --- the log --------------------------------------------------------------------------------------


def _replayed(project: Project) -> Iterator[Finding]:
    """Whether the log gives the tables as they stand: replayed in memory, so that no transcript is left behind."""
    if not isinstance(project.path, Path):
        yield from _replayed_here(project)
        return
    if is_encrypted(project.path):
        with project._engine.connect() as conn:
            yield from _index_inside(conn)
        yield from _replayed_here(project)
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        raw = project._engine.raw_connection()
        try:
            source = raw.driver_connection
            assert isinstance(source, sqlite3.Connection)
            source.backup(copy)
        finally:
            raw.close()
        copy.execute("PRAGMA temp_store = MEMORY")
        engine = create_engine("sqlite://", creator=lambda: copy, poolclass=StaticPool)
        with engine.connect() as conn:
            yield from _compare(conn)


def _replayed_here(project: Project) -> Iterator[Finding]:
    """The same of a study on a server or in an encrypted file, whose log is fetched for it."""
    with _in_memory() as copy, project._engine.connect() as source, copy.begin() as conn:
        conn.exec_driver_sql("PRAGMA temp_store = MEMORY")
        events.see_all(source)
        copy_log(source, conn)
        try:
            events.replay(conn)
        except Exception as error:  # whatever an event that was tampered with may raise
            yield _not_replayed(error)
            return
        for name, (extra, lost) in differing(source, conn).items():
            yield Finding("differs", {"table": name, "lost": lost, "extra": extra})


@contextmanager
def _in_memory() -> Iterator[Engine]:
    """An empty study that is in no file."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    try:
        upgrade(engine)
        yield engine
    finally:
        engine.dispose()


def _not_replayed(error: Exception) -> Finding:
    said = " ".join(str(error).split())[:200]
    return Finding("not-replayed", {"fault": f"{type(error).__name__}: {said}"})


def _index_inside(conn: Connection) -> Iterator[Finding]:
    try:
        conn.exec_driver_sql("INSERT INTO passage(passage) VALUES ('integrity-check')")
    except DatabaseError:
        yield Finding("index-damaged", {})


def _compare(conn: Connection) -> Iterator[Finding]:
    yield from _index_inside(conn)
    columns = {table.name: _columns(table) for table in schema.FOLLOWS}
    for name, shown in columns.items():
        conn.exec_driver_sql(f'CREATE TEMP TABLE "was_{name}" AS SELECT {shown} FROM "{name}"')
    try:
        events.replay(conn)
    except Exception as error:  # whatever an event that was tampered with may raise
        yield _not_replayed(error)
        return
    for name, shown in columns.items():
        now, was = f'SELECT {shown} FROM "{name}"', f'SELECT * FROM "was_{name}"'
        lost, extra = (
            int(conn.exec_driver_sql(f"SELECT count(*) FROM ({one} EXCEPT {other})").scalar_one())
            for one, other in ((now, was), (was, now))
        )
        if lost or extra:
            yield Finding("differs", {"table": name, "lost": lost, "extra": extra})


def _columns(table: Table) -> str:
    """The columns that the log decides; row numbers of turns are SQLite's own."""
    return ", ".join(f'"{column.name}"' for column in table.columns if (table.name, column.name) != ("turn", "id"))
