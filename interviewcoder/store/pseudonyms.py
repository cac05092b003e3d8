"""Names taken out of a study: every text, every event and every table that follows, in one transaction.

This is the one place where the log is rewritten. An event that quotes a name would keep it for ever, so each event is
told as it would have been, had the interviews come in with pseudonyms. What stood there before is handed to the
caller first, to be kept under lock and key.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as insert_once

from interviewcoder.errors import Refused
from interviewcoder.model import Span, Speaker, Transcript, Turn
from interviewcoder.store import engines, events, schema, wiping
from interviewcoder.store.rewriting import Free, NewText, Retelling, Retold

if TYPE_CHECKING:
    from interviewcoder.store.project import Project

_SALT = "pseudonym-salt"


@dataclass(frozen=True, slots=True)
class HeldText:
    """A version of a document's text, by the id that events name it by, also of a document that was removed."""

    id: str
    name: str
    format: str
    transcript: Transcript
    original: bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """A rewriting of the study, worked out and not yet done.

    ``before`` has payload and inverse of every event that changes, as they are now; ``after`` as they will be.
    ``blobs`` are the new texts and files by hash. ``stamp`` is the study's, for which the plan holds.
    """

    before: Mapping[str, list[Any]]
    after: Mapping[str, list[Any]]
    blobs: Mapping[str, bytes]
    stamp: int


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that was replaced, as a salted hash, and how many words it has."""

    hash: str
    words: int


# --- ask ------------------------------------------------------------------------------------------


def held_texts(project: Project) -> tuple[HeldText, ...]:
    """Every version of every text that the study holds."""
    version, document, blob = schema.text_version, schema.document, schema.blob
    with project._engine.connect() as conn:
        kept = {row.sha256: bytes(row.bytes) for row in conn.execute(select(blob))}
        query = select(version, document.c.name).join(document, document.c.id == version.c.document)
        rows = conn.execute(query.order_by(document.c.name, version.c.document, version.c.version)).all()
    return tuple(
        HeldText(
            row.id,
            row.name,
            row.format,
            Transcript(
                kept[row.sha256].decode("utf-8"),
                tuple(Turn(label, Speaker(who), *rest) for label, who, *rest in row.turns),
                tuple(Span(*sentence) for sentence in row.sentences),
            ),
            kept.get(row.original_sha256, b""),
        )
        for row in rows
    )


def identity(project: Project) -> str:
    """What a key file knows the study by: the id of its first event, the same in every copy."""
    table = schema.event
    query = select(table.c.id).order_by(table.c.lamport, table.c.replica, table.c.id).limit(1)
    with project._engine.connect() as conn:
        return str(conn.execute(query).scalar_one())


def rounds(project: Project) -> tuple[str, ...]:
    """The ids of the rounds of replacing that hold, the oldest first; putting the names back ends one."""
    held: list[str] = []
    for event in project.ask.history():
        if event.kind == "pseudonyms.apply":
            held.append(str(event.payload["round"]))
        elif event.kind == "pseudonyms.reidentify" and event.payload["round"] in held:
            held.remove(event.payload["round"])
    return tuple(held)


def salt(project: Project) -> bytes:
    """What the study's hashes of names are salted with; empty while it has none."""
    with project._engine.connect() as conn:
        kept = conn.execute(select(schema.meta.c.value).where(schema.meta.c.key == _SALT)).scalar()
    return bytes.fromhex(kept or "")


def known_names(project: Project) -> tuple[KnownName, ...]:
    """The hashes of the names that were replaced."""
    with project._engine.connect() as conn:
        return tuple(KnownName(row.hash, row.words) for row in conn.execute(select(schema.known_name)))


# --- work out -------------------------------------------------------------------------------------


