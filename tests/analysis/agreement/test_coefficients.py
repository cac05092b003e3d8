"""Every coefficient against published worked examples, and against other implementations on random tables."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.analysis.agreement import coefficients as c
from interviewcoder.analysis.agreement.ratings import MISSING, Floats, Tally, as_ratings, tally

OWN = Path(__file__).parents[2] / "data" / "agreement"
TABLES = json.loads((OWN / "published.json").read_text("utf-8"))


def read(path: Path) -> tuple[Tally, Floats]:
    """The tally of a table, and the values of its categories where they are numbers."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row[1:] for row in list(csv.reader(file))[1:]]
    labels = {label for row in rows for label in row if label}
    numbers = all(label.lstrip("-").replace(".", "", 1).isdigit() for label in labels)
    cells = [[(float(each) if numbers else each) if each else None for each in row] for row in rows]
    ratings, categories = as_ratings(cells)
    return tally(ratings, len(categories)), np.array(categories if numbers else range(len(categories)), dtype=float)


NAMED: dict[str, Callable[[Tally, Floats], Floats]] = {
    "percent_agreement": lambda held, _: c.percent(held),
    "cohen_kappa": lambda held, _: c.cohen_kappa(held),
    "scott_pi": lambda held, _: c.scott_pi(held),
    "fleiss_kappa": lambda held, _: c.fleiss_kappa(held),
    "conger_kappa": lambda held, _: c.conger_kappa(held),
    "bennett_s_or_bp": lambda held, _: c.brennan_prediger(held),
    "randolph_kappa": lambda held, _: c.brennan_prediger(held),
    "gwet_ac1": lambda held, _: c.gwet_ac(held),
    "gwet_ac2_quadratic": lambda held, values: c.gwet_ac(held, c.quadratic_credit(values)),
    "alpha_nominal": lambda held, _: c.krippendorff_alpha(held),
    "alpha_ordinal": lambda held, _: c.krippendorff_alpha(held, c.ordinal_distance(held)),
    "alpha_interval": lambda held, values: c.krippendorff_alpha(held, c.interval_distance(values)),
    "alpha_ratio": lambda held, values: c.krippendorff_alpha(held, c.ratio_distance(values)),
}


@pytest.mark.parametrize("entry", TABLES, ids=lambda entry: f"{entry['table']}:{entry['coefficient']}")
def test_published_examples(entry: dict[str, object]) -> None:
    rows = entry["rows"]
    assert isinstance(rows, list)
    ratings, categories = as_ratings(rows)
    found = NAMED[str(entry["coefficient"])](tally(ratings, len(categories)), np.array(categories, dtype=float))
    assert round(float(found), int(str(entry["decimals"]))) == entry["published"]


def test_all_reference_tables(reference: Path) -> None:
    entries = json.loads((reference / "expected.json").read_text("utf-8"))["entries"]
    assert len(entries) > 65
    for entry in entries:
        found = float(NAMED[entry["coefficient"]](*read(reference / entry["file"])))
        for library, value in entry["computed"].items():
            assert found == pytest.approx(value, abs=2e-6), (entry["name"], library)


tables = st.integers(2, 4).flatmap(
    lambda coders: st.lists(st.lists(st.integers(-1, 3), min_size=coders, max_size=coders), min_size=4, max_size=25)
)


def varied(rows: list[list[int]]) -> bool:
    """Whether two coders or more rated something, and not all of it the same: else no coefficient is defined."""
    ratings = np.array(rows)
    rated = ratings[(ratings != MISSING).sum(axis=1) > 1]
    return len(np.unique(rated[rated != MISSING])) > 1


@settings(max_examples=60, deadline=None)
@given(tables.filter(varied))
def test_as_krippendorff_finds_on_random_tables(rows: list[list[int]]) -> None:
    ratings = np.array(rows)
    held = tally(ratings, 4)
    data = np.where(ratings == MISSING, np.nan, ratings.astype(float)).T
    for level, distance in (
        ("nominal", None),
        ("ordinal", c.ordinal_distance(held)),
        ("interval", c.interval_distance(np.arange(4.0))),
    ):
        theirs = krippendorff.alpha(reliability_data=data, level_of_measurement=level, value_domain=list(range(4)))
        assert float(c.krippendorff_alpha(held, distance)) == pytest.approx(theirs, abs=1e-9), level


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="irrCAC asks for a SciPy that does not know Python 3.13")
@pytest.mark.filterwarnings("ignore::Warning:irrCAC", "ignore::Warning:pandas")
@settings(max_examples=60, deadline=None)
@given(tables.filter(varied))
def test_as_irrcac_finds_on_random_tables(rows: list[list[int]]) -> None:
    import pandas
    from irrCAC.raw import CAC

    ratings = np.array(rows)
    held = tally(ratings, 4)
    frame = pandas.DataFrame(np.where(ratings == MISSING, np.nan, ratings))
    peer = CAC(frame, weights="identity", categories=[0.0, 1.0, 2.0, 3.0])
    assert float(c.gwet_ac(held)) == pytest.approx(peer.gwet()["est"]["coefficient_value"], abs=1e-4)
    assert float(c.fleiss_kappa(held)) == pytest.approx(peer.fleiss()["est"]["coefficient_value"], abs=1e-4)
    assert float(c.brennan_prediger(held)) == pytest.approx(peer.bp()["est"]["coefficient_value"], abs=1e-4)


@given(tables, st.data())
def test_tallies_of_interviews_add_up(rows: list[list[int]], data: st.DataObject) -> None:
    ratings = np.array(rows)
    strata = np.array(data.draw(st.lists(st.integers(0, 2), min_size=len(rows), max_size=len(rows))))
    whole, parts = tally(ratings, 4), tally(ratings, 4, strata).summed()
    for name in ("pairs", "agreeing", "shares", "between", "rated", "paired", "units"):
        assert np.allclose(getattr(whole, name), getattr(parts, name))


def test_undefined_is_never_a_number() -> None:
    same = tally(np.zeros((5, 2), dtype=int), 2)
    for coefficient in (c.krippendorff_alpha, c.cohen_kappa, c.fleiss_kappa):
        assert np.isnan(coefficient(same))
    alone = tally(np.array([[0, MISSING], [MISSING, 1]]), 2)
    assert np.isnan(c.percent(alone))
    assert float(c.percent(same)) == 1.0


def test_weighted_kappa_of_two_coders() -> None:
    # 3 x 3 table worked by hand: 10 units, 6 equal, 3 a step apart, 1 two steps apart
    rows = [(0, 0)] * 3 + [(1, 1)] * 2 + [(2, 2)] + [(0, 1)] * 2 + [(1, 2)] + [(2, 0)]
    held = tally(np.array(rows), 3)
    credit = c.linear_credit(np.arange(3.0))
    observed = (6 + 3 * 0.5) / 10
    first, second = np.array([5, 3, 2]) / 10, np.array([4, 4, 2]) / 10
    chance = float(first @ credit @ second)
    assert float(c.cohen_kappa(held, weights=credit)) == pytest.approx((observed - chance) / (1 - chance))
