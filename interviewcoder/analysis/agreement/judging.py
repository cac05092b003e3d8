"""Agreement on each code and on all codes together: its coefficient, its interval, and what one needs to read it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from interviewcoder.analysis.agreement import coefficients, measuring
from interviewcoder.analysis.agreement.bootstrap import LEAST, Interval, intervals
from interviewcoder.analysis.agreement.measuring import Coefficient, Measured
from interviewcoder.analysis.agreement.ratings import Floats, Truths, tally_codes
from interviewcoder.analysis.agreement.sets import SetTally, tally_sets
from interviewcoder.analysis.agreement.units import Interview, Rater, Unit, Units, Whose, units_of
from interviewcoder.analysis.coverage import Row
from interviewcoder.analysis.resampling import DRAWS, SEED
from interviewcoder.model import Document, Respondent, Speaker

ALL = ""
"""The id of the row of all codes together."""


class Lack(StrEnum):
    """Why there is no coefficient, or no interval."""

    UNREAD = "unread"
    """There is no text that two coders have both read."""
    NOT_BY_ALL = "not-by-all"
    """There is none that all of them have read, which unitising alpha needs."""
    UNUSED = "unused"
    """No coder used the code."""
    UNUSED_AGAIN = "unused-again"
    """The one coder who coded again used it neither before nor since."""
    EVERYWHERE = "everywhere"
    """Every coder used it everywhere."""
    FEW = "few"
    """There are too few interviews to resample."""
    RARE = "rare"
    """The code is used in so few interviews that many draws have none."""
    NOT_DRAWN = "not-drawn"
    """No intervals were asked for."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """Agreement of some coders on one code, or with :data:`ALL` on all codes together.

    ``group`` is the role or company it is about, ``coders`` are those who have read any of it. ``n`` counts
    interviews, ``units`` what at least two coders have read. Of these, ``used`` says on how many each coder has the
    code, ``either`` on how many any of them has it, ``every`` on how many all who have read it do. ``prevalence`` is
    the share of judgements that say the code is there, ``percent`` the share of pairs of judgements that are the
    same. ``value``, with its 95 % interval, is None where :attr:`lack` says why, and the interval where :attr:`loose`
    does. ``precision`` and ``recall`` are of two coders' fragments, with the first coder's as the standard.
    """

    group: str
    code: str
    depth: int
    coefficient: str
    coders: tuple[str, ...]
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    units: int = 0
    used: tuple[int, ...] = ()
    either: int = 0
    every: int = 0
    prevalence: float | None = None
    percent: float | None = None
    precision: float | None = None
    recall: float | None = None
    lack: Lack | None = None
    loose: Lack | None = None


@dataclass(frozen=True, slots=True)
class Differing:
    """A unit on which coders differ: ``[start, end)`` of a document's text, who said it as far as known, and which
    codes each coder who has read it put there, of those asked about. ``units`` is how many it counts for: characters
    are taken together, and whatever else :func:`in_runs` brought together."""

    document: Document
    respondent: Respondent | None
    start: int
    end: int
    codes: tuple[tuple[str, tuple[str, ...]], ...]
    units: int = 1

    @property
    def who(self) -> str:
        """The pseudonym of who said it, else the name of the document."""
        return self.respondent.pseudonym if self.respondent else self.document.who or self.document.name


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What several raters read and coded of the same interviews, beside each other in units.

    A rater is a coder, or a coder at one of several times. ``rows`` are what is judged: a row of depth 0 holds the
    codes of those below it. ``standard`` names the rater that the others are compared with, where there is one.
    """

    interviews: tuple[Interview, ...]
    raters: tuple[Rater, ...]
    rows: tuple[Row, ...]
    speakers: frozenset[Speaker]
    units: Units
    standard: str = ""

    @property
    def singles(self) -> tuple[Row, ...]:
        """The rows with each code in one of them only, as they count in a set: a carrier beside its features."""
        unfolded = {row.carrier for row in self.rows if row.depth}
        return tuple(
            replace(row, codes=frozenset({row.id})) if not row.depth and row.id in unfolded else row
            for row in self.rows
        )

    def differing(
        self, code: str, *, whose: Whose | None = None, raters: Sequence[str] | None = None
    ) -> Iterator[Differing]:
        """The units behind a row on which those who have read them differ, in order; narrowed as in :func:`judge`."""
        units = self.units.shared(whose, raters)
        asked = self.singles if code == ALL else tuple(row for row in self.rows if row.id == code)
        coded = _together(units, asked)
        read = units.read[:, :, None]
        some, whole = (coded & read).any(axis=1), (coded | ~read).all(axis=1)
        told = sorted({each for row in asked for each in row.codes})
        places = [units.codes.index(each) for each in told]
        for at in np.flatnonzero((some != whole).any(axis=1)):
            yield Differing(
                units.interviews[units.interview[at]],
                units.respondents[units.speaker[at]],
                int(units.start[at]),
                int(units.end[at]),
                tuple(
                    (rater, tuple(each for each, place in zip(told, places, strict=True) if mine[place]))
                    for rater, mine, seen in zip(units.raters, units.coded[at], units.read[at], strict=True)
                    if seen
                ),
                round(float(units.weight[at])),
            )


