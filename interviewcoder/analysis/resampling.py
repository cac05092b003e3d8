"""Intervals for what is counted over interviews: whole interviews are drawn with replacement.

Percentile intervals (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 1000
SEED = 20250611
"""Fixed, so that the same study gives the same interval each time."""


def draws_of(samples: int, draws: int = DRAWS, seed: int = SEED) -> Floats:
    """How often each of so many samples is taken in each draw: draws × samples, each row adding up to ``samples``."""
    if not samples:
        return np.zeros((draws, 0))
    chosen = np.random.default_rng(seed).integers(0, samples, size=(draws, samples))
    cells = chosen + samples * np.arange(draws)[:, None]
    return np.bincount(cells.ravel(), minlength=draws * samples).reshape(draws, samples).astype(np.float64)


def quantiles(drawn: NDArray[Any], low: float = 0.025, high: float = 0.975) -> tuple[Floats, Floats]:
    """Two quantiles over the draws (first axis), passing over undefined draws; not a number where fewer than half are
    defined, for then an interval would say more than is known."""
    enough = 2 * np.count_nonzero(~np.isnan(drawn), axis=0) >= len(drawn)
    filled = np.where(enough, drawn, 0.0)
    bounds = np.nanquantile(filled, (low, high), axis=0)
    return np.where(enough, bounds[0], np.nan), np.where(enough, bounds[1], np.nan)
