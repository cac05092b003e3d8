"""Intervals by resampling whole interviews, so that what hangs together within one stays together.

Each draw takes as many interviews as there are, with replacement, and computes the coefficient anew: observed and
expected disagreement both vary. Percentile interval (Efron & Tibshirani, An Introduction to the Bootstrap, 1993,
chapter 13). Resampling sentences, or pairs of ratings with expected disagreement held fixed, would give intervals
that are far too narrow (Gwet 2015; Zapf et al., BMC Med. Res. Methodol. 16 (2016) 93).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from interviewcoder.analysis.agreement.ratings import Floats
from interviewcoder.analysis.resampling import DRAWS, SEED, draws_of

LEAST = 5
"""The fewest interviews that are resampled: of fewer, too few different draws can be made."""
MOST_UNDEFINED = 0.05
"""The largest share of draws in which a coefficient may be undefined and still have an interval."""

Statistic = Callable[[Floats], Floats]
"""From how often each interview counts (draws × interviews) to one or more coefficients (draws × coefficients)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with a 95 % interval; None where it is undefined. ``n`` is the number of interviews resampled."""

    value: float | None
    low: float | None
    high: float | None
    n: int


def intervals(statistic: Statistic, interviews: int, draws: int = DRAWS, seed: int = SEED) -> tuple[Interval, ...]:
    """Each coefficient of all interviews (one or more), with its interval over draws of them.

    Draws in which a coefficient is undefined are left out; with more than :data:`MOST_UNDEFINED` of them, with fewer
    than :data:`LEAST` interviews or with no ``draws`` there is no interval.
    """
    values = statistic(np.ones((1, interviews)))[0]
    drawn = (
        statistic(draws_of(interviews, draws, seed)) if draws and interviews >= LEAST else np.zeros((0, len(values)))
    )
    return tuple(_interval(float(value), drawn[:, at], interviews) for at, value in enumerate(values))


def _interval(value: float, drawn: Floats, interviews: int) -> Interval:
    if np.isnan(value):
        return Interval(None, None, None, interviews)
    kept = drawn[~np.isnan(drawn)]
    if len(drawn) == 0 or len(drawn) - len(kept) > MOST_UNDEFINED * len(drawn):
        return Interval(value, None, None, interviews)
    low, high = np.quantile(kept, (0.025, 0.975))
    return Interval(value, float(low), float(high), interviews)
