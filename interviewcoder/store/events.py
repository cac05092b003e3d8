"""The log: events are appended, carried out on the tables, undone by their inverse, and replayed.

An event says what happened in a form that can be carried out again on any other state, and holds its inverse as
it was when it happened. Carrying out is total: an event about something that is gone does nothing. So the tables
are a fold over the log in the order (lamport, replica, id), whatever order the events arrived in.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, insert, select, text, tuple_

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
    conn: Connection,
    replica: str,
    coder: str,
    kind: str,
    payload: Payload,
    undoes: str | None = None,
    *,
    tell: Callable[[int], None] | None = None,
) -> Event:
    """Carry out a new event and write it to the log, within the caller's transaction.

    Before each part of a ``batch``, ``tell`` hears how many were carried out.
    """
    lamport = _last_lamport(conn) + 1
    bare = Event(new_id(), replica, lamport, coder, now(), kind, payload, None, undoes)
    inverse = carry_out(conn, bare, tell)
    event = Event(bare.id, replica, lamport, coder, bare.at, kind, payload, inverse, undoes)
    conn.execute(insert(schema.event).values({name: getattr(event, name) for name in Event.__dataclass_fields__}))
    return event


def _last_lamport(conn: Connection) -> int:
    """The clock of the newest event; a server tells it also of events that it keeps from who asks."""
    hidden = conn.dialect.name == "postgresql"
    newest = select(func.last_lamport() if hidden else func.max(schema.event.c.lamport))
    return conn.execute(newest).scalar() or 0


def carry_out(conn: Connection, event: Event, tell: Callable[[int], None] | None = None) -> list[Any] | None:
    """Change the tables as the event says; returns the inverse as ``[kind, payload]``.

    A ``batch`` carries out each of its parts in turn; its inverse is the batch of their inverses, last first.
    """
    if event.kind == "batch":
        inverses = []
        for number, (kind, part) in enumerate(event.payload["events"]):
            if tell:
                tell(number)
            own = Event(event.id, event.replica, event.lamport, event.coder, event.at, kind, part, None, None)
            inverses.append(carry_out(conn, own))
        back = [inverse for inverse in reversed(inverses) if inverse is not None]
        return ["batch", {"events": back, "words": event.payload["words"]}]
    kind = KINDS[event.kind]
    inverse = kind.invert(conn, event.payload)
    kind.apply(conn, event.payload, event)
    return list(inverse) if inverse else None


def read(
    conn: Connection,
    *,
    coder: str | None = None,
    last: int | None = None,
    before: Event | None = None,
    about: str | None = None,
    unseen: Set[str] = frozenset(),
) -> list[Event]:
    """The log in its canonical order, of one coder or of all, up to ``before``; ``last`` keeps only the newest so
    many. ``about`` keeps those of which a part has a kind that begins so, as ``"coding"``. Whatever tells of one of
    the guids ``unseen`` is left out."""
    table = schema.event
    order = (table.c.lamport, table.c.replica, table.c.id)
    query = select(table).order_by(*(column.desc() for column in order))
    if coder is not None:
        query = query.where(table.c.coder == coder)
    if before is not None:
        query = query.where(tuple_(*order) < (before.lamport, before.replica, before.id))
    if last is not None and not unseen and about is None:
        query = query.limit(last)
    told = (event for event in map(_event, conn.execute(query)) if not tells_of(event, unseen))
    if about is not None:
        told = (event for event in told if any(kind.startswith(f"{about}.") for kind, _ in parts_of(event)))
    return list(islice(told, last))[::-1]


def parts_of(event: Event) -> list[tuple[str, Payload]]:
    """An event as the actions it is made of: kind and payload of each."""
    if event.kind != "batch":
        return [(event.kind, event.payload)]
    return [(kind, payload) for kind, payload in event.payload["events"]]


def tells_of(event: Event, guids: Set[str]) -> bool:
    """Whether an event names one of these guids."""
    return bool(guids) and (_names(event.payload, guids) or _names(event.inverse, guids))


def _names(told: Any, guids: Set[str]) -> bool:
    if isinstance(told, str):
        return told in guids
    if isinstance(told, Mapping):
        return any(_names(name, guids) or _names(value, guids) for name, value in told.items())
    return isinstance(told, list) and any(_names(each, guids) for each in told)


def one(conn: Connection, id: str) -> Event:
    """The event with this id."""
    return _event(conn.execute(select(schema.event).where(schema.event.c.id == id)).one())


def origin(conn: Connection, event: Event) -> Event:
    """The action that an event takes back or brings back, however often that was done; itself for an action."""
    while event.undoes:
        event = one(conn, event.undoes)
    return event


def _event(row: Any) -> Event:
    return Event(**{name: getattr(row, name) for name in Event.__dataclass_fields__})


def see_all(conn: Connection) -> None:
    """For the rest of the transaction, have a server refuse a question rather than leave out what it keeps from who
    asks."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SET LOCAL row_security = off"))


def replay(conn: Connection, tell: Callable[[int], None] | None = None) -> None:
    """Empty the tables and build them again from the log. Before each event, ``tell`` hears how many were carried
    out."""
    see_all(conn)
    for table in schema.FOLLOWS:
        conn.execute(table.delete())
    conn.execute(text("DELETE FROM passage"))
    for number, event in enumerate(_in_order(conn)):
        if tell:
            tell(number)
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
