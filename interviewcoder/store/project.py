"""A study, opened: the one object through which screens and commands write.

Every method that writes appends one event, in the transaction that changes the tables; when it returns, the
change is on disk. Methods that read stand in ``store.queries`` and are reached through ``project.ask``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import asdict, dataclass
from functools import partial
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
    Voice,
)
from interviewcoder.store import engines, events, log, removal, schema
from interviewcoder.store.addresses import Place
from interviewcoder.store.checks import check_code, check_facets, check_span
from interviewcoder.store.codebooks import HeldCodebook, to_json
from interviewcoder.store.places import place_in
from interviewcoder.store.queries import FOLDER, Queries, TextVersion
from interviewcoder.store.removal import Loss, Removed
from interviewcoder.store.rounds import held_fast, refuse_while_sealed
from interviewcoder.store.versions import told
from interviewcoder.store.voices import check_voices, voices_told
from interviewcoder.store.words import Words


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A transcript about to be imported. ``original`` is the file as it was; ``respondent`` may be settled later.

    A group interview has ``voices`` instead, and ``companies`` for what is known of theirs.
    """

    name: str
    format: str
    transcript: Transcript
    original: bytes
    respondent: Respondent | None = None
    sector: str = ""
    region: str = ""
    date: str = ""
    folder: str = ""
    """A hash of the folder it came from; empty to forget that."""
    voices: Sequence[Voice] = ()
    companies: Sequence[Company] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the ids of the documents, the names of those whose text was there already, and of those
    that had been removed and came back with their codings."""

    documents: tuple[str, ...]
    doubles: tuple[str, ...]
    restored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """A version of a document's text, to put codings on."""

    document: str
    version: TextVersion
    said: str
    words: Words


