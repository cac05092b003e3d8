"""The curve of new features, by hand and against every order there is."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from analysis.material import CODEBOOK
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.coverage import rows_of
from interviewcoder.analysis.incidence import Incidence
from interviewcoder.analysis.saturation import saturation

ROWS = rows_of(CODEBOOK, level="feature")


def interviews(*held: str) -> Incidence:
    """Interviews as rows of x and ., a column a feature."""
    truths = np.array([[letter == "x" for letter in row] for row in held], dtype=np.bool_)
    numbers = np.arange(len(held), dtype=np.int32)
    return Incidence(ROWS, tuple(map(str, numbers)), numbers, truths, tuple(() for _ in held))


def test_a_curve_worked_out_by_hand() -> None:
    found = saturation(interviews("xx..", "x...", "..x."))
    assert [step.found for step in found.steps] == [2, 2, 3]
    # Feature 1 is in two of three, 2 and 3 in one, 4 in none: 2/3 + 1/3 + 1/3; then 1 + 2/3 + 2/3; then all three.
    assert [step.expected for step in found.steps] == pytest.approx([4 / 3, 7 / 3, 3])
    assert (found.steps[2].low, found.steps[2].high) == (3, 3)


def test_runs_after_the_base_tell_how_much_was_new() -> None:
    found = saturation(interviews("x...", "x...", ".x..", "x...", "..x.", "x...", "x..."))
    assert found.base == 2
    assert [(run.first, run.last, run.new, run.share) for run in found.runs] == [(5, 6, 1, 0.5), (7, 7, 0, 0.0)]


def test_no_interviews_give_no_curve() -> None:
    empty = Incidence(ROWS, (), np.zeros(0, dtype=np.int32), np.zeros((0, 4), dtype=np.bool_), ())
    assert saturation(empty).steps == ()


@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=1, max_size=5))
def test_the_expected_curve_is_the_mean_over_all_orders(held: list[list[bool]]) -> None:
    truths = np.array(held, dtype=np.bool_)
    rows = ["".join("x" if each else "." for each in row) for row in held]
    curves = [
        np.logical_or.accumulate(truths[list(order)], axis=0).sum(axis=1) for order in permutations(range(len(held)))
    ]
    found = saturation(interviews(*rows), orders=10)
    assert [step.expected for step in found.steps] == pytest.approx(np.mean(curves, axis=0).tolist())
    for earlier, later in zip(found.steps, found.steps[1:], strict=False):
        assert earlier.expected <= later.expected + 1e-9
        assert earlier.found <= later.found
