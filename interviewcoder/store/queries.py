"""What can be asked of a study. Every answer is made of the frozen words of ``model``."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, and_, exists, func, or_, select, tuple_

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

    def history_before(self, event: events.Event, *, coder: str | None = None, last: int) -> list[events.Event]:
        """The ``last`` so many events that come before this one in the log, oldest first."""
        table = schema.event
        order = (table.c.lamport, table.c.replica, table.c.id)
        query = select(table).where(tuple_(*order) < (event.lamport, event.replica, event.id)).limit(last)
        if coder is not None:
            query = query.where(table.c.coder == coder)
        rows = self._rows(query.order_by(*(column.desc() for column in order)))
        fields = events.Event.__dataclass_fields__
        return [events.Event(**{name: getattr(row, name) for name in fields}) for row in reversed(rows)]

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

    def spoken(self) -> dict[str, Span]:
        """Per document, from where its respondents begin to speak to where they end; silent ones are left out."""
        turn, document = schema.turn, schema.document
        query = (
            select(turn.c.document, func.min(turn.c.start).label("start"), func.max(turn.c.end).label("end"))
            .join(document, document.c.id == turn.c.document)
            .where(turn.c.speaker == Speaker.RESPONDENT.value, document.c.removed == 0)
            .group_by(turn.c.document)
        )
        return {row.document: Span(row.start, row.end) for row in self._rows(query)}

    def answers(self, documents: Collection[str]) -> dict[str, tuple[Turn, ...]]:
        """What the respondents of these documents say, as turns without label and time; no text is fetched."""
        turn = schema.turn
        query = select(turn.c.document, turn.c.start, turn.c.end).where(
            turn.c.document.in_(documents), turn.c.speaker == Speaker.RESPONDENT.value
        )
        turns: dict[str, list[Turn]] = {}
        for row in self._rows(query.order_by(turn.c.document, turn.c.number)):
            turns.setdefault(row.document, []).append(Turn("", Speaker.RESPONDENT, row.start, row.end))
        return {document: tuple(said) for document, said in turns.items()}

    def words_touched(self, document: str, start: int, end: int) -> Span:
        """Which of the respondents' words ``[start, end)`` touches, as a half-open range of word numbers."""
        starts, ends = self._word_starts(document)
        return Span(bisect_right(ends, start), bisect_left(starts, end))

    def _find_words(self, document: str) -> tuple[array[int], array[int]]:
        """Where each word of the respondents starts and ends: the words that ``Document.words`` counts."""
        starts, ends = array("L"), array("L")
        transcript = self.transcript(document)
        for turn in transcript.turns:
            if turn.speaker is Speaker.RESPONDENT:
                for word in words_in(transcript.text[turn.start : turn.end]):
                    starts.append(turn.start + word.start())
                    ends.append(turn.start + word.end())
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

    def coded(self) -> list[tuple[str, str, str, int, int, str | None]]:
        """All codings in short, in no order: document, code, coder, half-open range of words, presence facet.

        For counting very many of them; what is shown of a coding comes from :meth:`codings`.
        """
        table = schema.coding
        query = (
            select(
                table.c.document,
                table.c.code,
                table.c.coder,
                table.c.word_start,
                table.c.word_end,
                table.c.facets["presence"].as_string(),
            )
            .join(schema.document, schema.document.c.id == table.c.document)
            .where(table.c.removed == 0, schema.document.c.removed == 0)
        )
        return [tuple(row) for row in self._rows(query)]

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

    def tally(self, coder: str) -> dict[str, int]:
        """How many codings this coder has of each code, over all documents."""
        table = schema.coding
        query = (
            select(table.c.code, func.count().label("n"))
            .join(schema.document, schema.document.c.id == table.c.document)
            .where(table.c.removed == 0, schema.document.c.removed == 0, table.c.coder == coder)
            .group_by(table.c.code)
        )
        return {row.code: row.n for row in self._rows(query)}

    def tally_by_document(self, coder: str) -> dict[str, int]:
        """How many codings this coder has in each document; those without any are left out."""
        table = schema.coding
        query = (
            select(table.c.document, func.count().label("n"))
            .where(table.c.removed == 0, table.c.coder == coder)
            .group_by(table.c.document)
        )
        return {row.document: row.n for row in self._rows(query)}

    def codings_with_memo(self) -> dict[str, Coding]:
        """The codings that a memo is on, by guid."""
        memo = schema.memo
        noted = select(memo.c.target).where(memo.c.target_kind == "coding", memo.c.removed == 0)
        return {row.guid: _coding(row) for row in self._rows(_CODINGS.where(schema.coding.c.guid.in_(noted)))}

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
