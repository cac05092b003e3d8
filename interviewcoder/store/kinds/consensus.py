"""Events about differences between coders: what was decided on them."""

from __future__ import annotations

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from interviewcoder.store.kinds.kind import Happened, Inverse, Kind, Payload, removal
from interviewcoder.store.schema import adjudication

_ABOUT = ("decision", "reason")


def _settle(conn: Connection, payload: Payload, event: Happened) -> None:
    row = {**payload, "coder": event.coder, "at": event.at}
    conn.execute(insert(adjudication).values(row).on_conflict_do_nothing())


def _unsettle(_: Connection, payload: Payload) -> Inverse:
    return "difference.remove", {name: payload[name] for name in ("guid", *_ABOUT)}


def _give_reason(conn: Connection, payload: Payload, _: Happened) -> None:
    changed = update(adjudication).where(adjudication.c.guid == payload["guid"])
    conn.execute(changed.values(reason=payload["reason"]))


def _reason_before(conn: Connection, payload: Payload) -> Inverse:
    query = select(adjudication.c.reason).where(adjudication.c.guid == payload["guid"])
    return "difference.reason", {**payload, "reason": conn.execute(query).scalar() or ""}


KINDS = (
    Kind("difference.settle", _settle, _unsettle),
    *removal("difference", adjudication, _ABOUT),
    Kind("difference.reason", _give_reason, _reason_before),
)
