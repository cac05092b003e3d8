"""Documents taken out, with the work of other coders on them, which nobody should lose unasked; and brought back."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select

from interviewcoder.locale import say
from interviewcoder.store import schema
from interviewcoder.store.events import Payload
from interviewcoder.store.rows import SEALED

_SHOWN = 3
"""So many documents are named; of more, the number."""


@dataclass(frozen=True, slots=True)
class Loss:
    """What one coder did on documents (their names): how many codings, memos, reading marks and decisions."""

    coder: str
    documents: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        parts = [say(f"store.loss.{kind}", count=count) for kind, count in self.counts]
        names = self.documents
        where = ", ".join(names) if len(names) <= _SHOWN else say("store.loss.documents", count=len(names))
        return say("store.loss.of-coder", parts=", ".join(parts), coder=self.coder, documents=where)


def taken_out(kind: str, payload: Payload) -> tuple[str, ...]:
    """The ids of the documents that an event takes out."""
    parts: list[Any] = payload["events"] if kind == "batch" else [[kind, payload]]
    return tuple(what["guid"] for name, what in parts if name == "document.remove")


def work_of_others(conn: Connection, coder: str, documents: Collection[str]) -> tuple[Loss, ...]:
    """What coders other than this one did on documents that are in the study, by coder.

    Documents under the seal of a round are left out: how much was done on them is not told, and they stay.
    """
    if not documents:
        return ()
    coding, memo, table = schema.coding, schema.memo, schema.document
    found: dict[str, dict[str, dict[str, int]]] = {}

    def tally(kind: str, of: Table, place: ColumnElement[bool]) -> None:
        query = select(of.c.coder, table.c.name, func.count().label("n")).select_from(of.join(table, place))
        query = query.where(of.c.removed == 0, of.c.coder != coder, table.c.id.in_(documents), table.c.removed == 0)
        query = query.where(table.c.id.not_in(SEALED))
        for row in conn.execute(query.group_by(of.c.coder, table.c.name)):
            found.setdefault(row.coder, {}).setdefault(kind, {})[row.name] = row.n

    tally("codings", coding, coding.c.document == table.c.id)
    on_coding = select(coding.c.guid).where(coding.c.document == table.c.id, coding.c.removed == 0).correlate(table)
    tally(
        "memos",
        memo,
        or_(
            and_(memo.c.target_kind == "document", memo.c.target == table.c.id),
            and_(memo.c.target_kind == "coding", memo.c.target.in_(on_coding)),
        ),
    )
    for kind, of in (("readings", schema.reading), ("decisions", schema.suggestion_decision)):
        tally(kind, of, of.c.document == table.c.id)
    return tuple(_loss(each, found[each]) for each in sorted(found))


def _loss(coder: str, counts: dict[str, dict[str, int]]) -> Loss:
    names = sorted({name for by_name in counts.values() for name in by_name})
    return Loss(coder, tuple(names), tuple((kind, sum(by_name.values())) for kind, by_name in counts.items()))


def in_words(losses: Collection[Loss]) -> str:
    """All of it in one phrase."""
    return "; ".join(map(str, losses))


# --- brought back ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that was taken out, by id and name."""

    id: str
    name: str


def find_removed(conn: Connection, digest: str, turns: Sequence[Sequence[Any]]) -> Removed | None:
    """The document taken out last of those with this text (its SHA-256) in these turns; None too where another
    document has its name by now."""
    table, version = schema.document, schema.text_version
    query = select(table.c.id, table.c.name, version.c.turns).join(version, version.c.document == table.c.id)
    query = query.where(table.c.removed == 1, version.c.sha256 == digest).order_by(table.c.id.desc())
    taken = select(table.c.name).where(table.c.removed == 0).scalar_subquery()
    wanted = [list(turn) for turn in turns]
    rows = conn.execute(query.where(table.c.name.not_in(taken)))
    return next((Removed(row.id, row.name) for row in rows if row.turns == wanted), None)


def bringing_back(removed: Removed, payload: Mapping[str, Any]) -> list[list[Any]]:
    """The events by which a document comes back in place of its import (``payload``); and whose it is, if told."""
    about = {"guid": removed.id, "name": removed.name}
    back: list[list[Any]] = [["document.restore", about]]
    if payload["respondent"] or payload.get("voices"):
        whose = {name: payload[name] for name in ("respondent", "date", "voices", "respondents") if name in payload}
        back.append(["document.assign", about | whose])
    return back
