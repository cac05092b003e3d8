"""One action undone out of turn, the log narrowed, and the study as it was at a moment."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from builders import interview, new_document

from interviewcoder.errors import Refused
from interviewcoder.model import Decision, Respondent, Suggestion
from interviewcoder.store import rounds
from interviewcoder.store.bundles import read_copy
from interviewcoder.store.doctor import examine
from interviewcoder.store.history import moment, undo_one, write_as_it_was
from interviewcoder.store.project import Project


def last(study: Project) -> str:
    return study.ask.history()[-1].id


def refused(study: Project, coder: str, event: str) -> str:
    before = study.ask.stamp()
    with pytest.raises(Refused) as error:
        undo_one(study, coder, event)
    assert study.ask.stamp() == before
    assert "\n" not in str(error.value)
    return error.value.key


def test_one_action_is_undone_whatever_was_done_since(study: Project) -> None:
    document = study.ask.document("R01").id
    first = study.apply_code("Anna", document, 4, 9, "trust")
    coded = last(study)
    study.decide("Anna", document, Suggestion("mistakes", "space", 0.5, 50, 59, ()), Decision.ACCEPT)
    accepted = last(study)
    other = study.apply_code("Anna", document, 20, 30, "work")
    assert undo_one(study, "Anna", coded[-8:]) == "coded “at ge” as label trust"
    assert first not in {each.guid for each in study.ask.codings()}
    undo_one(study, "Anna", accepted)
    assert [each.guid for each in study.ask.codings()] == [other]
    assert study.ask.decisions() == []
    assert refused(study, "Anna", coded) == "history.undone-already"
    assert refused(study, "Anna", last(study)) == "history.undo-itself"
    assert study.redo("Anna")  # the last one undone comes back first
    assert study.redo("Anna")
    assert len(study.ask.codings()) == 3
    undo_one(study, "Anna", coded)  # what was brought back can be undone again
    assert first not in {each.guid for each in study.ask.codings()}
    assert examine(study) == ()


def test_what_something_later_builds_on_stays(study: Project) -> None:
    document = study.ask.document("R01").id
    study.add_coder("Bram")
    imported = study.ask.history()[-2].id
    guid = study.apply_code("Anna", document, 4, 9, "trust")
    coded = last(study)
    study.set_facets("Anna", guid, {"presence": "present"})
    present = last(study)
    study.star("Anna", guid, True)
    starred = last(study)
    study.set_facets("Anna", guid, {"presence": "absent"})
    absent = last(study)
    study.write_memo("Bram", "coding", guid, "zeker?")
    for event in (coded, present, imported):
        assert refused(study, "Anna", event) == "history.built-on"
    undo_one(study, "Anna", starred)  # a star is another field than the facets
    undo_one(study, "Anna", absent)
    assert study.ask.coding(guid).facets == {"presence": "present"}
    undo_one(study, "Anna", present)
    assert refused(study, "Anna", coded) == "history.built-on"
    undo_one(study, "Bram", last_memo(study))
    undo_one(study, "Anna", coded)
    assert study.ask.codings() == []
    assert refused(study, "Bram", imported) == "history.not-yours"
    assert refused(study, "Anna", "none") == "history.no-event"
    assert refused(study, "Anna", study.ask.history()[0].id) == "history.stands-fast"
    assert examine(study) == ()


def last_memo(study: Project) -> str:
    return study.ask.history(about="memo")[-1].id


def test_the_history_is_narrowed_by_what_it_is_about(study: Project) -> None:
    document = study.ask.document("R01").id
    study.apply_code("Anna", document, 4, 9, "trust", memo="zo")
    for number in range(3):
        study.write_memo("Anna", "study", "", f"memo {number}")
    assert len(study.ask.history(about="memo")) == 4  # one of them together with its coding
    assert len(study.ask.history(about="memo", last=2)) == 2
    newest = study.ask.history()[-1]
    assert len(study.ask.history_before(newest, about="memo", last=9)) == 3
    assert [each.kind for each in study.ask.history(about="coding")] == ["batch"]


def test_the_study_as_it_was_is_read_and_takes_no_changes(study: Project, tmp_path: Path) -> None:
    document = study.ask.document("R01").id
    guid = study.apply_code("Anna", document, 4, 9, "trust")
    study.assign("Anna", document, Respondent("R01", "director", "A"))
    time.sleep(0.002)
    then = study.ask.history()[-1].at
    time.sleep(0.002)
    study.remove_coding("Anna", guid)
    study.import_documents("Anna", [new_document("R02", interview((("R", "Iets anders."),)))])
    path = tmp_path / "then.icdb"
    assert write_as_it_was(study, moment(then), path) == len(study.ask.history()) - 2
    with Project.open(path) as past:
        assert [each.guid for each in past.ask.codings()] == [guid]
        assert [each.name for each in past.ask.documents()] == ["R01"]
        assert "as it was" in past.ask.properties()["name"]
        assert examine(past) == ()
        with pytest.raises(Refused, match="takes no changes"):
            past.undo("Anna")
        with pytest.raises(Refused, match="takes no changes"):
            past.star("Anna", guid, True)
    with pytest.raises(Refused, match="nothing was merged"):
        read_copy(path)
    with pytest.raises(Refused, match="exists"):
        write_as_it_was(study, moment(then), path)
    with pytest.raises(Refused, match="begun"):
        write_as_it_was(study, moment("2020-01-01"), tmp_path / "before.icdb")
    assert not (tmp_path / "before.icdb").exists()


def test_a_moment_is_a_day_or_a_time_where_one_is() -> None:
    assert moment("2025-11-24T14:30:00+01:00") == "2025-11-24T13:30:00.000Z"
    assert moment("2025-11-24") > moment("2025-11-24T23:59")
    for wrong in ("gisteren", "", "2025-13-01"):
        with pytest.raises(Refused):
            moment(wrong)


def test_what_was_done_under_a_seal_is_not_told_by_a_refusal(study: Project) -> None:
    study.add_coder("Bram")
    imported = study.ask.history(about="document")[-1].id
    rounds.new_round(study, "Anna", "Een", ["R01"], ["Anna", "Bram"])
    rounds.seal(study, "Anna", "Een")
    study.apply_code("Bram", study.ask.document("R01").id, 4, 9, "trust")
    secret = study.as_coder("Bram").ask.history()[-1].id
    assert refused(study, "Anna", secret) == "history.no-event"
    assert refused(study, "Anna", imported) == "history.stands-fast"
