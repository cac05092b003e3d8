"""The cues of a code changed: a version of the codebook that puts nothing in doubt, and undo of it."""

from __future__ import annotations

import pytest

from interviewcoder.errors import Refused
from interviewcoder.store import events, rounds, rules
from interviewcoder.store.cues import set_cues
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project


def test_other_cues_are_a_version_that_undo_takes_back(study: Project) -> None:
    held = study.codebook.find("mistakes")
    document = study.ask.document("R01").id
    study.apply_code("Anna", document, 3, 11, "mistakes")
    assert set_cues(study, "Anna", "mistakes", held.cues, held.hints, held.absent) == 1, "the same cues are no change"
    assert set_cues(study, "Anna", "mistakes", ["boos .. fout", "boos .. fout"], ["bord"], ["straf"]) == 2
    other = study.as_coder("Bram").codebook.find("mistakes")
    assert (other.cues, other.hints, other.absent) == (("boos .. fout",), ("bord",), ("straf",))
    assert rules.doubtful(study) == [], "what the code means is the same"
    gone = " ".join(f"−{cue}" for cue in held.cues)
    words = f"changed the cues of label mistakes: +boos .. fout +(bord) +∅straf {gone} (codebook version 2)"
    assert study.undo("Anna") == words
    assert (study.codebook.version, study.codebook.find("mistakes").cues) == (1, held.cues)
    assert study.redo("Anna") is not None
    assert study.codebook.find("mistakes").cues == ("boos .. fout",)
    assert examine(study) == ()
    with study._writing() as conn:
        events.replay(conn)
    study.look_again()
    assert (study.codebook.version, study.codebook.find("mistakes").hints) == (2, ("bord",))


def test_cues_stand_still_while_they_may_suggest_to_who_codes_blind(study: Project) -> None:
    study.add_coder("Bram")
    rounds.new_round(study, "Anna", "Een", ["R01"], ["Anna", "Bram"])
    rounds.seal(study, "Anna", "Een")
    with pytest.raises(Refused, match="being coded with this version"):
        set_cues(study, "Anna", "trust", ["samen"], [], [])
    with pytest.raises(Refused, match="There is no code 'tursts'"):
        set_cues(study, "Anna", "tursts", ["samen"], [], [])
