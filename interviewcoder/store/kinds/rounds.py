"""Events about rounds of blind coding: planned, sealed, done by a coder, revealed.

Sealing and revealing cannot be taken back: what has been seen has been seen.
"""

from __future__ import annotations

from sqlalchemy import Connection, update
from sqlalchemy.dialects.sqlite import insert

from interviewcoder.store.kinds.kind import Happened, Inverse, Kind, Payload
from interviewcoder.store.schema import round_, round_coder, round_document

_LISTS = ("documents", "coders")


def _new(conn: Connection, payload: Payload, event: Happened) -> None:
    row = {name: value for name, value in payload.items() if name not in _LISTS}
    row |= {"coder": event.coder, "at": event.at}
    conn.execute(insert(round_).values(row).on_conflict_do_nothing())
    for table, column, values in (
        (round_document, "document", payload["documents"]),
        (round_coder, "coder", payload["coders"]),
    ):
        rows = [{"round": payload["guid"], column: value} for value in values]
        if rows:
            conn.execute(insert(table).on_conflict_do_nothing(), rows)


def _about(payload: Payload) -> Payload:
    return {name: payload[name] for name in ("guid", "name")}


def _removing(removed: int) -> Kind:
    """Only a round that was never sealed goes; a seal holds whatever else is said of the round."""
    name, back = ("round.remove", "round.restore") if removed else ("round.restore", "round.remove")

    def apply(conn: Connection, payload: Payload, _: Happened) -> None:
        changed = update(round_).where(round_.c.guid == payload["guid"], round_.c.sealed == "")
        conn.execute(changed.values(removed=removed))

    return Kind(name, apply, lambda _, payload: (back, _about(payload)))


def _seal(conn: Connection, payload: Payload, event: Happened) -> None:
    changed = update(round_).where(round_.c.guid == payload["guid"], round_.c.sealed == "")
    conn.execute(changed.values(sealed=event.at, removed=0))


def _finishing(done: bool) -> Kind:
    """A coder is done, or not yet after all."""
    name, back = ("round.done", "round.undone") if done else ("round.undone", "round.done")

    def apply(conn: Connection, payload: Payload, event: Happened) -> None:
        theirs = (round_coder.c.round == payload["guid"], round_coder.c.coder == event.coder)
        conn.execute(update(round_coder).where(*theirs).values(done=event.at if done else ""))

    return Kind(name, apply, lambda _, payload: (back, _about(payload)))


def _reveal(conn: Connection, payload: Payload, event: Happened) -> None:
    changed = update(round_).where(round_.c.guid == payload["guid"], round_.c.revealed == "")
    conn.execute(changed.values(revealed=event.at, revealed_by=event.coder, reason=payload["reason"]))


def _never(_: Connection, __: Payload) -> Inverse:
    return None


KINDS = (
    Kind("round.new", _new, lambda _, payload: ("round.remove", _about(payload))),
    _removing(1),
    _removing(0),
    Kind("round.seal", _seal, _never),
    _finishing(True),
    _finishing(False),
    Kind("round.reveal", _reveal, _never),
)
