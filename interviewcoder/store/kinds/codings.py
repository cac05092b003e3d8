"""Events about codings: applied, removed, their facets, their star."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from interviewcoder.store.kinds.kind import Happened, Inverse, Kind, Payload, removal
from interviewcoder.store.kinds.versions import version_of
from interviewcoder.store.schema import coding, starred_quote

_ABOUT = ("code", "quote")
_ENTER = insert(coding).on_conflict_do_nothing()


def _apply(conn: Connection, payload: Payload, event: Happened) -> None:
    row = {name: value for name, value in payload.items() if name != "text"}
    row |= {"version": version_of(conn, payload), "coder": event.coder, "at": event.at, "removed": 0}
    conn.execute(_ENTER, row)


def _unapply(_: Connection, payload: Payload) -> Inverse:
    return "coding.remove", {"guid": payload["guid"], **{name: payload[name] for name in _ABOUT}}


def _set_facets(conn: Connection, payload: Payload, _: Happened) -> None:
    conn.execute(update(coding).where(coding.c.guid == payload["guid"]).values(facets=payload["facets"]))


def _facets_before(conn: Connection, payload: Payload) -> Inverse:
    before: Any = conn.execute(select(coding.c.facets).where(coding.c.guid == payload["guid"])).scalar()
    return "coding.facets", {**payload, "facets": before or {}}


def _star(conn: Connection, payload: Payload, event: Happened) -> None:
    if payload["starred"]:
        row = {"coding": payload["guid"], "coder": event.coder, "at": event.at}
        conn.execute(insert(starred_quote).values(row).on_conflict_do_nothing())
    else:
        conn.execute(delete(starred_quote).where(starred_quote.c.coding == payload["guid"]))


def _star_before(conn: Connection, payload: Payload) -> Inverse:
    held = conn.execute(select(starred_quote).where(starred_quote.c.coding == payload["guid"])).first()
    return "coding.star", {**payload, "starred": held is not None}


def _confirm(conn: Connection, payload: Payload, _: Happened) -> None:
    changed = update(coding).where(coding.c.guid == payload["guid"])
    conn.execute(changed.values(codebook_version=payload["codebook_version"]))


def _version_before(conn: Connection, payload: Payload) -> Inverse:
    before = conn.execute(select(coding.c.codebook_version).where(coding.c.guid == payload["guid"])).scalar()
    return None if before is None else ("coding.confirm", {**payload, "codebook_version": before})


KINDS = (
    Kind("coding.apply", _apply, _unapply),
    *removal("coding", coding, _ABOUT),
    Kind("coding.facets", _set_facets, _facets_before),
    Kind("coding.star", _star, _star_before),
    Kind("coding.confirm", _confirm, _version_before),
)
