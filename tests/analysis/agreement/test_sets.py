"""Alpha on sets of codes: distances by hand, and against another implementation on random sets."""

from __future__ import annotations

from itertools import product

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.analysis.agreement.coefficients import krippendorff_alpha
from interviewcoder.analysis.agreement.ratings import tally_codes
from interviewcoder.analysis.agreement.sets import jaccard_distance, masi_distance, tally_sets

EVERY = np.array(list(product((False, True), repeat=3)))


def test_distances_by_hand() -> None:
    sets = np.array([[0, 0, 0], [1, 0, 0], [1, 1, 0], [0, 1, 1]], dtype=bool)
    jaccard, masi = jaccard_distance(sets), masi_distance(sets)
    assert jaccard[0].tolist() == [0, 1, 1, 1]
    assert masi[0].tolist() == [0, 1, 1, 1]
    assert jaccard[1, 2] == pytest.approx(1 / 2)
    assert masi[1, 2] == pytest.approx(1 - 2 / 3 * 1 / 2)
    assert jaccard[2, 3] == pytest.approx(2 / 3)
    assert masi[2, 3] == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert jaccard[1, 3] == masi[1, 3] == 1
    for distance in (jaccard, masi):
        assert np.allclose(distance, distance.T)
        assert np.allclose(np.diag(distance), 0)


judgements = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.none() | st.sampled_from(range(len(EVERY))), min_size=coders, max_size=coders),
        min_size=3,
        max_size=20,
    )
)


def arrays(rows: list[list[int | None]]) -> tuple[np.ndarray, np.ndarray]:
    read = np.array([[each is not None for each in row] for row in rows])
    return np.array([[EVERY[each or 0] for each in row] for row in rows]) & read[:, :, None], read


@settings(max_examples=60, deadline=None)
@given(judgements, st.booleans())
def test_as_another_implementation_finds(rows: list[list[int | None]], masi: bool) -> None:
    coded, read = arrays(rows)
    strata = np.zeros(len(rows), dtype=int)
    found = float(tally_sets(coded, read, strata, np.ones(len(rows)), masi=masi).alpha(np.ones((1, 1)))[0])
    paired = [row for row in rows if sum(each is not None for each in row) > 1]
    if len({each for row in paired for each in row if each is not None}) < 2:
        assert np.isnan(found)
        return
    distance = masi_distance(EVERY) if masi else jaccard_distance(EVERY)
    theirs = krippendorff.alpha(
        reliability_data=np.array([[np.nan if each is None else each for each in row] for row in rows], float).T,
        value_domain=list(range(len(EVERY))),
        level_of_measurement=lambda *values, i1, i2, **more: distance[i1, i2],
    )
    assert found == pytest.approx(theirs, abs=1e-9)
    other = tally_sets(coded[::-1, ::-1], read[::-1, ::-1], strata, np.ones(len(rows)), masi=masi)
    assert float(other.alpha(np.ones((1, 1)))[0]) == pytest.approx(found)


@given(judgements)
def test_of_a_single_code_it_is_nominal_alpha(rows: list[list[int | None]]) -> None:
    coded, read = arrays(rows)
    strata, ones = np.arange(len(rows)) % 2, np.ones(len(rows))
    weights = np.array([[1.0, 1.0], [2.0, 0.0]])
    sets = tally_sets(coded[:, :, :1], read, strata, ones).alpha(weights)
    plain = krippendorff_alpha(tally_codes(coded[:, :, :1], read, strata, ones).weighed(weights))[:, 0]
    assert np.allclose(sets, plain, equal_nan=True)
