"""What occurs together, by hand and against chance."""

from __future__ import annotations

import numpy as np
import pytest
from analysis.material import CODEBOOK, coding, document
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.coverage import rows_of
from interviewcoder.analysis.incidence import Incidence, Within, incidence
from interviewcoder.analysis.together import together
from interviewcoder.model import Speaker, Turn

ROWS = rows_of(CODEBOOK)
DOCUMENTS = [document("D1", company="A"), document("D2", company="A"), document("D3", company="B")]
ANSWERS = {
    "D1": [Turn("R", Speaker.RESPONDENT, 0, 60), Turn("R", Speaker.RESPONDENT, 70, 120)],
    "D2": [Turn("R", Speaker.RESPONDENT, 0, 60)],
    "D3": [Turn("R", Speaker.RESPONDENT, 0, 60)],
}
CODINGS = [
    coding("D1", "mistakes", "Anna", 0, 4),
    coding("D1", "work", "Anna", 3, 5),
    coding("D1", "work", "Anna", 12, 15),
    coding("D2", "space", "Anna", 0, 3),
    coding("D2", "work", "Bram", 5, 8),
    coding("elsewhere", "work", "Anna", 0, 3),
]


def counted(within: Within) -> Incidence:
    return incidence(CODINGS, DOCUMENTS, ROWS, within, ANSWERS)


def test_units_of_each_width_worked_out_by_hand() -> None:
    fragments = counted(Within.FRAGMENT)
    assert fragments.held.tolist() == [[True, True], [False, True], [True, False], [False, True]]
    assert fragments.codings == ((0, 1), (2,), (3,), (4,))
    assert counted(Within.TURN).held.tolist() == [[True, True], [False, True], [True, True], [False, False]]
    assert counted(Within.INTERVIEW).held.tolist() == [[True, True], [True, True], [False, False]]
    assert counted(Within.COMPANY).samples == ("A", "B")
    assert counted(Within.COMPANY).held.tolist() == [[True, True], [False, False]]


def test_a_pair_worked_out_by_hand() -> None:
    (pair,) = together(counted(Within.TURN))
    assert (pair.units, pair.first, pair.second, pair.both) == (4, 2, 3, 2)
    assert pair.expected == 2 * 3 / 4
    assert pair.lift == 2 / 1.5
    assert pair.low is not None
    assert pair.high is not None
    assert pair.low <= pair.lift <= pair.high


def test_an_empty_margin_has_no_lift_and_nothing_has_no_pairs() -> None:
    (pair,) = together(incidence(CODINGS[1:3], DOCUMENTS, ROWS, Within.INTERVIEW, {}))
    assert (pair.first, pair.expected, pair.lift, pair.low) == (0, 0, None, None)
    assert not pair.apart_from_chance
    assert together(incidence([], [], ROWS, Within.FRAGMENT, {})) == ()


@given(st.integers(1, 6), st.integers(2, 4), st.integers(0, 2**24))
def test_the_margins_add_up_and_order_of_units_does_not_matter(interviews: int, each: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    held = random.random((interviews * each, 2)) < 0.4
    sampled = np.repeat(np.arange(interviews, dtype=np.int32), each)
    names = tuple(f"D{at}" for at in range(interviews))
    none = tuple(() for _ in sampled)
    order = random.permutation(len(sampled))
    (pair,) = together(Incidence(ROWS, names, sampled, held, none), draws=20)
    (again,) = together(Incidence(ROWS, names, sampled[order], held[order], none), draws=20)
    assert pair == again
    neither = int((~held.any(axis=1)).sum())
    assert pair.first + pair.second - pair.both + neither == pair.units
    if pair.low is not None and pair.high is not None:
        assert 0 <= pair.low <= pair.high


def test_what_is_always_together_stands_apart_from_chance() -> None:
    held = np.zeros((40, 2), dtype=np.bool_)
    held[::4] = True
    sampled = np.arange(40, dtype=np.int32) // 4
    found = Incidence(ROWS, tuple(map(str, range(10))), sampled, held, tuple(() for _ in sampled))
    (pair,) = together(found)
    assert (pair.lift, pair.low, pair.high) == (4.0, 4.0, 4.0)
    assert pair.apart_from_chance


def test_two_that_never_occur_together_stand_apart_only_where_chance_would_have_shown_it() -> None:
    """Every draw has none, so the interval is what a count of 0 leaves open: 3.7 over what was expected."""
    for often, apart in ((6, False), (18, True)):
        held = np.zeros((80, 2), dtype=np.bool_)
        held[:often, 0] = held[-often:, 1] = True
        sampled = np.arange(80, dtype=np.int32) % 10
        (pair,) = together(Incidence(ROWS, tuple(map(str, range(10))), sampled, held, tuple(() for _ in sampled)))
        assert (pair.both, pair.low) == (0, 0.0)
        assert pair.high == pytest.approx(3.689 / pair.expected, rel=0.001)
        assert pair.apart_from_chance == apart
