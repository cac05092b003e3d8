"""Events about gaps: looked for and not found, or open after all."""

from __future__ import annotations

from sqlalchemy import Connection, update
from sqlalchemy.dialects.sqlite import insert

from interviewcoder.store.kinds.kind import Happened, Inverse, Kind, Payload
from interviewcoder.store.schema import closed_gap


def _close(conn: Connection, payload: Payload, event: Happened) -> None:
    row = {**payload, "coder": event.coder, "at": event.at, "removed": 0}
    statement = insert(closed_gap).values(row)
    conn.execute(statement.on_conflict_do_update(index_elements=["guid"], set_={"removed": 0}))


def _reopen(conn: Connection, payload: Payload, _: Happened) -> None:
    conn.execute(update(closed_gap).where(closed_gap.c.guid == payload["guid"]).values(removed=1))


def _to(kind: str) -> Kind:
    """The kind with the other one of the two for its inverse, about the same gap."""
    other = {"gap.close": "gap.reopen", "gap.reopen": "gap.close"}[kind]

    def back(_: Connection, payload: Payload) -> Inverse:
        return other, dict(payload)

    return Kind(kind, _close if kind == "gap.close" else _reopen, back)


KINDS = (_to("gap.close"), _to("gap.reopen"))
