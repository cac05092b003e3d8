"""The full-text index over what is said: a row per turn of the version in use."""

from __future__ import annotations

from sqlalchemy import Connection, select, text

from interviewcoder.store import schema
from interviewcoder.store.search import remember

_FORGET = text("DELETE FROM passage WHERE rowid IN (SELECT id FROM turn WHERE document = :document)")


def forget(conn: Connection, document: str) -> None:
    """Take what is said in a document out of the index."""
    conn.execute(_FORGET, {"document": document})


def index(conn: Connection, document: str) -> None:
    """Enter what is said in a document; nothing for one that was removed or whose text is not there."""
    table, blob, turn = schema.document, schema.blob, schema.turn
    said = select(blob.c.bytes).where(table.c.id == document, table.c.removed == 0, blob.c.sha256 == table.c.sha256)
    content = conn.execute(said).scalar()
    if content is None:
        return
    whole = content.decode("utf-8")
    turns = conn.execute(select(turn.c.id, turn.c.start, turn.c.end).where(turn.c.document == document))
    remember(conn, ((id, whole[start:end]) for id, start, end in turns))
