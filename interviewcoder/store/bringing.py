"""What another program made, brought in whole: codes, coders, interviews, codings and memos, in one transaction.

It becomes one event per coder, for the log says of each coding whose it is; each coder's undo takes back their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as insert_once

from interviewcoder.model import Codebook, Origin, Span
from interviewcoder.store import events, schema
from interviewcoder.store.codebooks import to_json
from interviewcoder.store.places import place_in
from interviewcoder.store.project import NewDocument, import_payload
from interviewcoder.store.rules import refuse_while_coding_blind
from interviewcoder.store.words import Words, respondents_words

if TYPE_CHECKING:
    from interviewcoder.store.project import Project


@dataclass(frozen=True, slots=True)
class BroughtCoding:
    """A coding of a coder; ``guid`` is the one it had, kept where it is a UUID that no other coding has.

    ``document`` is the id of one that is there, or the key of one that is brought along. ``text`` is the SHA-256 of
    the text that the span lies in, where that is not the one in use: then it waits for review.
    """

    guid: str
    coder: str
    document: str
    span: Span
    code: str
    facets: Mapping[str, str] = field(default_factory=dict)
    memo: str = ""
    starred: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class BroughtMemo:
    """A memo of a coder on a ``"document"`` or ``"coding"`` (by its name here), a ``"code"`` or the ``"study"``."""

    coder: str
    kind: str
    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Bringing:
    """What is to come in; ``codebook`` is a new version of it, if any, and ``documents`` go by a key."""

    coders: Sequence[str] = ()
    codebook: Codebook | None = None
    documents: Mapping[str, NewDocument] = field(default_factory=dict)
    codings: Sequence[BroughtCoding] = ()
    memos: Sequence[BroughtMemo] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """How many came in that were not there yet."""

    documents: int
    codings: int
    memos: int


def known_texts(project: Project) -> dict[str, str]:
    """By the SHA-256 of every text that a document has, or had before it was corrected, the id of that document."""
    table, version = schema.document, schema.text_version
    query = select(version.c.sha256, table.c.id).join(table, table.c.id == version.c.document)
    with project._engine.connect() as conn:
        return {row.sha256: row.id for row in conn.execute(query.where(table.c.removed == 0))}


def bring_in(project: Project, coder: str, what: Bringing) -> Brought:
    """Bring in all or none. A coding that its coder has already, on the same words with the same code, is passed
    over, and so is a memo that says the same of the same.

    The codes, spans and facets must be those of the study as it will be. Raises Refused when the file cannot be
    written; then nothing is changed.
    """
    if what.codebook:
        refuse_while_coding_blind(project)
    with project._writing() as conn:
        done = _Writing(project, conn).carry_out(coder, what)
    project.look_again()
    return done


@dataclass(frozen=True, slots=True)
class _Text:
    """A version of a document's text, by id and number."""

    id: str
    number: int
    said: str
    words: Words


