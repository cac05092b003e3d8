"""Intervals by resampling whole interviews, so that what hangs together within one stays together.

Each draw takes as many interviews as there are, with replacement, and computes the coefficient anew: observed and
expected disagreement both vary. Percentile interval (Efron & Tibshirani, An Introduction to the Bootstrap, 1993,
chapter 13).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from interviewcoder.analysis.agreement.ratings import Floats, Tally

DRAWS = 1000
SEED = 20250611
"""Fixed, so that the same study gives the same interval each time."""


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with a 95 % interval; None where it is undefined. ``n`` is the number of interviews resampled."""

    value: float | None
    low: float | None
    high: float | None
    n: int


def draws_of(strata: int, draws: int = DRAWS, seed: int = SEED) -> Floats:
    """How often each of so many strata is taken in each draw: draws × strata, each row adding up to ``strata``."""
    chosen = np.random.default_rng(seed).integers(0, strata, size=(draws, strata))
    return np.stack([np.bincount(row, minlength=strata) for row in chosen]).astype(np.float64)


def interval(per_interview: Tally, coefficient: Callable[[Tally], Floats], weights: Floats | None = None) -> Interval:
    """The coefficient of all interviews with its interval over draws of them.

    ``per_interview`` has interviews on its first axis; ``weights`` are :func:`draws_of` them, made here unless given.
    Draws in which the coefficient is undefined are left out; with fewer than half left there is no interval.
    """
    strata = len(per_interview.units)
    value = float(coefficient(per_interview.summed()))
    if np.isnan(value):
        return Interval(None, None, None, strata)
    drawn = coefficient(per_interview.weighed(draws_of(strata) if weights is None else weights))
    kept = drawn[~np.isnan(drawn)]
    if strata < 2 or len(kept) * 2 < len(drawn):
        return Interval(value, None, None, strata)
    low, high = np.quantile(kept, (0.025, 0.975))
    return Interval(value, float(low), float(high), strata)
