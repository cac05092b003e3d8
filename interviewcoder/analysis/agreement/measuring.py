"""The coefficients by name, each as a statistic of a comparison: from how often an interview counts to its value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np

from interviewcoder.analysis.agreement import coefficients, unitising
from interviewcoder.analysis.agreement.bootstrap import Statistic
from interviewcoder.analysis.agreement.continuum import lay
from interviewcoder.analysis.agreement.matching import HALF, Matches, matches
from interviewcoder.analysis.agreement.ratings import Floats, Tally
from interviewcoder.analysis.agreement.sets import SetTally
from interviewcoder.analysis.agreement.units import Interview, Rater, Whose
from interviewcoder.model import Speaker


class Coefficient(StrEnum):
    """How agreement is measured."""

    ALPHA = "alpha"
    JACCARD = "alpha-jaccard"
    KAPPA = "kappa"
    FLEISS = "fleiss"
    AC1 = "ac1"
    PABAK = "pabak"
    PERCENT = "percent"
    UNITISING = "u-alpha"
    F1 = "f1"
    OVERLAP = "f1-overlap"

    @property
    def of_one(self) -> str:
        """What it is called on one code: Jaccard's distance of sets of one is that of nominal alpha."""
        return Coefficient.ALPHA.value if self is Coefficient.JACCARD else self.value

    @property
    def of_all(self) -> str:
        """What stands for it on all codes together: itself where it can, else Krippendorff's alpha with MASI."""
        itself = self.by_fragments or self in (Coefficient.JACCARD, Coefficient.PERCENT)
        return self.value if itself else "alpha-masi"

    @property
    def by_fragments(self) -> bool:
        """Whether it compares fragments with their ends, and not units."""
        return self in (Coefficient.UNITISING, Coefficient.F1, Coefficient.OVERLAP)


_BY_UNITS: dict[Coefficient, Callable[[Tally], Floats]] = {
    Coefficient.ALPHA: coefficients.krippendorff_alpha,
    Coefficient.JACCARD: coefficients.krippendorff_alpha,
    Coefficient.KAPPA: coefficients.conger_kappa,
    Coefficient.FLEISS: coefficients.fleiss_kappa,
    Coefficient.AC1: coefficients.gwet_ac,
    Coefficient.PABAK: coefficients.brennan_prediger,
    Coefficient.PERCENT: coefficients.percent,
}


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """A statistic of ``n`` interviews, whose first column is all codes together; ``matches`` (rows in the same order)
    where it is one of two coders' fragments."""

    statistic: Statistic
    n: int
    matches: Matches | None = None


def by_units(coefficient: Coefficient, rows: Tally, sets: SetTally) -> Measured:
    """A coefficient on ratings, of a tally of interviews × rows, and on all codes together of ``sets``."""
    of_rows = _BY_UNITS[coefficient]
    of_sets = sets.percent if coefficient is Coefficient.PERCENT else sets.alpha

    def statistic(weights: Floats) -> Floats:
        return np.column_stack([of_sets(weights), of_rows(rows.weighed(weights))])

    return Measured(statistic, len(rows.units))


def by_fragments(
    coefficient: Coefficient,
    interviews: Sequence[Interview],
    raters: Sequence[Rater],
    rows: Sequence[Collection[str]],
    singles: Sequence[Collection[str]],
    speakers: Collection[Speaker],
    whose: Whose | None,
) -> Measured | None:
    """A coefficient on fragments; on all codes together it sums over ``singles``, each of which holds codes once.

    None for unitising alpha when there is no text that all raters have read.
    """
    every = [*singles, *rows]
    if coefficient is Coefficient.UNITISING:
        lines = [line for interview in interviews if (line := lay(interview, raters, every, speakers, whose)).length]
        if not lines:
            return None
        held = [unitising.unitised(lines, row) for row in range(len(every))]
        groups = [held[: len(singles)], *([row] for row in held[len(singles) :])]
        return Measured(lambda weights: np.stack([unitising.alpha(each, weights) for each in groups], 1), len(lines))
    least = HALF if coefficient is Coefficient.OVERLAP else 1.0
    pairs = [
        matches([lay(interview, pair, every, speakers, whose) for interview in interviews], least)
        for pair in combinations(raters, 2)
    ]
    found = sum(pairs[1:], start=pairs[0]).together(len(singles))
    return Measured(found.f1, len(interviews), found if len(pairs) == 1 else None)