def plan(
    project: Project, texts: Mapping[str, NewText], free: Free, restored: Mapping[str, list[Any]] | None = None
) -> Plan:
    """Work out what becomes of every event when the texts, by id, become those given; writes nothing.

    ``free`` replaces names in whatever else is written, such as memos. ``restored`` has events, as ``Plan.before``
    did, that are put back to the letter.
    """
    held = {each.id: each.transcript for each in held_texts(project)}
    retelling = Retelling({id: Retold.of(held[id], new, free) for id, new in texts.items()}, free)
    before: dict[str, list[Any]] = {}
    after: dict[str, list[Any]] = {}
    stamp = project.ask.stamp()
    with engines.said_plainly(project.path), project._engine.connect() as conn:
        events.see_all(conn)  # also what lies under a seal: no name may stay anywhere
        told = events.read(conn)
    for event in told:
        now = [dict(event.payload), event.inverse]
        payload = retelling.payload(event.kind, event.payload)
        inverse = event.inverse and [event.inverse[0], retelling.payload(*event.inverse)]
        then = (restored or {}).get(event.id, [payload, inverse])
        if then != now:
            before[event.id], after[event.id] = now, then
    blobs = {hashlib.sha256(content).hexdigest(): content for new in texts.values() for content in _contents(new)}
    return Plan(before, after, blobs, stamp)


def _contents(new: NewText) -> Iterable[bytes]:
    return new.text.encode("utf-8"), new.original


# --- carry out ------------------------------------------------------------------------------------


def carry_out(
    project: Project,
    coder: str,
    plan: Plan,
    kind: str,
    payload: Mapping[str, Any],
    known: Collection[KnownName] | None,
) -> bool:
    """Do what was planned, in one transaction, and wipe what stood there before from the file.

    ``kind`` and ``payload`` are the event that tells of it; ``known`` are names to add to those known, None forgets
    all. Returns whether all was wiped; not while another program is looking, and then the last to close the study
    does it.

    Raises Refused when the study changed since it was planned; then nothing is changed.
    """
    with project._writing() as conn:
        events.see_all(conn)
        wiping.before(conn)
        if conn.execute(select(func.max(schema.event.c.seq))).scalar() != plan.stamp:
            raise Refused("store.changed-meanwhile", path=project.path)
        for digest, content in plan.blobs.items():
            conn.execute(insert_once(schema.blob).values(sha256=digest, bytes=content).on_conflict_do_nothing())
        for id, (told, inverse) in plan.after.items():
            changed = update(schema.event).where(schema.event.c.id == id).values(payload=told, inverse=inverse)
            conn.execute(changed)
        events.replay(conn)
        events.append(conn, project._replica(conn), coder, kind, payload)
        _drop_unused_blobs(conn)
        _remember(conn, known)
        wiping.after(conn)
    return wiping.wipe(project._engine)


def make_salt(project: Project) -> bytes:
    """The salt for hashes of names, made when there is none yet."""
    if not salt(project):
        with project._writing() as conn:
            row = {"key": _SALT, "value": os.urandom(16).hex()}
            conn.execute(insert_once(schema.meta).values(row).on_conflict_do_nothing())
    return salt(project)


def override(project: Project, coder: str, what: str, count: int, reason: str) -> None:
    """Record that something left the program although it may name someone. Raises Refused without a reason."""
    if not reason.strip():
        raise Refused("store.override-without-reason")
    project._record(coder, "export.override", {"what": what, "count": count, "reason": reason.strip()})


def _drop_unused_blobs(conn: Connection) -> None:
    version, blob = schema.text_version, schema.blob
    used = select(version.c.sha256).union(select(version.c.original_sha256))
    conn.execute(delete(blob).where(blob.c.sha256.not_in(used)))


def _remember(conn: Connection, known: Collection[KnownName] | None) -> None:
    table = schema.known_name
    if known is None:
        conn.execute(delete(table))
    elif known:
        rows = [{"hash": each.hash, "words": each.words} for each in known]
        conn.execute(insert_once(table).on_conflict_do_nothing(), rows)
