"""Events about quotes: what is left out of one, its translation, and their order."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from interviewcoder.store.kinds.kind import Happened, Inverse, Kind, Payload
from interviewcoder.store.schema import quote_edit, quote_place


def _edit(conn: Connection, payload: Payload, event: Happened) -> None:
    conn.execute(delete(quote_edit).where(quote_edit.c.coding == payload["guid"]))
    if payload["left_out"] or payload["translation"]:
        row = {name: payload[name] for name in ("left_out", "quote", "translation")}
        conn.execute(insert(quote_edit).values(coding=payload["guid"], coder=event.coder, **row))


def _edit_before(conn: Connection, payload: Payload) -> Inverse:
    held = conn.execute(select(quote_edit).where(quote_edit.c.coding == payload["guid"])).first()
    if held is None:
        return "quote.edit", {**payload, "left_out": [], "translation": ""}
    before = {"left_out": held.left_out, "quote": held.quote, "translation": held.translation}
    return "quote.edit", {**payload, **before}


def _order(conn: Connection, payload: Payload, _: Happened) -> None:
    conn.execute(delete(quote_place).where(quote_place.c.coding.in_(list(payload["places"]))))
    given = [{"coding": guid, "place": place} for guid, place in payload["places"].items() if place]
    if given:
        conn.execute(insert(quote_place), given)


def _order_before(conn: Connection, payload: Payload) -> Inverse:
    query = select(quote_place).where(quote_place.c.coding.in_(list(payload["places"])))
    held = {row.coding: row.place for row in conn.execute(query)}
    return "quote.order", {**payload, "places": {guid: held.get(guid, 0) for guid in payload["places"]}}


KINDS = (Kind("quote.edit", _edit, _edit_before), Kind("quote.order", _order, _order_before))
