"""Rows of documents, codings and memos as the frozen words of ``model``, and the selects that give them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, and_, exists, func, select

from interviewcoder.model import Coding, Document, Memo, Origin, Span
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

IN_PLACE = schema.coding.c.version == schema.document.c.version
"""Whether a coding has its place in the text as it is in use; else it waits for review."""

CORRECTED = select(schema.text_version.c.document).where(schema.text_version.c.version > 1)
WAITING = and_(schema.coding.c.document.in_(CORRECTED), ~IN_PLACE)
"""Those that wait, looked for only in documents that were ever corrected."""

CODINGS = (
    select(
        schema.coding,
        (~IN_PLACE).label("in_review"),
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

PLACED = CODINGS.where(IN_PLACE)


def document_of(row: Row[Any]) -> Document:
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
    )


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
    )


def memo_of(row: Row[Any]) -> Memo:
    return Memo(row.guid, row.target_kind, row.target, row.text, row.coder, row.at)
