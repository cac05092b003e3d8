"""What suggestions need from an open study, and how they are judged."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import interview, new_document

from interviewcoder.errors import Refused
from interviewcoder.model import Codebook, Decision, Respondent, Suggestion
from interviewcoder.store.project import Project
from interviewcoder.suggest.lessons import Trial
from interviewcoder.suggest.suggester import Suggester
from interviewcoder.tasks.evaluating import Method, Out, evaluate
from interviewcoder.tasks.suggesting import Record, Teacher, candidates, lessons_of, records_of

SAID = "Een fout in de keet, nummer {n}. De soep is op. Het licht ging uit. Nog een foutje."


@pytest.fixture
def study(tmp_path: Path, codebook: Codebook) -> Project:
    """Six interviews, three at company A and three at B; five have their keet coded as trust."""
    project = Project.create(tmp_path / "s.icdb", name="S", codebook=codebook, coder="Anna")
    for n in range(6):
        who = Respondent(f"R{n}", "employee" if n % 2 else "director", "AB"[n // 3])
        said = interview((("I", "En?"), ("R", SAID.format(n=n))))
        project.import_documents("Anna", [new_document(f"R{n}", said, respondent=who)])
    for document in project.ask.documents()[:5]:
        start = project.ask.transcript(document.id).text.index("Een fout")
        project.apply_code("Anna", document.id, start, start + 19, "trust")
    return project


def test_lessons_are_what_was_coded_read_and_decided(study: Project) -> None:
    first, *_, last = study.ask.documents()
    teacher = Teacher(study)
    transcript = study.ask.transcript(last.id)
    suggested = [each for _, found in teacher.suggester().by_turn(transcript) for each in found]
    (found,) = [each for each in suggested if each.start == transcript.text.index("Nog een")]
    study.decide("Anna", last.id, found, Decision.REJECT)
    study.mark_read("Anna", first.id, 0, study.ask.transcript(first.id).text.index("Het licht"))
    lessons = lessons_of(study)
    assert [sum(map(len, text.answers)) for text in lessons.texts] == [2, 4, 4, 4, 4, 4]
    assert [(each.code, each.right) for each in lessons.judgements] == [("trust", True)] * 5 + [("mistakes", False)]
    assert lessons.trials == {("mistakes", "fout"): Trial(0, 1)}
    assert records_of(study) == {"mistakes": Record(0, 1)}


def test_how_often_right_is_said_from_twenty_decisions_on() -> None:
    assert [Record(15, 19).of_ten, Record(15, 20).of_ten, Record(0, 40).of_ten] == [None, 8, 0]


def test_what_is_coded_is_suggested_elsewhere_at_once(study: Project) -> None:
    teacher = Teacher(study)
    last = study.ask.documents()[-1]
    transcript = study.ask.transcript(last.id)

    def found() -> list[Suggestion]:
        suggester = teacher.suggester(last.id)
        return [each for _, found in suggester.by_turn(transcript) for each in found if each.code == "trust"]

    (learned,) = found()
    assert transcript.text[learned.start : learned.end] == "Een fout in de keet, nummer 5."
    assert learned.evidence
    assert {each.cue for each in learned.evidence} == {""}
    for _ in range(5):
        study.undo("Anna")
    assert found() == []


def test_candidates_for_a_cell_are_not_coded_there(study: Project) -> None:
    teacher = Teacher(study)
    assert {each.document.name for each in candidates(study, teacher, "trust")} == {"R5"}
    of_space = candidates(study, teacher, "1", role="director", companies={"B"})
    assert {(each.document.name, each.text) for each in of_space} == {("R4", "Nog een foutje.")}
    assert candidates(study, teacher, "trust", role="employee", companies={"A"}) == []
    assert candidates(study, teacher, "trust", stopped=lambda: True) == []
    with pytest.raises(Refused):
        candidates(study, teacher, "nothing")


def test_evaluation_leaves_out_what_it_judges(study: Project) -> None:
    suggester = Suggester(study.codebook)
    found = evaluate(study, suggester)
    assert (found.interviews, found.groups, found.sentences, found.coded) == (5, 5, 20, 5)
    assert found.methods[Method.LEARNED].average.value == pytest.approx(1)
    assert found.methods[Method.RANDOM].average.value < 0.9
    assert [(each.code, each.sentences) for each in found.codes] == [("trust", 5)]
    assert [point.interviews for point in found.curve] == [0, 1, 2, 4]
    assert found.curve[-1].average == pytest.approx(1)
    by_company = evaluate(study, suggester, out=Out.COMPANY)
    assert by_company.groups == 2


def test_too_little_to_evaluate_is_refused(study: Project) -> None:
    for _ in range(4):
        study.undo("Anna")
    with pytest.raises(Refused, match="1"):
        evaluate(study, Suggester(study.codebook))
