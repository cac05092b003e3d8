"""Events about the work itself: what was read, and what was decided on suggestions."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from interviewcoder.store.kinds.kind import Happened, Inverse, Kind, Payload, removal
from interviewcoder.store.kinds.versions import version_of
from interviewcoder.store.schema import reading, suggestion_decision


def _read(conn: Connection, payload: Payload, event: Happened) -> None:
    row = {name: payload[name] for name in ("guid", "document", "start", "end")}
    row |= {"version": version_of(conn, payload), "coder": event.coder, "at": event.at, "removed": 0}
    conn.execute(insert(reading).values(row).on_conflict_do_nothing())


def _unread(_: Connection, payload: Payload) -> Inverse:
    return "reading.remove", {"guid": payload["guid"], "name": payload["name"]}


def _decide(conn: Connection, payload: Payload, event: Happened) -> None:
    row = {name: value for name, value in payload.items() if name != "text"}
    row |= {"version": version_of(conn, payload), "coder": event.coder, "at": event.at, "removed": 0}
    conn.execute(insert(suggestion_decision).values(row).on_conflict_do_nothing())


def _undecide(_: Connection, payload: Payload) -> Inverse:
    return "suggestion.remove", {name: payload[name] for name in ("guid", "decision", "code")}


KINDS = (
    Kind("reading.mark", _read, _unread),
    *removal("reading", reading, ("name",)),
    Kind("suggestion.decide", _decide, _undecide),
    *removal("suggestion", suggestion_decision, ("decision", "code")),
)
