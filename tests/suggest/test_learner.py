"""What is learned from coders, and that it shows in the next text."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from suggest.conftest import small_book

from interviewcoder.model import Span, Suggestion
from interviewcoder.suggest.learner import Learner
from interviewcoder.suggest.lessons import Judgement, Lessons, ReadText, Trial
from interviewcoder.suggest.pipeline import common_words, forms_of
from interviewcoder.suggest.suggester import Suggester
from interviewcoder.suggest.terms import Terms
from interviewcoder.transcripts.sentences import split_sentences

BOOK = small_book()
TALK = "De kraan lekt weer. We zaten in de keet. Hij wees mij de weg. De soep was op. Het licht ging uit. Ja."


def text(name: str, said: str) -> ReadText:
    return ReadText(name, f"{name} {said}", said, [split_sentences(said, 0, len(said))])


def judged(said: ReadText, words: str, code: str, right: bool = True) -> Judgement:
    start = said.text.index(words)
    return Judgement(said.document, start, start + len(words), code, right)


def lessons(said: ReadText, *judgements: Judgement, others: Iterable[ReadText] = ()) -> Lessons:
    return Lessons([said, *others], judgements)


@pytest.fixture(scope="module")
def terms() -> Terms:
    return Terms(forms_of("nl"), common_words("nl"))


@pytest.fixture
def learner(terms: Terms) -> Learner:
    return Learner(BOOK, terms)


def worth(learner: Learner, said: str, code: str) -> float:
    """What the first sentence is worth for a code."""
    (first, *_) = learner.weigh(said, split_sentences(said, 0, len(said)))
    return float(first.worth[[each.id for each in BOOK.codes].index(code)])


def test_words_of_a_coded_sentence_speak_for_its_code(learner: Learner) -> None:
    said = text("R1", TALK)
    assert learner.weigh("Een keet.", [Span(0, 9)]) == []
    learner.learn(lessons(said, judged(said, "We zaten in de keet", "mistakes")))
    assert worth(learner, "Daar staan keten.", "mistakes") > worth(learner, "Daar staat soep.", "mistakes")
    assert worth(learner, "Daar staan keten.", "variety") == 0
    (weighed,) = learner.weigh("Ja, in die keet dus.", [Span(0, 20)])
    assert [span.of("Ja, in die keet dus.") for span in learner.why(weighed, "mistakes")] == ["keet"]


def test_more_examples_are_worth_more(learner: Learner) -> None:
    said = text("R1", TALK)
    one = judged(said, "in de keet", "mistakes")
    learner.learn(lessons(said, one))
    once = worth(learner, "De keet.", "mistakes")
    more = [text(f"R{number}", "De keet weer. Niks. Niks. Niks.") for number in range(2, 6)]
    learner.learn(lessons(said, one, *(judged(each, "De keet", "mistakes") for each in more), others=more))
    assert worth(learner, "De keet.", "mistakes") > once


def test_a_rejection_weighs_against_its_words(learner: Learner) -> None:
    said = text("R1", "De keet staat daar. Soep. De keet is leeg. Soep. Soep. Soep. Soep.")
    right = judged(said, "De keet staat", "mistakes")
    learner.learn(lessons(said, right))
    before = worth(learner, "De keet.", "mistakes")
    learner.learn(lessons(said, right, judged(said, "De keet is leeg", "mistakes", right=False)))
    assert worth(learner, "De keet.", "mistakes") < before
    # what another coder did apply stays right
    learner.learn(lessons(said, right, judged(said, "De keet staat", "mistakes", right=False)))
    assert worth(learner, "De keet.", "mistakes") == pytest.approx(before)


def test_learning_again_forgets_what_was_learned_before(learner: Learner) -> None:
    said = text("R1", TALK)
    learner.learn(lessons(said, judged(said, "in de keet", "mistakes")))
    learner.learn(lessons(said, judged(said, "De soep", "variety")))
    assert worth(learner, "De keet.", "mistakes") == 0
    assert worth(learner, "De soep.", "variety") > 0
    learner.learn(Lessons())
    assert not list(learner.weigh("De soep.", split_sentences("De soep.", 0, 8)))


def test_the_nearest_fragment_is_of_another_interview(learner: Learner) -> None:
    one, other = text("R1", TALK), text("R2", "De weg met kuilen naar de keet. De soep is koud.")
    marks = [judged(one, "We zaten in de keet.", "mistakes"), judged(other, "De weg met", "mistakes")]
    learner.learn(Lessons([one, other], marks))
    found = learner.nearest("Weer in die keet.", "mistakes")
    assert found is not None
    assert (found.document, found.span.of(TALK)) == ("R1", "We zaten in de keet.")
    further = learner.nearest("Weer in die keet.", "mistakes", but_for="R1")
    assert further is not None
    assert further.document == "R2"
    assert learner.nearest("Appels en peren.", "mistakes") is None
    assert learner.nearest("Weer in die keet.", "variety") is None


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["mistakes", "variety"]), st.booleans()), max_size=8))
@settings(deadline=None, max_examples=30)
def test_worth_is_a_share_and_says_why(terms: Terms, marks: list[tuple[int, str, bool]]) -> None:
    said = text("R1", TALK)
    spans = said.answers[0]
    learner = Learner(BOOK, terms)
    learner.learn(
        Lessons([said], [Judgement("R1", spans[at].start, spans[at].end, code, right) for at, code, right in marks])
    )
    for weighed in learner.weigh(TALK, spans):
        assert np.all((weighed.worth >= 0) & (weighed.worth < 1))
        for code in ("mistakes", "variety"):
            assert all(span.end <= len(TALK) for span in learner.why(weighed, code))


def test_ten_corrections_show_in_the_next_text() -> None:
    """A cue that was right for nobody goes down, what was chosen in its place comes up, without any cue for it."""
    suggester = Suggester(BOOK)
    said = "Een fout in de keet. De soep is op. Het licht ging uit. Nou ja, de weg was lang."
    heard = [text(f"R{number}", said) for number in range(10)]
    marks = [
        mark
        for each in heard
        for mark in (judged(each, "Een fout in", "mistakes", right=False), judged(each, "Een fout in", "variety"))
    ]

    def next_text() -> dict[str, Suggestion]:
        new = "Weer zo'n fout in de keet."
        return {each.code: each for each in suggester.in_answer(new, [Span(0, len(new))])}

    before = next_text()
    assert list(before) == ["mistakes"]
    suggester.learn(Lessons(heard, marks, {("mistakes", "~fout~"): Trial(kept=0, dropped=10)}))
    after = next_text()
    assert after["variety"].score > 0.35
    assert {"fout", "keet"} <= {each.text for each in after["variety"].evidence}
    assert after["mistakes"].score < before["mistakes"].score / 2
    suggester.learn(Lessons())
    assert next_text() == before
