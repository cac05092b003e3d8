"""Agreement against its bars: a study of 38 interviews, 30 codes and 3 coders with 1,000 draws in under a second, a
hundred times as fast as a loop over the krippendorff package that resamples the same interviews."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from time import process_time

import krippendorff
import numpy as np
import pytest
from benchmarks.measured import Measured
from builders import both, interview

from interviewcoder.analysis.agreement.coefficients import krippendorff_alpha
from interviewcoder.analysis.agreement.judging import Comparison, compare, judge
from interviewcoder.analysis.agreement.measuring import Coefficient
from interviewcoder.analysis.agreement.ratings import tally_codes
from interviewcoder.analysis.agreement.units import Interview, Rater, Unit
from interviewcoder.analysis.coverage import Row
from interviewcoder.analysis.resampling import DRAWS, draws_of
from interviewcoder.model import Coding, Document, Origin, Span

pytestmark = pytest.mark.benchmark

INTERVIEWS, CODES, CODERS, ANSWERS = 38, 30, ("Anna", "Bram", "Cleo"), 60
SAID = "Dat doen we hier al jaren zo. Niemand wordt daar boos om. Daar leren we van, en dan gaan we door."
NAMES = [f"c{number}" for number in range(CODES)]
ROWS = tuple(Row(name, both(name), frozenset({name}), name) for name in NAMES)
SAMPLE = 2
"""Draws by the loop; all of them take minutes."""


def study(unit: Unit) -> Comparison:
    """Each coder marks most of the same sentences, 180 of them in an interview."""
    chance = random.Random(1)
    texts = interview((("I", "En dan?"), ("R", SAID)) * ANSWERS)
    interviews: list[Interview] = []
    marks: dict[str, dict[str, list[Coding]]] = {coder: {} for coder in CODERS}
    for number in range(INTERVIEWS):
        id = f"R{number:02}"
        document = Document(id, id, "txt", id, "employee", "A", "", "", 0, len(texts.text), "")
        interviews.append(Interview(document, texts))
        for _ in range(80):
            span, code = chance.choice(texts.sentences[1::4]), chance.choice(NAMES)
            for coder in CODERS:
                if chance.random() < 0.8:
                    made = Coding("", id, span.start, span.end, "", code, coder, Origin.MANUAL, Span(0, 1))
                    marks[coder].setdefault(id, []).append(made)
    read = {each.document.id: (Span(0, len(texts.text)),) for each in interviews}
    return compare(interviews, [Rater(coder, read, marks[coder]) for coder in CODERS], ROWS, unit)


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Seconds of processor time, the least of several runs."""
    took = []
    for _ in range(times):
        begin = process_time()
        work()
        took.append(process_time() - begin)
    return min(took)


def by_loop(held: Comparison, draws: int) -> np.ndarray:
    """Alpha of each code in each draw, as one would with the package: the rows of the drawn interviews, again."""
    units = held.units
    rows = [np.flatnonzero(units.interview == at) for at in range(INTERVIEWS)]
    found = np.zeros((draws, CODES))
    for number, weights in enumerate(draws_of(INTERVIEWS)[:draws]):
        chosen = np.concatenate([np.tile(rows[at], int(times)) for at, times in enumerate(weights) if times])
        for code in range(CODES):
            ratings = units.coded[chosen, :, code].T.astype(float)
            found[number, code] = krippendorff.alpha(reliability_data=ratings, level_of_measurement="nominal")
    return found


def test_a_study_of_38_interviews_with_intervals(measured: Measured) -> None:
    held = study(Unit.SENTENCE)
    ours = seconds(lambda: judge(held))
    begin = process_time()
    theirs = by_loop(held, SAMPLE)
    loop = (process_time() - begin) * DRAWS / SAMPLE
    print(f"\n{len(held.units.start)} sentences, {INTERVIEWS} interviews, {CODES} codes, {len(CODERS)} coders")
    print(f"{'1,000 draws, all codes with intervals':40}{ours:8.2f} s")
    print(f"{'the same draws, loop over krippendorff':40}{loop:8.0f} s, {loop / ours:.0f} times as long")
    what = f"alpha, {DRAWS:,} draws, {INTERVIEWS} interviews, {CODES} codes, {len(CODERS)} coders"
    measured.tell(
        what, ours, "s", below=1, beside=f"loop over krippendorff {loop:,.0f} s, from {SAMPLE} of its draws"
    )
    measured.exceed("the same, times as fast as the loop", loop / ours, "x", above=100)
    for number, weights in enumerate(draws_of(INTERVIEWS)[:SAMPLE]):
        assert alphas(held, weights) == pytest.approx(theirs[number], abs=1e-9)
    assert ours < 1
    assert loop / ours > 100


def test_every_unit_and_every_coefficient() -> None:
    print()
    for unit in Unit:
        begin = process_time()
        held = study(unit)
        laid = process_time() - begin
        took = seconds(partial(judge, held), 1)
        print(f"{unit.value:12}{len(held.units.start):8} units, laid in {laid:5.2f} s, judged in {took:5.2f} s")
        assert laid + took < 5
    held = study(Unit.SENTENCE)
    for coefficient in Coefficient:
        took = seconds(partial(judge, held, coefficient), 1)
        print(f"{coefficient.value:14}{took:6.2f} s")
        assert took < 3


def alphas(held: Comparison, weights: np.ndarray) -> np.ndarray:
    """Alpha of each code in one draw, as :func:`judge` finds it."""
    units = held.units
    made = tally_codes(units.coded, units.read, units.interview, units.weight)
    return np.asarray(krippendorff_alpha(made.weighed(weights[None, :]))[0])
