"""From fragments to units: who has read what, which unit has which code, and what is left out."""

from __future__ import annotations

import numpy as np
import pytest
from analysis.agreement.readings import coding, on, rater, said
from builders import interview
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewcoder.analysis.agreement.coefficients import krippendorff_alpha
from interviewcoder.analysis.agreement.ratings import MISSING, tally, tally_codes
from interviewcoder.analysis.agreement.units import Rater, Unit, Units, units_of
from interviewcoder.model import Span, Speaker

ONE = said("R01", ["Dat mag fout gaan. Daar leren we van.", "Nee, nooit. … Ik beslis dat zelf."])
TEXT = ONE.transcript.text


def words_of(units: Units) -> list[str]:
    return [TEXT[start:end] for start, end in zip(units.start, units.end, strict=True)]


def test_the_units_are_what_the_respondent_says() -> None:
    anna = rater("Anna", [ONE], {})
    assert words_of(units_of([ONE], [anna], [])) == [
        "Dat mag fout gaan",
        "Daar leren we van",
        "Nee, nooit",
        "Ik beslis dat zelf",
    ]
    assert words_of(units_of([ONE], [anna], [], Unit.TURN)) == [
        "Dat mag fout gaan. Daar leren we van",
        "Nee, nooit. … Ik beslis dat zelf",
    ]
    assert words_of(units_of([ONE], [anna], [], Unit.WORD))[:4] == ["Dat", "mag", "fout", "gaan"]
    every = units_of([ONE], [anna], [], speakers=tuple(Speaker))
    assert words_of(every)[0] == "En dan"
    characters = units_of([ONE], [anna], [], Unit.CHARACTER)
    assert characters.weight.sum() == sum(len(turn.span) for turn in ONE.transcript.turns if turn.label == "R")


def test_a_unit_has_a_code_when_a_word_of_it_was_touched() -> None:
    marks = [("fout gaan. ", "space"), ("beslis", "work"), ("En dan?\nR: Nee", "work")]
    anna = rater("Anna", [ONE], {"R01": marks})
    units = units_of([ONE], [anna], ["space", "work"])
    assert units.coded[:, 0].astype(int).tolist() == [[1, 0], [0, 0], [0, 1], [0, 1]]
    words = units_of([ONE], [anna], ["space", "work"], Unit.WORD)
    coded = [word for word, there in zip(words_of(words), words.coded[:, 0, 0], strict=True) if there]
    assert coded == ["fout", "gaan"]


def test_what_was_not_read_is_no_judgement_and_codings_there_are_counted_apart() -> None:
    middle = TEXT.index("Daar leren") + 4
    bram = rater("Bram", [ONE], {"R01": [("beslis", "work"), ("Dat mag", "work")]}, {"R01": (Span(0, middle),)})
    anna = rater("Anna", [ONE], {"R01": [("Dat mag", "work")]})
    cleo = rater("Cleo", [ONE], {}, {})
    units = units_of([ONE], [anna, bram, cleo], ["work"])
    assert units.read.astype(int).tolist() == [[1, 1, 0], [1, 0, 0], [1, 0, 0], [1, 0, 0]]
    assert units.unread == (0, 1, 0)
    shared = units.shared()
    assert (shared.raters, words_of(shared)) == (("Anna", "Bram"), ["Dat mag fout gaan"])
    assert shared.coded[:, :, 0].tolist() == [[True, True]]
    assert units.shared(raters=["Anna", "Cleo"]).interviews == ()


def test_shared_narrows_to_respondents_and_numbers_them_anew() -> None:
    interviews = [said(name, ["Een zin. Nog een."]) for name in ("R01", "R02", "R03")]
    raters = [rater(name, interviews, {}) for name in ("Anna", "Bram")]
    shared = units_of(interviews, raters, ["work"]).shared(lambda who: who is not None and who.pseudonym != "R02")
    assert [document.id for document in shared.interviews] == ["R01", "R03"]
    assert shared.interview.tolist() == [0, 0, 1, 1]


spans = st.lists(st.tuples(st.integers(0, 58), st.integers(1, 30)), max_size=5)


@settings(max_examples=50, deadline=None)
@given(spans, spans, st.tuples(st.integers(0, 40), st.integers(1, 60)))
def test_characters_in_runs_are_as_characters_one_by_one(
    first: list[tuple[int, int]], second: list[tuple[int, int]], read: tuple[int, int]
) -> None:
    one = on("R01", interview((("R", "abc def ghi jkl mno. pqr stu vwx yza bcd efg hij klm nop."),)))
    end = len(one.transcript.text)
    ledger = Span(read[0], min(end, sum(read)))
    sides = (("Anna", first, Span(0, end)), ("Bram", second, ledger))
    raters = [
        Rater(name, {"R01": (span,)}, {"R01": [coding("R01", Span(a, min(end, a + b)), "x", name) for a, b in marks]})
        for name, marks, span in sides
    ]
    units = units_of([one], raters, ["x"], Unit.CHARACTER)
    turn = one.transcript.turns[0].span
    by_one = np.full((len(turn), 2), MISSING)
    for at, (_, marks, span) in enumerate(sides):
        for place in range(turn.start, turn.end):
            if span.start <= place < span.end:
                by_one[place - turn.start, at] = any(a <= place < a + b for a, b in marks)
    runs = tally_codes(units.coded, units.read, units.interview, units.weight).summed()
    alpha = float(krippendorff_alpha(runs)[0])
    assert alpha == pytest.approx(float(krippendorff_alpha(tally(by_one, 2))), nan_ok=True)


def test_tallying_alike_units_together_changes_nothing() -> None:
    chance = np.random.default_rng(3)
    read = chance.random((200, 3)) < 0.8
    coded = (chance.random((200, 3, 2)) < 0.3) & read[:, :, None]
    strata = np.sort(chance.integers(0, 4, 200))
    made = tally_codes(coded, read, strata, np.ones(200))
    for code in range(2):
        plain = tally(np.where(read, coded[:, :, code], MISSING).astype(int), 2, strata)
        for name in ("pairs", "agreeing", "shares", "between", "rated", "paired", "units"):
            assert np.allclose(getattr(made, name)[:, code], getattr(plain, name)), name
