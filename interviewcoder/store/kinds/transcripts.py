"""Events about transcripts: imported, assigned to a respondent or several, removed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from interviewcoder.store import schema
from interviewcoder.store.kinds.kind import Happened, Inverse, Kind, Payload
from interviewcoder.store.kinds.passages import forget, index
from interviewcoder.store.kinds.versions import enter, enter_voices, show
from interviewcoder.store.rows import VOICES

_RESPONDENT = ("pseudonym", "role", "company")


def _import(conn: Connection, payload: Payload, event: Happened) -> None:
    known = conn.execute(select(schema.document.c.id).where(schema.document.c.id == payload["guid"])).first()
    if known:
        return
    names = ("name", "format", "date", "sha256", "original_sha256", "length", "words", "pseudonym")
    conn.execute(insert(schema.document).values(id=payload["guid"], **{name: payload[name] for name in names}))
    enter(conn, payload, payload["guid"], 1, payload["guid"], 1)
    show(conn, payload["guid"])
    _remember(conn, payload)


def _remember(conn: Connection, payload: Payload) -> None:
    """Enter whose interview it is, and of a group interview who speaks under which label. Events from before there
    were group interviews say nothing of that."""
    for respondent in filter(None, (payload["respondent"], *payload.get("respondents", ()))):
        _remember_respondent(conn, respondent)
    conn.execute(delete(schema.voice).where(schema.voice.c.document == payload["guid"]))
    enter_voices(conn, payload)


def _remember_respondent(conn: Connection, respondent: Payload) -> None:
    """Enter a respondent and the company. What is not known of them does not wipe out what was."""
    values = {name: respondent[name] for name in ("role", "company")}
    statement = insert(schema.respondent).values(pseudonym=respondent["pseudonym"], **values)
    known = {name: value for name, value in values.items() if value} or {"pseudonym": respondent["pseudonym"]}
    conn.execute(statement.on_conflict_do_update(index_elements=["pseudonym"], set_=known))
    if respondent["company"]:
        company = {name: respondent.get(name, "") for name in ("sector", "region")}
        conn.execute(insert(schema.company).values(id=respondent["company"], **company).on_conflict_do_nothing())


def _unimport(conn: Connection, payload: Payload) -> Inverse:
    told = [each for each in (payload["respondent"], *payload.get("respondents", ())) if each]
    known = [who for who in _known_before(conn, payload).get("known", []) if any(_adds(each, who) for each in told)]
    about = {"guid": payload["guid"], "name": payload["name"]}
    return "document.remove", about | ({"known": known} if known else {})


def _adds(told: Payload, known: Payload) -> bool:
    """Whether an import tells of a respondent what was not known before it."""
    same = told["pseudonym"] == known["pseudonym"]
    return same and any(told[name] and told[name] != known[name] for name in ("role", "company"))


def _assign(conn: Connection, payload: Payload, _: Happened) -> None:
    _remember(conn, payload)
    _know_as_before(conn, payload)
    respondent = payload["respondent"]
    values = {"pseudonym": respondent["pseudonym"] if respondent else "", "date": payload["date"]}
    conn.execute(update(schema.document).where(schema.document.c.id == payload["guid"]).values(values))


def _know_as_before(conn: Connection, payload: Payload) -> None:
    """Know respondents as what this takes back found them, an unknown role or company too."""
    for known in payload.get("known", ()):
        own = schema.respondent.c.pseudonym == known["pseudonym"]
        conn.execute(update(schema.respondent).where(own).values({name: known[name] for name in _RESPONDENT}))


def _assigned_before(conn: Connection, payload: Payload) -> Inverse:
    document, respondent = schema.document, schema.respondent
    joined = document.outerjoin(respondent, document.c.pseudonym == respondent.c.pseudonym)
    query = select(document.c.date, respondent).select_from(joined).where(document.c.id == payload["guid"])
    row = conn.execute(query).first()
    if row is None:
        return None
    before = {"pseudonym": row.pseudonym, "role": row.role, "company": row.company} if row.pseudonym else None
    about = {name: payload[name] for name in ("guid", "name")} | _known_before(conn, payload)
    return "document.assign", {**about, "date": row.date, "respondent": before, **_voices_before(conn, payload)}


def _known_before(conn: Connection, payload: Payload) -> dict[str, list[dict[str, str]]]:
    """The respondents that an event may tell more of, each as known before it."""
    told = filter(None, (payload.get("respondent"), *payload.get("respondents", ()), *payload.get("known", ())))
    names = {each["pseudonym"] for each in told}
    table = schema.respondent
    query = select(table).where(table.c.pseudonym.in_(names)).order_by(table.c.pseudonym)
    known = [{name: getattr(row, name) or "" for name in _RESPONDENT} for row in conn.execute(query)]
    return {"known": known} if known else {}


def _voices_before(conn: Connection, payload: Payload) -> dict[str, list[Any]]:
    rows = conn.execute(VOICES.where(schema.voice.c.document == payload["guid"])).all()
    people = {row.pseudonym: {name: getattr(row, name) or "" for name in _RESPONDENT} for row in rows}
    if not people:
        return {}
    return {"voices": [[row.label, row.pseudonym] for row in rows], "respondents": list(people.values())}


def _remove(conn: Connection, payload: Payload, _: Happened) -> None:
    conn.execute(update(schema.document).where(schema.document.c.id == payload["guid"]).values(removed=1))
    _know_as_before(conn, payload)
    forget(conn, payload["guid"])


def _restore(conn: Connection, payload: Payload, _: Happened) -> None:
    conn.execute(update(schema.document).where(schema.document.c.id == payload["guid"]).values(removed=0))
    _know_as_before(conn, payload)
    forget(conn, payload["guid"])
    index(conn, payload["guid"])


def _other(kind: str) -> Kind:
    """Removing and restoring are each other's inverse."""
    apply, back = (_remove, "document.restore") if kind == "document.remove" else (_restore, "document.remove")
    return Kind(kind, apply, lambda conn, payload: (back, {**payload, **_known_before(conn, payload)}))


KINDS = (
    Kind("document.import", _import, _unimport),
    Kind("document.assign", _assign, _assigned_before),
    _other("document.remove"),
    _other("document.restore"),
)
