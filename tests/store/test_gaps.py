"""Gaps that were looked into: closed with a note, opened again, undone, and open again once more is imported."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import interview, new_document
from sqlalchemy import text

from interviewcoder.errors import Refused
from interviewcoder.model import Respondent, Suggesting
from interviewcoder.store import doctor
from interviewcoder.store.changes import Changes, changes_since
from interviewcoder.store.gaps import close_gap, closed_gaps, reopen_gap
from interviewcoder.store.project import Project
from interviewcoder.store.rounds import new_round, reveal, round_named, seal


def place(study: Project) -> tuple[str, str]:
    """The company and role of the interview that the study has."""
    who = study.ask.document("R01").respondents[0]
    return who.company, who.role


def test_a_gap_is_closed_with_a_note_and_opened_again(study: Project) -> None:
    company, role = place(study)
    close_gap(study, "Anna", "work", company, role, " Read twice. ")
    (closed,) = closed_gaps(study)
    assert (closed.code, closed.company, closed.role, closed.note, closed.coder, closed.interviews) == (
        *("work", company, role, "Read twice.", "Anna", 1),
    )
    with pytest.raises(Refused, match="closed already"):
        close_gap(study, "Anna", "work", company, role, "again")
    assert "closed a gap of label work" in (study.undo("Anna") or "")
    assert closed_gaps(study) == ()
    study.redo("Anna")
    assert closed_gaps(study) == (closed,)
    study.add_coder("Bram")
    reopen_gap(study, "Bram", "work", company, role)
    assert closed_gaps(study) == ()
    study.undo("Bram")
    assert [each.guid for each in closed_gaps(study)] == [closed.guid]
    assert doctor.examine(study) == ()


def test_what_cannot_be_a_closed_gap_is_refused(study: Project) -> None:
    company, role = place(study)
    for code, where, note, said in (
        ("work", company, "  ", "with a note"),
        ("work", "nowhere", "sure", "no interview"),
        ("wrok", company, "sure", "work"),
    ):
        with pytest.raises(Refused, match=said):
            close_gap(study, "Anna", code, where, role, note)
    with pytest.raises(Refused, match="not closed"):
        reopen_gap(study, "Anna", "work", company, role)


def test_where_something_is_coded_there_is_no_gap_to_close(study: Project) -> None:
    company, role = place(study)
    coding = study.apply_code("Anna", study.ask.document("R01").id, 14, 44, "trust")
    for code in ("trust", "space"):  # the feature, and the carrier that it is one of
        with pytest.raises(Refused, match="no gap to close"):
            close_gap(study, "Anna", code, company, role, "sure")
    close_gap(study, "Anna", "mistakes", company, role, "sure")
    study.remove_coding("Anna", coding)
    close_gap(study, "Anna", "space", company, role, "sure")
    assert len(closed_gaps(study)) == 2


def test_a_further_interview_of_the_same_people_opens_it_again(study: Project) -> None:
    company, role = place(study)
    close_gap(study, "Anna", "work", company, role, "sure")
    who = Respondent("R99", role, company)
    more = new_document("R99", interview((("I", "En?"), ("R", "Nog iemand."))), respondent=who)
    study.import_documents("Anna", [more])
    assert closed_gaps(study) == ()


def test_a_closing_holds_only_while_nothing_is_coded_there(study: Project) -> None:
    company, role = place(study)
    close_gap(study, "Anna", "space", company, role, "sure")
    coding = study.apply_code("Anna", study.ask.document("R01").id, 14, 44, "trust")  # a feature of that carrier
    assert closed_gaps(study) == ()
    with pytest.raises(Refused, match="not closed"):
        reopen_gap(study, "Anna", "space", company, role)
    study.remove_coding("Anna", coding)
    assert [each.code for each in closed_gaps(study)] == ["space"], "it was looked for, and there is nothing again"


def test_under_a_seal_a_gap_can_neither_be_closed_nor_seen_to_be(study: Project) -> None:
    company, role = place(study)
    study.add_coder("Bram")
    close_gap(study, "Bram", "work", company, role, "sure")
    new_round(study, "Anna", "first", [study.ask.document("R01").id], ["Anna", "Bram"], Suggesting.NONE)
    seal(study, "Anna", round_named(study, "first").guid)
    with pytest.raises(Refused):
        close_gap(study, "Bram", "space", company, role, "sure")
    assert [len(closed_gaps(study.as_coder(who))) for who in ("Anna", "Bram", None)] == [0, 1, 0]
    assert not [each for each in study.as_coder("Anna").ask.history() if each.kind == "gap.close"]
    reveal(study, "Anna", round_named(study, "first").guid, "enough")
    assert len(closed_gaps(study.as_coder("Anna"))) == 1


def test_what_changed_since_is_told_by_document(study: Project) -> None:
    study = study.as_coder("Anna")
    document, begin = study.ask.document("R01").id, study.ask.stamp()
    guid = study.apply_code("Anna", document, 14, 44, "work")
    study.star("Anna", guid, True)
    assert changes_since(study, begin) == Changes(frozenset({document}), others=False)
    coded = study.ask.stamp()
    study.write_memo("Anna", "study", "", "thoughts")
    assert changes_since(study, coded) == Changes(frozenset(), others=False)
    study.mark_read("Anna", document, 0, 44)
    assert changes_since(study, coded) == Changes(frozenset(), others=True)
    study.undo("Anna")
    study.undo("Anna")
    study.undo("Anna")
    assert changes_since(study, coded) == Changes(frozenset({document}), others=True)
    study.remove_document("Anna", document)
    assert changes_since(study, coded) == Changes(frozenset({document}), others=True)


def test_a_study_of_before_gets_the_table(study: Project, tmp_path: Path) -> None:
    with study._engine.execution_options(writing=True).begin() as conn:
        conn.execute(text("DROP TABLE closed_gap"))
        for view in ("v_coding_respondents", "v_respondents"):  # which came later still
            conn.execute(text(f"DROP VIEW {view}"))
        conn.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    with Project.open(study.path) as opened:
        assert closed_gaps(opened) == ()