class Project:
    """One study. Safe to use from several threads; each write is a transaction of its own."""

    def __init__(self, path: Place, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._codebook = HeldCodebook(engine)
        self.ask = Queries(engine)

    # --- open and close ---------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Place, *, name: str, codebook: Codebook, coder: str) -> Project:
        """Make a new study with its codebook and first coder. Raises Refused; then nothing is left behind."""
        project = cls(path, engines.create(path))
        try:
            replica = {"key": "replica", "value": events.new_id()}
            with project._writing() as conn:
                conn.execute(insert(schema.meta).values(replica))
            project.add_coder(coder)
            project._record(coder, "study.set", {"key": "name", "value": name})
            project._record(coder, "codebook.load", {"body": to_json(codebook), "title": codebook.id})
        except BaseException:
            project.close()
            engines.remove(path)
            raise
        return project

    @classmethod
    def open(cls, path: Place, viewer: str | None = None) -> Project:
        """Open an existing study as ``viewer`` sees it. Raises Refused when it is missing, not a study, damaged or
        too new."""
        return cls(path, engines.open(path)).as_coder(viewer)

    def as_coder(self, viewer: str | None) -> Project:
        """The same open study as this coder sees it: of what lies under the seal of a round, their own work alone;
        None is a stranger, who sees nothing of it."""
        other = copy(self)
        other.ask = self.ask.seen_by(viewer)
        return other

    def close(self) -> None:
        """Let go of the file or the server."""
        self._engine.dispose()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- the study --------------------------------------------------------------------------------

    @property
    def codebook(self) -> Codebook:
        """The codebook in use."""
        return self._codebook.read()

    def look_again(self) -> None:
        """Forget what was read of the codebook, for it may have been changed, here or by another program."""
        self._codebook.forget()

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

    def import_documents(
        self, coder: str, documents: Sequence[NewDocument], *, tell: Callable[[int], None] | None = None
    ) -> Imported:
        """Import all or none; one undo takes all back. A text that the study holds already is passed over, and one
        that was removed comes back as it was, with its codings.

        ``tell`` hears before each how many are in; what it raises stops the import, and nothing is changed.
        """
        held = self.ask.text_hashes()
        parts: list[list[Any]] = []
        blobs: dict[str, bytes] = {}
        doubles: list[str] = []
        imported: list[str] = []
        restored: list[str] = []
        folders: dict[str, list[str]] = {}
        for document in documents:
            text = document.transcript.text.encode("utf-8")
            digest = hashlib.sha256(text).hexdigest()
            if digest in held:
                doubles.append(document.name)
                continue
            held.add(digest)
            payload = import_payload(document, digest)
            if removed := self._removed(digest, payload["turns"]):
                restored.append(removed.name)
                parts += removal.bringing_back(removed, payload)
            else:
                blobs |= {digest: text, payload["original_sha256"]: document.original}
                parts.append(["document.import", payload])
            imported.append(removed.id if removed else payload["guid"])
            if document.folder:
                folders.setdefault(document.folder, []).append(imported[-1])
        parts += [["study.set", {"key": FOLDER + key, "value": " ".join(ids)}] for key, ids in folders.items()]
        if parts:
            words = "did-many.import" if len(imported) > 1 else "did-many.import-one"
            self._record(coder, "batch", {"events": parts, "words": words}, blobs, tell)
        return Imported(tuple(imported), tuple(doubles), tuple(restored))

    def _removed(self, digest: str, turns: Sequence[Sequence[Any]]) -> Removed | None:
        with self._engine.connect() as conn:
            return removal.find_removed(conn, digest, turns)

    def assign(
        self,
        coder: str,
        document: str,
        respondent: Respondent | None,
        date: str = "",
        *,
        voices: Sequence[Voice] = (),
    ) -> None:
        """Say whose interview a document is; ``voices``, of a group interview, go in place of one respondent.

        Raises Refused for a label under which no respondent speaks.
        """
        name = self.ask.document(document).name
        check_voices(name, self.ask.transcript(document), voices)
        who = asdict(respondent) if respondent and not voices else None
        payload = {"guid": document, "name": name, "respondent": who, "date": date, **voices_told(voices)}
        self._record(coder, "document.assign", payload)

    def remove_document(self, coder: str, document: str, *, with_others: bool = False) -> None:
        """Take a document out of the study, with its codings; undo brings it back with them.

        Raises Refused where other coders' work would go with it, unless ``with_others`` says that it may; and for one
        that is being coded blind.
        """
        refuse_while_sealed(self, document)
        if not with_others:
            _keep_others(self.others_work(coder, [document]))
        self._record(coder, "document.remove", {"guid": document, "name": self.ask.document(document).name})

    def others_work(self, coder: str, documents: Collection[str]) -> tuple[Loss, ...]:
        """What coders other than this one did on documents (ids), which would go with them."""
        with self._engine.connect() as conn:
            return removal.work_of_others(conn, coder, documents)

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
        coding = self.ask.seen_by(coder).coding(guid)
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
        memo = self.ask.seen_by(coder).memo(guid)
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

    def undo(self, coder: str, *, with_others: bool = False) -> str | None:
        """Take the coder's last action back; says in words which, or None when nothing is left to undo.

        Raises Refused where that takes out documents on which other coders worked, unless ``with_others`` says that
        it may; redo brings all back.
        """
        return self._take_back(coder, "undo", with_others)

    def redo(self, coder: str, *, with_others: bool = False) -> str | None:
        """Bring back what undo took; says in words what, or None. Raises Refused as :meth:`undo` does."""
        return self._take_back(coder, "redo", with_others)

    def taken_along(self, coder: str, which: str) -> tuple[Loss, ...]:
        """What other coders would lose by this coder's next ``"undo"`` or ``"redo"``."""
        with self._engine.connect() as conn:
            last = self._next_back(conn, coder, which)
            documents = removal.taken_out(*last.inverse) if last and last.inverse else ()
            return removal.work_of_others(conn, coder, documents)

    def _take_back(self, coder: str, which: str, with_others: bool) -> str | None:
        with self._writing() as conn:
            last = self._next_back(conn, coder, which)
            if last is None or last.inverse is None:
                return None
            kind, payload = last.inverse
            if not with_others:
                _keep_others(removal.work_of_others(conn, coder, removal.taken_out(kind, payload)))
            events.append(conn, self._replica(conn), coder, kind, payload, undoes=last.id)
            words = log.in_words(events.origin(conn, last), self.codebook)
        if "codebook" in kind:
            self.look_again()
        return words

    def _next_back(self, conn: Connection, coder: str, which: str) -> events.Event | None:
        """The event that the coder's next ``undo`` or ``redo`` turns back; those that stand fast are passed over."""
        stack = map(partial(events.one, conn), reversed(getattr(events.stacks(conn, coder), which)))
        return next((event for event in stack if not held_fast(self, coder, event)), None)

    # --- within -----------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with engines.said_plainly(self.path), self._engine.execution_options(writing=True).begin() as conn:
            yield conn

    def _replica(self, conn: Connection) -> str:
        return str(conn.execute(select(schema.meta.c.value).where(schema.meta.c.key == "replica")).scalar_one())

    def _record(
        self,
        coder: str,
        kind: str,
        payload: Mapping[str, Any],
        blobs: Mapping[str, bytes] | None = None,
        tell: Callable[[int], None] | None = None,
    ) -> None:
        with self._writing() as conn:
            for digest, content in (blobs or {}).items():
                conn.execute(insert_once(schema.blob).values(sha256=digest, bytes=content).on_conflict_do_nothing())
            events.append(conn, self._replica(conn), coder, kind, payload, tell=tell)

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
        own = origin is not Origin.CONSENSUS
        payload = self._payload(self._text(document), Span(start, end), code, facets, origin)
        if own and self.ask.seen_by(coder).has_coding(coder, document, start, end, code):
            raise Refused("store.already-coded", code=code, start=start, end=end)
        return payload

    def _payload(
        self, text: _Text, span: Span, code: str, facets: Mapping[str, str], origin: Origin
    ) -> dict[str, Any]:
        """What the event of a coding says. Raises Refused for a span, code or facet that there is not."""
        check_span(text.said, span)
        self._check_code(code)
        self._check_facets(facets)
        return {
            "guid": events.new_id(),
            "document": text.document,
            "version": text.version.number,
            "text": text.version.id,
            **place_in(text.said, span, text.words.touched(span)),
            "code": code,
            "origin": origin.value,
            "codebook_version": self.codebook.version,
            "facets": dict(facets),
        }

    def _text(self, document: str) -> _Text:
        """The text of a document that is in use. Raises Refused where there is no such document."""
        self.ask.document(document)
        version = self.ask.version(document)
        transcript, words = self.ask.read(version)
        return _Text(document, version, transcript.text, words)

    def _own(self, coder: str, guid: str, *, settled: bool = False) -> Coding:
        coding = self.ask.seen_by(coder).coding(guid)
        if coding.coder != coder:
            raise Refused("store.not-yours", coder=coding.coder)
        if coding.origin is Origin.CONSENSUS and not settled:
            raise Refused("store.settled-together", quote=coding.text)
        return coding

    def _check_span(self, document: str, start: int, end: int) -> None:
        check_span(self._text(document).said, Span(start, end))

    def _check_code(self, id: str) -> Code:
        return check_code(self.codebook, id)

    def _check_facets(self, facets: Mapping[str, str]) -> None:
        check_facets(self.codebook, facets)


def _keep_others(lost: Sequence[Loss]) -> None:
    if lost:
        raise Refused("store.takes-others-work", work=removal.in_words(lost))


def _memo(kind: str, target: str, text: str) -> dict[str, str]:
    return {"guid": events.new_id(), "target_kind": kind, "target": target, "text": text.strip()}


def import_payload(document: NewDocument, digest: str) -> dict[str, Any]:
    """An import as an event tells it; ``digest`` is the SHA-256 of the text."""
    respondent = None if document.voices else document.respondent
    check_voices(document.name, document.transcript, document.voices)
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
        **voices_told(document.voices, document.companies),
    }
