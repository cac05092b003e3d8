"""What can be asked of a study. Every answer is made of the frozen words of ``model``."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, and_, exists, func, or_, select

from interviewcoder.errors import Refused
from interviewcoder.model import (
    Coding,
    Company,
    Decision,
    Document,
    Memo,
    Origin,
    Planned,
    Span,
    Speaker,
    Transcript,
    Turn,
    words_in,
)
from interviewcoder.store import events, schema
from interviewcoder.store.search import Hit, find


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on a suggestion, as recorded."""

    document: str
    start: int
    end: int
    code: str
    coder: str
    decision: Decision
    corrected: str
    score: float


class Queries:
    """Reads on one study; each its own short transaction, so that any thread may ask."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.transcript = lru_cache(maxsize=64)(self._transcript)
        self._word_starts = lru_cache(maxsize=64)(self._find_words)

    # --- the study --------------------------------------------------------------------------------

    def properties(self) -> dict[str, str]:
        """The study's properties, such as its ``name``; ``synthetic`` is there for one that is made up."""
        return {row.key: row.value for row in self._rows(select(schema.study))}

    def coders(self) -> list[str]:
        return [row.name for row in self._rows(select(schema.coder).order_by(schema.coder.c.name))]

    def companies(self) -> list[Company]:
        rows = self._rows(select(schema.company).order_by(schema.company.c.id))
        return [Company(row.id, row.sector, row.region) for row in rows]

    def planned(self) -> list[Planned]:
        """The planned design: how many interviews are expected per company and role."""
        table = schema.planned_interview
        rows = self._rows(select(table).order_by(table.c.company, table.c.role))
        return [Planned(row.company, row.role, row.expected) for row in rows]

    def stamp(self) -> int:
        """A number that grows with every event, whichever program wrote it."""
        return int(self._rows(select(func.max(schema.event.c.seq)))[0][0] or 0)

    def history(self, *, coder: str | None = None, last: int | None = None) -> list[events.Event]:
        """The log, oldest first; ``last`` keeps only the newest so many."""
        with self._engine.connect() as conn:
            return events.read(conn, coder=coder, last=last)

    # --- documents --------------------------------------------------------------------------------

    def documents(self) -> list[Document]:
        """All documents, by name, with the respondent each belongs to."""
        return [_document(row) for row in self._rows(_DOCUMENTS.order_by(schema.document.c.name))]

    def document(self, reference: str) -> Document:
        """The document with this id, name, or respondent's pseudonym.

        Raises Refused when none answers to it, or more than one does.
        """
        table = schema.document
        matches = or_(table.c.id == reference, table.c.name == reference, table.c.pseudonym == reference)
        rows = self._rows(_DOCUMENTS.where(matches))
        if len(rows) != 1:
            raise Refused("store.no-document" if not rows else "store.many-documents", reference=reference)
        return _document(rows[0])

    def text_hashes(self) -> set[str]:
        """The SHA-256 of every document's text."""
        table = schema.document
        return {row.sha256 for row in self._rows(select(table.c.sha256).where(table.c.removed == 0))}

    def _transcript(self, document: str) -> Transcript:
        """The text of a document, by id, with its turns and sentences."""
        version, turn = schema.text_version, schema.turn
        query = select(schema.blob.c.bytes, version.c.sentences).where(
            version.c.document == document, schema.blob.c.sha256 == version.c.sha256
        )
        turns = select(
            turn.c.label, turn.c.speaker, turn.c.start, turn.c.end, turn.c.time_start, turn.c.time_end
        ).where(turn.c.document == document)
        with self._engine.connect() as conn:
            row = conn.execute(query).one()
            said = conn.execute(turns.order_by(turn.c.number)).all()
        return Transcript(
            row.bytes.decode("utf-8"),
            tuple(Turn(label, Speaker(who), *rest) for label, who, *rest in said),
            tuple(Span(start, end) for start, end in row.sentences),
        )

    def words_touched(self, document: str, start: int, end: int) -> Span:
        """Which of the document's words ``[start, end)`` touches, as a half-open range of word numbers."""
        starts, ends = self._word_starts(document)
        return Span(bisect_right(ends, start), bisect_left(starts, end))

    def _find_words(self, document: str) -> tuple[array[int], array[int]]:
        starts, ends = array("L"), array("L")
        for word in words_in(self.transcript(document).text):
            starts.append(word.start())
            ends.append(word.end())
        return starts, ends

    def search(self, words: str, *, limit: int = 500) -> list[Hit]:
        """Where words are said, over all transcripts: all of them in one turn, the last one may be unfinished."""
        with self._engine.connect() as conn:
            return find(conn, words, limit)

    # --- codings ----------------------------------------------------------------------------------

    def codings(
        self,
        *,
        document: str | None = None,
        codes: Iterable[str] | None = None,
        role: str | None = None,
        company: str | None = None,
        coder: str | None = None,
    ) -> list[Coding]:
        """Codings in order of document and position; what is given narrows the list."""
        coding = schema.coding
        query = _CODINGS.order_by(schema.document.c.name, coding.c.start, coding.c.end, coding.c.at, coding.c.guid)
        if document is not None:
            query = query.where(coding.c.document == document)
        if codes is not None:
            query = query.where(coding.c.code.in_(list(codes)))
        if role is not None:
            query = query.where(schema.respondent.c.role == role)
        if company is not None:
            query = query.where(schema.respondent.c.company == company)
        if coder is not None:
            query = query.where(coding.c.coder == coder)
        return [_coding(row) for row in self._rows(query)]

    def coding(self, guid: str) -> Coding:
        """The coding with this guid. Raises Refused when there is none."""
        rows = self._rows(_CODINGS.where(schema.coding.c.guid == guid))
        if not rows:
            raise Refused("store.no-coding", guid=guid)
        return _coding(rows[0])

    def has_coding(self, coder: str, document: str, start: int, end: int, code: str) -> bool:
        """Whether this coder has this code on exactly this fragment."""
        table = schema.coding
        same = and_(
            table.c.coder == coder,
            table.c.document == document,
            table.c.start == start,
            table.c.end == end,
            table.c.code == code,
            table.c.removed == 0,
        )
        return bool(self._rows(select(table.c.guid).where(same).limit(1)))

    # --- memos, reading, suggestions --------------------------------------------------------------

    def memos(self, kind: str | None = None, target: str | None = None) -> list[Memo]:
        """Memos, oldest first: all, of a kind (coding, document, code, study), or on one target."""
        table = schema.memo
        query = select(table).where(table.c.removed == 0).order_by(table.c.at, table.c.guid)
        if kind is not None:
            query = query.where(table.c.target_kind == kind)
        if target is not None:
            query = query.where(table.c.target == target)
        return [_memo(row) for row in self._rows(query)]

    def memo(self, guid: str) -> Memo:
        """The memo with this guid. Raises Refused when there is none."""
        rows = self._rows(select(schema.memo).where(schema.memo.c.guid == guid, schema.memo.c.removed == 0))
        if not rows:
            raise Refused("store.no-memo", guid=guid)
        return _memo(rows[0])

    def read_spans(self, *, coder: str | None = None) -> dict[str, tuple[Span, ...]]:
        """Per document what has been read, by one coder or by any: ordered spans that do not touch."""
        table = schema.reading
        query = select(table).where(table.c.removed == 0).order_by(table.c.document, table.c.start)
        if coder is not None:
            query = query.where(table.c.coder == coder)
        spans: dict[str, list[Span]] = {}
        for row in self._rows(query):
            held = spans.setdefault(row.document, [])
            if held and row.start <= held[-1].end:
                held[-1] = Span(held[-1].start, max(held[-1].end, row.end))
            else:
                held.append(Span(row.start, row.end))
        return {document: tuple(held) for document, held in spans.items()}

    def decisions(self, *, document: str | None = None, coder: str | None = None) -> list[Decided]:
        """What was decided on suggestions, oldest first."""
        table = schema.suggestion_decision
        query = select(table).where(table.c.removed == 0).order_by(table.c.at, table.c.guid)
        if document is not None:
            query = query.where(table.c.document == document)
        if coder is not None:
            query = query.where(table.c.coder == coder)
        return [_decided(row) for row in self._rows(query)]

    def _rows(self, query: Select[Any]) -> list[Row[Any]]:
        with self._engine.connect() as conn:
            return _all(conn, query)


