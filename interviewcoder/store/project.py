"""A study, opened: the one object through which screens and commands write.

Every method that writes appends one event, in the transaction that changes the tables; when it returns, the
change is on disk. Methods that read stand in ``store.queries`` and are reached through ``project.ask``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_once

from interviewcoder.errors import Refused
from interviewcoder.model import (
    Code,
    Codebook,
    Coding,
    Company,
    Decision,
    Origin,
    Planned,
    Respondent,
    Span,
    Suggestion,
    Transcript,
)
from interviewcoder.store import events, files, log, schema
from interviewcoder.store.codebooks import from_json, to_json
from interviewcoder.store.places import place_in
from interviewcoder.store.queries import Queries
from interviewcoder.store.versions import told


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A transcript about to be imported. ``original`` is the file as it was; ``respondent`` may be settled later."""

    name: str
    format: str
    transcript: Transcript
    original: bytes
    respondent: Respondent | None = None
    sector: str = ""
    region: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class NewCoding:
    """A coding made elsewhere, about to be imported: a code on ``[start, end)`` of a document of the study."""

    document: str
    start: int
    end: int
    code: str
    facets: Mapping[str, str] = field(default_factory=dict)
    memo: str = ""
    starred: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the ids of the new documents, and the names of those whose text was there already."""

    documents: tuple[str, ...]
    doubles: tuple[str, ...]


class Project:
    """One study. Safe to use from several threads; each write is a transaction of its own."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self.ask = Queries(engine)

    # --- open and close ---------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, *, name: str, codebook: Codebook, coder: str) -> Project:
        """Make a new study with its codebook and first coder. Raises Refused; then nothing is left behind."""
        files.create_file(path)
        try:
            project = cls(path, files.engine_for(path))
            replica = {"key": "replica", "value": events.new_id()}
            with project._writing() as conn:
                conn.execute(insert(schema.meta).values(replica))
            project.add_coder(coder)
            project._record(coder, "study.set", {"key": "name", "value": name})
            project._record(coder, "codebook.load", {"body": to_json(codebook), "title": codebook.id})
        except BaseException:
            files.remove_file(path)
            raise
        return project

    @classmethod
    def open(cls, path: Path) -> Project:
        """Open an existing study. Raises Refused when it is missing, not a study, damaged or too new."""
        return cls(path, files.open_file(path))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- the study --------------------------------------------------------------------------------

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook in use."""
        with self._engine.connect() as conn:
            table = schema.codebook_version
            return from_json(
                conn.execute(select(table.c.body).order_by(table.c.version.desc()).limit(1)).scalar_one()
            )

    def add_coder(self, name: str) -> None:
        """Make ``name`` known as a coder; adding one twice changes nothing. Raises Refused for an empty name."""
        name = name.strip()
        if not name:
            raise Refused("store.coder-without-name")
        if name not in self.ask.coders():
            self._record(name, "coder.add", {"name": name})

    def set(self, coder: str, key: str, value: str) -> None:
        """Set a property of the study: ``name``, or ``synthetic`` for one that is made up."""
        self._record(coder, "study.set", {"key": key, "value": value})

    def plan(self, coder: str, companies: Iterable[Company], planned: Iterable[Planned]) -> None:
        """Set the planned design: which interviews the study expects. Replaces what was planned before."""
        payload = {"companies": [asdict(each) for each in companies], "planned": [asdict(each) for each in planned]}
        self._record(coder, "study.plan", payload)

    # --- documents --------------------------------------------------------------------------------

    def import_documents(self, coder: str, documents: Sequence[NewDocument]) -> Imported:
        """Import all or none; one undo takes all back. A text that the study holds already is passed over."""
        held = self.ask.text_hashes()
        parts: list[list[Any]] = []
        blobs: dict[str, bytes] = {}
        doubles: list[str] = []
        for document in documents:
            text = document.transcript.text.encode("utf-8")
            digest = hashlib.sha256(text).hexdigest()
            if digest in held:
                doubles.append(document.name)
                continue
            held.add(digest)
            payload = _import_payload(document, digest)
            blobs |= {digest: text, payload["original_sha256"]: document.original}
            parts.append(["document.import", payload])
        if parts:
            self._record(coder, "batch", {"events": parts, "words": "did-many.import"}, blobs)
        return Imported(tuple(payload["guid"] for _, payload in parts), tuple(doubles))

    def assign(self, coder: str, document: str, respondent: Respondent | None, date: str = "") -> None:
        """Say whose interview a document is."""
        name = self.ask.document(document).name
        who = asdict(respondent) if respondent else None
        payload = {"guid": document, "name": name, "respondent": who, "date": date}
        self._record(coder, "document.assign", payload)

    def remove_document(self, coder: str, document: str) -> None:
        """Take a document out of the study, with its codings; undo brings it back with them."""
        self._record(coder, "document.remove", {"guid": document, "name": self.ask.document(document).name})

    # --- codings ----------------------------------------------------------------------------------

    def apply_code(
        self,
        coder: str,
        document: str,
        start: int,
        end: int,
        code: str,
        *,
        facets: Mapping[str, str] | None = None,
        memo: str = "",
        origin: Origin = Origin.MANUAL,
    ) -> str:
        """Put a code on the fragment ``[start, end)`` and return the coding's guid.

        Raises Refused for a span outside the text, an unknown code or facet, or when this coder already has
        this code on exactly this fragment.
        """
        payload = self._coding(coder, document, start, end, code, facets or {}, origin)
        if memo.strip():
            parts = [["coding.apply", payload], ["memo.write", _memo("coding", payload["guid"], memo)]]
            self._record(coder, "batch", {"events": parts, "words": "did-many.code-with-memo"})
        else:
            self._record(coder, "coding.apply", payload)
        return str(payload["guid"])

    def import_codings(self, coder: str, codings: Sequence[NewCoding]) -> tuple[str, ...]:
        """Bring in codings made elsewhere, all or none, and return their guids; one undo takes all back.

        Raises Refused as :meth:`apply_code` does, also for a coding that is given twice.
        """
        parts: list[list[Any]] = []
        guids: list[str] = []
        given: set[tuple[str, int, int, str]] = set()
        for new in codings:
            place = (new.document, new.start, new.end, new.code)
            if place in given:
                raise Refused("store.already-coded")
            given.add(place)
            payload = self._coding(coder, *place, new.facets, Origin.IMPORT)
            guids.append(payload["guid"])
            parts.append(["coding.apply", payload])
            if new.memo.strip():
                parts.append(["memo.write", _memo("coding", payload["guid"], new.memo)])
            if new.starred:
                about = {"guid": payload["guid"], "code": new.code, "quote": payload["quote"]}
                parts.append(["coding.star", {**about, "starred": True}])
        if parts:
            self._record(coder, "batch", {"events": parts, "words": "did-many.import-codings"})
        return tuple(guids)

    def remove_coding(self, coder: str, guid: str) -> None:
        """Take a coding of one's own off. Raises Refused for another coder's."""
        coding = self._own(coder, guid)
        self._record(coder, "coding.remove", {"guid": guid, "code": coding.code, "quote": coding.text})

    def set_facets(self, coder: str, guid: str, facets: Mapping[str, str]) -> None:
        """Set all facets of a coding of one's own; those not given are cleared."""
        coding = self._own(coder, guid)
        self._check_facets(facets)
        payload = {"guid": guid, "code": coding.code, "quote": coding.text, "facets": dict(facets)}
        self._record(coder, "coding.facets", payload)

    def star(self, coder: str, guid: str, starred: bool) -> None:
        """Mark a coding as worth quoting, or no longer."""
        coding = self.ask.coding(guid)
        payload = {"guid": guid, "starred": starred, "code": coding.code, "quote": coding.text}
        self._record(coder, "coding.star", payload)

    # --- memos, reading, suggestions --------------------------------------------------------------

    def write_memo(self, coder: str, kind: str, target: str, text: str) -> str:
        """Write a memo on a ``"coding"``, ``"document"``, ``"code"`` or the ``"study"``; returns its guid."""
        if not text.strip():
            raise Refused("store.empty-memo")
        payload = _memo(kind, target, text)
        self._record(coder, "memo.write", payload)
        return str(payload["guid"])

    def rewrite_memo(self, coder: str, guid: str, text: str) -> None:
        """Change the text of a memo of one's own; an empty text removes it. Raises Refused for another coder's."""
        memo = self.ask.memo(guid)
        if memo.coder != coder:
            raise Refused("store.not-your-memo", coder=memo.coder)
        if text.strip():
            self._record(coder, "memo.rewrite", {"guid": guid, "text": text.strip()})
        else:
            self._record(coder, "memo.remove", {"guid": guid, "text": memo.text})

    def mark_read(self, coder: str, document: str, start: int, end: int) -> None:
        """Enter ``[start, end)`` in the coder's reading ledger."""
        self._check_span(document, start, end)
        name = self.ask.document(document).name
        span = {"guid": events.new_id(), "document": document, "name": name, "start": start, "end": end}
        self._record(coder, "reading.mark", {**span, "text": self.ask.version(document).id})

    def decide(
        self, coder: str, document: str, suggestion: Suggestion, decision: Decision, corrected: str = ""
    ) -> str | None:
        """Record what a person decided on a suggestion. Accepting codes the fragment, correcting codes it with
        ``corrected`` instead; both return the coding's guid. One undo takes decision and coding back."""
        decided = {
            "guid": events.new_id(),
            "document": document,
            "text": self.ask.version(document).id,
            "start": suggestion.start,
            "end": suggestion.end,
            "code": suggestion.code,
            "decision": decision.value,
            "corrected": corrected,
            "score": suggestion.score,
            "evidence": [asdict(each) for each in suggestion.evidence],
        }
        if decision is Decision.REJECT:
            self._record(coder, "suggestion.decide", decided)
            return None
        code = corrected if decision is Decision.CORRECT else suggestion.code
        coded = self._coding(
            coder, document, suggestion.start, suggestion.end, code, suggestion.facets, Origin.SUGGESTION
        )
        parts = [["coding.apply", coded], ["suggestion.decide", decided]]
        self._record(coder, "batch", {"events": parts, "words": f"did-many.{decision.value}"})
        return str(coded["guid"])

    # --- undo -------------------------------------------------------------------------------------

    def undo(self, coder: str) -> str | None:
        """Take the coder's last action back; says in words which, or None when nothing is left to undo."""
        return self._take_back(coder, "undo")

    def redo(self, coder: str) -> str | None:
        """Bring back what undo took; says in words what, or None."""
        return self._take_back(coder, "redo")

    def _take_back(self, coder: str, which: str) -> str | None:
        with self._writing() as conn:
            stack = getattr(events.stacks(conn, coder), which)
            if not stack:
                return None
            last = events.one(conn, stack[-1])
            assert last.inverse is not None
            kind, payload = last.inverse
            done = events.append(conn, self._replica(conn), coder, kind, payload, undoes=last.id)
            shown = last if which == "undo" else done
            return log.in_words(shown, self.codebook)

    # --- within -----------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with files.said_plainly(self.path), self._engine.execution_options(writing=True).begin() as conn:
            yield conn

    def _replica(self, conn: Connection) -> str:
        return str(conn.execute(select(schema.meta.c.value).where(schema.meta.c.key == "replica")).scalar_one())

    def _record(
        self, coder: str, kind: str, payload: Mapping[str, Any], blobs: Mapping[str, bytes] | None = None
    ) -> None:
        with self._writing() as conn:
            for digest, content in (blobs or {}).items():
                conn.execute(insert_once(schema.blob).values(sha256=digest, bytes=content).on_conflict_do_nothing())
            events.append(conn, self._replica(conn), coder, kind, payload)

    def _coding(
        self,
        coder: str,
        document: str,
        start: int,
        end: int,
        code: str,
        facets: Mapping[str, str],
        origin: Origin,
    ) -> dict[str, Any]:
        self._check_span(document, start, end)
        self._check_code(code)
        self._check_facets(facets)
        if self.ask.has_coding(coder, document, start, end, code):
            raise Refused("store.already-coded", code=code, start=start, end=end)
        version = self.ask.version(document)
        text = self.ask.transcript(document, version.number).text
        return {
            "guid": events.new_id(),
            "document": document,
            "version": version.number,
            "text": version.id,
            **place_in(text, Span(start, end), self.ask.words_touched(document, start, end)),
            "code": code,
            "origin": origin.value,
            "codebook_version": self.codebook.version,
            "facets": dict(facets),
        }

    def _own(self, coder: str, guid: str) -> Coding:
        coding = self.ask.coding(guid)
        if coding.coder != coder:
            raise Refused("store.not-yours", coder=coding.coder)
        return coding

    def _check_span(self, document: str, start: int, end: int) -> None:
        length = self.ask.document(document).length
        if not 0 <= start < end <= length:
            raise Refused("store.span-outside", start=start, end=end, length=length)
        if not self.ask.transcript(document).text[start:end].strip():
            raise Refused("store.span-blank", start=start, end=end)

    def _check_code(self, id: str) -> Code:
        if code := self.codebook.find(id):
            return code
        from difflib import get_close_matches

        near = get_close_matches(id, [code.id for code in self.codebook.codes], n=1, cutoff=0.0)
        raise Refused("store.unknown-code", code=id, near=near[0] if near else "")

    def _check_facets(self, facets: Mapping[str, str]) -> None:
        known = {facet.id: [value.id for value in facet.values] for facet in self.codebook.facets}
        for facet, value in facets.items():
            if facet not in known:
                raise Refused("store.unknown-facet", facet=facet, known=", ".join(known))
            if value not in known[facet]:
                raise Refused("store.unknown-value", facet=facet, value=value, known=", ".join(known[facet]))


def _memo(kind: str, target: str, text: str) -> dict[str, str]:
    return {"guid": events.new_id(), "target_kind": kind, "target": target, "text": text.strip()}


def _import_payload(document: NewDocument, digest: str) -> dict[str, Any]:
    respondent = document.respondent
    who = {**asdict(respondent), "sector": document.sector, "region": document.region} if respondent else None
    return {
        "guid": events.new_id(),
        "name": document.name,
        "format": document.format,
        "date": document.date,
        "pseudonym": respondent.pseudonym if respondent else "",
        "respondent": who,
        "sha256": digest,
        "original_sha256": hashlib.sha256(document.original).hexdigest(),
        **told(document.transcript),
    }
