"""The past of a study: what was taken back, one action undone out of turn, and the study as it was at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.store import encryption, events, log, schema
from interviewcoder.store.conflicts import Key, fields_of
from interviewcoder.store.events import Event, parts_of, tells_of
from interviewcoder.store.merging import Copy, begin, blobs_of, copy_for
from interviewcoder.store.rounds import held_fast
from interviewcoder.store.rows import UNSEEN

if TYPE_CHECKING:
    from interviewcoder.store.project import Project

SHORT = 8
"""How many of the last characters of an event's id people are shown; the first are a time, and much alike."""
_AS_OF = "as_of"
_STANDS = "CREATE TRIGGER as_it_was BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'as it was'); END"
_MAKES = {
    *("document.import", "document.revise", "coding.apply", "memo.write", "reading.mark", "suggestion.decide"),
    *("difference.settle", "round.new"),
}
"""Kinds that bring something into being, so that whatever names it later builds on it."""


def undone(newest_first: Iterable[Event]) -> set[str]:
    """The ids of the events that are taken back: by an undo that was not undone itself."""
    taken_back: set[str] = set()
    for event in newest_first:
        if event.undoes and event.id not in taken_back:
            taken_back.add(event.undoes)
    return taken_back


def undo_one(project: Project, coder: str, reference: str) -> str:
    """Take back one action of a coder, by its id or the end of it, whatever was done since; says in words which.

    Raises Refused for an action that is not there, another's, one that was taken back, took something back itself or
    stands fast, and where something that was done since builds on it.
    """
    with project._writing() as conn:
        told = events.read(conn, unseen=set(conn.execute(UNSEEN, {"viewer": coder}).scalars()))
        event = _found(told, reference)
        gone = undone(reversed(told))
        words = log.in_words(event, project.codebook)
        if event.coder != coder:
            raise Refused("history.not-yours", coder=event.coder)
        if event.undoes:
            raise Refused("history.undo-itself", what=words)
        if event.id in gone:
            raise Refused("history.undone-already", what=words)
        if event.inverse is None or held_fast(project, coder, event):
            raise Refused("history.stands-fast", what=words)
        since = [each for each in told[told.index(event) + 1 :] if not each.undoes and each.id not in gone]
        if builds := next((each for each in since if _builds_on(each, event)), None):
            raise Refused(
                "history.built-on",
                what=words,
                later=log.in_words(builds, project.codebook),
                coder=builds.coder,
                id=builds.id[-SHORT:],
            )
        done = (events.one(conn, id) for id in reversed(events.stacks(conn, coder).undo))
        last = next(each for each in done if events.origin(conn, each).id == event.id)  # itself, or what redid it
        kind, payload = last.inverse or event.inverse
        events.append(conn, project._replica(conn), coder, kind, payload, undoes=last.id)
    project.look_again()
    return words


def _found(told: Sequence[Event], reference: str) -> Event:
    found = [event for event in told if event.id.endswith(reference)] if reference else []
    if len(found) != 1:
        raise Refused("history.no-event" if not found else "history.many-events", reference=reference)
    return found[0]


def _builds_on(later: Event, event: Event) -> bool:
    made: set[str] = set()
    written: set[Key] = set()
    for kind, payload in parts_of(event):
        fields = {key for key, _ in fields_of(kind, payload)}
        if kind in _MAKES or not fields:
            made.add(str(payload.get("text" if kind == "document.revise" else "guid", "")))
        else:
            written |= fields
    if tells_of(later, made - {""}):
        return True
    fields = {key for kind, payload in parts_of(later) for key, _ in fields_of(kind, payload)}
    codebook = any(key[0] == "codebook" for key in written) and any(key[0] == "codebook" for key in fields)
    return codebook or not written.isdisjoint(fields)


# --- as it was ------------------------------------------------------------------------------------


def moment(text: str) -> str:
    """The moment that people write as a day, which means its end, or a day and a time, in UTC as events have it.

    Raises Refused for what is none.
    """
    with suppress(ValueError):
        at = datetime.fromisoformat(text)
        if len(text) <= len("2025-11-24"):
            at += timedelta(days=1, milliseconds=-1)
        return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    raise Refused("history.no-moment", value=text)


def is_past(project: Project) -> bool:
    """Whether a study shows a moment of another."""
    with project._engine.connect() as conn:
        return conn.execute(select(schema.meta).where(schema.meta.c.key == _AS_OF)).first() is not None


def copy_as_it_was(project: Project, at: str) -> Copy:
    """What a study held at a moment (see :func:`moment`), as far as may be seen now. Raises Refused for one before
    it was begun."""
    whole = copy_for(project, project.ask.viewer)
    told = [event for event in whole.events if event.at <= at]
    if not told or told[0].id != whole.events[0].id:
        raise Refused("history.nothing-yet", at=_minute(at), begun=_minute(whole.events[0].at))
    named = blobs_of(told)
    return Copy(whole.name, told, {digest: content for digest, content in whole.blobs.items() if digest in named})


def write_as_it_was(project: Project, at: str, path: Path) -> int:
    """Write a study as it was at a moment to a file of its own, which says so in its name and takes no more changes,
    and has the password of the study; returns the number of events. Raises Refused where something stands there, and
    as :func:`copy_as_it_was` does."""
    copy = copy_as_it_was(project, at)
    with encryption.beginning(path, encryption.own_password(project.path)), begin(path, copy) as then:
        name = say("history.as-it-was", name=then.ask.properties()["name"], at=_minute(at))
        then.set(copy.events[0].coder, "name", name)
        with then._writing() as conn:
            conn.execute(insert(schema.meta).values(key=_AS_OF, value=at))
            conn.exec_driver_sql(_STANDS)
    return len(copy.events)


def _minute(at: str) -> str:
    return f"{at[:16].replace('T', ' ')} UTC"