def compare(
    interviews: Sequence[Interview],
    raters: Sequence[Rater],
    rows: Sequence[Row],
    unit: Unit = Unit.SENTENCE,
    speakers: Collection[Speaker] = (Speaker.RESPONDENT,),
) -> Comparison:
    """Put what two raters or more read and coded beside each other, in units of what these speakers say."""
    codes = sorted({code for row in rows for code in row.codes})
    units = units_of(interviews, raters, codes, unit, speakers)
    return Comparison(tuple(interviews), tuple(raters), tuple(rows), frozenset(speakers), units)


def judge(
    comparison: Comparison,
    coefficient: Coefficient = Coefficient.ALPHA,
    *,
    group: str = "",
    whose: Whose | None = None,
    raters: Sequence[str] | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> tuple[Agreed, ...]:
    """Agreement on all codes together, then on each row; of what these respondents say and these raters (names)
    did where given.

    Without ``draws`` there are no intervals. A code that nobody used, or everybody everywhere, has no coefficient,
    for there is nothing to agree on.
    """
    units = comparison.units.shared(whose, raters)
    names = tuple(name for name in comparison.units.raters if raters is None or name in raters)
    heads = [
        Agreed(group, ALL, 0, coefficient.of_all, units.raters or names),
        *(Agreed(group, row.id, row.depth, coefficient.of_one, units.raters or names) for row in comparison.rows),
    ]
    if not units.interviews:
        return tuple(replace(head, lack=Lack.UNREAD) for head in heads)
    singles, rows = (_together(units, each) for each in (comparison.singles, comparison.rows))
    masi = coefficient is not Coefficient.JACCARD
    sets = tally_sets(singles, units.read, units.interview, units.weight, masi=masi)
    measured = _measured(comparison, coefficient, units, rows, sets, whose)
    columns = np.concatenate([singles.any(axis=2, keepdims=True), rows], axis=2)
    counted = _counted(heads, units, columns, sets)
    if measured is None:
        return tuple(replace(each, lack=Lack.NOT_BY_ALL) for each in counted)
    found = intervals(measured.statistic, measured.n, draws, seed)
    made = (_with(each, one, coefficient, draws) for each, one in zip(counted, found, strict=True))
    return _with_matches(tuple(made), measured)


def _measured(
    comparison: Comparison,
    coefficient: Coefficient,
    units: Units,
    rows: Truths,
    sets: SetTally,
    whose: Whose | None,
) -> Measured | None:
    if not coefficient.by_fragments:
        held = tally_codes(rows, units.read, units.interview, units.weight)
        return measuring.by_units(coefficient, held, sets)
    there = {document.id for document in units.interviews}
    return measuring.by_fragments(
        coefficient,
        [interview for interview in comparison.interviews if interview.document.id in there],
        [rater for rater in comparison.raters if rater.name in units.raters],
        [row.codes for row in comparison.rows],
        [row.codes for row in comparison.singles],
        comparison.speakers,
        whose,
    )


def _together(units: Units, rows: Sequence[Row]) -> Truths:
    """Units × coders × rows: whether one of the row's codes is there."""
    made = np.zeros((*units.read.shape, len(rows)), dtype=np.bool_)
    for at, row in enumerate(rows):
        made[:, :, at] = units.coded[:, :, [code in row.codes for code in units.codes]].any(axis=2)
    return made


def _counted(heads: Sequence[Agreed], units: Units, columns: Truths, sets: SetTally) -> list[Agreed]:
    """The heads with what can be counted; the columns of units × coders × columns are theirs."""
    read, weight = units.read[:, :, None], units.weight
    held = tally_codes(columns, units.read, units.interview, weight).summed()
    percent: Floats = coefficients.percent(held)
    same = float(sets.percent(np.ones((1, len(units.interviews))))[0])
    either, every = weight @ columns.any(axis=1), weight @ (columns | ~read).all(axis=1)
    return [
        replace(
            head,
            n=len(units.interviews),
            units=round(float(weight.sum())),
            used=tuple(round(float(each)) for each in held.rated[at, :, 1]),
            either=round(float(either[at])),
            every=round(float(every[at])),
            prevalence=float(held.rated[at, :, 1].sum() / held.rated[at].sum()),
            percent=float(percent[at]) if at else same,
        )
        for at, head in enumerate(heads)
    ]


def _with(counted: Agreed, found: Interval, coefficient: Coefficient, draws: int) -> Agreed:
    """The row with its coefficient, or why there is none."""
    counted = replace(counted, n=found.n)
    everywhere = counted.prevalence == 1.0 and counted.code != ALL and not coefficient.by_fragments
    unused = not any(counted.used) if not coefficient.by_fragments else found.value is None
    if unused or everywhere or found.value is None:
        return replace(counted, lack=Lack.UNUSED if unused else Lack.EVERYWHERE)
    loose = None
    if found.low is None:
        loose = Lack.NOT_DRAWN if not draws else Lack.FEW if found.n < LEAST else Lack.RARE
    return replace(counted, value=found.value, low=found.low, high=found.high, loose=loose)


def _with_matches(rows: tuple[Agreed, ...], measured: Measured) -> tuple[Agreed, ...]:
    if measured.matches is None:
        return rows
    numbers = zip(rows, measured.matches.precision, measured.matches.recall, strict=True)
    return tuple(
        row if row.value is None else replace(row, precision=_number(precision), recall=_number(recall))
        for row, precision, recall in numbers
    )


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
