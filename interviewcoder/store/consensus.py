"""The consensus layer: what was decided on a difference between coders, and the codings that come of it.

These codings stand beside the coders' own and never over them: they have their own origin, which ``store.rows`` keeps
apart, and are of the coder who settled the difference, so that no one need be invented to own them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from interviewcoder.errors import Refused
from interviewcoder.model import Adjudication, Origin, Ruling
from interviewcoder.store import events
from interviewcoder.store.rounds import refuse_while_sealed

if TYPE_CHECKING:
    from interviewcoder.store.project import Project


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a fragment ``[start, end)`` is to be coded as, in the end."""

    start: int
    end: int
    code: str
    facets: Mapping[str, str] = field(default_factory=dict)


def settle(
    project: Project,
    coder: str,
    document: str,
    kind: str,
    sides: tuple[Sequence[str], Sequence[str]],
    ruling: Ruling,
    outcome: Sequence[Agreed] = (),
    *,
    reason: str = "",
    instead: Adjudication | None = None,
) -> str:
    """Record a decision on a difference with the codings that come of it, as one action; returns its guid.

    ``sides`` are the codings on either side, by guid. What comes of it and was settled elsewhere already is not coded
    twice. ``instead`` is the decision taken before, which goes with what came of it. Raises Refused as
    :meth:`Project.apply_code` does, and for a document that is being coded blind.
    """
    refuse_while_sealed(project, document)
    parts = _taken_back(project, instead) if instead else []
    gone = set(instead.outcome) if instead else set()
    there = {
        (each.start, each.end, each.code)
        for each in project.ask.codings(document=document, consensus=True)
        if each.guid not in gone
    }
    guids: list[str] = []
    for each in outcome:
        place = (each.start, each.end, each.code)
        if place in there:
            continue
        there.add(place)
        coded = project._coding(coder, document, *place, each.facets, Origin.CONSENSUS)
        guids.append(coded["guid"])
        parts.append(["coding.apply", coded])
    decided = {
        "guid": events.new_id(),
        "document": document,
        "kind": kind,
        "one": list(sides[0]),
        "other": list(sides[1]),
        "decision": ruling.value,
        "reason": " ".join(reason.split()),
        "outcome": guids,
    }
    parts.append(["difference.settle", decided])
    if len(parts) == 1:
        project._record(coder, "difference.settle", decided)
    else:
        project._record(coder, "batch", {"events": parts, "words": "did-many.settle"})
    return str(decided["guid"])


def give_reason(project: Project, coder: str, guid: str, reason: str) -> None:
    """Say why a difference was decided as it was. Raises Refused for a decision that is not there."""
    found = next((each for each in project.ask.adjudications() if each.guid == guid), None)
    if found is None:
        raise Refused("differences.no-decision")
    about = {"guid": guid, "decision": found.ruling.value, "reason": " ".join(reason.split())}
    project._record(coder, "difference.reason", about)


def _taken_back(project: Project, ruling: Adjudication) -> list[list[Any]]:
    """The parts of an action that take back a decision and what came of it."""
    parts: list[list[Any]] = []
    for guid in ruling.outcome:
        try:
            coding = project.ask.coding(guid)
        except Refused:  # gone with its document, or under a seal
            continue
        parts.append(["coding.remove", {"guid": guid, "code": coding.code, "quote": coding.text}])
    about = {"guid": ruling.guid, "decision": ruling.ruling.value, "reason": ruling.reason}
    return [*parts, ["difference.remove", about]]
