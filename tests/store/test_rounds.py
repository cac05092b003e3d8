"""Rounds: what can be planned, what can be taken back, and what cannot."""

from __future__ import annotations

import pytest
from builders import interview, new_document

from interviewcoder.errors import Refused
from interviewcoder.model import Respondent, RoundState, Suggesting
from interviewcoder.store import events, rounds
from interviewcoder.store.project import Project
from interviewcoder.store.versions import revise


@pytest.fixture
def team(study: Project) -> Project:
    """Anna and Bram, with R01 and R02."""
    study.add_coder("Bram")
    who = Respondent("R02", "director", "A")
    other = interview((("R", "Nog een gesprek."),))
    study.import_documents("Anna", [new_document("R02", other, respondent=who)])
    return study


def state(study: Project) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.name, each.state.value, each.done) for each in study.ask.rounds()]


def test_planning_and_being_done_can_be_taken_back_sealing_and_revealing_cannot(team: Project) -> None:
    rounds.new_round(team, "Anna", " Een ", ["R01"], ["Anna", "Bram", "Anna"], Suggesting.CUES)
    assert team.undo("Anna") == "planned the round Een"
    assert team.ask.rounds() == []
    team.redo("Anna")
    assert state(team) == [("Een", "planned", ())]
    rounds.seal(team, "Anna", "een")
    assert team.undo("Anna") == "imported R02", "the seal stands, and so does the round"
    team.redo("Anna")
    rounds.mark_done(team, "Bram", "Een")
    assert team.undo("Bram") == "done with the round Een"
    assert state(team) == [("Een", "sealed", ())]
    assert team.redo("Bram") is None, "whoever is done says so again"
    rounds.mark_done(team, "Bram", "Een")
    assert rounds.mark_done(team, "Anna", "Een")
    assert team.undo("Bram") is None
    (only,) = team.ask.rounds()
    assert (only.state, only.done, only.reason, only.suggestions) == (
        RoundState.REVEALED,
        ("Anna", "Bram"),
        "",
        Suggesting.CUES,
    )
    with team._writing() as conn:
        events.replay(conn)
    assert team.ask.rounds() == [only]


def test_a_round_that_cannot_be_is_refused(team: Project) -> None:
    for name, documents, coders, why in (
        (" ", ["R01"], ["Anna", "Bram"], "needs a name"),
        ("Een", [], ["Anna", "Bram"], "needs documents"),
        ("Een", ["R01"], ["Anna"], "at least two coders"),
        ("Een", ["R01"], ["Anna", "Bob"], "no coder 'Bob'"),
        ("Een", ["R09"], ["Anna", "Bram"], "no document 'R09'"),
    ):
        with pytest.raises(Refused, match=why):
            rounds.new_round(team, "Anna", name, documents, coders)
    rounds.new_round(team, "Anna", "Een", ["R01"], ["Anna", "Bram"])
    rounds.new_round(team, "Anna", "Twee", ["R01", "R02"], ["Anna", "Bram"])
    with pytest.raises(Refused, match="not sealed yet"):
        rounds.mark_done(team, "Anna", "Een")
    rounds.seal(team, "Anna", "Een")
    with pytest.raises(Refused, match="R01 lies under the seal of round “Een”"):
        rounds.seal(team, "Anna", "Twee")
    with pytest.raises(Refused, match="not a coder"):
        rounds.mark_done(team, "Zoë", "Een")
    with pytest.raises(Refused, match="did you mean 'Twee'"):
        rounds.seal(team, "Anna", "Tweee")
    rounds.remove_round(team, "Anna", "Twee")
    assert state(team) == [("Een", "sealed", ())]


def test_what_is_coded_blind_stays_where_it_is(team: Project) -> None:
    """Neither the text nor the interview goes under the coders' hands, not even by undo."""
    document, other = (team.ask.document(name).id for name in ("R01", "R02"))
    better = interview((("R", "Nog een beter gesprek."),))
    revise(team, "Anna", other, better, {}, base=1, kept=())
    rounds.new_round(team, "Bram", "Een", [document, other], ["Anna", "Bram"])
    rounds.seal(team, "Bram", "Een")
    for change in (
        lambda: revise(team, "Anna", document, better, {}, base=1, kept=()),
        lambda: team.remove_document("Anna", document, with_others=True),
    ):
        with pytest.raises(Refused, match="being coded blind"):
            change()
    assert team.undo("Anna", with_others=True) is None, "the correction and the imports are passed over"
    assert [each.version for each in team.ask.documents()] == [1, 2]
    rounds.reveal(team, "Bram", "Een", "genoeg")
    assert team.undo("Anna") == "corrected the text of R02"
