"""Drift: how far a coder who coded interviews again agrees with what they made of them before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from interviewcoder.analysis.agreement.judging import Comparison, Lack, compare
from interviewcoder.analysis.agreement.measuring import Coefficient
from interviewcoder.analysis.agreement.units import Interview, Unit
from interviewcoder.analysis.coverage import rows_of
from interviewcoder.analysis.resampling import DRAWS, SEED
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.model import Span, Speaker
from interviewcoder.store.events import parts_of
from interviewcoder.store.history import moment, write_as_it_was
from interviewcoder.store.project import Project
from interviewcoder.tasks.agreement import Agreement, By, judged, known_coders, rater_of

_CODES = ("coding.apply", "coding.remove", "coding.facets")


def drift_of(
    project: Project,
    coder: str,
    since: str,
    *,
    unit: Unit = Unit.SENTENCE,
    by: By = By.CODE,
    level: str = "carrier",
    coefficient: Coefficient = Coefficient.ALPHA,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Agreement:
    """A coder before and after a moment, as two who code: what stood then, codings since taken off too, and what
    stands now. ``since`` is a moment, or a day, which means its beginning.

    Only interviews whose text is still the same and in which the coder has since put a code on, or taken one off,
    what they had read then: an interview that was only finished later was not coded again. Raises Refused for a
    coder that there is not, for no moment or one before the study, and where no interview was coded again.
    """
    comparison = before_and_now(project, coder, since, unit=unit, level=level)
    found = judged(comparison, project.codebook.roles, unit, by, coefficient, draws=draws, seed=seed)
    told = (replace(row, lack=Lack.UNUSED_AGAIN) if row.lack is Lack.UNUSED else row for row in found.rows)
    return replace(found, rows=tuple(told))


def before_and_now(project: Project, coder: str, since: str, *, unit: Unit, level: str) -> Comparison:
    """A coder before and after a moment beside each other; see :func:`drift_of`."""
    known_coders(project, [coder])
    at = moment(f"{since}T00:00" if len(since) == len("2026-03-01") else since)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "then.icdb"
        write_as_it_was(project, at, path)
        with Project.open(path) as then:
            own = then.as_coder(coder)
            before = rater_of(own, coder)
            texts = {each.id: own.ask.transcript(each.id).text for each in own.ask.documents()}
    changed = _changed_since(project, coder, at)
    interviews = [
        Interview(document, transcript)
        for document in project.ask.documents()
        if (transcript := project.ask.transcript(document.id)).text == texts.get(document.id)
        and any(
            _touches(lying.span, before.read.get(document.id, ()))
            for lying in project.ask.lying(document.id)
            if lying.guid in changed
        )
    ]
    if not interviews:
        raise Refused("agreement.drift-none", coder=coder, since=since)
    raters = (
        replace(before, name=say("agreement.before", coder=coder, since=since)),
        replace(rater_of(project, coder), name=say("agreement.now", coder=coder)),
    )
    return compare(interviews, raters, rows_of(project.codebook, level=level), unit, (Speaker.RESPONDENT,))


def _changed_since(project: Project, coder: str, at: str) -> set[str]:
    """The guids of the codings that a coder made, took off, or gave other facets after a moment."""
    return {
        payload["guid"]
        for event in project.ask.history(coder=coder, about="coding")
        if event.at > at
        for kind, payload in parts_of(event)
        if kind in _CODES
    }


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
