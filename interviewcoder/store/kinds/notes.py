"""Events about memos: written, rewritten, removed."""

from __future__ import annotations

from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from interviewcoder.store.kinds.kind import Happened, Inverse, Kind, Payload, removal
from interviewcoder.store.schema import memo


def _write(conn: Connection, payload: Payload, event: Happened) -> None:
    row = {**payload, "coder": event.coder, "at": event.at, "removed": 0}
    conn.execute(insert(memo).values(row).on_conflict_do_nothing())


def _unwrite(_: Connection, payload: Payload) -> Inverse:
    return "memo.remove", {"guid": payload["guid"], "text": payload["text"]}


def _rewrite(conn: Connection, payload: Payload, _: Happened) -> None:
    conn.execute(update(memo).where(memo.c.guid == payload["guid"]).values(text=payload["text"]))


def _text_before(conn: Connection, payload: Payload) -> Inverse:
    before = conn.execute(select(memo.c.text).where(memo.c.guid == payload["guid"])).scalar()
    return None if before is None else ("memo.rewrite", {"guid": payload["guid"], "text": before})


KINDS = (
    Kind("memo.write", _write, _unwrite),
    Kind("memo.rewrite", _rewrite, _text_before),
    *removal("memo", memo, ("text",)),
)
