"""Agreement judged: numbers by hand, words for what has none, what must always hold, and the units behind it."""

from __future__ import annotations

import numpy as np
import pytest
from analysis.agreement.readings import Words, rater, row, said
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.analysis.agreement.coefficients import cohen_kappa, krippendorff_alpha
from interviewcoder.analysis.agreement.judging import ALL, Agreed, Comparison, Lack, compare, judge
from interviewcoder.analysis.agreement.measuring import Coefficient
from interviewcoder.analysis.agreement.ratings import tally
from interviewcoder.analysis.agreement.units import Rater, Unit, Whose
from interviewcoder.model import Span

ANSWERS = ["Een fout mag. Daar leren we van.", "Nieuwe dingen proberen. Dat beslis ik zelf. Iedereen helpt mee."]
WORDS = ["Een fout", "Daar leren", "Nieuwe dingen", "beslis ik", "Iedereen"]
ROWS = (
    row("space", "space", "mistakes", "trust"),
    row("mistakes", carrier="space", depth=1),
    row("trust", carrier="space", depth=1),
    row("work"),
    row("never"),
)
INTERVIEWS = [said(f"R{at:02}", ANSWERS, role=("director", "employee")[at % 2]) for at in range(6)]
ANNA: dict[str, list[Words]] = {
    "R00": [("Een fout", "mistakes"), ("Daar leren", "mistakes"), ("beslis ik", "work")],
    "R01": [("Een fout", "trust"), ("beslis ik", "work")],
    "R02": [("Nieuwe dingen", "space")],
    "R03": [("beslis ik", "work")],
}
BRAM: dict[str, list[Words]] = {
    "R00": [("Een fout", "mistakes"), ("beslis ik", "work")],
    "R01": [("Een fout", "mistakes"), ("Daar leren", "mistakes")],
    "R02": [("Nieuwe dingen", "space"), ("Iedereen", "work")],
    "R03": [("beslis ik", "work")],
}


def comparison(*raters: Rater, unit: Unit = Unit.SENTENCE) -> Comparison:
    sides = raters or (rater("Anna", INTERVIEWS, ANNA), rater("Bram", INTERVIEWS, BRAM))
    return compare(INTERVIEWS, sides, ROWS, unit)


def judged(held: Comparison, code: str, coefficient: Coefficient = Coefficient.ALPHA, **more: object) -> Agreed:
    rows = judge(held, coefficient, **more)  # type: ignore[arg-type]
    return next(each for each in rows if each.code == code)


def named(*pseudonyms: str) -> Whose:
    return lambda respondent: respondent is not None and respondent.pseudonym in pseudonyms


def test_a_code_by_hand() -> None:
    work = judged(comparison(), "work")
    ratings = np.zeros((30, 2), dtype=int)
    ratings[:4] = [(1, 1), (1, 0), (0, 1), (1, 1)]
    held = tally(ratings, 2)
    assert work.value == pytest.approx(float(krippendorff_alpha(held)))
    assert (work.n, work.units, work.used, work.either, work.every) == (6, 30, (3, 3), 4, 2)
    assert work.prevalence == pytest.approx(6 / 60)
    assert work.percent == pytest.approx(28 / 30)
    assert work.low is not None
    assert work.high is not None
    assert work.low < float(work.value or 0) < work.high
    kappa = judged(comparison(), "work", Coefficient.KAPPA)
    assert kappa.value == pytest.approx(float(cohen_kappa(held)))


def test_features_count_for_their_carrier_and_as_sets_of_their_own() -> None:
    held = comparison()
    assert judged(held, "space").every == 3  # in R01 by different features
    assert judged(held, "mistakes").every == 1
    every = judged(held, ALL)
    assert (every.coefficient, every.either) == ("alpha-masi", 9)
    assert every.percent == pytest.approx(25 / 30)
    assert judged(held, ALL, Coefficient.JACCARD).coefficient == "alpha-jaccard"


def test_words_for_what_has_no_number() -> None:
    held = comparison()
    never = judged(held, "never")
    assert (never.value, never.lack, never.n) == (None, Lack.UNUSED, 6)
    for coefficient in Coefficient:
        assert judged(held, "never", coefficient).lack is Lack.UNUSED, coefficient
    assert judged(held, "trust").loose is Lack.RARE
    assert judged(held, "work", draws=0).loose is Lack.NOT_DRAWN
    one = judged(held, "work", whose=named("R00"))
    assert (one.value, one.low, one.loose) == (1.0, None, Lack.FEW)
    whole = {each.document.id: [(word, "work") for word in WORDS] for each in INTERVIEWS}
    everywhere = comparison(rater("Anna", INTERVIEWS, whole), rater("Bram", INTERVIEWS, whole))
    assert judged(everywhere, "work").lack is Lack.EVERYWHERE
    unread = comparison(rater("Anna", INTERVIEWS, ANNA), rater("Bram", INTERVIEWS, BRAM, {}))
    assert {each.lack for each in judge(unread)} == {Lack.UNREAD}
    assert {each.coders for each in judge(unread)} == {("Anna", "Bram")}


