"""Gaps in what was coded that a person looked into: looked for, and not there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from interviewcoder.errors import Refused
from interviewcoder.model import ClosedGap, Coding, Document
from interviewcoder.store import events
from interviewcoder.store.rounds import refuse_while_sealed
from interviewcoder.store.rows import CLOSED_GAP

if TYPE_CHECKING:
    from interviewcoder.store.project import Project


def close_gap(project: Project, coder: str, code: str, company: str, role: str, note: str) -> None:
    """Say that nothing of a code is said by those of a role in a company, though it was looked for; ``note`` says
    what makes one sure.

    Raises Refused without a note, for an unknown code, where no such interview is there, where it was closed already,
    where something is coded with it or with one of its features, and for interviews that are being coded blind.
    """
    project._check_code(code)
    if not note.strip():
        raise Refused("gaps.without-note")
    there = _interviews(project.ask.documents(), company, role)
    if not there:
        raise Refused("gaps.no-interview", company=company, role=role)
    for document in there:
        refuse_while_sealed(project, document.id)
    if closed_as(project, code, company, role):
        raise Refused("gaps.closed-already", code=code, company=company, role=role)
    if coded := _coded(project, code, company, role):
        raise Refused("gaps.coded", code=code, company=company, role=role, count=len(coded))
    place = {"code": code, "company": company, "role": role}
    payload = {"guid": events.new_id(), **place, "interviews": len(there), "note": note.strip()}
    project._record(coder, "gap.close", payload)


def reopen_gap(project: Project, coder: str, code: str, company: str, role: str) -> None:
    """Take back that a gap was closed, whoever closed it. Raises Refused for one that is open."""
    closed = closed_as(project, code, company, role)
    if not closed:
        raise Refused("gaps.open-already", code=code, company=company, role=role)
    for each in closed:
        place = {"code": each.code, "company": each.company, "role": each.role}
        about = {"guid": each.guid, **place, "interviews": each.interviews, "note": each.note}
        project._record(coder, "gap.reopen", about)


def closed_as(project: Project, code: str, company: str, role: str) -> list[ClosedGap]:
    """The closings of this very gap."""
    place = (code, company, role)
    return [each for each in closed_gaps(project) if (each.code, each.company, each.role) == place]


def closed_gaps(project: Project) -> tuple[ClosedGap, ...]:
    """The gaps that are closed, oldest first. A closing says that nothing is there, so it holds only while that is
    what the study says: not once something is coded there, nor once interviews were added."""
    table = CLOSED_GAP
    query = select(table).where(table.c.removed == 0).order_by(table.c.at, table.c.guid)
    with project._engine.connect() as conn:
        rows = conn.execute(query, {"viewer": project.ask.viewer}).all()
    names = ("guid", "code", "company", "role", "interviews", "note", "coder", "at")
    found = [ClosedGap(*(getattr(row, name) for name in names)) for row in rows]
    documents = project.ask.documents() if found else []
    return tuple(each for each in found if _holds(project, documents, each))


def _holds(project: Project, documents: Sequence[Document], closed: ClosedGap) -> bool:
    place = (closed.company, closed.role)
    return len(_interviews(documents, *place)) <= closed.interviews and not _coded(project, closed.code, *place)


def _coded(project: Project, code: str, company: str, role: str) -> list[Coding]:
    """The codings with a code, or with one of its features, on what those of a role in a company say."""
    codes = [code, *(feature.id for feature in project.codebook.features(code))]
    return project.ask.codings(codes=codes, role=role, company=company)


def _interviews(documents: Sequence[Document], company: str, role: str) -> list[Document]:
    """Those of the documents in which someone of this role in this company speaks."""
    place = (company, role)
    return [each for each in documents if any((who.company, who.role) == place for who in each.respondents)]