def _all(conn: Connection, query: Select[Any]) -> list[Row[Any]]:
    return list(conn.execute(query).all())


_DOCUMENTS = (
    select(schema.document, schema.respondent.c.role, schema.respondent.c.company, schema.company.c.sector)
    .select_from(
        schema.document.outerjoin(
            schema.respondent, schema.document.c.pseudonym == schema.respondent.c.pseudonym
        ).outerjoin(schema.company, schema.respondent.c.company == schema.company.c.id)
    )
    .where(schema.document.c.removed == 0)
)

_CODINGS = (
    select(
        schema.coding,
        select(func.count())
        .where(schema.memo.c.target == schema.coding.c.guid, schema.memo.c.target_kind == "coding")
        .where(schema.memo.c.removed == 0)
        .scalar_subquery()
        .label("memos"),
        exists().where(schema.starred_quote.c.coding == schema.coding.c.guid).label("starred"),
    )
    .select_from(
        schema.coding.join(schema.document, schema.coding.c.document == schema.document.c.id).outerjoin(
            schema.respondent, schema.document.c.pseudonym == schema.respondent.c.pseudonym
        )
    )
    .where(schema.coding.c.removed == 0, schema.document.c.removed == 0)
)


def _document(row: Row[Any]) -> Document:
    return Document(
        id=row.id,
        name=row.name,
        format=row.format,
        pseudonym=row.pseudonym,
        role=row.role or "",
        company=row.company or "",
        sector=row.sector or "",
        date=row.date,
        words=row.words,
        length=row.length,
        sha256=row.sha256,
    )


def _coding(row: Row[Any]) -> Coding:
    return Coding(
        guid=row.guid,
        document=row.document,
        start=row.start,
        end=row.end,
        text=row.quote,
        code=row.code,
        coder=row.coder,
        origin=Origin(row.origin),
        words=Span(row.word_start, row.word_end),
        facets=row.facets,
        memos=row.memos,
        starred=bool(row.starred),
        at=row.at,
    )


def _decided(row: Row[Any]) -> Decided:
    return Decided(
        document=row.document,
        start=row.start,
        end=row.end,
        code=row.code,
        coder=row.coder,
        decision=Decision(row.decision),
        corrected=row.corrected,
        score=row.score,
    )


def _memo(row: Row[Any]) -> Memo:
    return Memo(row.guid, row.target_kind, row.target, row.text, row.coder, row.at)
