"""Rows of documents, codings and memos as the frozen words of ``model``, and the selects that give them.

Whatever coders did is selected from the tables here and from nowhere else, for these leave out what lies under the
seal of a round for whoever asks: the parameter ``viewer``, which every query must be given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    String,
    Subquery,
    Table,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from interviewcoder.model import (
    Adjudication,
    Coding,
    Document,
    Memo,
    Origin,
    Respondent,
    Round,
    Ruling,
    Span,
    Suggesting,
    Voice,
)
from interviewcoder.store import schema

DOCUMENTS = (
    select(schema.document, schema.respondent.c.role, schema.respondent.c.company, schema.company.c.sector)
    .select_from(
        schema.document.outerjoin(
            schema.respondent, schema.document.c.pseudonym == schema.respondent.c.pseudonym
        ).outerjoin(schema.company, schema.respondent.c.company == schema.company.c.id)
    )
    .where(schema.document.c.removed == 0)
)

VOICES = (
    select(schema.voice, schema.respondent.c.role, schema.respondent.c.company)
    .outerjoin(schema.respondent, schema.voice.c.pseudonym == schema.respondent.c.pseudonym)
    .order_by(schema.voice.c.document, schema.voice.c.pseudonym, schema.voice.c.label)
)
GROUPS = select(schema.voice.c.document)

VIEWER = bindparam("viewer", type_=String)
"""The coder who asks; None for someone who is none, and sees nothing that lies under a seal."""

SEALED = (
    select(schema.round_document.c.document)
    .join(schema.round_, schema.round_.c.guid == schema.round_document.c.round)
    .where(schema.round_.c.sealed != "", schema.round_.c.revealed == "")
)
"""The documents that are being coded blind."""


def _open(coder: ColumnElement[str], document: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether what a coder did in a document may be seen."""
    return or_(coder.is_not_distinct_from(VIEWER), document.not_in(SEALED))


def _seen(table: Table, *which: ColumnElement[bool]) -> Subquery:
    return select(table).where(_open(table.c.coder, table.c.document), *which).subquery(table.name)


_SEALED_CODINGS = select(schema.coding.c.guid).where(schema.coding.c.document.in_(SEALED))
_open_memo = or_(
    schema.memo.c.coder.is_not_distinct_from(VIEWER),
    and_(schema.memo.c.target.not_in(SEALED), schema.memo.c.target.not_in(_SEALED_CODINGS)),
)

MEMO = select(schema.memo).where(_open_memo).subquery("memo")
READING = _seen(schema.reading)
DECISION = _seen(schema.suggestion_decision)
ADJUDICATION = _seen(schema.adjudication)

_sealed_people = select(schema.respondent.c.pseudonym).where(
    schema.respondent.c.company == schema.closed_gap.c.company,
    schema.respondent.c.role == schema.closed_gap.c.role,
    or_(
        schema.respondent.c.pseudonym.in_(
            select(schema.document.c.pseudonym).where(schema.document.c.id.in_(SEALED))
        ),
        schema.respondent.c.pseudonym.in_(
            select(schema.voice.c.pseudonym).where(schema.voice.c.document.in_(SEALED))
        ),
    ),
)
_open_gap = or_(schema.closed_gap.c.coder.is_not_distinct_from(VIEWER), ~_sealed_people.exists())

CLOSED_GAP = select(schema.closed_gap).where(_open_gap).subquery("closed_gap")
"""Gaps that were closed, but for those of people of whom an interview is being coded blind."""

UNSEEN = (
    select(schema.memo.c.guid.label("guid"))
    .where(~_open_memo)
    .union_all(
        select(schema.closed_gap.c.guid).where(~_open_gap),
        *(
            select(table.c.guid).where(~_open(table.c.coder, table.c.document))
            for table in (schema.coding, schema.reading, schema.suggestion_decision, schema.adjudication)
        ),
    )
)
"""What may not be seen, by guid: whatever tells of one of these may not be seen either."""

CORRECTED = select(schema.text_version.c.document).where(schema.text_version.c.version > 1)


