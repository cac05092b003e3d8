"""What the log says has changed since one last looked, so that not everything need be read again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from interviewcoder.store import events, schema
from interviewcoder.store.rows import BOTH

if TYPE_CHECKING:
    from interviewcoder.store.project import Project

_WITHOUT_CODINGS = ("memo.", "suggestion.", "quote.", "difference.", "gap.", "codebook.", "export.", "study.set")
"""How the kinds of events begin that change no coding of a coder's own, no document and no reading."""
_BESIDE = ("reading.", "coder.", "study.plan", "document.assign")
"""Those that change no coding, but what it is counted against."""
_OF_DOCUMENTS = ("document.import", "document.remove", "document.restore")


@dataclass(frozen=True, slots=True)
class Changes:
    """In these documents (ids) there may be other codings; and whether something else changed than codings, such as
    the documents, the design, or what was read."""

    codings: frozenset[str]
    others: bool


def changes_since(project: Project, stamp: int) -> Changes | None:
    """What changed since the study had this stamp, as far as it may be seen; None where anything may have."""
    table, ask = schema.event, project.ask
    with project._engine.connect() as conn:
        unseen = ask._unseen(conn)
        happened: Any = conn.execute(select(table).where(table.c.seq > stamp)).all()
        told = [(each.kind, each.payload) for each in happened if not events.tells_of(each, unseen)]
        documents, guids, others = set[str](), set[str](), False
        for kind, payload in _single(told):
            if kind.startswith("coding."):
                guids.add(payload["guid"])
            elif kind.startswith(_OF_DOCUMENTS):
                documents.add(payload["guid"])
                others = True
            elif kind.startswith(_BESIDE):
                others = True
            elif not kind.startswith(_WITHOUT_CODINGS):
                return None
        if guids:
            query = select(BOTH.coding.c.document).where(BOTH.coding.c.guid.in_(guids))
            documents.update(conn.execute(query, {"viewer": ask.viewer}).scalars())
    return Changes(frozenset(documents), others)


def _single(happened: Any) -> Iterator[tuple[str, Any]]:
    """The events, each part of a batch on its own."""
    for kind, payload in happened:
        if kind == "batch":
            yield from _single(payload["events"])
        else:
            yield kind, payload
