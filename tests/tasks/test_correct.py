"""Corrections of a study's transcripts: codings stay on their words or wait, and all of it can be undone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import LINES, interview, new_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from interviewcoder.analysis.coverage import By
from interviewcoder.errors import Refused
from interviewcoder.model import Codebook, Decision, Document, Kept, Span, Speaker, Suggestion
from interviewcoder.store import events, schema
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project
from interviewcoder.store.versions import revise, settle
from interviewcoder.tasks.correct import carry_out, correct_file, correct_text, waiting
from interviewcoder.tasks.narrowing import Narrowing
from interviewcoder.tasks.overview import codings_behind, coverage_of
from interviewcoder.tasks.quoting import quotes_of
from interviewcoder.transcripts.anchoring import Why

CODED = {"op het bord": "trust", "Niemand wordt boos om een fout": "mistakes", "Dat beslis ik zelf": "work"}


def document(study: Project) -> Document:
    return study.ask.document("R01")


def text(study: Project) -> str:
    return study.ask.transcript(document(study).id).text


@pytest.fixture
def coded(study: Project) -> Project:
    """R01 with three codings of Anna."""
    for quote, code in CODED.items():
        start = text(study).index(quote)
        study.apply_code("Anna", document(study).id, start, start + len(quote), code)
    return study


def correct(study: Project, old: str, new: str, coder: str = "Anna") -> int:
    assert old in text(study)
    return carry_out(study, coder, correct_text(study, document(study), text(study).replace(old, new)))


def on_words(study: Project) -> dict[str, str]:
    """The codings in place, by code: what stands there in the text as it is."""
    whole = text(study)
    return {each.code: whole[each.start : each.end] for each in study.ask.codings()}


def state(study: Project) -> dict[str, list[str]]:
    """All that people can see of a study: what was taken back and where codings once were aside."""
    hidden = {("turn", "id"), ("turn", "version"), ("document", "version"), ("coding", "version")}
    with study._engine.connect() as conn:
        rows = {}
        for table in schema.FOLLOWS:
            if table.name in {"coding_place", "text_version"}:
                continue
            query = select(*(column for column in table.columns if (table.name, column.name) not in hidden))
            if "removed" in table.c:
                query = query.where(table.c.removed == 0)
            rows[table.name] = sorted(map(repr, conn.execute(query).all()))
    return rows


# --- a correction ---------------------------------------------------------------------------------


def test_codings_stay_on_their_words_and_the_text_is_the_new_one(coded: Project) -> None:
    worked_out = correct_text(coded, document(coded), text(coded).replace("misgaat", "echt fout gaat"))
    assert (worked_out.stays, worked_out.doubtful, worked_out.turns, len(worked_out.changes)) == (3, (), 1, 1)
    change = worked_out.changes[0]
    assert (change.old.of(worked_out.before.text), change.new.of(worked_out.after.text)) == (
        "misgaat",
        "echt fout gaat",
    )
    assert carry_out(coded, "Anna", worked_out) == 2
    assert on_words(coded) == {code: quote for quote, code in CODED.items()}
    now = document(coded)
    assert (now.version, now.length) == (2, len(interview().text) + len("echt fout gaat") - len("misgaat"))
    assert coded.ask.transcript(now.id, 1).text == interview().text
    first = coded.ask.transcript(now.id).turns[0]
    assert (first.label, first.span.of(text(coded))) == ("I", "Wat gebeurt er als er iets echt fout gaat?")
    assert [hit.text for hit in coded.ask.search("echt fout")] == ["echt"]
    assert coded.ask.search("misgaat") == []
    assert examine(coded) == ()


def test_a_coding_of_changed_words_waits_and_counts_nowhere(coded: Project) -> None:
    correct(coded, "boos om een", "kwaad om geen")
    assert set(on_words(coded)) == {"trust", "work"}
    assert coded.ask.tally("Anna") == {"trust": 1, "work": 1}
    assert {code for _, code, *_ in coded.ask.coded()} == {"trust", "work"}
    assert coded.ask.tally_by_document("Anna") == {document(coded).id: 2}
    assert coded.ask.review_counts() == {document(coded).id: 1}
    (only,) = waiting(coded)
    assert (only.coding.text, only.coding.in_review, only.why) == (
        "Niemand wordt boos om een fout",
        True,
        Why.CHANGED,
    )
    assert only.places[0].span.of(text(coded)) == "Niemand wordt kwaad om geen fout"
    assert coded.ask.coding(only.coding.guid).in_review
    assert examine(coded) == ()


def test_a_person_settles_where_it_belongs_and_can_take_that_back(coded: Project) -> None:
    correct(coded, "boos om een", "kwaad om geen")
    (only,) = waiting(coded)
    place = only.places[0].span
    settle(coded, "Anna", only.coding.guid, place.start, place.end)
    assert on_words(coded)["mistakes"] == "Niemand wordt kwaad om geen fout"
    assert waiting(coded) == []
    assert coded.undo("Anna") == "settled where label mistakes belongs: “Niemand wordt kwaad om geen fout”"
    assert [each.coding.text for each in waiting(coded)] == ["Niemand wordt boos om een fout"]
    coded.redo("Anna")
    assert on_words(coded)["mistakes"] == "Niemand wordt kwaad om geen fout"
    assert examine(coded) == ()


def test_settling_keeps_to_ones_own_and_to_the_text(coded: Project) -> None:
    correct(coded, "boos om een", "kwaad om geen")
    guid = waiting(coded)[0].coding.guid
    placed = next(each for each in coded.ask.codings() if each.code == "trust")
    coded.add_coder("Bram")
    for key, coder, which, start, end in (
        ("store.not-yours", "Bram", guid, 4, 9),
        ("store.not-in-review", "Anna", placed.guid, 4, 9),
        ("store.span-outside", "Anna", guid, 4, 10_000),
        ("store.span-blank", "Anna", guid, 2, 3),
    ):
        with pytest.raises(Refused) as refused:
            settle(coded, coder, which, start, end)
        assert refused.value.key == key
    coded.apply_code("Anna", document(coded).id, 4, 9, "mistakes")
    with pytest.raises(Refused) as refused:
        settle(coded, "Anna", guid, 4, 9)
    assert refused.value.key == "store.already-coded"


def test_a_coding_in_review_can_be_taken_off(coded: Project) -> None:
    correct(coded, "boos om een", "kwaad om geen")
    coded.remove_coding("Anna", waiting(coded)[0].coding.guid)
    assert waiting(coded) == []
    coded.undo("Anna")
    assert len(waiting(coded)) == 1


def test_correcting_it_back_finds_the_words_again(coded: Project) -> None:
    correct(coded, "boos om een", "kwaad om geen")
    correct(coded, "kwaad om geen", "boos om een")
    assert document(coded).version == 3
    assert on_words(coded) == {code: quote for quote, code in CODED.items()}
    assert waiting(coded) == []
    assert examine(coded) == ()


def test_undo_brings_back_the_former_text_with_all_codings_as_they_were(coded: Project) -> None:
    before = state(coded)
    correct(coded, "boos om een", "kwaad om geen")
    after = state(coded)
    assert coded.undo("Anna") == "corrected the text of R01"
    assert state(coded) == before
    assert examine(coded) == ()
    assert coded.redo("Anna") == "corrected the text of R01"
    assert state(coded) == after
    assert examine(coded) == ()


def test_what_another_did_meanwhile_waits_when_the_correction_is_taken_back(coded: Project) -> None:
    correct(coded, "boos om een", "kwaad om geen")
    coded.add_coder("Bram")
    start = text(coded).index("kwaad om geen")
    coded.apply_code("Bram", document(coded).id, start, start + 13, "work")
    coded.undo("Anna")
    assert [each.coding.coder for each in waiting(coded)] == ["Bram"]
    assert waiting(coded)[0].places[0].span.of(text(coded)) == "boos om een"
    assert examine(coded) == ()
    coded.redo("Anna")
    assert [each.text for each in coded.ask.codings(coder="Bram")] == ["kwaad om geen"]


def test_a_coding_taken_off_before_comes_back_at_its_words(coded: Project) -> None:
    coded.add_coder("Bram")
    start = text(coded).index("zelf")
    coded.remove_coding("Bram", coded.apply_code("Bram", document(coded).id, start, start + 4, "work"))
    correct(coded, "misgaat", "echt fout gaat")
    coded.undo("Bram")
    assert [each.text for each in coded.ask.codings(coder="Bram")] == ["zelf"]
    assert coded.ask.review_counts() == {}


def test_new_codings_lie_in_the_text_as_it_is(coded: Project) -> None:
    correct(coded, "misgaat", "echt fout gaat")
    start = text(coded).index("echt fout gaat")
    guid = coded.apply_code("Anna", document(coded).id, start, start + 14, "mistakes")
    assert coded.ask.coding(guid).text == "echt fout gaat"
    assert coded.ask.coding(guid).version == 2
    assert examine(coded) == ()


def test_two_who_correct_at_once_do_not_overwrite_each_other(coded: Project) -> None:
    late = correct_text(coded, document(coded), text(coded) + "R: Klaar.\n")
    correct(coded, "misgaat", "echt fout gaat")
    with pytest.raises(Refused) as refused:
        carry_out(coded, "Bram", late)
    assert refused.value.key == "store.corrected-meanwhile"
    assert "Klaar" not in text(coded)


def test_who_speaks_follows_from_the_labels(coded: Project) -> None:
    correct(coded, "I: En wie pakt dat op?\n", "I: En wie pakt dat op?\nR: Ik.\nI: O ja?\n")
    said = [(turn.label, turn.speaker.value) for turn in coded.ask.transcript(document(coded).id).turns]
    assert said == [("I", "interviewer"), ("R", "respondent")] * 3
    assert document(coded).words == 27


def test_the_same_text_and_one_without_respondent_are_refused(coded: Project) -> None:
    for key, new in (("store.same-text", text(coded)), ("correct.no-respondent", "I: Hallo?\n")):
        with pytest.raises(Refused) as refused:
            correct_text(coded, document(coded), new)
        assert refused.value.key == key


def test_a_place_outside_the_text_is_refused(coded: Project) -> None:
    guid = coded.ask.codings()[0].guid
    for span in (Span(0, 10_000), Span(2, 3)):
        with pytest.raises(Refused):
            revise(
                coded, "Anna", document(coded).id, interview(LINES[:2]), {guid: span}, base=1, kept=[Kept(0, 0, 1)]
            )
    assert document(coded).version == 1


# --- reading and decisions ------------------------------------------------------------------------


def test_what_was_read_stays_read_but_for_what_is_new(coded: Project) -> None:
    id = document(coded).id
    coded.mark_read("Anna", id, 0, document(coded).length)
    correct(coded, "misgaat", "echt fout gaat")
    assert coded.ask.read_spans(coder="Anna") == {id: (Span(0, document(coded).length),)}
    long = "I: En dan nog iets heel anders, dat u niet zei?\nR: " + "Daar heb ik nooit iets van gehoord. " * 3 + "\n"
    correct(coded, "I: En wie", long + "I: En wie")
    read = coded.ask.read_spans()[id]
    assert len(read) == 2
    assert long.strip() in text(coded)[read[0].end - 3 : read[1].start + 3]
    coded.undo("Anna")
    assert coded.ask.read_spans() == {id: (Span(0, document(coded).length),)}


def test_a_decision_on_a_suggestion_follows_its_words(coded: Project) -> None:
    id = document(coded).id
    for quote in ("daar leren we van", "Dat beslis ik zelf"):
        start = text(coded).index(quote)
        coded.decide("Anna", id, Suggestion("space", "space", 0.5, start, start + len(quote), ()), Decision.REJECT)
    correct(coded, "Dat beslis ik", "Dat bepaal ik, eh,")
    correct(coded, "misgaat", "echt fout gaat")
    found = {text(coded)[each.start : each.end] for each in coded.ask.decisions() if each.in_text}
    assert found == {"daar leren we van"}
    assert [each.in_text for each in coded.ask.decisions()] == [True, False]
    coded.undo("Anna")
    coded.undo("Anna")
    assert all(each.in_text for each in coded.ask.decisions())


# --- a corrected file -----------------------------------------------------------------------------


def test_a_corrected_file_finds_its_document_by_name(coded: Project, tmp_path: Path) -> None:
    file = tmp_path / "R01.txt"
    file.write_text(text(coded).replace("misgaat", "echt fout gaat"), "utf-8")
    worked_out = correct_file(coded, file)
    assert carry_out(coded, "Anna", worked_out) == 2
    with coded._engine.connect() as conn:
        row = conn.execute(select(schema.document.c.original_sha256)).scalar_one()
        kept = conn.execute(select(schema.blob.c.bytes).where(schema.blob.c.sha256 == row)).scalar_one()
    assert kept == file.read_bytes()
    other = file.rename(tmp_path / "anders.txt")
    with pytest.raises(Refused) as refused:
        correct_file(coded, other)
    assert refused.value.key == "store.no-document"
    with pytest.raises(Refused) as refused:
        correct_file(coded, other, document="R01")
    assert refused.value.key == "store.same-text"


def test_the_file_as_it_was_first_is_known_as_a_double(coded: Project) -> None:
    correct(coded, "misgaat", "echt fout gaat")
    assert coded.import_documents("Anna", [new_document("R01 oud", interview())]).doubles == ("R01 oud",)


# --- any row of corrections -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


STEPS = ("correct", "settle", "code", "remove", "read", "undo", "redo", "undo Bram", "Bram")


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 10**6)), min_size=2, max_size=14))
def test_after_any_actions_every_coding_is_on_its_words_or_in_review(
    codebook: Codebook, folder: Path, steps: list[tuple[str, int]]
) -> None:
    path = folder / f"{events.new_id()}.icdb"
    with Project.create(path, name="T", codebook=codebook, coder="Anna") as study:
        study.add_coder("Bram")
        study.import_documents("Anna", [new_document()])
        for step, number in [("code", 11), ("code", 52), ("Bram", 70), *steps]:
            act(study, step, number)
            whole = text(study)
            codings = study.ask.codings()
            assert all(whole[each.start : each.end] == each.text for each in codings)
            assert not {each.guid for each in codings} & {each.guid for each in study.ask.in_review()}
        with study._engine.connect() as conn:
            live = conn.execute(select(schema.coding.c.guid).where(schema.coding.c.removed == 0)).all()
        assert len(live) == len(study.ask.codings()) + len(study.ask.in_review()), "none is lost"
        assert examine(study) == ()


def act(study: Project, step: str, number: int) -> None:
    """One action at a place that a number picks; what is refused is left."""
    whole, id = text(study), document(study).id
    place = number % len(whole)
    try:
        if step == "correct":
            edited = [
                whole[:place] + " anders" + whole[place:],
                whole[:place] + whole[place + 9 :],
                whole + whole[place : place + 30],
                whole.replace("en", "enn", 1),
            ]
            carry_out(study, "Anna", correct_text(study, document(study), edited[number % 4]))
        elif step == "settle" and (mine := waiting(study, coder="Anna")) and mine[0].places:
            at = mine[0].places[number % len(mine[0].places)].span
            settle(study, "Anna", mine[0].coding.guid, at.start, at.end)
        elif step in {"code", "Bram"}:
            study.apply_code("Bram" if step == "Bram" else "Anna", id, place, place + 20, "work")
        elif step == "remove" and (mine := study.ask.codings(coder="Anna")):
            study.remove_coding("Anna", mine[number % len(mine)].guid)
        elif step == "read":
            study.mark_read("Anna", id, 0, place)
        elif step == "redo":
            study.redo("Anna")
        elif step.startswith("undo"):
            coder = "Bram" if step.endswith("Bram") else "Anna"
            with study._engine.connect() as conn:
                first = study.ask.history()[4].id  # the import of R01 stays
                takes_back = events.stacks(conn, coder).undo[-1:]
            if takes_back and takes_back[0] != first:
                study.undo(coder)
    except Refused:
        pass


# --- who speaks -----------------------------------------------------------------------------------


def test_words_that_became_the_interviewers_are_told_of_and_count_nowhere(coded: Project) -> None:
    worked_out = correct_text(coded, document(coded), text(coded).replace("R: Nou", "I: Nou"))
    assert (worked_out.stays, worked_out.doubtful) == (3, ())
    assert worked_out.warnings == (
        "Codings that now lie on no respondent's words: 2. They count in no role and in no total until the label is "
        "put right or they are taken off.",
    )
    carry_out(coded, "Anna", worked_out)
    assert len(coded.ask.codings()) == 3
    assert [each.code for each in coded.ask.codings(role="employee")] == ["work"]
    found = coverage_of(coded)
    assert {row: (cell.fragments, cell.interviews) for row, cell in found.totals.items()} == {
        "space": (0, 0),
        "work": (1, 1),
    }
    assert (found.cells["space", "employee"].fragments, found.outside) == (0, 2)
    assert coverage_of(coded, only=Narrowing(role="employee")).outside == 0
    space = next(row for row in found.rows if row.id == "space")
    assert codings_behind(coded, space, By.ROLE, None) == codings_behind(coded, space, By.ROLE, "employee") == []
    assert {(each.code.id, each.attribution) for each in quotes_of(coded) if each.carrier.id == "space"} == {
        ("trust", "(interviewer)"),
        ("mistakes", "(interviewer)"),
    }
    assert [each.code.id for each in quotes_of(coded, role="employee")] == ["work"]


def test_a_new_label_that_is_taken_for_no_speaker_is_told_of(coded: Project, tmp_path: Path) -> None:
    def warned(line: int, label: str) -> tuple[str, ...]:
        lines = text(coded).split("\n")
        lines[line] = label + lines[line][1:]
        return correct_text(coded, document(coded), "\n".join(lines)).warnings

    for line, label in ((2, "Piet"), (0, "Piet"), (2, "interviewer"), (2, "SPEAKER_01")):
        (only,) = warned(line, label)
        assert f"not taken for a speaker: “{label}:” (1)" in only
        assert f'--speakers "{label}=respondent"' in only
    assert warned(2, "i") == ()
    correct(coded, "I: En wie", "Let op: nee.\nPiet: En wie")
    path = tmp_path / "R01.txt"
    path.write_text(text(coded) + "Piet: ja.\nKarin: Ook.\n", encoding="utf-8")
    (only,) = correct_file(coded, path).warnings  # of Piet it was told before
    assert "“Karin:” (1)." in only
    assert correct_file(coded, path, speakers={"Karin": Speaker.OTHER}).warnings == ()
