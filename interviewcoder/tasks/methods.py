"""The numbers of a methods section, each with the command that gives it too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interviewcoder.errors import Refused
from interviewcoder.model import Origin, RoundState
from interviewcoder.store.project import Project

Value = int | float | str


@dataclass(frozen=True, slots=True)
class Fact:
    """A number or a date of the study. ``command`` gives it too, without the name of the study and ``--json``, at the
    place in its answer that ``where`` says, such as "count rows" or "distinct rows.coder"."""

    id: str
    value: Value
    command: str
    where: str


def facts_of(project: Project) -> tuple[Fact, ...]:
    """What the study can say of how it was done; what it does not know is left out."""
    return (
        *_interviews(project),
        *_codebook(project),
        *_coding(project),
        *_agreement(project),
        *_saturation(project),
        *_privacy(project),
    )


def _interviews(project: Project) -> Iterator[Fact]:
    documents = project.ask.documents()
    people = [person for each in documents for person in each.respondents]
    yield Fact("interviews", len(documents), "documents", "count rows")
    yield Fact("respondents", _different(each.pseudonym for each in people), *_rows("distinct", "pseudonym"))
    yield Fact("companies", _different(each.company for each in people), *_rows("distinct", "company"))
    yield Fact("sectors", _different(each.sector for each in documents), "documents", "distinct rows.sector")
    for role in project.codebook.roles:
        if count := sum(each.role == role.id for each in people):
            yield Fact(f"role {role.id}", count, *_rows("count", f"role={role.id}"))
    yield Fact("words", sum(each.words for each in documents), "documents", "sum rows.words")
    if dates := sorted(each.date for each in documents if each.date):
        yield Fact("first_interview", dates[0], "documents", "min rows.date")
        yield Fact("last_interview", dates[-1], "documents", "max rows.date")
    if corrected := sum(each.version > 1 for each in documents):
        yield Fact("corrected", corrected, "documents", "count rows.version>1")


def _rows(how: str, field: str) -> tuple[str, str]:
    return "documents", f"{how} rows.respondents.{field}"


def _codebook(project: Project) -> Iterator[Fact]:
    codebook = project.codebook
    carriers = len(codebook.carriers)
    yield Fact("codebook_version", codebook.version, "codebook show", "version")
    yield Fact("carriers", carriers, "codebook show", "count codes.parent=")
    yield Fact("features", len(codebook.codes) - carriers, "codebook show", "count codes.parent")


def _coding(project: Project) -> Iterator[Fact]:
    from interviewcoder.tasks.overview import coverage_of

    total = coverage_of(project).total
    yield Fact("planned", total.planned, "coverage", "totals[0].planned")
    yield Fact("read", total.read, "coverage", "totals[0].read")
    codings = project.ask.codings()
    yield Fact("codings", len(codings), "codings", "count rows")
    yield Fact("coders", _different(each.coder for each in codings), "codings", "distinct rows.coder")
    accepted = sum(each.origin is Origin.SUGGESTION for each in codings)
    yield Fact("from_suggestions", accepted, "codings", f"count rows.origin={Origin.SUGGESTION.value}")
    yield Fact("starred", sum(each.starred for each in codings), "codings", "count rows.starred")
    if times := sorted(each.at for each in codings if each.at):
        yield Fact("first_coding", times[0][:10], "codings", "min rows.at")
        yield Fact("last_coding", times[-1][:10], "codings", "max rows.at")
    if versions := [each.codebook_version for each in codings]:
        yield Fact("first_version", min(versions), "codings", "min rows.codebook_version")
        yield Fact("last_version", max(versions), "codings", "max rows.codebook_version")


def _agreement(project: Project) -> Iterator[Fact]:
    from interviewcoder.tasks.agreement import agreement_of

    if blind := sum(each.state is RoundState.REVEALED for each in project.ask.rounds()):
        yield Fact("rounds", blind, "round status", f"count rounds.state={RoundState.REVEALED.value}")
    try:
        of_all = agreement_of(project).rows[0]
    except Refused:  # fewer than two coders have read anything, or what they did is under a seal
        return
    if of_all.value is not None:
        yield Fact("double", of_all.n, "agreement", "rows[0].n")
        yield Fact("alpha", round(of_all.value, 6), "agreement", "rows[0].value")
        if of_all.low is not None and of_all.high is not None:
            yield Fact("alpha_low", round(of_all.low, 6), "agreement", "rows[0].low")
            yield Fact("alpha_high", round(of_all.high, 6), "agreement", "rows[0].high")
    yield from _decisions(project)


def _decisions(project: Project) -> Iterator[Fact]:
    """How many differences were decided on, of how many; nothing where none was."""
    from interviewcoder.tasks.disagreements import compared

    if not project.ask.adjudications():
        return
    found = compared(project)
    if found.settled:
        yield Fact("differences", len(found.disagreements), "disagreements", "count rows")
        yield Fact("decided", found.settled, "disagreements", "settled")
    if settled := len(project.ask.codings(consensus=True)):
        yield Fact("settled", settled, "codings --consensus", "count rows.origin=consensus")


def _saturation(project: Project) -> Iterator[Fact]:
    from interviewcoder.tasks.analyses import saturation_of

    steps = saturation_of(project).curve.steps
    if len(steps) > _LAST:
        yield Fact("found", steps[-1].found, "saturation", "rows[-1].found")
        yield Fact("found_before", steps[-1 - _LAST].found, "saturation", f"rows[-{1 + _LAST}].found")


_LAST = 2
"""What these last interviews added tells whether more would have."""


def _privacy(project: Project) -> Iterator[Fact]:
    history = project.ask.history()
    for id, kind in (("pseudonymised", "pseudonyms.apply"), ("let_out", "export.override")):
        if count := sum(event.kind == kind for event in history):
            yield Fact(id, count, "history", f"count events.kind={kind}")


def _different(values: Iterable[str]) -> int:
    return len({value for value in values if value})