def test_a_third_coder_who_read_some_counts_where_they_read() -> None:
    cleo = rater("Cleo", INTERVIEWS, {"R00": [("beslis ik", "work")]}, {"R00": (Span(0, 1000),)})
    held = comparison(rater("Anna", INTERVIEWS, ANNA), rater("Bram", INTERVIEWS, BRAM), cleo)
    work = judged(held, "work")
    assert (work.coders, work.used, work.units) == (("Anna", "Bram", "Cleo"), (3, 3, 1), 30)
    assert judged(held, "work", raters=["Anna", "Cleo"]).units == 5
    assert judged(held, "work", Coefficient.UNITISING).n == 1  # only R00 was read by all
    assert judged(held, "work", whose=named("R03")).coders == ("Anna", "Bram")
    apart = [
        rater(name, INTERVIEWS, {}, {each: (Span(0, 1000),) for each in read})
        for name, read in (("Anna", ("R00", "R01")), ("Bram", ("R01", "R02")), ("Cleo", ("R00", "R02")))
    ]
    assert judged(comparison(*apart), ALL, Coefficient.UNITISING).lack is Lack.NOT_BY_ALL


def test_fragments_have_precision_and_recall_between_two_coders() -> None:
    exact = judged(comparison(), "work", Coefficient.F1)
    assert (exact.value, exact.precision, exact.recall) == (pytest.approx(2 / 3),) * 3
    every = judged(comparison(), ALL, Coefficient.F1)
    assert every.value == pytest.approx(2 * 4 / (7 + 7))


def test_the_units_behind_a_row_are_those_that_lower_it() -> None:
    held = comparison()
    found = list(held.differing("work"))
    assert [(each.document.id, dict(each.codes)) for each in found] == [
        ("R01", {"Anna": ("work",), "Bram": ()}),
        ("R02", {"Anna": (), "Bram": ("work",)}),
    ]
    text = INTERVIEWS[1].transcript.text
    assert text[found[0].start : found[0].end] == "Dat beslis ik zelf"
    assert [dict(each.codes) for each in held.differing("space")] == [
        {"Anna": ("mistakes",), "Bram": ()},
        {"Anna": (), "Bram": ("mistakes",)},
    ]
    assert len(list(held.differing(ALL))) == 5
    assert not list(held.differing("work", whose=named("R00", "R03")))
    assert not list(held.differing("never"))


# --- what must always hold ------------------------------------------------------------------------

codes = st.sampled_from(["mistakes", "trust", "space", "work"])
marks = st.lists(st.tuples(st.sampled_from(WORDS), codes), max_size=6)
sides = st.lists(st.fixed_dictionaries({each.document.id: marks for each in INTERVIEWS[:3]}), min_size=2, max_size=3)


@settings(max_examples=25, deadline=None)
@given(sides, st.sampled_from(Coefficient), st.sampled_from(Unit))
def test_coders_may_change_places(codings: list[dict[str, list[Words]]], how: Coefficient, unit: Unit) -> None:
    raters = [rater(f"coder {at}", INTERVIEWS, each) for at, each in enumerate(codings)]
    for one, other in zip(
        judge(comparison(*raters, unit=unit), how, draws=100),
        judge(comparison(*raters[::-1], unit=unit), how, draws=100),
        strict=True,
    ):
        assert one.lack == other.lack
        for name in ("value", "low", "high", "percent", "prevalence"):
            assert getattr(one, name) == pytest.approx(getattr(other, name)), name


@settings(max_examples=25, deadline=None)
@given(sides, st.sampled_from(Coefficient))
def test_coders_who_did_the_same_agree_wholly(codings: list[dict[str, list[Words]]], how: Coefficient) -> None:
    held = comparison(*(rater(name, INTERVIEWS, codings[0]) for name in ("Anna", "Bram", "Cleo")))
    assert {each.value and round(each.value, 9) for each in judge(held, how, draws=0)} <= {1.0, None}
    assert not list(held.differing(ALL))


@settings(max_examples=25, deadline=None)
@given(sides)
def test_what_differs_is_what_is_not_the_same(codings: list[dict[str, list[Words]]]) -> None:
    held = comparison(*(rater(name, INTERVIEWS, each) for name, each in zip(("A", "B", "C"), codings, strict=False)))
    for each in judge(held, draws=0):
        differing = list(held.differing(each.code))
        assert len(differing) == each.either - each.every or each.code == ALL
        assert bool(differing) == (each.percent != 1.0)
