"""What was read and what was decided on suggestions, brought to the text as it is in use now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from interviewcoder.model import Decision, Kept, Span
from interviewcoder.store import schema
from interviewcoder.store.carrying import Step, carry, carry_reading, joined, way
from interviewcoder.store.rows import DECISION, READING


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on a suggestion, as recorded; ``in_text`` tells whether its words are still there as they were.

    ``cues`` are those of the codebook by which the suggestion was made.
    """

    document: str
    start: int
    end: int
    code: str
    coder: str
    decision: Decision
    corrected: str
    score: float
    in_text: bool = True
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Steps:
    """The rows of the versions of some documents, by number, and the steps between any two of them."""

    versions: Mapping[str, Mapping[int, Any]]

    def between(self, document: str, start: int, end: int) -> list[Step]:
        """The steps from one version to another; none when they are the same."""
        if start == end:
            return []
        rows = self.versions[document]
        bases = {number: row.base for number, row in rows.items()}
        return [self._step(rows, number, back) for number, back in way(bases, start, end)]

    def _step(self, rows: Mapping[int, Any], number: int, back: bool) -> Step:
        row = rows[number]
        step = Step(tuple(Kept(*each) for each in row.kept), rows[row.base].length, row.length)
        return step.back() if back else step


def read_spans(conn: Connection, coder: str | None, viewer: str | None) -> dict[str, tuple[Span, ...]]:
    """Per document what has been read, by one coder or by any: ordered spans that do not touch."""
    table, document = READING, schema.document
    query = (
        select(table, document.c.version.label("current"))
        .join(document, document.c.id == table.c.document)
        .where(table.c.removed == 0)
        .order_by(table.c.document, table.c.start)
    )
    if coder is not None:
        query = query.where(table.c.coder == coder)
    rows = conn.execute(query, {"viewer": viewer}).all()
    steps = _steps(conn, rows)
    read: dict[str, list[Span]] = {}
    for row in rows:
        spans = [Span(row.start, row.end)]
        for step in steps.between(row.document, row.version, row.current):
            spans = carry_reading(spans, step)
        if spans:
            read.setdefault(row.document, []).extend(spans)
    return {document: tuple(joined(spans)) for document, spans in read.items()}


def decisions(conn: Connection, document: str | None, coder: str | None, viewer: str | None) -> list[Decided]:
    """What was decided on suggestions, oldest first."""
    table, owner = DECISION, schema.document
    query = (
        select(table, owner.c.version.label("current"))
        .join(owner, owner.c.id == table.c.document)
        .where(table.c.removed == 0)
        .order_by(table.c.at, table.c.guid)
    )
    if document is not None:
        query = query.where(table.c.document == document)
    if coder is not None:
        query = query.where(table.c.coder == coder)
    rows = conn.execute(query, {"viewer": viewer}).all()
    steps = _steps(conn, rows)
    return [_decided(row, steps.between(row.document, row.version, row.current)) for row in rows]


def _steps(conn: Connection, rows: Iterable[Row[Any]]) -> _Steps:
    """What the versions have in common, of the documents that rows of an earlier version speak of."""
    version = schema.text_version
    wanted = {row.document for row in rows if row.version != row.current}
    held: dict[str, dict[int, Any]] = {}
    if wanted:
        names = (version.c.document, version.c.version, version.c.base, version.c.length, version.c.kept)
        for row in conn.execute(select(*names).where(version.c.document.in_(wanted))):
            held.setdefault(row.document, {})[row.version] = row
    return _Steps(held)


def _decided(row: Row[Any], steps: Iterable[Step]) -> Decided:
    now: Span | None = Span(row.start, row.end)
    for step in steps:
        now = now and carry(now, step)
    place = now or Span(row.start, row.end)
    return Decided(
        document=row.document,
        start=place.start,
        end=place.end,
        code=row.code,
        coder=row.coder,
        decision=Decision(row.decision),
        corrected=row.corrected,
        score=row.score,
        in_text=now is not None,
        cues=tuple(dict.fromkeys(each["cue"] for each in row.evidence if each["cue"])),
    )
