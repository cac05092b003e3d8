"""What can be asked of a study. Every answer is made of the frozen words of ``model``."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, and_, func, or_, select, tuple_

from interviewcoder.errors import Refused
from interviewcoder.model import (
    Coding,
    Company,
    Document,
    Memo,
    Planned,
    Span,
    Speaker,
    Transcript,
    Turn,
    words_in,
)
from interviewcoder.store import events, progress, schema
from interviewcoder.store.progress import Decided
from interviewcoder.store.rows import CODINGS, DOCUMENTS, IN_PLACE, PLACED, WAITING, coding_of, document_of, memo_of
from interviewcoder.store.search import Hit, find


@dataclass(frozen=True, slots=True)
class TextVersion:
    """A version of a document's text: its number, from 1, the id by which events name it, and the hash of the text,
    which pseudonyms change."""

    number: int
    id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Lying:
    """Where a coding lies: on ``span`` of the text in its ``version``. One taken off (``removed``) may return."""

    guid: str
    coder: str
    code: str
    version: int
    span: Span
    removed: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Where each word of the respondents starts and ends: the words that ``Document.words`` counts."""

    starts: array[int]
    ends: array[int]

    def touched(self, span: Span) -> Span:
        """Which of the words a span touches, as a half-open range of word numbers."""
        return Span(bisect_right(self.ends, span.start), bisect_left(self.starts, span.end))


def respondents_words(transcript: Transcript) -> Words:
    """The words that the respondents of a transcript say."""
    words = Words(array("L"), array("L"))
    for turn in transcript.turns:
        if turn.speaker is Speaker.RESPONDENT:
            for word in words_in(turn.span.of(transcript.text)):
                words.starts.append(turn.start + word.start())
                words.ends.append(turn.start + word.end())
    return words


