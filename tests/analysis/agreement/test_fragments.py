"""Coefficients on fragments: published examples, examples worked by hand, and what must always hold."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.agreement.coefficients import cohen_kappa, krippendorff_alpha, percent
from interviewcoder.analysis.agreement.continuum import Continuum, united
from interviewcoder.analysis.agreement.matching import HALF, Matches, hits, matches
from interviewcoder.analysis.agreement.ratings import tally
from interviewcoder.analysis.agreement.unitising import alpha, unitised
from interviewcoder.analysis.resampling import draws_of
from interviewcoder.model import Span

EXAMPLES = json.loads((Path(__file__).parents[2] / "data" / "agreement" / "fragments.json").read_text("utf-8"))
PUBLISHED, BY_HAND = EXAMPLES["published"], EXAMPLES["worked by hand"]
ONCE = np.ones((1, 1))


def line(length: int, *raters: list[list[int]]) -> Continuum:
    return Continuum(length, tuple((tuple(Span(*each) for each in spans),) for spans in raters))


def f1(lines: list[Continuum], least: float = 1.0) -> float:
    return float(matches(lines, least).f1(np.ones((1, len(lines))))[0, 0])


@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda entry: f"{entry['example']} {entry['code']}")
def test_unitising_alpha_as_published(entry: dict[str, object]) -> None:
    length = int(str(entry["length"]))
    held = unitised([line(length, entry["first"], entry["second"])], 0)  # type: ignore[arg-type]
    found = {
        "observed": held.observed(ONCE)[0] / length**2,
        "expected": held.expected(ONCE)[0] / length**2,
        "alpha": alpha([held], ONCE)[0],
    }
    for name in found.keys() & entry.keys():
        digits = len(str(entry[name]).partition(".")[2])
        assert round(float(found[name]), digits) == entry[name], name


def test_unitising_alpha_of_several_codes_together() -> None:
    held = [unitised([line(300, entry["first"], entry["second"])], 0) for entry in PUBLISHED[:2]]
    assert float(alpha(held, ONCE)[0]) == pytest.approx(0.858665, abs=5e-7)  # printed as .8591 from rounded parts


def test_all_reference_fragments(reference: Path) -> None:
    expected = json.loads((reference / "spans_expected.json").read_text("utf-8"))
    for name, file, shift, length, scale in (
        ("kripp2004_p254", "kripp2004_p254_unitizing.csv", 150, 300, 1),
        ("kripp1995_p57_L24", "kripp1995_p57_unitizing.csv", 0, 24, 1),
        ("kripp1995_p57_L1200000", "kripp1995_p57_unitizing.csv", 0, 24, 50_000),
    ):
        with (reference / "data_spans" / file).open(encoding="utf-8") as table:
            rows = list(csv.DictReader(table))
        for code, (observed, chance, value) in expected[name]["own"].items():
            raters = [
                [[(int(row[end]) - shift) * scale for end in ("start", "end")] for row in rows
                 if (row["coder"], row["code"]) == (coder, code)]
                for coder in ("obs0", "obs1")
            ]  # fmt: skip
            held = unitised([line(length * scale, *raters)], 0)
            square = (length * scale) ** 2
            assert float(held.observed(ONCE)[0]) / square == pytest.approx(observed, abs=1e-6), (name, code)
            assert float(held.expected(ONCE)[0]) / square == pytest.approx(chance, abs=1e-6), (name, code)
            assert float(alpha([held], ONCE)[0]) == pytest.approx(value, abs=1e-6), (name, code)


@pytest.mark.parametrize("entry", BY_HAND, ids=lambda entry: entry["example"])
def test_examples_worked_by_hand(entry: dict[str, object]) -> None:
    length = int(str(entry["length"]))
    laid = line(length, entry["first"], entry["second"])  # type: ignore[arg-type]
    places = np.arange(length)
    ratings = np.zeros((length, 2), dtype=int)
    for rater, (spans,) in enumerate(laid.marked):
        for span in spans:
            ratings[(span.start <= places) & (places < span.end), rater] = 1
    held = tally(ratings, 2)
    found = {
        "percent": float(percent(held)),
        "kappa": float(cohen_kappa(held)),
        "alpha": float(krippendorff_alpha(held)),
        "f1": f1([laid]),
        "f1-overlap": f1([laid], HALF),
    }
    for name, value in found.items():
        wanted = np.nan if entry[name] is None else entry[name]
        assert value == pytest.approx(wanted, abs=1e-6, nan_ok=True), name


# --- what must always hold ------------------------------------------------------------------------

marks = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 12)), max_size=5).map(
    lambda spans: [[span.start, span.end] for span in united(Span(a, min(60, a + b)) for a, b in spans)]
)
lines = st.lists(st.tuples(marks, marks, marks), min_size=1, max_size=4).map(
    lambda several: [line(60, *raters) for raters in several]
)


def turned(laid: list[Continuum]) -> list[Continuum]:
    return [Continuum(each.length, each.marked[::-1]) for each in laid]


@given(lines)
def test_the_order_of_coders_and_of_interviews_does_not_matter(laid: list[Continuum]) -> None:
    weights = np.ones((1, len(laid)))
    value = float(alpha([unitised(laid, 0)], weights)[0])
    for other in (turned(laid), laid[::-1]):
        assert float(alpha([unitised(other, 0)], weights)[0]) == pytest.approx(value, nan_ok=True)
        assert f1(other) == pytest.approx(f1(laid), nan_ok=True)
        assert f1(other, HALF) == pytest.approx(f1(laid, HALF), nan_ok=True)
    assert f1(laid) <= f1(laid, HALF) or np.isnan(f1(laid))


@given(marks)
def test_the_same_fragments_agree_wholly(spans: list[list[int]]) -> None:
    same = [line(60, spans, spans, spans)]
    wanted = 1.0 if spans else np.nan
    assert f1(same) == pytest.approx(wanted, nan_ok=True)
    assert f1(same, HALF) == pytest.approx(wanted, nan_ok=True)
    assert float(alpha([unitised(same, 0)], ONCE)[0]) == pytest.approx(wanted, nan_ok=True)


@given(lines)
def test_an_interview_drawn_twice_counts_as_two(laid: list[Continuum]) -> None:
    weights = draws_of(len(laid), 3)
    for row in weights:
        drawn = [each for each, times in zip(laid, row, strict=True) for _ in range(int(times))]
        again, once = np.ones((1, len(drawn))), row[None, :]
        assert float(alpha([unitised(laid, 0)], once)[0]) == pytest.approx(
            float(alpha([unitised(drawn, 0)], again)[0]), nan_ok=True
        )
        assert float(matches(laid).f1(once)[0, 0]) == pytest.approx(f1(drawn), nan_ok=True)


def test_precision_is_of_the_second_coders_fragments_and_recall_of_the_firsts() -> None:
    found: Matches = matches([line(40, [[2, 8], [20, 30]], [[2, 8], [22, 26], [34, 38]])])
    assert (float(found.precision[0]), float(found.recall[0])) == (pytest.approx(1 / 3), pytest.approx(1 / 2))


def test_the_closest_are_matched_first_and_each_once() -> None:
    long, near, far = Span(0, 10), Span(0, 9), Span(0, 6)
    assert hits([long], [far, near], HALF) == 1
    assert hits([long, Span(20, 30)], [near, Span(26, 36)], HALF) == 1
