"""Differences between coders as a table that may leave, with what was decided on them and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from interviewcoder.locale import say
from interviewcoder.model import Codebook, Coding
from interviewcoder.publish.tables import Column, Table
from interviewcoder.tasks.disagreements import Compare, Disagreement, ruled, side

if TYPE_CHECKING:
    from interviewcoder.store.project import Project

_COLUMNS = ("id", "document", "respondent", "kind", "coders", "reading", "other_coders", "other_reading")
_DECIDED = ("decision", "reason", "outcome", "decided_by", "decided_at")

WHOSE = ("coders", "other_coders", "decision", "decided_by")
"""The columns that name coders, which is what the table is for."""


def as_table(project: Project, found: Compare) -> Table:
    """All differences with the decisions and the reasons for them, for the appendix."""
    made_up = "synthetic" in project.ask.properties()
    settled = {each.guid: each for each in project.ask.codings(consensus=True)}
    rows = tuple(
        (
            each.id,
            each.document.name,
            each.document.who,
            say(f"differences.kind.{each.difference.kind.value}"),
            ", ".join(each.difference.ones),
            side(each, each.difference.one, project.codebook),
            ", ".join(each.difference.others),
            side(each, each.difference.other, project.codebook),
            *_decided(each, settled, project.codebook),
        )
        for each in found.disagreements
    )
    columns = tuple(
        Column(name, say(f"differences.head.{name}") if name != "id" else "") for name in (*_COLUMNS, *_DECIDED)
    )
    note = say("publish.synthetic") if made_up else ""
    return Table(say("differences.title"), columns, rows, note)


def _decided(each: Disagreement, settled: Mapping[str, Coding], codebook: Codebook) -> tuple[str, ...]:
    ruling = each.adjudication
    if ruling is None:
        return ("",) * len(_DECIDED)
    outcome = [side(each, [settled[guid]], codebook) for guid in ruling.outcome if guid in settled]
    return ruled(each), ruling.reason, " | ".join(outcome), ruling.coder, ruling.at
