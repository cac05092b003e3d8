"""Intervals over interviews: against a plain loop, and what happens where there is nothing to resample."""

from __future__ import annotations

import numpy as np
import pytest

from interviewcoder.analysis.agreement.bootstrap import Interval, intervals
from interviewcoder.analysis.agreement.coefficients import krippendorff_alpha
from interviewcoder.analysis.agreement.ratings import Tally, tally
from interviewcoder.analysis.resampling import draws_of


def some_ratings(interviews: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    truth = rng.random((interviews, 40)) < rng.uniform(0.1, 0.4, (interviews, 1))
    ratings = np.stack([np.where(rng.random(truth.shape) < 0.85, truth, ~truth) for _ in range(2)], axis=-1)
    return ratings.reshape(-1, 2).astype(int), np.repeat(np.arange(interviews), 40)


def interval(held: Tally) -> Interval:
    """Alpha with its interval, of a tally of interviews."""
    return intervals(lambda weights: krippendorff_alpha(held.weighed(weights))[:, None], len(held.units))[0]


def test_as_a_loop_over_draws_finds() -> None:
    ratings, strata = some_ratings(12)
    found = interval(tally(ratings, 2, strata))
    by_loop = []
    for weights in draws_of(12):
        rows = np.concatenate([np.tile(ratings[strata == at], (int(n), 1)) for at, n in enumerate(weights) if n])
        by_loop.append(float(krippendorff_alpha(tally(rows, 2))))
    low, high = np.quantile(by_loop, (0.025, 0.975))
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))
    assert found.value == pytest.approx(float(krippendorff_alpha(tally(ratings, 2))))
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high


def test_more_interviews_make_it_narrower_and_it_is_the_same_each_time() -> None:
    def width(interviews: int) -> float:
        ratings, strata = some_ratings(interviews)
        found = interval(tally(ratings, 2, strata))
        assert found == interval(tally(ratings, 2, strata))
        assert found.low is not None
        assert found.high is not None
        return found.high - found.low

    assert width(60) < width(8)


def test_no_interval_from_one_interview_nor_from_none_that_differ() -> None:
    ratings, _ = some_ratings(1)
    alone = interval(tally(ratings, 2, np.zeros(len(ratings), dtype=int)))
    assert alone.value is not None
    assert (alone.low, alone.high) == (None, None)
    rare = np.zeros((40, 2), dtype=int)
    rare[0] = 1
    once = interval(tally(rare, 2, np.arange(40) // 4))  # in more than a third of the draws nobody uses the code
    assert (once.value, once.low, once.high) == (1.0, None, None)
    same = interval(tally(np.zeros((6, 2), dtype=int), 2, np.arange(6) // 2))
    assert (same.value, same.low, same.high, same.n) == (None, None, None, 3)


def test_each_draw_takes_as_many_interviews_as_there_are() -> None:
    weights = draws_of(38)
    assert weights.shape == (1000, 38)
    assert (weights.sum(axis=1) == 38).all()
