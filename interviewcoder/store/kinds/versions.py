"""Events about corrections: a new version of a text, taken back or brought back, and the places of codings in it.

What holds for a document follows from its versions: the newest that was not taken back is in use. A coding without a
place in that one keeps the place it had, and its ``version`` shows that it waits for a person.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, select, text, update
from sqlalchemy.dialects.sqlite import insert

from interviewcoder.model import Span
from interviewcoder.store import schema
from interviewcoder.store.kinds.kind import Happened, Inverse, Kind, Payload
from interviewcoder.store.kinds.passages import forget, index
from interviewcoder.store.places import place_in

_PLACE = ("start", "end", "quote", "before", "after", "word_start", "word_end")
_COLUMNS = ", ".join(f'"{name}"' for name in ("version", *_PLACE))
_TURN = ("label", "speaker", "start", "end", "time_start", "time_end")

_HOLD = f"INSERT INTO coding_place (coding, {_COLUMNS}) SELECT guid, {_COLUMNS} FROM coding WHERE "
_PUT = (
    f"UPDATE coding SET ({_COLUMNS}) = (SELECT {_COLUMNS} FROM coding_place WHERE coding_place.coding = coding.guid "
    "ORDER BY coding_place.version = :version DESC, coding_place.version < :version DESC, "
    "abs(coding_place.version - :version) LIMIT 1) WHERE "
)
_HELD = " AND EXISTS (SELECT 1 FROM coding_place WHERE coding_place.coding = coding.guid)"
_OF_DOCUMENT, _ONE = "document = :document", "guid = :coding"
_ONCE = " ON CONFLICT DO NOTHING"


def enter(conn: Connection, payload: Payload, document: str, number: int, id: str, base: int) -> None:
    """Enter a version of a text, from an event that holds its turns, sentences and hashes."""
    names = ("format", "sha256", "original_sha256", "length", "words", "turns", "sentences")
    row = {name: payload[name] for name in names} | {"kept": payload.get("kept", [])}
    conn.execute(insert(schema.text_version).values(document=document, version=number, id=id, base=base, **row))


def enter_voices(conn: Connection, payload: Payload) -> None:
    """Enter which respondents speak under which labels, as far as an event tells and it is not known."""
    rows = [
        {"document": payload["guid"], "label": label, "pseudonym": pseudonym}
        for label, pseudonym in payload.get("voices", ())
    ]
    if rows:
        conn.execute(insert(schema.voice).on_conflict_do_nothing(), rows)


def show(conn: Connection, document: str) -> None:
    """Bring a document, its turns, the index and its codings to the newest version that was not taken back."""
    version = schema.text_version
    newest = select(version).where(version.c.document == document, version.c.removed == 0)
    row = conn.execute(newest.order_by(version.c.version.desc()).limit(1)).one()
    names = ("version", "format", "sha256", "original_sha256", "length", "words")
    values = {name: getattr(row, name) for name in names}
    conn.execute(update(schema.document).where(schema.document.c.id == document).values(values))
    forget(conn, document)
    conn.execute(delete(schema.turn).where(schema.turn.c.document == document))
    turns = [
        {"document": document, "version": row.version, "number": number, **dict(zip(_TURN, turn, strict=True))}
        for number, turn in enumerate(row.turns)
    ]
    if turns:
        conn.execute(insert(schema.turn), turns)
    index(conn, document)
    where = {"document": document}
    conn.execute(text(_HOLD + _OF_DOCUMENT + _ONCE), where)
    conn.execute(text(_PUT + _OF_DOCUMENT + _HELD), {**where, "version": row.version})


def version_of(conn: Connection, payload: Payload) -> int:
    """The number of the version that an event speaks of; events from before there were versions mean the first."""
    version = schema.text_version
    if "text" not in payload:
        return 1
    return int(conn.execute(select(version.c.version).where(version.c.id == payload["text"])).scalar() or 0)


# --- corrections ----------------------------------------------------------------------------------


def _revise(conn: Connection, payload: Payload, _: Happened) -> None:
    version, document = schema.text_version, payload["guid"]
    known = conn.execute(select(version.c.id).where(version.c.id == payload["text"])).first()
    base = conn.execute(select(version.c.version).where(version.c.id == payload["base"])).scalar()
    content = conn.execute(select(schema.blob.c.bytes).where(schema.blob.c.sha256 == payload["sha256"])).scalar()
    if known or base is None or content is None:
        return
    newest = conn.execute(select(func.max(version.c.version)).where(version.c.document == document)).scalar_one()
    enter(conn, payload, document, newest + 1, payload["text"], base)
    enter_voices(conn, payload)
    whole = content.decode("utf-8")
    rows = [
        {"coding": guid, "version": newest + 1, **place_in(whole, Span(start, end), Span(*words))}
        for guid, (start, end, *words) in payload["places"].items()
    ]
    if rows:
        conn.execute(insert(schema.coding_place), rows)
    show(conn, document)


def _unrevise(_: Connection, payload: Payload) -> Inverse:
    return "revision.remove", {name: payload[name] for name in ("guid", "name", "text")}


def _turning(kind: str) -> Kind:
    """Taking a correction back and bringing it back are each other's inverse."""
    removed, back = (1, "revision.restore") if kind == "revision.remove" else (0, "revision.remove")

    def apply(conn: Connection, payload: Payload, _: Happened) -> None:
        version = schema.text_version
        changed = update(version).where(version.c.id == payload["text"]).values(removed=removed)
        if conn.execute(changed).rowcount:
            show(conn, payload["guid"])

    return Kind(kind, apply, lambda _, payload: (back, dict(payload)))


