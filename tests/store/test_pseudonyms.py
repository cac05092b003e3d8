"""The rewriting of a study is one step: done whole, or not at all."""

from __future__ import annotations

import pytest

from interviewcoder.errors import Refused
from interviewcoder.model import Move, Span
from interviewcoder.store import pseudonyms, wiping
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project
from interviewcoder.store.rewriting import NewText


def planned(study: Project) -> pseudonyms.Plan:
    """ "bord" becomes "[b]" in the one interview."""
    (held,) = pseudonyms.held_texts(study)
    at = held.transcript.text.index("bord")
    text = held.transcript.text.replace("bord", "[b]")
    new = NewText(text, (Move(Span(at, at + 4), Span(at, at + 3)),), text.encode(), "txt")
    return pseudonyms.plan(study, {held.id: new}, lambda said: said.replace("bord", "[b]"))


def test_a_plan_writes_nothing_and_then_all(study: Project) -> None:
    memo = study.write_memo("Anna", "study", "", "op het bord")
    stamp, plan = study.ask.stamp(), planned(study)
    assert study.ask.stamp() == stamp
    assert study.ask.memo(memo).text == "op het bord"
    event = {"round": "1", "count": 1, "documents": 1}
    assert pseudonyms.carry_out(study, "Anna", plan, "pseudonyms.apply", event, ())
    assert study.ask.memo(memo).text == "op het [b]"
    assert study.ask.search("bord") == []
    assert pseudonyms.rounds(study) == ("1",)
    assert examine(study) == ()


def test_a_study_that_changed_meanwhile_is_left_alone(study: Project) -> None:
    plan = planned(study)
    study.write_memo("Anna", "study", "", "het bord hangt")
    with pytest.raises(Refused) as refused:
        pseudonyms.carry_out(study, "Anna", plan, "pseudonyms.apply", {}, ())
    assert refused.value.key == "store.changed-meanwhile"
    assert len(study.ask.search("bord")) == 1
    assert examine(study) == ()


@pytest.mark.slow
def test_wiping_waits_for_others_and_says_when_it_could_not(study: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiping, "_PATIENCE", 0.0)
    with study._engine.connect() as reading:
        reading.exec_driver_sql("SELECT count(*) FROM event").all()
        event = {"round": "1", "count": 1, "documents": 1}
        assert not pseudonyms.carry_out(study, "Anna", planned(study), "pseudonyms.apply", event, ())
    assert len(study.ask.search("bord")) == 0


def test_an_export_that_names_someone_needs_a_reason(study: Project) -> None:
    with pytest.raises(Refused):
        pseudonyms.override(study, "Anna", "quotes", 2, "  ")
    pseudonyms.override(study, "Anna", "quotes", 2, "It is a horse.")
    assert study.ask.history()[-1].payload == {"what": "quotes", "count": 2, "reason": "It is a horse."}
    assert study.undo("Anna") is not None, "what left cannot come back: undo takes the action before it"
    assert examine(study) == ()
