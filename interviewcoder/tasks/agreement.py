"""Agreement between the coders of a study, and the units behind each number on which they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product

from interviewcoder.analysis.agreement.judging import Agreed, Comparison, Differing, compare, judge
from interviewcoder.analysis.agreement.measuring import Coefficient
from interviewcoder.analysis.agreement.runs import in_runs
from interviewcoder.analysis.agreement.units import Interview, Rater, Unit, Whose
from interviewcoder.analysis.coverage import rows_of
from interviewcoder.analysis.resampling import DRAWS, SEED
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.model import Coding, Origin, Respondent, Role, RoundState, Speaker
from interviewcoder.store.project import Project
from interviewcoder.tasks.reading import read_by


class By(StrEnum):
    """What agreement is given apart for, beside each code."""

    CODE = "code"
    ROLE = "role"
    COMPANY = "company"
    PAIR = "pair"


@dataclass(frozen=True, slots=True, eq=False)
class Agreement:
    """Agreement in rows: of each group (role, company, pair of coders) all codes together, then each code."""

    unit: Unit
    by: By
    coefficient: Coefficient
    coders: tuple[str, ...]
    rows: tuple[Agreed, ...]
    comparison: Comparison

    @property
    def groups(self) -> list[tuple[Agreed, ...]]:
        """The rows, those of each group together."""
        size = 1 + len(self.comparison.rows)
        return [self.rows[at : at + size] for at in range(0, len(self.rows), size)]

    @property
    def standard(self) -> str:
        """Whom each coder is compared with, as the consensus; empty where coders are compared with each other."""
        return self.comparison.standard

    @property
    def level(self) -> str:
        """Whether features are judged too: "feature" or "carrier"."""
        return "feature" if any(row.depth for row in self.comparison.rows) else "carrier"

    @property
    def interviews(self) -> int:
        """How many interviews two coders or more have read, at least partly."""
        return len(self.comparison.units.shared().interviews)

    @property
    def unread(self) -> dict[str, int]:
        """Per coder the codings on text that they have not marked as read, which do not count; none is left out."""
        units = self.comparison.units
        return {name: count for name, count in zip(units.raters, units.unread, strict=True) if count}

    def differing(self, row: Agreed) -> Iterator[Differing]:
        """The units on which the row's coders differ, in order; words and characters as the pieces they make up."""
        units = self.comparison.differing(row.code, whose=_whose(self.by, row.group), raters=row.coders)
        if self.unit not in (Unit.WORD, Unit.CHARACTER):
            return units
        return in_runs(units, {each.document.id: each.transcript.text for each in self.comparison.interviews})


def comparison_of(
    project: Project, *, unit: Unit = Unit.SENTENCE, coders: Sequence[str] | None = None, level: str = "carrier"
) -> Comparison:
    """What coders read and coded of the same interviews, beside each other in units; settled codings are no one's.

    ``level`` is "carrier" or "feature". Raises Refused for a level or coder that there is not, and when fewer than
    two coders have read anything that whoever asks may see.
    """
    rows = rows_of(project.codebook, level=level)
    chosen = project.ask.coders() if coders is None else known_coders(project, coders)
    if len(chosen) == 1 and coders is not None:
        raise Refused("agreement.one-coder", coder=chosen[0])
    raters = [rater for name in chosen if (rater := rater_of(project, name)).read]
    if len(raters) < 2:
        for each in project.ask.rounds():
            if each.state is RoundState.SEALED:
                raise Refused("agreement.sealed", name=each.name)
        there = ", ".join(rater.name for rater in raters) or say("agreement.nobody")
        raise Refused("agreement.few-coders", coders=there)
    several = [each for each in project.ask.documents() if sum(each.id in rater.read for rater in raters) > 1]
    interviews = [Interview(each, project.ask.transcript(each.id)) for each in several]
    return compare(interviews, raters, rows, unit, (Speaker.RESPONDENT,))


def agreement_of(
    project: Project,
    *,
    comparing: Callable[..., Comparison] = comparison_of,
    unit: Unit = Unit.SENTENCE,
    by: By = By.CODE,
    coders: Sequence[str] | None = None,
    level: str = "carrier",
    coefficient: Coefficient = Coefficient.ALPHA,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Agreement:
    """Agreement between these coders, or all who have marked what they read; see :func:`comparison_of`.

    ``comparing`` is another way to lay coders beside each other. ``draws`` of interviews make the intervals; without
    them there are none.
    """
    comparison = comparing(project, unit=unit, coders=coders, level=level)
    return judged(comparison, project.codebook.roles, unit, by, coefficient, draws=draws, seed=seed)


def judged(
    comparison: Comparison,
    roles: Sequence[Role],
    unit: Unit,
    by: By = By.CODE,
    coefficient: Coefficient = Coefficient.ALPHA,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Agreement:
    """Agreement in a comparison: in one, or in each role (as ``roles`` has them), company or pair of coders; where
    there is a standard, of each coder with that."""
    coders, standard = comparison.units.raters, comparison.standard
    pairs: Sequence[Sequence[str] | None] = [None]
    if standard:
        by = By.PAIR if by is By.CODE else by
        pairs = [(coder, standard) for coder in coders if coder != standard]
    elif by is By.PAIR:
        pairs = list(combinations(coders, 2))
    groups = [""]
    if by in (By.ROLE, By.COMPANY):
        there = {_group_of(each, by) for each in comparison.units.respondents} or {""}
        order = {role.id: number for number, role in enumerate(roles)}
        groups = sorted(there, key=lambda id: (not id, order.get(id, len(order)), id))
    rows = tuple(
        row
        for group, pair in product(groups, pairs)
        for row in judge(
            comparison, coefficient, group=group, whose=_whose(by, group), raters=pair, draws=draws, seed=seed
        )
    )
    return Agreement(unit, by, coefficient, coders, rows, comparison)


def _whose(by: By, group: str) -> Whose | None:
    """Whether a respondent belongs to a group; None where all do."""
    if by in (By.CODE, By.PAIR):
        return None
    return lambda respondent: _group_of(respondent, by) == group


def _group_of(respondent: Respondent | None, by: By) -> str:
    """A role or company; empty for whoever is not known."""
    if respondent is None:
        return ""
    return respondent.role if by is By.ROLE else respondent.company


def known_coders(project: Project, coders: Sequence[str]) -> list[str]:
    """These coders, each once. Raises Refused for one that is not in the study."""
    known = project.ask.coders()
    for name in coders:
        if name not in known:
            raise Refused("agreement.unknown-coder", coder=name, known=", ".join(known))
    return list(dict.fromkeys(coders))


def rater_of(project: Project, coder: str) -> Rater:
    """What a coder read and coded; what was settled between coders is no one's."""
    codings: dict[str, list[Coding]] = {}
    for each in project.ask.codings(coder=coder):
        if each.origin is not Origin.CONSENSUS:
            codings.setdefault(each.document, []).append(each)
    return Rater(coder, read_by(project, [coder])[coder], codings)