# --- what a person settled ------------------------------------------------------------------------


def _settle(conn: Connection, payload: Payload, _: Happened) -> None:
    version, place = schema.text_version, schema.coding_place
    query = select(version.c.version, schema.blob.c.bytes).where(
        version.c.id == payload["text"], schema.blob.c.sha256 == version.c.sha256
    )
    row, coding = conn.execute(query).first(), {"coding": payload["guid"]}
    if row is None:
        return
    span, words = Span(payload["start"], payload["end"]), Span(payload["word_start"], payload["word_end"])
    values = place_in(row.bytes.decode("utf-8"), span, words)
    conn.execute(text(_HOLD + _ONE + _ONCE), coding)
    entered = insert(place).values(**coding, version=row.version, **values)
    conn.execute(entered.on_conflict_do_update(index_elements=["coding", "version"], set_=values))
    _put(conn, payload["guid"])


def _settled_before(conn: Connection, payload: Payload) -> Inverse:
    about = {name: payload[name] for name in ("guid", "code", "quote", "text")}
    return _settled_as_it_is(conn, about) or ("review.reopen", about)


def _reopen(conn: Connection, payload: Payload, _: Happened) -> None:
    place = schema.coding_place
    conn.execute(delete(place).where(place.c.coding == payload["guid"], place.c.version == version_of(conn, payload)))
    _put(conn, payload["guid"])


def _settled_as_it_is(conn: Connection, payload: Payload) -> Inverse:
    place = schema.coding_place
    query = select(place).where(place.c.coding == payload["guid"], place.c.version == version_of(conn, payload))
    held = conn.execute(query).first()
    names = ("start", "end", "quote", "word_start", "word_end")
    return held and ("review.settle", {**payload, **{name: getattr(held, name) for name in names}})


def _put(conn: Connection, coding: str) -> None:
    """Bring one coding to its place in the version in use."""
    document = schema.document
    query = select(document.c.version).join(schema.coding, schema.coding.c.document == document.c.id)
    version = conn.execute(query.where(schema.coding.c.guid == coding)).scalar()
    if version is not None:
        conn.execute(text(_PUT + _ONE + _HELD), {"coding": coding, "version": version})


KINDS = (
    Kind("document.revise", _revise, _unrevise),
    _turning("revision.remove"),
    _turning("revision.restore"),
    Kind("review.settle", _settle, _settled_before),
    Kind("review.reopen", _reopen, _settled_as_it_is),
)