@dataclass(frozen=True)
class Layer:
    """Codings of a kind, as far as they may be seen, to select from together with ``schema.document``.

    ``in_place`` says whether a coding has its place in the text as it is in use, ``waiting`` whether it waits for
    review, which is looked for only in documents that were ever corrected. ``all`` are the rows that
    :func:`coding_of` takes, ``placed`` those in place. ``starred`` says whether a coding has a star.
    """

    coding: Subquery
    in_place: ColumnElement[bool]
    waiting: ColumnElement[bool]
    starred: ColumnElement[bool]
    all: Select[Any]
    placed: Select[Any]


def _layer(*which: ColumnElement[bool]) -> Layer:
    coding = _seen(schema.coding, *which)
    star = schema.starred_quote
    in_place = coding.c.version == schema.document.c.version
    starred = exists().where(star.c.coding == coding.c.guid, _open(star.c.coder, coding.c.document))
    codings = (
        select(
            coding,
            (~in_place).label("in_review"),
            select(func.count())
            .where(MEMO.c.target == coding.c.guid, MEMO.c.target_kind == "coding")
            .where(MEMO.c.removed == 0)
            .scalar_subquery()
            .label("memos"),
            starred.label("starred"),
        )
        .select_from(
            coding.join(schema.document, coding.c.document == schema.document.c.id).outerjoin(
                schema.respondent, schema.document.c.pseudonym == schema.respondent.c.pseudonym
            )
        )
        .where(coding.c.removed == 0, schema.document.c.removed == 0)
    )
    waiting = and_(coding.c.document.in_(CORRECTED), ~in_place)
    return Layer(coding, in_place, waiting, starred, codings, codings.where(in_place))


_SETTLED = schema.coding.c.origin == Origin.CONSENSUS.value

OWN = _layer(~_SETTLED)
"""What the coders coded themselves."""

CONSENSUS = _layer(_SETTLED)
"""What came of settled differences, beside the coders' own; each is of the coder who settled it."""

BOTH = _layer()


def document_of(row: Row[Any], voices: tuple[Voice, ...] = ()) -> Document:
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
        version=row.version,
        voices=voices,
    )


def voice_of(row: Row[Any]) -> Voice:
    return Voice(row.label, Respondent(row.pseudonym, row.role or "", row.company or ""))


def coding_of(row: Row[Any]) -> Coding:
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
        version=row.version,
        in_review=bool(row.in_review),
        codebook_version=row.codebook_version,
    )


def memo_of(row: Row[Any]) -> Memo:
    return Memo(row.guid, row.target_kind, row.target, row.text, row.coder, row.at)


def rounds_of(conn: Connection) -> list[Round]:
    """The rounds, in the order in which they were planned."""
    table, document, coder = schema.round_, schema.round_document, schema.round_coder
    documents: dict[str, list[str]] = {}
    for row in conn.execute(select(document).order_by(document.c.document)):
        documents.setdefault(row.round, []).append(row.document)
    coders: dict[str, list[Row[Any]]] = {}
    for row in conn.execute(select(coder).order_by(coder.c.coder)):
        coders.setdefault(row.round, []).append(row)
    query = select(table).where(or_(table.c.removed == 0, table.c.sealed != "")).order_by(table.c.at, table.c.guid)
    return [
        Round(
            guid=row.guid,
            name=row.name,
            documents=tuple(documents.get(row.guid, ())),
            coders=tuple(each.coder for each in coders.get(row.guid, ())),
            done=tuple(each.coder for each in coders.get(row.guid, ()) if each.done),
            codebook_version=row.codebook_version,
            suggestions=Suggesting(row.suggestions),
            sealed=row.sealed,
            revealed=row.revealed,
            revealed_by=row.revealed_by,
            reason=row.reason,
        )
        for row in conn.execute(query)
    ]


def adjudication_of(row: Row[Any]) -> Adjudication:
    return Adjudication(
        guid=row.guid,
        document=row.document,
        kind=row.kind,
        one=tuple(row.one),
        other=tuple(row.other),
        ruling=Ruling(row.decision),
        reason=row.reason,
        outcome=tuple(row.outcome),
        coder=row.coder,
        at=row.at,
    )
