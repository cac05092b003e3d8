"""Correcting a transcript in the editor, and emptying the review queue, at the keyboard."""

from __future__ import annotations

import pytest
from builders import interview, new_document
from textual.widgets import Static
from tui.visit import Visit, visit

from interviewcoder.store.project import NewDocument, Project
from interviewcoder.tasks.correct import carry_out, correct_text, waiting
from interviewcoder.tui.screens.coding import CodingScreen
from interviewcoder.tui.screens.editor import EditorScreen
from interviewcoder.tui.screens.place_picker import PlacePicker
from interviewcoder.tui.screens.quotes import QuotesScreen
from interviewcoder.tui.screens.review import ReviewScreen
from interviewcoder.tui.widgets.choice import Choice
from interviewcoder.tui.widgets.transcript_editor import TranscriptEditor

QUOTE = "Niemand wordt boos om een fout"


def text(study: Project) -> str:
    return study.ask.transcript(study.ask.document("R01").id).text


def code(study: Project, quote: str, code: str, coder: str = "Anna") -> str:
    start = text(study).index(quote)
    return study.apply_code(coder, study.ask.document("R01").id, start, start + len(quote), code)


def correct(study: Project, old: str, new: str) -> None:
    carry_out(study, "Anna", correct_text(study, study.ask.document("R01"), text(study).replace(old, new)))


@pytest.fixture
def coded(study: Project) -> Project:
    code(study, QUOTE, "mistakes")
    code(study, "Dat beslis ik zelf", "work")
    return study


async def done(there: Visit) -> None:
    await there.app.workers.wait_for_complete()
    await there.settle()


# --- the editor -----------------------------------------------------------------------------------


async def test_what_is_typed_becomes_the_text_once_the_summary_is_agreed(coded: Project) -> None:
    async with visit(coded, "coding") as there:
        await there.press("j", "E")
        assert isinstance(there.screen, EditorScreen)
        editor = there.screen.editor
        assert editor.position == text(coded).index(QUOTE)
        await there.type("Echt: ")
        await there.press("f2")
        await done(there)
        assert isinstance(there.screen, Choice)
        assert "Changes: 1, in turns: 1. All codings (2) stay on their words." in there.text
        assert "Echt" not in text(coded)
        await there.press("enter")
        await done(there)
        assert isinstance(there.screen, CodingScreen)
        assert f"Echt: {QUOTE}" in text(coded)
        assert {each.text for each in coded.ask.codings()} == {QUOTE, "Dat beslis ik zelf"}
        assert "Echt: Niemand" in there.text
        assert there.screen.view.marks_at(coded.ask.codings()[0].span)
        await there.press("u")
        await done(there)
        assert "Echt" not in there.text


async def test_a_correction_of_coded_words_says_what_waits(coded: Project) -> None:
    async with visit(coded, "coding") as there:
        await there.press("j", "E", *("delete" for _ in "Niemand"))
        await there.type("Geen mens")
        await there.press("ctrl+s")
        await done(there)
        assert "Codings that stay on their words: 1; to review: 1." in there.text
        await there.press("enter")
        await done(there)
        assert there.said == ["Codings that wait for review: 1 (g r)"]
        assert "1 to review: g r" in there.text
        await there.press("g", "r")
        await done(there)
        assert isinstance(there.screen, ReviewScreen)


async def test_a_new_label_is_told_of_before_it_is_agreed(coded: Project) -> None:
    async with visit(coded, "coding") as there:
        await there.press("j", "E", "enter")
        await there.type("Piet: ")
        await there.press("f2")
        await done(there)
        shown = " ".join(there.text.split())
        assert "! New at the start of lines and not taken for a speaker: “Piet:” (1)." in shown
        assert "enter correct it so" in shown


async def test_leaving_asks_first_when_something_was_typed(coded: Project) -> None:
    async with visit(coded, "coding") as there:
        await there.press("E", "escape")
        assert isinstance(there.screen, CodingScreen)
        await there.press("E", "q", "escape")
        assert isinstance(there.screen, Choice)
        await there.press("j")
        assert isinstance(there.screen, EditorScreen)
        await there.press("escape", "x")
        assert isinstance(there.screen, CodingScreen)
        await there.press("E")
        assert not there.screen.query_one(TranscriptEditor).is_changed
        await there.press("q", "ctrl+q")
        assert isinstance(there.screen, Choice), "quitting forgets it too"
        await there.press("j", "ctrl+q", "x")
        assert there.app._exit
    assert coded.ask.document("R01").version == 1


async def test_going_elsewhere_by_the_palette_asks_too(coded: Project) -> None:
    async with visit(coded, "coding") as there:
        await there.press("E", "q", "ctrl+p", *"quotes", "enter")
        assert isinstance(there.screen, Choice)
        await there.press("j")
        assert isinstance(there.screen, EditorScreen)
        found = {each.title: each.callback for each in there.app.get_system_commands(there.screen)}
        found["Open another study"]()
        await there.press("j")
        assert isinstance(there.screen, EditorScreen)
        assert not there.app._exit
        found["Go to: quotes"]()
        await there.press("x")
        assert isinstance(there.screen, QuotesScreen)
        await there.press("g", "c", "E")
        assert not there.screen.query_one(TranscriptEditor).is_changed, "it was dropped"


