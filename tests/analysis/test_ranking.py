"""How good a ranking is, by hand and against a plain loop."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.ranking import average_precision, by_code, rank


def test_average_precision_by_hand() -> None:
    """Right on places 1, 3 and 4 of five: (1/1 + 2/3 + 3/4) / 3."""
    scores, right = np.array([0.9, 0.8, 0.7, 0.6, 0.5]), np.array([True, False, True, True, False])
    (value,) = average_precision(scores, right, np.ones((1, 5)))
    assert value == pytest.approx((1 + 2 / 3 + 3 / 4) / 3)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3)), min_size=1, max_size=12))
def test_a_unit_taken_twice_counts_as_two(units: list[tuple[bool, int]]) -> None:
    right, weights = np.array([unit[0] for unit in units]), np.array([unit[1] for unit in units])
    scores = -np.arange(len(units), dtype=float)
    (value,) = average_precision(scores, right, weights[None, :].astype(float))
    seen = good = 0
    total = 0.0
    for is_right, weight in units:
        seen, good = seen + weight, good + weight * is_right
        total += weight * is_right * (good / seen) if seen else 0
    if good:
        assert value == pytest.approx(total / good)
    else:
        assert np.isnan(value)


def test_the_first_codes_of_a_unit() -> None:
    right = np.array([[1, 0, 0, 0], [0, 1, 1, 0], [0, 0, 0, 0]], dtype=bool)
    scores = np.array([[0.9, 0.5, 0.2, 0.1], [0.9, 0.8, 0.1, 0.7], [0.9, 0.9, 0.9, 0.9]])
    found = rank(scores, right, np.array([0, 1, 1]))
    assert found.first.value == pytest.approx(1 / 2)
    assert found.of_three.value == pytest.approx((1 / 3 + 1 / 3) / 2)
    assert found.found.value == pytest.approx((1 + 1 / 2) / 2)
    assert found.average.value is None  # each code on too few units


def test_intervals_hold_the_figure_and_ties_are_no_advantage() -> None:
    chance = np.random.default_rng(1)
    right = chance.random((400, 3)) < 0.2
    interviews = np.arange(400) // 20
    good = rank(right + 0.5 * chance.random((400, 3)), right, interviews)
    assert good.average.low is not None
    assert good.average.value == pytest.approx(1)
    tied = by_code(np.zeros((400, 3)), right, interviews)
    for each in tied:
        assert each is not None
        assert each.value == pytest.approx(0.2, abs=0.1)
        assert each.low <= each.high
