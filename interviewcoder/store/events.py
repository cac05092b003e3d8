"""The log: events are appended, carried out on the tables, undone by their inverse, and replayed.

An event says what happened in a form that can be carried out again on any other state, and holds its inverse as
it was when it happened. Carrying out is total: an event about something that is gone does nothing. So the tables
are a fold over the log in the order (lamport, replica, id), whatever order the events arrived in.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, text

from interviewcoder.store import schema
from interviewcoder.store.kinds import KINDS

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. ``undoes`` names the event whose inverse this one is."""

    id: str
    replica: str
    lamport: int
    coder: str
    at: str
    kind: str
    payload: Payload
    inverse: list[Any] | None
    undoes: str | None
    version: int = 1


def new_id() -> str:
    """A UUID of version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits."""
    millis = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big")
    high, low = random >> 68, random & ((1 << 62) - 1)
    return str(UUID(int=millis << 80 | 7 << 76 | high << 64 | 2 << 62 | low))


def now() -> str:
    """The time in UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def append(
    conn: Connection, replica: str, coder: str, kind: str, payload: Payload, undoes: str | None = None
) -> Event:
    """Carry out a new event and write it to the log, within the caller's transaction."""
    lamport = (conn.execute(select(func.max(schema.event.c.lamport))).scalar() or 0) + 1
    bare = Event(new_id(), replica, lamport, coder, now(), kind, payload, None, undoes)
    inverse = carry_out(conn, bare)
    event = Event(bare.id, replica, lamport, coder, bare.at, kind, payload, inverse, undoes)
    conn.execute(insert(schema.event).values({name: getattr(event, name) for name in Event.__dataclass_fields__}))
    return event


def carry_out(conn: Connection, event: Event) -> list[Any] | None:
    """Change the tables as the event says; returns the inverse as ``[kind, payload]``.

    A ``batch`` carries out each of its parts in turn; its inverse is the batch of their inverses, last first.
    """
    if event.kind == "batch":
        inverses = [
            carry_out(
                conn, Event(event.id, event.replica, event.lamport, event.coder, event.at, kind, part, None, None)
            )
            for kind, part in event.payload["events"]
        ]
        back = [inverse for inverse in reversed(inverses) if inverse is not None]
        return ["batch", {"events": back, "words": event.payload["words"]}]
    kind = KINDS[event.kind]
    inverse = kind.invert(conn, event.payload)
    kind.apply(conn, event.payload, event)
    return list(inverse) if inverse else None


def read(conn: Connection, *, coder: str | None = None, last: int | None = None) -> list[Event]:
    """The log in its canonical order, of one coder or of all; ``last`` keeps only the newest so many."""
    table = schema.event
    query = select(table).order_by(table.c.lamport.desc(), table.c.replica.desc(), table.c.id.desc())
    if coder is not None:
        query = query.where(table.c.coder == coder)
    if last is not None:
        query = query.limit(last)
    return [_event(row) for row in reversed(conn.execute(query).all())]


def one(conn: Connection, id: str) -> Event:
    """The event with this id."""
    return _event(conn.execute(select(schema.event).where(schema.event.c.id == id)).one())


def _event(row: Any) -> Event:
    return Event(**{name: getattr(row, name) for name in Event.__dataclass_fields__})


def replay(conn: Connection) -> None:
    """Empty the tables and build them again from the log."""
    for table in schema.FOLLOWS:
        conn.execute(table.delete())
    conn.execute(text("DELETE FROM passage"))
    for event in _in_order(conn):
        carry_out(conn, event)


def _in_order(conn: Connection) -> Iterator[Event]:
    table = schema.event
    for row in conn.execute(select(table).order_by(table.c.lamport, table.c.replica, table.c.id)):
        yield _event(row)


# --- undo -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stacks:
    """The ids of a coder's events that undo would take back and redo would bring back, newest last."""

    undo: tuple[str, ...]
    redo: tuple[str, ...]


def stacks(conn: Connection, coder: str) -> Stacks:
    """Walk a coder's events as an editor would: a new action empties what could be redone."""
    table = schema.event
    rows = conn.execute(
        select(table.c.id, table.c.undoes)
        .where(table.c.coder == coder, table.c.inverse.is_not(None))
        .order_by(table.c.lamport, table.c.replica, table.c.id)
    )
    undo: dict[str, None] = {}
    redo: dict[str, None] = {}
    for id, undoes in rows:
        if undoes is None:
            undo[id] = None
            redo.clear()
        elif undoes in undo:
            del undo[undoes]
            redo[id] = None
        else:
            redo.pop(undoes, None)
            undo[id] = None
    return Stacks(tuple(undo), tuple(redo))
