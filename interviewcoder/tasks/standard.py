"""Coders against the consensus: how far what each of them coded is what all settled on in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from interviewcoder.analysis.agreement.continuum import common
from interviewcoder.analysis.agreement.judging import Comparison, compare
from interviewcoder.analysis.agreement.units import Interview, Rater, Unit
from interviewcoder.analysis.coverage import rows_of
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.model import Coding, Span, Speaker
from interviewcoder.store.carrying import joined
from interviewcoder.store.project import Project
from interviewcoder.tasks.agreement import known_coders, rater_of
from interviewcoder.tasks.disagreements import Consensus, consensus_of
from interviewcoder.tasks.reading import read_by


def with_consensus(
    project: Project, *, unit: Unit = Unit.SENTENCE, coders: Sequence[str] | None = None, level: str = "carrier"
) -> Comparison:
    """Coders and the consensus beside each other, in the interviews of which every difference is settled, on what two
    coders have read: where something is open there is no consensus yet.

    Raises Refused for a coder that there is not, and where there is no such interview.
    """
    rows = rows_of(project.codebook, level=level)
    chosen = project.ask.coders() if coders is None else known_coders(project, coders)
    common = consensus_of(project)
    if not common.documents:
        raise Refused("agreement.nothing-compared")
    whole = common.documents - common.unsettled
    if not whole:
        raise Refused("agreement.nothing-settled", open=common.open, documents=len(common.documents))
    raters = [rater for name in chosen if whole & (rater := rater_of(project, name)).read.keys()]
    if not raters:
        raise Refused("agreement.not-in-consensus", coders=", ".join(chosen))
    standard = _consensus_rater(project, common, whole)
    interviews = [
        Interview(each, project.ask.transcript(each.id)) for each in project.ask.documents() if each.id in whole
    ]
    return replace(
        compare(interviews, [*raters, standard], rows, unit, (Speaker.RESPONDENT,)), standard=standard.name
    )


def _consensus_rater(project: Project, common: Consensus, documents: frozenset[str]) -> Rater:
    name = say("agreement.consensus")
    while name in project.ask.coders():
        name = f"({name})"
    codings: dict[str, list[Coding]] = {}
    for each in common.codings:
        codings.setdefault(each.document, []).append(each)
    readers = read_by(project, project.ask.coders()).values()
    read = {id: _read_twice([spans[id] for spans in readers if id in spans]) for id in documents}
    return Rater(name, read, codings)


def _read_twice(readers: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """What at least two have read, as ordered spans that do not touch."""
    return tuple(joined(span for one, other in combinations(readers, 2) for span in common(one, other)))
