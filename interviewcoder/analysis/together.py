"""What is said together: how often two carriers occur in the same unit, against what chance would give.

Expected counts follow from independence of the two margins; lift is observed over expected (Brin, Motwani, Ullman &
Tsur, Dynamic itemset counting and implication rules for market basket data, SIGMOD 1997, who call it interest).
Turns of one interview depend on each other, so intervals come from drawing whole interviews, or companies
where these are the units (``analysis.resampling``). Of two that never occur together every draw says the same; for
these the interval is that of a count of 0 by chance (the rule of three: Hanley & Lippman-Hand, If nothing goes wrong,
is everything all right?, JAMA 249, 1983, 1743-1745; here at 97.5 %).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewcoder.analysis.incidence import Incidence
from interviewcoder.analysis.resampling import DRAWS, Floats, draws_of, quantiles

_Numbers = NDArray[Any]
_AT_MOST = -log(0.025)
"""So many (3.7) may be expected where nothing is seen."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows (positions in ``Incidence.rows``) in ``units`` units: ``both`` in so many of them, ``first`` and
    ``second`` each in so many, with ``expected`` of both by chance.

    ``lift`` is both/expected, with a 95 % interval from ``low`` to ``high``; None where a margin is empty or too few
    draws had one.
    """

    a: int
    b: int
    units: int
    first: int
    second: int
    both: int
    expected: float
    lift: float | None
    low: float | None
    high: float | None

    @property
    def apart_from_chance(self) -> bool:
        """Whether the interval leaves out 1: more, or less, often together than chance would give."""
        return self.low is not None and self.high is not None and not self.low <= 1 <= self.high


def together(found: Incidence, draws: int = DRAWS) -> tuple[Pair, ...]:
    """Every pair of rows, in the order of the rows."""
    pairs = list(combinations(range(len(found.rows)), 2))
    if not pairs or not len(found.held):
        return ()
    held = found.held.astype(np.int64)
    a, b = (np.array(side) for side in zip(*pairs, strict=True))
    joint = held[:, a] * held[:, b]
    samples = np.eye(len(found.samples), dtype=np.int64)[found.sampled]
    units, margins, both = samples.sum(axis=0), samples.T @ held, samples.T @ joint
    weights = draws_of(len(found.samples), draws)
    drawn = _lift(weights @ units, weights @ margins, weights @ both, a, b)
    low, high = quantiles(drawn) if len(found.samples) > 1 else (np.full(len(pairs), np.nan),) * 2
    total, margin, joined = units.sum(), margins.sum(axis=0), both.sum(axis=0)
    lift = _lift(total[None], margin[None], joined[None], a, b)[0]
    expected = margin[a] * margin[b] / total
    with np.errstate(divide="ignore"):
        high = np.where((joined == 0) & ~np.isnan(high), _AT_MOST / expected, high)
    return tuple(
        Pair(
            a=pairs[at][0],
            b=pairs[at][1],
            units=int(total),
            first=int(margin[a[at]]),
            second=int(margin[b[at]]),
            both=int(joined[at]),
            expected=float(expected[at]),
            lift=_known(lift[at]),
            low=_known(low[at]),
            high=_known(high[at]),
        )
        for at in range(len(pairs))
    )


def _lift(units: _Numbers, margins: _Numbers, both: _Numbers, a: _Numbers, b: _Numbers) -> Floats:
    """Draws × pairs; not a number where a margin is empty."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(both * units[:, None].astype(np.float64) / (margins[:, a] * margins[:, b]))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
