"""What a cue would find in a study, before it is kept, and that suggestions go by it once it is."""

from __future__ import annotations

import pytest
from builders import interview, new_document

from interviewcoder.errors import Refused
from interviewcoder.model import Respondent
from interviewcoder.store import rounds
from interviewcoder.store.project import Project
from interviewcoder.tasks.cues import Corpus, change_cues
from interviewcoder.tasks.suggesting import Teacher

SAID = (
    ("I", "Lost u dat zelf op?"),
    (
        "R",
        "Ja, ik los dat meestal zelf op. Eerlijk gezegd is het lastig op te lossen. Ik probeer het uit te leggen.",
    ),
    ("R", "Eerlijk zeg ik het ook. Dat mag hier."),
)


@pytest.fixture
def told(study: Project) -> Project:
    """Anna put "trust" on the first sentence of R02 and its carrier's other feature on the last."""
    who = Respondent("R02", "director", "A")
    study.import_documents("Anna", [new_document("R02", interview(SAID), respondent=who)])
    document = study.ask.document("R02")
    text = study.ask.transcript(document.id).text
    for words, code in (("meestal zelf", "trust"), ("Eerlijk zeg ik", "mistakes")):
        study.apply_code("Anna", document.id, text.index(words), text.index(words) + len(words), code)
    return study


def test_a_cue_finds_what_a_suggester_would_and_says_what_is_coded(told: Project) -> None:
    corpus = Corpus(told)
    tried = corpus.try_cue("oplossen", "trust")
    assert [each.text for each in tried.found] == ["los dat meestal zelf op", "op te lossen"], (
        "no interviewer's words"
    )
    assert (tried.interviews, tried.coded, tried.right) == (1, 1, 1)
    assert tried.found[0].before + tried.found[0].text + tried.found[0].after == "Ja, ik los dat meestal zelf op."
    assert corpus.try_cue("uitproberen", "trust").found == (), "'probeer het uit te leggen' is another verb"
    fair = corpus.try_cue("eerlijk", "space")
    assert [each.text for each in fair.found] == ["Eerlijk"], "an aside says nothing of its own"
    assert (fair.right, corpus.try_cue("eerlijk", "trust").right) == (1, 0), "a carrier has its features' codings"
    assert corpus.try_cue("eerlijk", "space", stopped=lambda: True).found == ()
    with pytest.raises(Refused, match=r"“\.\. op” is no cue: '\.\.' must stand between two words"):
        corpus.try_cue(".. op", "trust")


def test_what_is_kept_is_suggested_by_at_once(told: Project) -> None:
    teacher = Teacher(told)
    text = "Dat mag hier."
    assert [each.code for each in teacher.suggester().in_answer(text, [interview().sentences[0]][:0])] == []
    before = {each.code for each in teacher.suggester().in_text(text) if each.score > 0.3}
    assert "trust" not in before
    held = told.codebook.find("trust")
    change_cues(told, "Anna", "trust", [*held.cues, "mag  hier"], held.hints, [])
    found = teacher.suggester().in_text(text)[0]
    assert (found.code, [each.cue for each in found.evidence]) == ("trust", ["mag hier"])
    with pytest.raises(Refused, match="“mag hier” is in two lists"):
        change_cues(told, "Anna", "trust", ["mag hier"], [], ["mag hier"])


def test_interviews_that_are_coded_without_suggestions_are_left_out(told: Project) -> None:
    told.add_coder("Bram")
    rounds.new_round(told, "Anna", "Een", ["R02"], ["Anna", "Bram"])
    rounds.seal(told, "Anna", "Een")
    assert Corpus(told).try_cue("oplossen", "trust").found == ()
