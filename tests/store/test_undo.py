"""Undo and redo, over every kind of action and across a restart; replay rebuilds the same tables."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from builders import interview, new_document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from interviewcoder.errors import Refused
from interviewcoder.model import Company, Decision, Planned, Respondent, Span, Speaker, Suggestion, Transcript
from interviewcoder.store import events, log, schema
from interviewcoder.store.doctor import examine
from interviewcoder.store.kinds import KINDS
from interviewcoder.store.project import Project
from interviewcoder.store.quoting import edit_quote, order_quotes


def tables(study: Project) -> dict[str, list[tuple]]:
    """All rows that people can see: without what was removed, row numbers, and when a star was last put on."""
    hidden = {("turn", "id"), ("starred_quote", "at")}
    with study._engine.connect() as conn:
        shown = {}
        for table in schema.FOLLOWS:
            columns = [column for column in table.columns if (table.name, column.name) not in hidden]
            query = select(*columns)
            if "removed" in table.c:
                query = query.where(table.c.removed == 0)
            shown[table.name] = sorted(map(repr, conn.execute(query).all()))
        return shown


def actions(study: Project) -> dict[str, object]:
    """One action per method that writes and can be undone."""
    document = study.ask.document("R01").id

    def coded() -> str:
        found = study.ask.codings(coder="Anna")
        return found[0].guid if found else study.apply_code("Anna", document, 4, 9, "trust")

    def memoed() -> str:
        found = study.ask.memos()
        return found[0].guid if found else study.write_memo("Anna", "study", "", "hm")

    def free(code: str) -> int:
        taken = {coding.start for coding in study.ask.codings() if coding.code == code}
        return next(n for n in range(3, 60) if n not in taken)

    return {
        "code": lambda: study.apply_code("Anna", document, free("work"), free("work") + 2, "work"),
        "code with memo": lambda: study.apply_code("Anna", document, free("space"), 100, "space", memo="x"),
        "remove": lambda: study.remove_coding("Anna", coded()),
        "facets": lambda: study.set_facets("Anna", coded(), {"presence": "absent"}),
        "star": lambda: study.star("Anna", coded(), True),
        "unstar": lambda: study.star("Anna", coded(), False),
        "memo": lambda: study.write_memo("Anna", "document", document, "let op"),
        "rewrite": lambda: study.rewrite_memo("Anna", memoed(), "anders"),
        "empty memo": lambda: study.rewrite_memo("Anna", memoed(), " "),
        "read": lambda: study.mark_read("Anna", document, 0, 20),
        "reject": lambda: study.decide("Anna", document, Suggestion("work", "work", 0.5, 5, 9, ()), Decision.REJECT),
        "accept": lambda: study.decide(
            "Anna", document, Suggestion("mistakes", "space", 0.5, free("mistakes"), 90, ()), Decision.ACCEPT
        ),
        "assign": lambda: study.assign("Anna", document, Respondent("R01", "director", "B"), "2024-01-02"),
        "unassign": lambda: study.assign("Anna", document, None),
        "plan": lambda: study.plan("Anna", [Company("B", "bouw")], [Planned("B", "employee", 2)]),
        "rename": lambda: study.set("Anna", "name", "Anders"),
        "trim": lambda: edit_quote(study, "Anna", coded(), [Span(0, 1)], "translated"),
        "untrim": lambda: edit_quote(study, "Anna", coded(), [], ""),
        "order": lambda: order_quotes(study, "Anna", coded(), [coded()]),
    }


NAMES = (
    "code", "code with memo", "remove", "facets", "star", "unstar", "memo", "rewrite", "empty memo", "read", "reject",
    "accept", "assign", "unassign", "plan", "rename", "trim", "untrim", "order",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_action_can_be_undone_and_redone(study: Project, name: str) -> None:
    study.apply_code("Anna", study.ask.document("R01").id, 4, 9, "trust")
    study.write_memo("Anna", "study", "", "hm")
    before = tables(study)
    actions(study)[name]()
    after = tables(study)
    words = study.undo("Anna")
    assert words
    undone = tables(study)
    # Companies and respondents stay known once they were named; nothing refers to them any more.
    for table in ("company", "respondent"):
        assert set(before.pop(table)) <= set(undone.pop(table))
    assert undone == before
    assert study.redo("Anna")
    redone = tables(study)
    assert redone == after


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from((*NAMES, "undo", "redo")), max_size=14))
@example(["code", "unassign", "assign", "undo"])
def test_undoing_all_and_redoing_all_returns_to_the_same_study(codebook: object, steps: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        study = Project.create(Path(folder) / "s.icdb", name="T", codebook=codebook, coder="Anna")
        study.import_documents("Anna", [new_document()])
        start = tables(study)
        for step in steps:
            if step == "undo":
                if len(events.stacks(study._engine.connect(), "Anna").undo) > 3:
                    study.undo("Anna")
            elif step == "redo":
                study.redo("Anna")
            elif study.ask.documents():
                actions(study)[step]()
        end = tables(study)
        with study._engine.connect() as conn:
            depth = len(events.stacks(conn, "Anna").undo)
        count = 0
        while study.ask.documents() and study.undo("Anna"):
            count += 1
        assert count <= depth
        for _ in range(count):
            assert study.redo("Anna")
        assert tables(study) == end
        assert start["code"] == end["code"]
        study.close()


def test_undo_reaches_over_a_restart_and_is_per_coder(study: Project) -> None:
    document = study.ask.document("R01").id
    study.add_coder("Bram")
    study.apply_code("Anna", document, 4, 9, "trust")
    study.apply_code("Bram", document, 4, 9, "work")
    study.close()
    with Project.open(study.path) as again:
        assert again.undo("Anna") == "coded “at ge” as label trust"
        assert [coding.coder for coding in again.ask.codings()] == ["Bram"]
        assert again.redo("Anna") == "coded “at ge” as label trust"
        assert again.redo("Anna") is None


def test_a_new_action_ends_what_could_be_redone(study: Project) -> None:
    document = study.ask.document("R01").id
    study.apply_code("Anna", document, 4, 9, "trust")
    study.undo("Anna")
    study.apply_code("Anna", document, 4, 9, "work")
    assert study.redo("Anna") is None


def test_undoing_an_import_takes_all_its_documents_and_their_codings(study: Project) -> None:
    others = [new_document(f"R0{n}", interview((("R", f"Tekst nummer {n}."),))) for n in (2, 3)]
    study.import_documents("Anna", others)
    study.apply_code("Anna", study.ask.document("R02").id, 4, 9, "work")
    study.undo("Anna")
    assert study.undo("Anna") == "imported 2 documents"
    assert [document.name for document in study.ask.documents()] == ["R01"]
    study.redo("Anna")
    study.redo("Anna")
    assert [coding.text for coding in study.ask.codings()] == ["ekst "] or len(study.ask.codings()) == 1


def test_undoing_an_import_forgets_what_it_told_of_a_respondent_known_before(study: Project) -> None:
    def of_first() -> tuple[str, str]:
        (document,) = [each for each in study.ask.documents() if each.name == "R01"]
        return document.role, document.company

    before = of_first()
    who = Respondent("R01", "manager", "Z")
    again = new_document("R02", interview((("R", "Een ander gesprek."),)), respondent=who)
    study.import_documents("Anna", [again])
    assert of_first() == ("manager", "Z") != before
    study.undo("Anna")
    assert of_first() == before
    study.redo("Anna")
    assert of_first() == ("manager", "Z")
    study.undo("Anna")
    assert of_first() == before
    assert examine(study) == ()


def test_no_undo_takes_others_work_along_unasked(study: Project) -> None:
    document = study.ask.document("R01").id
    study.add_coder("Bram")
    coding = study.apply_code("Bram", document, 40, 45, "trust", memo="let op")
    study.mark_read("Bram", document, 0, 20)
    study.decide("Bram", document, Suggestion("work", "work", 0.5, 50, 59, ()), Decision.REJECT)
    study.write_memo("Cees", "document", document, "ook dit")
    before = tables(study)
    stamp = study.ask.stamp()
    lost = "1 coding, 1 memo, 1 reading mark, 1 decision on a suggestion by Bram on R01; 1 memo by Cees on R01"
    for taking in (study.undo, lambda coder: study.remove_document(coder, document)):
        with pytest.raises(Refused, match=lost):
            taking("Anna")
    assert study.ask.stamp() == stamp
    assert "; ".join(map(str, study.taken_along("Anna", "undo"))) == lost
    assert study.undo("Anna", with_others=True) == "imported R01"
    assert study.ask.documents() == []
    assert study.redo("Anna") == "imported R01"
    assert tables(study) == before
    assert study.ask.coding(coding).memos == 1
    study.remove_document("Anna", document, with_others=True)
    assert study.undo("Anna") == "removed R01"
    with pytest.raises(Refused, match="1 coding"):
        study.redo("Anna")
    assert tables(study) == before
    study.undo("Bram")
    with study._writing() as conn:
        events.replay(conn)
    assert study.undo("Bram") is not None


def test_a_text_that_was_removed_comes_back_with_its_codings(study: Project) -> None:
    document = study.ask.document("R01").id
    study.add_coder("Bram")
    study.apply_code("Bram", document, 40, 45, "trust", memo="let op")
    before = tables(study)
    study.undo("Anna", with_others=True)
    done = study.import_documents("Anna", [new_document("R01 nieuw", respondent=Respondent("R01", "director", "A"))])
    assert (done.documents, done.restored) == ((document,), ("R01",))
    assert study.ask.document("R01").role == "director"
    assert [each.memos for each in study.ask.codings()] == [1]
    assert [hit.document for hit in study.ask.search("fout")] == [document]
    after = tables(study)
    with study._writing() as conn:
        events.replay(conn)
    assert tables(study) == after
    with pytest.raises(Refused):
        study.undo("Anna")
    assert study.undo("Anna", with_others=True) == "brought back R01"
    assert study.redo("Anna") == "brought back R01"
    assert tables(study) == after
    assert before["coding"] == after["coding"]


def test_the_same_text_with_other_speakers_is_another_document(study: Project) -> None:
    document = study.ask.document("R01").id
    study.undo("Anna")
    told = interview()
    turned = Transcript(
        told.text, tuple(replace(turn, speaker=Speaker.RESPONDENT) for turn in told.turns), told.sentences
    )
    done = study.import_documents("Anna", [new_document("R01", turned)])
    assert done.restored == ()
    assert done.documents != (document,)
    assert study.ask.document("R01").words > 20


def test_the_history_says_a_decision_in_words_and_what_was_taken_back(study: Project) -> None:
    document = study.ask.document("R01").id
    suggestion = Suggestion("mistakes", "space", 0.5, 40, 45, ())
    study.decide("Anna", document, suggestion, Decision.REJECT)
    study.decide("Anna", document, suggestion, Decision.CORRECT, "trust")
    said = study.undo("Anna")
    assert said == study.redo("Anna") == study.undo("Anna")
    assert said == "corrected a suggestion: coded “: Nou” as label trust"
    told = [log.in_words(event, study.codebook) for event in study.ask.history(last=5)]
    assert told == [
        "rejected the suggestion label mistakes", said, f"took back: {said}", f"once more: {said}",
        f"took back: {said}",
    ]  # fmt: skip


def test_the_history_tells_setting_the_design_from_taking_it_back(study: Project) -> None:
    study.plan("Anna", [Company("Z", "", "")], [Planned("Z", "employee", 2)])
    assert study.undo("Anna") == study.redo("Anna") == study.undo("Anna") == study.redo("Anna")
    told = [log.in_words(event, study.codebook) for event in study.ask.history(last=5)]
    said = "set the planned design"
    assert told == [said, *2 * [f"took back: {said}", f"once more: {said}"]]


def test_replay_builds_the_same_tables(study: Project) -> None:
    for name, action in actions(study).items():
        action()
        if name in {"memo", "accept"}:
            study.undo("Anna")
    before = tables(study)
    found = [hit.start for hit in study.ask.search("fout")]
    with study._writing() as conn:
        events.replay(conn)
    assert tables(study) == before
    assert [hit.start for hit in study.ask.search("fout")] == found != []


def test_every_kind_has_its_sentence_in_both_languages() -> None:
    from interviewcoder.locale import _sentences

    for language in ("en", "nl"):
        assert {f"did.{kind}" for kind in KINDS} <= set(_sentences(language, "store"))


def test_ids_are_uuids_of_version_7_in_order_of_time() -> None:
    from uuid import UUID

    made = [events.new_id() for _ in range(50)]
    assert {UUID(id).version for id in made} == {7}
    assert {UUID(id).variant for id in made} == {"specified in RFC 4122"}
    assert [id[:13] for id in made] == sorted(id[:13] for id in made)
