"""Two copies of a study brought together: the union of their logs, and the tables that follow from it.

Events are carried out in their order (lamport, replica, id), whatever order they arrive in, so that copies that hold
the same events hold the same tables.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_once
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, ProgrammingError, SQLAlchemyError

from interviewcoder.errors import Refused
from interviewcoder.store import engines, events, rounds, schema
from interviewcoder.store.addresses import Place
from interviewcoder.store.conflicts import Conflict, conflicts_in
from interviewcoder.store.events import Event, parts_of
from interviewcoder.store.kinds import KINDS
from interviewcoder.store.rows import UNSEEN

if TYPE_CHECKING:
    from interviewcoder.store.project import Project

_NAMES = ("pseudonyms.apply", "pseudonyms.reidentify")
_HASHES = ("sha256", "original_sha256")
_AT_ONCE = 500
_OF_THE_EVENTS = (IntegrityError, InterfaceError, ProgrammingError)
"""What a database says where an event does not hold what it should."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What another copy of a study holds: events in their order, and texts and files by their SHA-256. ``name`` is
    how people know it, such as the path of a file."""

    name: str
    events: Sequence[Event]
    blobs: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Merged:
    """What came in. ``counts`` are actions by coder and kind, ``documents`` the names of interviews that were not
    there, ``twice`` of those whose text is in the study already, as another interview; ``hidden`` counts codings that
    are no longer shown because their interview was removed elsewhere. ``conflicts`` are the new ones, and
    ``revealed`` the rounds that every coder turned out to be done with."""

    events: int
    counts: Mapping[tuple[str, str], int]
    documents: tuple[str, ...]
    twice: tuple[str, ...]
    hidden: int
    conflicts: tuple[Conflict, ...]
    revealed: tuple[str, ...]
    replayed: bool


class _OnlyLooked(Exception):
    """Ends a transaction in which a merge was tried."""


def merge(project: Project, coder: str, copies: Sequence[Copy], *, keep: bool = True) -> Merged:
    """Bring other copies of a study in, all or none; without ``keep`` only say what that would do.

    A round that everyone is done with once all has come in is revealed, by ``coder``.

    Raises Refused for a copy of another study, of other words under the same name, one in which names were replaced
    where here they were not or the other way round, one that a newer program made or that cannot be carried out, and
    on a server where ``coder`` may not see all.
    """
    merged: list[Merged] = []
    try:
        with project._writing() as conn:
            events.see_all(conn)
            with _said_plainly(copies):
                merged.append(_merge(project, conn, coder, copies))
            if not keep:
                raise _OnlyLooked
    except _OnlyLooked:
        pass
    project.look_again()
    return merged[0]


def begin(place: Place, copy: Copy) -> Project:
    """Make a study out of another copy of it, and open it. Raises Refused as merge does; then nothing is left."""
    from interviewcoder.store.project import Project

    with _said_plainly([copy]):
        _check_kinds(copy)
    project = Project(place, engines.create(place))
    try:
        with project._writing() as conn, _said_plainly([copy]):
            conn.execute(insert(schema.meta).values(key="replica", value=events.new_id()))
            _enter(conn, copy.events, copy.blobs)
            _carry_out(conn, copy.events, all=True)
    except BaseException:
        project.close()
        engines.remove(place)
        raise
    return project


def copy_of(project: Project) -> Copy:
    """All that a study holds, as another may take it in. Raises Refused on a server that does not show all."""
    with engines.said_plainly(project.path), project._engine.connect() as conn:
        events.see_all(conn)
        log = events.read(conn)
        kept = {row.sha256: bytes(row.bytes) for row in conn.execute(select(schema.blob))}
    return Copy(project.ask.properties()["name"], log, kept)


def copy_for(project: Project, reader: str | None) -> Copy:
    """What may be handed to a coder: all but what lies under a seal for them, or for whoever hands it over."""
    with engines.said_plainly(project.path), project._engine.connect() as conn:
        unseen = {
            guid for who in (reader, project.ask.viewer) for guid in conn.execute(UNSEEN, {"viewer": who}).scalars()
        }
        log = events.read(conn, unseen=unseen)
        named = blobs_of(log)
        kept = {row.sha256: bytes(row.bytes) for row in conn.execute(select(schema.blob)) if row.sha256 in named}
    return Copy(project.ask.properties()["name"], log, kept)


def blobs_of(log: Iterable[Event]) -> set[str]:
    """The SHA-256 of every text and file that events name."""
    return {payload[name] for event in log for _, payload in parts_of(event) for name in _HASHES if payload.get(name)}


# --- within the transaction -----------------------------------------------------------------------


def _merge(project: Project, conn: Connection, coder: str, copies: Sequence[Copy]) -> Merged:
    here = {event.id: event for event in events.read(conn)}
    shown = _shown(conn)
    new: dict[str, Event] = {}
    blobs: dict[str, bytes] = {}
    for copy in copies:
        _check(copy, here | new)
        new |= {event.id: event for event in copy.events if event.id not in here}
        blobs |= copy.blobs
    arrived = sorted(new.values(), key=_order)
    _enter(conn, arrived, blobs)
    replayed = bool(arrived) and _order(arrived[0]) < max(map(_order, here.values()))
    _carry_out(conn, arrived, all=replayed)
    revealed = rounds.reveal_finished(conn, project._replica(conn), coder) if arrived else ()
    unseen = set(conn.execute(UNSEEN, {"viewer": project.ask.viewer}).scalars())
    told = [event for event in arrived if not events.tells_of(event, unseen)]
    return Merged(
        events=len(told),
        counts=Counter((event.coder, kind) for event in told for kind, _ in parts_of(event)),
        documents=tuple(payload["name"] for payload in _imports(told)),
        twice=tuple(_twice(conn, told)),
        hidden=len(shown & _shown(conn, removed=1)),
        conflicts=_new_conflicts(here.values(), arrived, unseen),
        revealed=revealed,
        replayed=replayed,
    )


def _order(event: Event) -> tuple[int, str, str]:
    return event.lamport, event.replica, event.id


def _check(copy: Copy, here: Mapping[str, Event]) -> None:
    """Raises Refused for a copy that does not belong with what is here."""
    _check_kinds(copy)
    first = min(here.values(), key=_order)
    theirs = {event.id: event for event in copy.events}
    if first.id not in theirs:
        raise Refused("bundles.other-study", name=copy.name)
    if _renamings(here.values()) != _renamings(copy.events):
        raise Refused("bundles.other-names", name=copy.name)
    for id in here.keys() & theirs.keys():
        if _said(here[id]) != _said(theirs[id]):
            raise Refused("bundles.told-otherwise", name=copy.name, at=theirs[id].at, coder=theirs[id].coder)
    texts = dict(_texts(here.values()))
    for id, (document, digest) in _texts(copy.events):
        if texts.get(id, (document, digest))[1] != digest:
            raise Refused("bundles.other-text", name=copy.name, document=document)


def _check_kinds(copy: Copy) -> None:
    new = {kind for event in copy.events for kind, _ in parts_of(event)} - KINDS.keys()
    if new or any(event.version > 1 for event in copy.events):
        raise Refused("bundles.newer", name=copy.name)


def _renamings(log: Iterable[Event]) -> set[str]:
    return {event.id for event in log if event.kind in _NAMES}


def _said(event: Event) -> str:
    return json.dumps([event.kind, event.payload, event.coder, event.lamport], sort_keys=True)


def _texts(log: Iterable[Event]) -> Iterable[tuple[str, tuple[str, str]]]:
    """Each text by the id that events name it by: of which interview it is, and its hash."""
    for event in log:
        for kind, payload in parts_of(event):
            if kind in ("document.import", "document.revise"):
                yield str(payload.get("text") or payload["guid"]), (payload["name"], payload["sha256"])


def _enter(conn: Connection, log: Sequence[Event], blobs: Mapping[str, bytes]) -> None:
    for digest in sorted(blobs_of(log) & blobs.keys()):
        row = {"sha256": digest, "bytes": blobs[digest]}
        conn.execute(insert_once(schema.blob).values(row).on_conflict_do_nothing())
    rows = [{name: getattr(event, name) for name in Event.__dataclass_fields__} for event in log]
    for start in range(0, len(rows), _AT_ONCE):
        conn.execute(insert(schema.event), rows[start : start + _AT_ONCE])


def _carry_out(conn: Connection, arrived: Sequence[Event], *, all: bool) -> None:
    """Bring the tables up to the log: with what arrived, where it all comes last, else all of it anew."""
    if all:
        events.replay(conn)
        return
    for event in arrived:
        events.carry_out(conn, event)


@contextmanager
def _said_plainly(copies: Sequence[Copy]) -> Iterator[None]:
    """Turn what an event that lacks something it should hold leads to, into a sentence."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, SQLAlchemyError) as error:
        if isinstance(error, DBAPIError) and not isinstance(error, _OF_THE_EVENTS):
            raise  # of the file, the disk or the server
        fault = f"{type(error).__name__}: {' '.join(str(error).split())[:120]}"
        raise Refused("bundles.not-carried-out", name=_names(copies), fault=fault) from error


