"""Events about the study as a whole: its name, coders, codebook, and the planned design."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from interviewcoder.store import schema
from interviewcoder.store.kinds.kind import Happened, Inverse, Kind, Payload

_MAY_LACK = {"attribution"}
"""Properties that a study can do without: taken back to what they were at first, they are empty."""


def _set(conn: Connection, payload: Payload, _: Happened) -> None:
    row = {"key": payload["key"], "value": payload["value"]}
    statement = insert(schema.study).values(row)
    conn.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": payload["value"]}))


def _set_before(conn: Connection, payload: Payload) -> Inverse:
    before = conn.execute(select(schema.study.c.value).where(schema.study.c.key == payload["key"])).scalar()
    if before is None and payload["key"] in _MAY_LACK:
        before = ""
    return None if before is None else ("study.set", {**payload, "value": before})


def _add_coder(conn: Connection, payload: Payload, _: Happened) -> None:
    conn.execute(insert(schema.coder).values(name=payload["name"]).on_conflict_do_nothing())


def _load_codebook(conn: Connection, payload: Payload, event: Happened) -> None:
    body: dict[str, Any] = payload["body"]
    row = {"version": body["version"], "at": event.at, "body": body}
    statement = insert(schema.codebook_version).values(row)
    conn.execute(statement.on_conflict_do_update(index_elements=["version"], set_={"body": body, "at": event.at}))
    _put_codes(conn, body)


def _put_codes(conn: Connection, body: dict[str, Any]) -> None:
    conn.execute(delete(schema.code))
    names = ("id", "parent", "key", "colour", "label")
    codes = [{name: code[name] for name in names} | {"position": i} for i, code in enumerate(body["codes"])]
    if codes:
        conn.execute(insert(schema.code), codes)


def _codebook_before(_: Connection, payload: Payload) -> Inverse:
    about = {name: payload[name] for name in ("title", "code", "rule", "added", "number")}
    return "codebook.withdraw", about


def _cues_before(_: Connection, payload: Payload) -> Inverse:
    return "codebook.cues-back", {name: payload[name] for name in ("title", "code", "added", "number")}


def _withdraw(conn: Connection, payload: Payload, event: Happened) -> None:
    """Back to the version before; which has the codes that were there."""
    table = schema.codebook_version
    conn.execute(delete(table).where(table.c.version == payload["number"]))
    last = conn.execute(select(table).order_by(table.c.version.desc()).limit(1)).first()
    if last is not None:
        _put_codes(conn, last.body)


def _withdrawn_before(conn: Connection, payload: Payload) -> Inverse:
    query = select(schema.codebook_version.c.body).where(schema.codebook_version.c.version == payload["number"])
    body = conn.execute(query).scalar()
    return body and ("codebook.revise", {**payload, "body": body})


def _cues_back_before(conn: Connection, payload: Payload) -> Inverse:
    revised = _withdrawn_before(conn, payload)
    return revised and ("codebook.cues", revised[1])


def _plan(conn: Connection, payload: Payload, _: Happened) -> None:
    conn.execute(delete(schema.planned_interview))
    for company in payload["companies"]:
        statement = insert(schema.company).values(company)
        values = {name: company[name] for name in ("sector", "region")}
        conn.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))
    if payload["planned"]:
        conn.execute(insert(schema.planned_interview).on_conflict_do_nothing(), payload["planned"])


def _plan_before(conn: Connection, payload: Payload) -> Inverse:
    """The design as it stands. Its own kind takes it back and brings it back, so ``way`` says which of the two."""

    def rows(table: Any) -> list[dict[str, Any]]:
        return [dict(row._mapping) for row in conn.execute(select(table))]

    way = "restore" if payload.get("way") == "remove" else "remove"
    return "study.plan", {"companies": rows(schema.company), "planned": rows(schema.planned_interview), "way": way}


def _never(_: Connection, __: Payload) -> Inverse:
    """A study without coders or a codebook is none, so these two stay."""
    return None


KINDS = (
    Kind("study.set", _set, _set_before),
    Kind("coder.add", _add_coder, _never),
    Kind("codebook.load", _load_codebook, _never),
    Kind("codebook.revise", _load_codebook, _codebook_before),
    Kind("codebook.withdraw", _withdraw, _withdrawn_before),
    Kind("codebook.cues", _load_codebook, _cues_before),
    Kind("codebook.cues-back", _withdraw, _cues_back_before),
    Kind("study.plan", _plan, _plan_before),
)