class Queries:
    """Reads on one study; each its own short transaction, so that any thread may ask."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._transcript = lru_cache(maxsize=64)(self._read_transcript)
        self._words = lru_cache(maxsize=64)(lambda text: respondents_words(self._transcript(text)))

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
        return [document_of(row) for row in self._rows(DOCUMENTS.order_by(schema.document.c.name))]

    def document(self, reference: str) -> Document:
        """The document with this id, name, or respondent's pseudonym.

        Raises Refused when none answers to it, or more than one does.
        """
        table = schema.document
        matches = or_(table.c.id == reference, table.c.name == reference, table.c.pseudonym == reference)
        rows = self._rows(DOCUMENTS.where(matches))
        if len(rows) != 1:
            raise Refused("store.no-document" if not rows else "store.many-documents", reference=reference)
        return document_of(rows[0])

    def text_hashes(self) -> set[str]:
        """The SHA-256 of every text that a document has, or had before it was corrected."""
        table, version = schema.document, schema.text_version
        query = select(version.c.sha256).join(table, table.c.id == version.c.document)
        return {row.sha256 for row in self._rows(query.where(table.c.removed == 0))}

    def version(self, document: str, number: int | None = None) -> TextVersion:
        """The version of a document's text in use, or the one with this number."""
        version, table = schema.text_version, schema.document
        wanted = table.c.version if number is None else number
        query = select(version.c.version, version.c.id, version.c.sha256)
        query = query.join(table, table.c.id == version.c.document)
        row = self._rows(query.where(table.c.id == document, version.c.version == wanted))[0]
        return TextVersion(row.version, row.id, row.sha256)

    def transcript(self, document: str, version: int | None = None) -> Transcript:
        """The text of a document, by id, with its turns and sentences: as it is in use, or in an earlier version."""
        return self._transcript(self.version(document, version))

    def _read_transcript(self, text: TextVersion) -> Transcript:
        version, blob = schema.text_version, schema.blob
        query = select(blob.c.bytes, version.c.turns, version.c.sentences)
        row = self._rows(query.where(version.c.id == text.id, blob.c.sha256 == version.c.sha256))[0]
        return Transcript(
            row.bytes.decode("utf-8"),
            tuple(Turn(label, Speaker(who), *rest) for label, who, *rest in row.turns),
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
        return self._words(self.version(document)).touched(Span(start, end))

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
        """Codings in order of document and position; what is given narrows the list.

        Those in review are left out, for they have no place in the text: see :meth:`in_review`.
        """
        coding = schema.coding
        query = PLACED.order_by(schema.document.c.name, coding.c.start, coding.c.end, coding.c.at, coding.c.guid)
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
        return [coding_of(row) for row in self._rows(query)]

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
            .where(table.c.removed == 0, schema.document.c.removed == 0, IN_PLACE)
        )
        return [tuple(row) for row in self._rows(query)]

    def in_review(self, *, document: str | None = None, coder: str | None = None) -> list[Coding]:
        """Codings whose words were changed by a correction, in the order of :meth:`codings`; their place, text and
        ``version`` are of before. They count nowhere until a person has settled where they belong."""
        coding = schema.coding
        order = (schema.document.c.name, coding.c.start, coding.c.end, coding.c.guid)
        query = CODINGS.where(WAITING).order_by(*order)
        if document is not None:
            query = query.where(coding.c.document == document)
        if coder is not None:
            query = query.where(coding.c.coder == coder)
        return [coding_of(row) for row in self._rows(query)]

    def lying(self, document: str) -> list[Lying]:
        """Where every coding of a document lies, those in review and those taken off too."""
        table = schema.coding
        names = ("guid", "coder", "code", "version", "start", "end", "removed")
        query = select(*(table.c[name] for name in names)).where(table.c.document == document)
        return [
            Lying(row.guid, row.coder, row.code, row.version, Span(row.start, row.end), bool(row.removed))
            for row in self._rows(query.order_by(table.c.start, table.c.guid))
        ]

    def review_counts(self) -> dict[str, int]:
        """How many codings of all coders wait for review in each document; those without any are left out."""
        table = schema.coding
        query = (
            select(table.c.document, func.count().label("n"))
            .join(schema.document, schema.document.c.id == table.c.document)
            .where(table.c.removed == 0, schema.document.c.removed == 0, WAITING)
            .group_by(table.c.document)
        )
        return {row.document: row.n for row in self._rows(query)}

    def coding(self, guid: str) -> Coding:
        """The coding with this guid. Raises Refused when there is none."""
        rows = self._rows(CODINGS.where(schema.coding.c.guid == guid))
        if not rows:
            raise Refused("store.no-coding", guid=guid)
        return coding_of(rows[0])

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
            IN_PLACE,
        )
        query = select(table.c.guid).join(schema.document, schema.document.c.id == table.c.document)
        return bool(self._rows(query.where(same).limit(1)))

    def tally(self, coder: str) -> dict[str, int]:
        """How many codings this coder has of each code, over all documents; those in review are left out."""
        table = schema.coding
        query = (
            select(table.c.code, func.count().label("n"))
            .join(schema.document, schema.document.c.id == table.c.document)
            .where(table.c.removed == 0, schema.document.c.removed == 0, table.c.coder == coder, IN_PLACE)
            .group_by(table.c.code)
        )
        return {row.code: row.n for row in self._rows(query)}

    def tally_by_document(self, coder: str) -> dict[str, int]:
        """How many codings this coder has in each document, but for those in review; none has no entry."""
        table = schema.coding
        query = (
            select(table.c.document, func.count().label("n"))
            .join(schema.document, schema.document.c.id == table.c.document)
            .where(table.c.removed == 0, table.c.coder == coder, IN_PLACE)
            .group_by(table.c.document)
        )
        return {row.document: row.n for row in self._rows(query)}

    def codings_with_memo(self) -> dict[str, Coding]:
        """The codings that a memo is on, by guid, those in review too."""
        memo = schema.memo
        noted = select(memo.c.target).where(memo.c.target_kind == "coding", memo.c.removed == 0)
        return {row.guid: coding_of(row) for row in self._rows(CODINGS.where(schema.coding.c.guid.in_(noted)))}

    # --- memos, reading, suggestions --------------------------------------------------------------

    def memos(self, kind: str | None = None, target: str | None = None) -> list[Memo]:
        """Memos, oldest first: all, of a kind (coding, document, code, study), or on one target."""
        table = schema.memo
        query = select(table).where(table.c.removed == 0).order_by(table.c.at, table.c.guid)
        if kind is not None:
            query = query.where(table.c.target_kind == kind)
        if target is not None:
            query = query.where(table.c.target == target)
        return [memo_of(row) for row in self._rows(query)]

    def memo(self, guid: str) -> Memo:
        """The memo with this guid. Raises Refused when there is none."""
        rows = self._rows(select(schema.memo).where(schema.memo.c.guid == guid, schema.memo.c.removed == 0))
        if not rows:
            raise Refused("store.no-memo", guid=guid)
        return memo_of(rows[0])

    def read_spans(self, *, coder: str | None = None) -> dict[str, tuple[Span, ...]]:
        """Per document what has been read, by one coder or by any: ordered spans that do not touch.

        What was read before the text was corrected counts for all that stayed the same and for corrections of a few
        words within it.
        """
        with self._engine.connect() as conn:
            return progress.read_spans(conn, coder)

    def decisions(self, *, document: str | None = None, coder: str | None = None) -> list[Decided]:
        """What was decided on suggestions, oldest first, at its place in the text as it is now."""
        with self._engine.connect() as conn:
            return progress.decisions(conn, document, coder)

    def _rows(self, query: Select[Any]) -> list[Row[Any]]:
        with self._engine.connect() as conn:
            return _all(conn, query)


def _all(conn: Connection, query: Select[Any]) -> list[Row[Any]]:
    return list(conn.execute(query).all())