class _Writing:
    """The events of what is brought in, within one transaction."""

    def __init__(self, project: Project, conn: Connection) -> None:
        self._project = project
        self._conn = conn
        self._replica = project._replica(conn)
        self._ids: dict[str, str] = {}
        self._texts: dict[tuple[str, str], _Text] = {}
        self._version = 0
        self._late: list[BroughtMemo] = []

    def carry_out(self, coder: str, what: Bringing) -> Brought:
        known = set(self._column(schema.coder.c.name))
        for name in dict.fromkeys((coder, *what.coders)):
            if name not in known:
                self._append(name, "coder.add", {"name": name})
        if what.codebook:
            body = {"body": to_json(what.codebook), "title": what.codebook.id}
            self._append(coder, "codebook.load", body)
        self._version = max(self._column(schema.codebook_version.c.version))
        self._bring_documents(coder, what.documents)
        parts: dict[str, list[list[Any]]] = {}
        codings = self._bring_codings(what.codings, parts)
        memos = self._bring_memos([*what.memos, *self._late], codings, parts)
        for name, made in parts.items():
            words = "did-many.import-codings" if made[0][0] == "coding.apply" else "did-many.import-memos"
            self._append(name, "batch", {"events": made, "words": words})
        new = sum(kind == "coding.apply" for made in parts.values() for kind, _ in made)
        return Brought(len(what.documents), new, memos)

    def _bring_documents(self, coder: str, documents: Mapping[str, NewDocument]) -> None:
        taken = set(self._column(schema.document.c.id))
        parts: list[list[Any]] = []
        for key, document in documents.items():
            text = document.transcript.text.encode("utf-8")
            digest = hashlib.sha256(text).hexdigest()
            payload = import_payload(document, digest) | {"guid": _kept(key, taken)}
            self._ids[key] = guid = payload["guid"]
            self._texts[guid, ""] = _Text(guid, 1, document.transcript.text, respondents_words(document.transcript))
            for name, content in ((digest, text), (payload["original_sha256"], document.original)):
                row = {"sha256": name, "bytes": content}
                self._conn.execute(insert_once(schema.blob).values(row).on_conflict_do_nothing())
            parts.append(["document.import", payload])
        if parts:
            self._append(coder, "batch", {"events": parts, "words": "did-many.import"})

    def _bring_codings(self, codings: Iterable[BroughtCoding], parts: dict[str, list[list[Any]]]) -> dict[str, str]:
        """Add the codings to each coder's parts; returns by what guid each is known here, those there already too.

        One that came back under its own guid is there, wherever its words lie by now; a memo or a star that it got
        elsewhere is added to it.
        """
        table = schema.coding
        names = (table.c.document, table.c.start, table.c.end, table.c.code, table.c.coder)
        columns = (*names, table.c.guid, table.c.quote)
        rows = self._conn.execute(select(*columns).where(table.c.removed == 0)).all()
        stars = set(self._column(schema.starred_quote.c.coding))
        there: dict[tuple[Any, ...], str] = {tuple(row)[:5]: row.guid for row in rows}
        own = {row.guid: row for row in rows}
        taken = set(self._column(table.c.guid))
        known: dict[str, str] = {}
        for each in codings:
            document = self._ids.get(each.document, each.document)
            place = (document, each.span.start, each.span.end, each.code, each.coder)
            row = own.get(each.guid)
            if row and (row.document, row.code, row.coder) == (document, each.code, each.coder):
                there[place] = each.guid
            if place not in there:
                there[place] = guid = _kept(each.guid, taken)
                payload = self._coding(each, document, guid)
                about = {name: payload[name] for name in ("guid", "code", "quote")}
                made = parts.setdefault(each.coder, [])
                made.append(["coding.apply", payload])
                if each.memo.strip():
                    made.append(["memo.write", _memo("coding", guid, each.memo)])
                if each.starred:
                    made.append(["coding.star", {**about, "starred": True}])
            elif row := own.get(there[place]):
                if each.memo.strip():
                    self._late.append(BroughtMemo(each.coder, "coding", each.guid, each.memo))
                if each.starred and row.guid not in stars:
                    about = {"guid": row.guid, "code": row.code, "quote": row.quote, "starred": True}
                    parts.setdefault(each.coder, []).append(["coding.star", about])
            known[each.guid] = there[place]
        return known

    def _coding(self, coding: BroughtCoding, document: str, guid: str) -> dict[str, Any]:
        text = self._text(document, coding.text)
        return {
            "guid": guid,
            "document": document,
            "version": text.number,
            "text": text.id,
            **place_in(text.said, coding.span, text.words.touched(coding.span)),
            "code": coding.code,
            "origin": Origin.IMPORT.value,
            "codebook_version": self._version,
            "facets": dict(coding.facets),
        }

    def _text(self, document: str, digest: str) -> _Text:
        """The text of a document that is in use, or the version of it with this hash."""
        if (document, digest) not in self._texts:
            version, table = schema.text_version, schema.document
            query = select(version.c.id, version.c.version).join(table, table.c.id == version.c.document)
            wanted = version.c.sha256 == digest if digest else version.c.version == table.c.version
            query = query.where(table.c.id == document, wanted).order_by(version.c.version.desc())
            row = self._conn.execute(query.limit(1)).one()
            transcript = self._project.ask.transcript(document, row.version)
            self._texts[document, digest] = _Text(row.id, row.version, transcript.text, respondents_words(transcript))
        return self._texts[document, digest]

    def _bring_memos(
        self, memos: Iterable[BroughtMemo], codings: Mapping[str, str], parts: dict[str, list[list[Any]]]
    ) -> int:
        table = schema.memo
        names = (table.c.target_kind, table.c.target, table.c.text)
        there = {tuple(row) for row in self._conn.execute(select(*names).where(table.c.removed == 0))}
        brought = 0
        for each in memos:
            targets = codings if each.kind == "coding" else self._ids
            memo = _memo(each.kind, targets.get(each.target, each.target), each.text)
            place = (memo["target_kind"], memo["target"], memo["text"])
            if place not in there:
                there.add(place)
                parts.setdefault(each.coder, []).append(["memo.write", memo])
                brought += 1
        return brought

    def _append(self, coder: str, kind: str, payload: Mapping[str, Any]) -> None:
        events.append(self._conn, self._replica, coder, kind, payload)

    def _column(self, column: Any) -> list[Any]:
        return list(self._conn.execute(select(column)).scalars())


def _memo(kind: str, target: str, text: str) -> dict[str, str]:
    return {"guid": events.new_id(), "target_kind": kind, "target": target, "text": text.strip()}


def _kept(guid: str, taken: set[str]) -> str:
    """The guid that something had, where it is a UUID in the form that ours have and not taken; else a new one."""
    try:
        kept = str(UUID(guid)) if len(guid) == 36 else ""
    except ValueError:
        kept = ""
    if not kept or kept in taken:
        kept = events.new_id()
    taken.add(kept)
    return kept
