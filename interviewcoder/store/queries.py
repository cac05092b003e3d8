"""What can be asked of a study. Every answer is made of the frozen words of ``model``."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Engine, Row, Select, String, and_, cast, false, func, or_, select

from interviewcoder.errors import Refused
from interviewcoder.model import (
    Adjudication,
    Codebook,
    Coding,
    Company,
    Document,
    Memo,
    Part,
    Planned,
    Respondent,
    Round,
    RoundState,
    Span,
    Speaker,
    Transcript,
    Turn,
    Voice,
)
from interviewcoder.store import events, progress, schema
from interviewcoder.store.codebooks import from_json
from interviewcoder.store.progress import Decided
from interviewcoder.store.rows import (
    ADJUDICATION,
    BOTH,
    CONSENSUS,
    DOCUMENTS,
    GROUPS,
    MEMO,
    OWN,
    SEALED,
    UNSEEN,
    VOICES,
    adjudication_of,
    coding_of,
    document_of,
    memo_of,
    rounds_of,
    voice_of,
)
from interviewcoder.store.search import Hit, find
from interviewcoder.store.voices import parts_of, said_by
from interviewcoder.store.words import Words, respondents_words

FOLDER = "folder "
"""What the keys of the study begin with under which it remembers which documents came from one folder."""

Selected = Select[Any] | CompoundSelect[Any]
_AT_A_TIME = 2000


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


class Queries:
    """Reads on one study; each its own short transaction, so that any thread may ask.

    What lies under the seal of a round is answered to no one but the coder who did it: ``viewer`` is the coder who
    asks, None a stranger.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.viewer: str | None = None
        self._transcript = lru_cache(maxsize=64)(self._read_transcript)
        self._words = lru_cache(maxsize=64)(lambda text: respondents_words(self._transcript(text)))
        self._parts = lru_cache(maxsize=64)(
            lambda text, voices: parts_of(self._transcript(text), self._words(text), voices)
        )

    def seen_by(self, viewer: str | None) -> Queries:
        """The same study, asked by this coder."""
        other = copy(self)
        other.viewer = viewer
        return other

    # --- the study --------------------------------------------------------------------------------

    def properties(self) -> dict[str, str]:
        """The study's properties, such as its ``name``; ``synthetic`` is there for one that is made up."""
        table = schema.study
        rows = self._rows(select(table).where(table.c.key.startswith(FOLDER, autoescape=True).is_(False)))
        return {row.key: row.value for row in rows}

    def labels(self) -> set[str]:
        """The labels under which something is said in the documents as they are."""
        turn, document = schema.turn, schema.document
        query = select(turn.c.label).distinct().join(document, document.c.id == turn.c.document)
        return {row.label for row in self._rows(query.where(document.c.removed == 0))}

    def folders(self) -> dict[str, list[str]]:
        """The ids of the documents that last came from a folder, by the hash that the study knows it by."""
        table = schema.study
        rows = self._rows(select(table).where(table.c.key.startswith(FOLDER, autoescape=True)))
        return {row.key.removeprefix(FOLDER): row.value.split() for row in rows}

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

    def history(
        self, *, coder: str | None = None, about: str | None = None, last: int | None = None
    ) -> list[events.Event]:
        """The log, oldest first; ``last`` keeps only the newest so many, ``about`` those on codings (``"coding"``) or
        another kind of thing. What tells of work under a seal is left out."""
        with self._engine.connect() as conn:
            return events.read(conn, coder=coder, about=about, last=last, unseen=self._unseen(conn))

    def history_before(
        self, event: events.Event, *, coder: str | None = None, about: str | None = None, last: int
    ) -> list[events.Event]:
        """The ``last`` so many events that come before this one in the log, oldest first."""
        with self._engine.connect() as conn:
            return events.read(conn, coder=coder, about=about, last=last, before=event, unseen=self._unseen(conn))

    def _unseen(self, conn: Connection) -> frozenset[str]:
        """The guids of work under a seal that may not be seen."""
        if not _all(conn, SEALED.limit(1)):
            return frozenset()
        return frozenset(row.guid for row in _all(conn, UNSEEN, self.viewer))

    def tells_of_sealed(self, event: events.Event) -> bool:
        """Whether an event is about work that may not be seen now."""
        with self._engine.connect() as conn:
            return events.tells_of(event, self._unseen(conn))

    # --- rounds -----------------------------------------------------------------------------------

    def rounds(self) -> list[Round]:
        """The rounds of blind coding, in the order in which they were planned."""
        with self._engine.connect() as conn:
            return rounds_of(conn)

    def sealed_round(self, document: str) -> Round | None:
        """The round under whose seal a document lies now."""
        return next(
            (each for each in self.rounds() if each.state is RoundState.SEALED and document in each.documents), None
        )

    def adjudications(self, document: str | None = None) -> list[Adjudication]:
        """What was decided on differences between coders, in one document or all, oldest first."""
        table = ADJUDICATION
        query = select(table).where(table.c.removed == 0).order_by(table.c.at, table.c.guid)
        if document is not None:
            query = query.where(table.c.document == document)
        return [adjudication_of(row) for row in self._rows(query)]

    # --- documents --------------------------------------------------------------------------------

    def documents(self) -> list[Document]:
        """All documents, by name, with the respondent or respondents each belongs to."""
        voices = self._voices()
        rows = self._rows(DOCUMENTS.order_by(schema.document.c.name))
        return [document_of(row, voices.get(row.id, ())) for row in rows]

    def document(self, reference: str) -> Document:
        """The document with this id, name, or respondent's pseudonym.

        Raises Refused when none answers to it, or more than one does.
        """
        table = schema.document
        heard = table.c.id.in_(GROUPS.where(schema.voice.c.pseudonym == reference))
        matches = or_(table.c.id == reference, table.c.name == reference, table.c.pseudonym == reference, heard)
        rows = self._rows(DOCUMENTS.where(matches))
        if len(rows) != 1:
            raise Refused("store.no-document" if not rows else "store.many-documents", reference=reference)
        return document_of(rows[0], self._voices().get(rows[0].id, ()))

    def _voices(self) -> dict[str, tuple[Voice, ...]]:
        """The voices of each group interview."""
        voices: dict[str, list[Voice]] = {}
        for row in self._rows(VOICES):
            voices.setdefault(row.document, []).append(voice_of(row))
        return {document: tuple(theirs) for document, theirs in voices.items()}

    def parts(self) -> dict[str, tuple[Part, ...]]:
        """Per group interview, who says which words; interviews with one respondent are left out."""
        groups = [each for each in self.documents() if each.voices]
        return {each.id: self._parts(self.version(each.id), each.voices) for each in groups}

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

    def turns(self, documents: Collection[str] | None = None) -> dict[str, tuple[Turn, ...]]:
        """The turns of these documents, or of all, in order; no text is fetched."""
        turn, document = schema.turn, schema.document
        query = select(turn).join(document, document.c.id == turn.c.document)
        query = query.where(document.c.removed == 0).order_by(turn.c.document, turn.c.number)
        if documents is not None:
            query = query.where(turn.c.document.in_(documents))
        turns: dict[str, list[Turn]] = {}
        for row in self._rows(query):
            said = Turn(row.label, Speaker(row.speaker), row.start, row.end, row.time_start, row.time_end)
            turns.setdefault(row.document, []).append(said)
        return {id: tuple(said) for id, said in turns.items()}

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

    def words(self, document: str) -> Words:
        """The words that the respondents of a document say, as places in its text."""
        return self._words(self.version(document))

    def read(self, text: TextVersion) -> tuple[Transcript, Words]:
        """A version of a document's text, and the words in it that respondents say."""
        return self._transcript(text), self._words(text)

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
        consensus: bool = False,
    ) -> list[Coding]:
        """Codings in order of document and position; what is given narrows the list. In a group interview, ``role``
        and ``company`` are those of a respondent whose words the coding touches; one that touches no respondent's
        words is of none.

        They are the coders' own, or with ``consensus`` those that came of settled differences instead. Those in
        review are left out, for they have no place in the text: see :meth:`in_review`.
        """
        layer = CONSENSUS if consensus else OWN
        coding = layer.coding
        order = (schema.document.c.name, coding.c.start, coding.c.end, coding.c.at, coding.c.guid)
        query = layer.placed.order_by(*order)
        if document is not None:
            query = query.where(coding.c.document == document)
        if codes is not None:
            query = query.where(coding.c.code.in_(list(codes)))
        if coder is not None:
            query = query.where(coding.c.coder == coder)
        if role is None and company is None:
            return [coding_of(row) for row in self._rows(query)]
        asked = {"role": role, "company": company}
        theirs = [schema.respondent.c[name] == value for name, value in asked.items() if value is not None]
        theirs.append(coding.c.word_start < coding.c.word_end)
        found = [coding_of(row) for row in self._rows(query.where(or_(and_(*theirs), coding.c.document.in_(GROUPS))))]
        parts = self.parts()

        def meant(who: Respondent) -> bool:
            return role in (None, who.role) and company in (None, who.company)

        return [each for each in found if each.document not in parts or said_by(each, parts[each.document], meant)]

    def coded(self, documents: Collection[str] | None = None) -> Iterator[tuple[str, str, str, int, int, str, bool]]:
        """The coders' own codings in short, of these documents or of all, in no order: document, code, coder,
        half-open range of words, facets as JSON, whether it has a star.

        For counting very many of them; what is shown of a coding comes from :meth:`codings`.
        """
        table = OWN.coding
        names = ("document", "code", "coder", "word_start", "word_end")
        query = (
            select(*(table.c[name] for name in names), cast(table.c.facets, String), OWN.starred)
            .join(schema.document, schema.document.c.id == table.c.document)
            .where(table.c.removed == 0, schema.document.c.removed == 0, OWN.in_place)
        )
        if documents is not None:
            query = query.where(table.c.document.in_(documents))
        with self._engine.connect() as conn:
            cursor = conn.execute(query, {"viewer": self.viewer}).cursor
            # The driver's own rows, a few at a time: a million Row objects at once take three times as long.
            while cursor is not None and (rows := cursor.fetchmany(_AT_A_TIME)):
                yield from rows

    def in_review(self, *, document: str | None = None, coder: str | None = None) -> list[Coding]:
        """Codings whose words were changed by a correction, in the order of :meth:`codings`; their place, text and
        ``version`` are of before. They count nowhere until a person has settled where they belong."""
        coding = BOTH.coding
        order = (schema.document.c.name, coding.c.start, coding.c.end, coding.c.guid)
        query = BOTH.all.where(BOTH.waiting).order_by(*order)
        if document is not None:
            query = query.where(coding.c.document == document)
        if coder is not None:
            query = query.where(coding.c.coder == coder)
        return [coding_of(row) for row in self._rows(query)]

    def codebooks(self) -> list[Codebook]:
        """The versions of the codebook, the first one first."""
        table = schema.codebook_version
        return [from_json(row.body) for row in self._rows(select(table.c.body).order_by(table.c.version))]

    def codings_before(self, versions: Mapping[str, int], *, coder: str | None = None) -> list[Coding]:
        """The coders' own codings that were made, or confirmed, before this version of the codebook, by code; in the
        order of :meth:`codings`."""
        coding = OWN.coding
        older = [and_(coding.c.code == id, coding.c.codebook_version < number) for id, number in versions.items()]
        query = OWN.placed.where(or_(false(), *older))
        if coder is not None:
            query = query.where(coding.c.coder == coder)
        order = (schema.document.c.name, coding.c.start, coding.c.end, coding.c.guid)
        return [coding_of(row) for row in self._rows(query.order_by(*order))]

    def lying(self, document: str) -> list[Lying]:
        """Where every coding of a document lies, those in review and those taken off too."""
        table = BOTH.coding
        names = ("guid", "coder", "code", "version", "start", "end", "removed")
        query = select(*(table.c[name] for name in names)).where(table.c.document == document)
        return [
            Lying(row.guid, row.coder, row.code, row.version, Span(row.start, row.end), bool(row.removed))
            for row in self._rows(query.order_by(table.c.start, table.c.guid))
        ]

    def review_counts(self) -> dict[str, int]:
        """How many codings of all coders wait for review in each document; those without any are left out."""
        table = BOTH.coding
        query = (
            select(table.c.document, func.count().label("n"))
            .join(schema.document, schema.document.c.id == table.c.document)
            .where(table.c.removed == 0, schema.document.c.removed == 0, BOTH.waiting)
            .group_by(table.c.document)
        )
        return {row.document: row.n for row in self._rows(query)}

    def coding(self, guid: str) -> Coding:
        """The coding with this guid. Raises Refused when there is none."""
        rows = self._rows(BOTH.all.where(BOTH.coding.c.guid == guid))
        if not rows:
            raise Refused("store.no-coding", guid=guid)
        return coding_of(rows[0])

    def has_coding(
        self, coder: str, document: str, start: int, end: int, code: str, *, consensus: bool = False
    ) -> bool:
        """Whether this coder has this code on exactly this fragment; with ``consensus``, whether it was settled."""
        layer = CONSENSUS if consensus else OWN
        table = layer.coding
        same = and_(
            table.c.document == document,
            table.c.start == start,
            table.c.end == end,
            table.c.code == code,
            table.c.removed == 0,
            layer.in_place,
        )
        query = select(table.c.guid).join(schema.document, schema.document.c.id == table.c.document).where(same)
        return bool(self._rows((query if consensus else query.where(table.c.coder == coder)).limit(1)))

    def tally(self, coder: str) -> dict[str, int]:
        """How many codings this coder has of each code, over all documents; those in review are left out."""
        table = OWN.coding
        query = (
            select(table.c.code, func.count().label("n"))
            .join(schema.document, schema.document.c.id == table.c.document)
            .where(table.c.removed == 0, schema.document.c.removed == 0, table.c.coder == coder, OWN.in_place)
            .group_by(table.c.code)
        )
        return {row.code: row.n for row in self._rows(query)}

    def tally_by_document(self, coder: str) -> dict[str, int]:
        """How many codings this coder has in each document, but for those in review; none has no entry."""
        table = OWN.coding
        query = (
            select(table.c.document, func.count().label("n"))
            .join(schema.document, schema.document.c.id == table.c.document)
            .where(table.c.removed == 0, table.c.coder == coder, OWN.in_place)
            .group_by(table.c.document)
        )
        return {row.document: row.n for row in self._rows(query)}

    def codings_with_memo(self) -> dict[str, Coding]:
        """The codings that a memo is on, by guid, those in review too."""
        noted = select(MEMO.c.target).where(MEMO.c.target_kind == "coding", MEMO.c.removed == 0)
        return {row.guid: coding_of(row) for row in self._rows(BOTH.all.where(BOTH.coding.c.guid.in_(noted)))}

    # --- memos, reading, suggestions --------------------------------------------------------------

    def memos(self, kind: str | None = None, target: str | None = None) -> list[Memo]:
        """Memos, oldest first: all, of a kind (coding, document, code, study), or on one target."""
        table = MEMO
        query = select(table).where(table.c.removed == 0).order_by(table.c.at, table.c.guid)
        if kind is not None:
            query = query.where(table.c.target_kind == kind)
        if target is not None:
            query = query.where(table.c.target == target)
        return [memo_of(row) for row in self._rows(query)]

    def memo(self, guid: str) -> Memo:
        """The memo with this guid. Raises Refused when there is none."""
        rows = self._rows(select(MEMO).where(MEMO.c.guid == guid, MEMO.c.removed == 0))
        if not rows:
            raise Refused("store.no-memo", guid=guid)
        return memo_of(rows[0])

    def read_spans(self, *, coder: str | None = None) -> dict[str, tuple[Span, ...]]:
        """Per document what has been read, by one coder or by any: ordered spans that do not touch.

        What was read before the text was corrected counts for all that stayed the same and for corrections of a few
        words within it.
        """
        with self._engine.connect() as conn:
            return progress.read_spans(conn, coder, self.viewer)

    def decisions(self, *, document: str | None = None, coder: str | None = None) -> list[Decided]:
        """What was decided on suggestions, oldest first, at its place in the text as it is now."""
        with self._engine.connect() as conn:
            return progress.decisions(conn, document, coder, self.viewer)

    def _rows(self, query: Selected) -> list[Row[Any]]:
        with self._engine.connect() as conn:
            return _all(conn, query, self.viewer)


def _all(conn: Connection, query: Selected, viewer: str | None = None) -> list[Row[Any]]:
    return list(conn.execute(query, {"viewer": viewer}).all())
