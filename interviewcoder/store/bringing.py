"""What another program made, brought in whole: codes, coders, interviews, codings and memos, in one transaction.

It becomes one event per coder, for the log says of each coding whose it is; each coder's undo takes back their own.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as insert_once

from interviewcoder.errors import Refused
from interviewcoder.model import Codebook, Origin
from interviewcoder.store import events, schema
from interviewcoder.store.brought import Bringing, Brought, BroughtCoding, BroughtMemo
from interviewcoder.store.checks import check_code, check_facets, check_span
from interviewcoder.store.codebooks import to_json
from interviewcoder.store.places import place_in
from interviewcoder.store.project import NewDocument, import_payload
from interviewcoder.store.returning import Held
from interviewcoder.store.rules import refuse_while_coding_blind
from interviewcoder.store.words import Words, respondents_words

if TYPE_CHECKING:
    from interviewcoder.store.project import Project


def known_texts(project: Project) -> dict[str, str]:
    """By the SHA-256 of every text that a document has, or had before it was corrected, the id of that document."""
    table, version = schema.document, schema.text_version
    query = select(version.c.sha256, table.c.id).join(table, table.c.id == version.c.document)
    with project._engine.connect() as conn:
        return {row.sha256: row.id for row in conn.execute(query.where(table.c.removed == 0))}


def bring_in(project: Project, coder: str, what: Bringing) -> Brought:
    """Bring in all or none. A coding that its coder has already, on the same words with the same code, gets the
    facets, star and memo that it had not, and is not doubled; nor is a memo that says the same of the same.

    Raises Refused for a span, code or facet that the study as it will be has not, and when the file cannot be
    written; then nothing is changed.
    """
    if what.codebook:
        refuse_while_coding_blind(project)
    with project._writing() as conn:
        done = _Writing(project, conn, what.codebook or project.codebook).carry_out(coder, what)
    project.look_again()
    return done


def would_bring(project: Project, coder: str, what: Bringing) -> Brought:
    """What :func:`bring_in` would do, tried and taken back; the study stays as it is. Raises Refused as that does."""
    if what.codebook:
        refuse_while_coding_blind(project)
    with suppress(_TakenBack), project._writing() as conn:
        done = _Writing(project, conn, what.codebook or project.codebook).carry_out(coder, what)
        raise _TakenBack
    return done


class _TakenBack(Exception):
    """Ends a transaction that was only a trial."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A version of a document's text, by id and number."""

    id: str
    number: int
    said: str
    words: Words


class _Writing:
    """The events of what is brought in, within one transaction."""

    def __init__(self, project: Project, conn: Connection, codebook: Codebook) -> None:
        self._project = project
        self._conn = conn
        self._codebook = codebook
        self._replica = project._replica(conn)
        self._ids: dict[str, str] = {}
        self._texts: dict[tuple[str, str], _Text] = {}
        self._version = 0
        self._late: list[BroughtMemo] = []
        self._counts = Counter[str]()

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
        held = Held.of(self._conn)
        codings = self._bring_codings(what.codings, held, parts)
        self._bring_memos([*what.memos, *self._late], codings, parts)
        for name, made in parts.items():
            self._append(name, "batch", {"events": made, "words": _words(made)})
        return Brought(len(what.documents), **self._counts, differing=tuple(held.differing))

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

    def _bring_codings(
        self, codings: Iterable[BroughtCoding], held: Held, parts: dict[str, list[list[Any]]]
    ) -> dict[str, str]:
        """Add the codings to each coder's parts; returns by what guid each is known here, those there already too."""
        taken = held.taken
        known: dict[str, str] = {}
        for each in codings:
            document = self._ids.get(each.document, each.document)
            guid = held.find(each, document)
            made = parts.get(each.coder, [])
            if guid is None:
                guid = _kept(each.guid, taken)
                held.add(each, document, guid)
                made += self._new(each, document, guid)
            else:
                made += self._more(each, held, guid)
            if made:
                parts[each.coder] = made
            known[each.guid or guid] = guid
        return known

    def _new(self, each: BroughtCoding, document: str, guid: str) -> list[list[Any]]:
        """The events of a coding that is new, with its memo and star."""
        self._counts["codings"] += 1
        payload = self._coding(each, document, guid)
        made: list[list[Any]] = [["coding.apply", payload]]
        if each.memo.strip():
            self._counts["memos"] += 1
            made.append(["memo.write", _memo("coding", guid, each.memo)])
        if each.starred:
            about = {name: payload[name] for name in ("guid", "code", "quote")}
            made.append(["coding.star", {**about, "starred": True}])
        return made

    def _more(self, each: BroughtCoding, held: Held, guid: str) -> list[list[Any]]:
        """The events by which a coding that is there gets what it had not; its memo comes with the others."""
        made: list[list[Any]] = []
        if (facets := held.more_facets(each, guid)) is not None:
            check_facets(self._codebook, facets)
            self._counts["facets"] += 1
            made.append(["coding.facets", {**held.about(guid), "facets": facets}])
        if held.unstarred(each, guid):
            held.stars.add(guid)
            self._counts["stars"] += 1
            made.append(["coding.star", {**held.about(guid), "starred": True}])
        if each.memo.strip():
            self._late.append(BroughtMemo(each.coder, "coding", each.guid or guid, each.memo))
        return made

    def _coding(self, coding: BroughtCoding, document: str, guid: str) -> dict[str, Any]:
        text = self._text(document, coding.text)
        check_span(text.said, coding.span)
        check_code(self._codebook, coding.code)
        check_facets(self._codebook, coding.facets)
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
            row = self._conn.execute(query.limit(1)).first()
            if row is None:
                raise Refused("store.no-document", reference=document)
            transcript = self._project.ask.transcript(document, row.version)
            self._texts[document, digest] = _Text(row.id, row.version, transcript.text, respondents_words(transcript))
        return self._texts[document, digest]

    def _bring_memos(
        self, memos: Iterable[BroughtMemo], codings: Mapping[str, str], parts: dict[str, list[list[Any]]]
    ) -> None:
        table = schema.memo
        names = (table.c.target_kind, table.c.target, table.c.text, table.c.coder)
        rows = [tuple(row) for row in self._conn.execute(select(*names).where(table.c.removed == 0))]
        there = {(kind, target, text) for kind, target, text, _ in rows}
        noted = {(kind, target, coder) for kind, target, _, coder in rows if kind != "study"}
        for each in memos:
            targets = codings if each.kind == "coding" else self._ids
            memo = _memo(each.kind, targets.get(each.target, each.target), each.text)
            place = (memo["target_kind"], memo["target"], memo["text"])
            if place not in there:
                there.add(place)
                parts.setdefault(each.coder, []).append(["memo.write", memo])
                self._counts["memos"] += 1
                self._counts["beside"] += (each.kind, memo["target"], each.coder) in noted

    def _append(self, coder: str, kind: str, payload: Mapping[str, Any]) -> None:
        events.append(self._conn, self._replica, coder, kind, payload)

    def _column(self, column: Any) -> list[Any]:
        return list(self._conn.execute(select(column)).scalars())


def _words(made: list[list[Any]]) -> str:
    """How the log names what came in: after the codings where there are any."""
    only_memos = all(kind == "memo.write" for kind, _ in made)
    return "did-many.import-memos" if only_memos else "did-many.import-codings"


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