async def test_what_was_typed_is_there_again_when_one_went_elsewhere(coded: Project) -> None:
    async with visit(coded, "coding") as there:
        await there.press("E", "q")
        there.app.go("documents")
        await there.settle()
        there.app.go("coding")
        await there.settle()
        await there.press("E")
        assert there.screen.query_one(TranscriptEditor).text == text(coded).replace("Nou", "qNou", 1)
        assert there.said == ["What you typed before is here again; it was not kept yet."]


async def test_going_on_with_editing_changes_nothing(coded: Project) -> None:
    async with visit(coded, "coding") as there:
        await there.press("E", "q", "f2")
        await done(there)
        await there.press("escape")
        assert isinstance(there.screen, EditorScreen)
    assert coded.ask.document("R01").version == 1


def odd(line: str) -> NewDocument:
    return new_document("R02", interview((("R", line),)))


async def test_nothing_in_a_text_acts_on_the_terminal(study: Project) -> None:
    study.import_documents("Anna", [odd("een \x1b[31m rood [b]woord[/b]\tna een tab")])
    async with visit(study, "coding") as there:
        await there.press(">", "E")
        assert "een ␛[31m rood [b]woord[/b]" in there.text
        assert "\x1b" not in there.text
        assert not there.screen.query_one(TranscriptEditor).is_changed


async def test_a_text_that_the_editor_would_change_is_left_alone(study: Project) -> None:
    study.import_documents("Anna", [odd("een regel\u2028en nog een")])
    async with visit(study, "coding") as there:
        await there.press(">", "E")
        assert isinstance(there.screen, CodingScreen)
        assert "line ends that the editor would change" in there.said[0]


# --- the queue ------------------------------------------------------------------------------------


@pytest.fixture
def doubtful(coded: Project) -> Project:
    """A correction that leaves two codings of Anna's and one of Bram's in doubt."""
    coded.add_coder("Bram")
    code(coded, "boos om een fout", "trust", coder="Bram")
    correct(coded, "boos om een", "kwaad om geen")
    correct(coded, "Dat beslis ik zelf. ", "")
    return coded


async def test_the_queue_shows_what_was_coded_and_where_it_may_be(doubtful: Project) -> None:
    async with visit(doubtful, "review") as there:
        await done(there)
        assert "Codings to review: 3" in there.text
        assert "label mistakes · the words were changed" in there.text
        shown = str(there.screen.query_one("#doubt Static", Static).render())
        assert f"het bord. {QUOTE}, daar leren we van. I:" in shown
        assert " 1  " in shown
        assert "het bord. Niemand wordt kwaad om geen fout, daar leren we van. I:" in shown


async def test_a_digit_puts_it_there_and_the_next_comes_up(doubtful: Project) -> None:
    async with visit(doubtful, "review") as there:
        await done(there)
        await there.press("1")
        await done(there)
        assert "Codings to review: 2" in there.text
        assert [each.text for each in doubtful.ask.codings()] == ["Niemand wordt kwaad om geen fout"]
        assert "the words are no longer there" in there.text
        await there.press("5")
        assert "no place 5" in there.said[-1]
        await there.press("x")
        await done(there)
        assert "Codings to review: 1" in there.text
        await there.press("1")
        await done(there)
        assert "Bram" in there.said[-1]
        await there.press("u", "u")
        await done(there)
        assert "Codings to review: 3" in there.text


async def test_another_place_is_chosen_in_the_transcript(doubtful: Project) -> None:
    async with visit(doubtful, "review") as there:
        await done(there)
        await there.press("s", "n")
        assert isinstance(there.screen, PlacePicker)
        assert "Where does “Dat beslis ik zelf” belong?" in there.text
        await there.press("end", "enter")
        await done(there)
        assert isinstance(there.screen, ReviewScreen)
        assert "’t Gaat vanzelf 😀 eigenlijk." in {each.text for each in doubtful.ask.codings()}
        await there.press("n", "escape")
        assert isinstance(there.screen, ReviewScreen)
        assert len(waiting(doubtful)) == 2


async def test_enter_leads_to_the_transcript_and_an_empty_queue_says_so(doubtful: Project) -> None:
    async with visit(doubtful, "review") as there:
        await done(there)
        await there.press("enter")
        assert isinstance(there.screen, CodingScreen)
        doubtful.undo("Anna")
        doubtful.undo("Anna")
        there.app.go("review")
        await done(there)
        assert "No codings wait for review." in there.text


async def test_the_documents_say_how_much_waits(doubtful: Project) -> None:
    async with visit(doubtful, "documents") as there:
        assert "3 to review: g r" in there.text


async def test_a_memo_on_a_doubtful_coding_leads_to_the_queue(doubtful: Project) -> None:
    doubtful.write_memo("Anna", "coding", waiting(doubtful, coder="Anna")[0].coding.guid, "let op")
    async with visit(doubtful, "memos") as there:
        await there.press("enter")
        await done(there)
        assert isinstance(there.screen, ReviewScreen)
