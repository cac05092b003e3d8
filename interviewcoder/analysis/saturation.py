"""Saturation: how many different features have come up after so many interviews.

The expected curve over all orders of the interviews has a closed form (sample-based rarefaction, there for species
and samples: Colwell, Mao & Chang, Ecology 85, 2004, 2717-2727). The band shows how much the order matters: from the
lowest to the highest 5 % of random orders. What the last interviews added, in the order in which they were held, is
told as Guest, Namey & Chen propose (PLoS ONE 15(5), 2020): new features in a run over features in the base.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np

from interviewcoder.analysis.incidence import Incidence
from interviewcoder.analysis.marks import Numbers, Truths
from interviewcoder.analysis.resampling import DRAWS, SEED

BASE, RUN = 4, 2
"""The first so many interviews make the base; then new features are counted per run of so many."""


@dataclass(frozen=True, slots=True)
class Step:
    """After ``interviews`` of them: the number of features expected over all orders, the 5 % and 95 % of random
    orders, and the number in the order in which the interviews are given."""

    interviews: int
    expected: float
    low: float
    high: float
    found: int


@dataclass(frozen=True, slots=True)
class Run:
    """Interviews ``first`` up to ``last``, counted from 1, brought ``new`` features: a ``share`` of the base."""

    first: int
    last: int
    new: int
    share: float


@dataclass(frozen=True, slots=True)
class Saturation:
    """The curve, the runs after the base, and how many features of the ``rows`` counted came up in the base."""

    rows: int
    base: int
    steps: tuple[Step, ...]
    runs: tuple[Run, ...]


def saturation(found: Incidence, orders: int = DRAWS, seed: int = SEED) -> Saturation:
    """The curve over interviews: the units of ``found``, in the order in which they were held."""
    interviews, rows = found.held.shape
    often = found.held.sum(axis=0).tolist()
    counted = _counted_up(found.held)
    random = np.random.default_rng(seed)
    drawn = np.stack([_counted_up(found.held[random.permutation(interviews)]) for _ in range(orders)])
    low, high = np.quantile(drawn, (0.05, 0.95), axis=0) if interviews else (np.zeros(0),) * 2
    steps = tuple(
        Step(at + 1, _expected(often, interviews, at + 1), float(low[at]), float(high[at]), int(counted[at]))
        for at in range(interviews)
    )
    base = int(counted[min(BASE, interviews) - 1]) if interviews else 0
    return Saturation(rows, base, steps, _runs(counted.tolist(), base))


def _counted_up(held: Truths) -> Numbers:
    """How many columns are true in any of the rows so far, a number a row."""
    return np.asarray(np.logical_or.accumulate(held, axis=0).sum(axis=1))


def _expected(often: Sequence[int], interviews: int, drawn: int) -> float:
    """How many features come up in so many interviews, over all choices of them: each that ``often`` occurs is missed
    only where all interviews drawn are among those without it."""
    ways = comb(interviews, drawn)
    return sum(1 - comb(interviews - times, drawn) / ways for times in often)


def _runs(counted: Sequence[int], base: int) -> tuple[Run, ...]:
    starts = range(BASE, len(counted), RUN)
    ends = [min(start + RUN, len(counted)) for start in starts]
    return tuple(
        Run(start + 1, end, new := counted[end - 1] - counted[start - 1], new / base if base else 0.0)
        for start, end in zip(starts, ends, strict=True)
    )