def _names(copies: Sequence[Copy]) -> str:
    return ", ".join(copy.name for copy in copies)


# --- what it came to ------------------------------------------------------------------------------


def _new_conflicts(here: Iterable[Event], arrived: Iterable[Event], unseen: Set[str]) -> tuple[Conflict, ...]:
    """The conflicts that were not there before, as far as they may be seen."""
    before = [event for event in here if not events.tells_of(event, unseen)]
    log = sorted([*before, *(event for event in arrived if not events.tells_of(event, unseen))], key=_order)
    known = {(each.stands.event, each.gave_way.event) for each in conflicts_in(before)}
    return tuple(each for each in conflicts_in(log) if (each.stands.event, each.gave_way.event) not in known)


def _shown(conn: Connection, removed: int = 0) -> set[str]:
    """The codings that are not taken off, in the interviews that are there, or else in those that were removed."""
    table, document = schema.coding, schema.document
    query = select(table.c.guid).join(document, document.c.id == table.c.document)
    return set(conn.execute(query.where(table.c.removed == 0, document.c.removed == removed)).scalars())


def _imports(log: Iterable[Event]) -> list[Mapping[str, Any]]:
    return [payload for event in log for kind, payload in parts_of(event) if kind == "document.import"]


def _twice(conn: Connection, log: Iterable[Event]) -> list[str]:
    """The interviews that came in although another has the same text."""
    document = schema.document
    count = select(document.c.sha256).where(document.c.removed == 0).group_by(document.c.sha256)
    several = set(conn.execute(count.having(func.count() > 1)).scalars())
    return [payload["name"] for payload in _imports(log) if payload["sha256"] in several]
