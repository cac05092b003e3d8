"""The memos screen: what it lists, and the way from a memo to what it is on."""

from __future__ import annotations

import pytest
from textual.widgets import Input, TextArea
from tui.visit import visit

from interviewcoder.store.project import Project
from interviewcoder.tui.screens.codebook import CodebookScreen
from interviewcoder.tui.screens.coding import CodingScreen
from interviewcoder.tui.screens.memos import MemosScreen
from interviewcoder.tui.widgets.text_dialog import TextDialog


@pytest.fixture
def noted(study: Project) -> Project:
    """A memo on a fragment, the interview, a code and the study, in that order; the last is Bram's."""
    study.add_coder("Bram")
    document = study.ask.document("R01")
    start = study.ask.transcript(document.id).text.index("Dat beslis ik")
    coding = study.apply_code("Anna", document.id, start, start + 19, "mistakes")
    study.write_memo("Anna", "coding", coding, "Vergelijk met [b]R02[/b];\x1b[31m zie\nook de tweede regel.")
    study.write_memo("Anna", "document", document.id, "Rustig gesprek.")
    study.write_memo("Anna", "code", "trust", "Regel aanscherpen?")
    study.write_memo("Bram", "study", "", "Begin bij de leidinggevenden.")
    return study


async def test_lists_what_each_memo_is_on_the_newest_first(noted: Project) -> None:
    async with visit(noted, "memos", size=(120, 36)) as there:
        assert there.column("on") == ["the study", "1b label trust", "R01", "R01 1a “Dat beslis ik zelf.”"]
        assert there.column("coder") == ["Bram", "Anna", "Anna", "Anna"]
        assert "Begin bij de leidinggevenden." in there.text


async def test_the_memo_in_focus_stands_whole_below_as_plain_text(noted: Project) -> None:
    async with visit(noted, "memos", size=(80, 24)) as there:
        await there.press("end")
        assert "Vergelijk met [b]R02[/b];␛[31m zie\n ook de tweede regel." in there.text
        assert "\x1b" not in there.text


async def test_typing_filters_by_memo_code_interview_and_coder(noted: Project) -> None:
    async with visit(noted, "memos") as there:
        await there.press("slash")
        await there.type("r01 rustig")
        assert there.column("text") == ["Rustig gesprek."]
        await there.press("enter")
        assert there.table.has_focus
        await there.press("slash", *("backspace" for _ in range(10)))
        await there.type("niets zo")
        assert "No memo has these words" in there.text
        await there.press("escape")
        assert len(there.rows) == 4
        assert there.table.has_focus


async def test_enter_goes_to_the_fragment(noted: Project) -> None:
    async with visit(noted, "memos") as there:
        await there.press("end", "enter")
        assert isinstance(there.screen, CodingScreen)
        document = noted.ask.document("R01").id
        assert there.app.session.places[document] == noted.ask.codings()[0].start
        assert there.screen.view.cursor == noted.ask.codings()[0].start


async def test_enter_goes_to_the_interview_and_to_the_code(noted: Project) -> None:
    async with visit(noted, "memos") as there:
        await there.press("down", "down", "enter")
        assert isinstance(there.screen, CodingScreen)
        there.app.go("memos")
        await there.settle()
        await there.press("up", "enter")
        assert isinstance(there.screen, CodebookScreen)
        assert "definition trust" in there.text


async def test_a_memo_whose_coding_is_gone_says_so(noted: Project) -> None:
    noted.remove_coding("Anna", noted.ask.codings()[0].guid)
    async with visit(noted, "memos") as there:
        await there.press("end")
        assert there.column("on")[-1] == "a coding that was removed"
        await there.press("enter")
        assert isinstance(there.screen, MemosScreen)
        assert "no longer there" in there.said[-1]


async def test_changes_a_memo_and_undo_brings_the_old_words_back(noted: Project) -> None:
    async with visit(noted, "memos") as there:
        await there.press("down", "e")
        assert isinstance(there.screen, TextDialog)
        there.screen.query_one(TextArea).text = "Regel is aangescherpt."
        await there.press("ctrl+s")
        assert there.column("text")[1] == "Regel is aangescherpt."
        await there.press("e", "escape")
        assert there.column("text")[1] == "Regel is aangescherpt."
        await there.press("u")
        assert there.column("text")[1] == "Regel aanscherpen?"


async def test_writes_a_memo_on_the_study_and_puts_the_focus_on_it(noted: Project) -> None:
    async with visit(noted, "memos") as there:
        await there.press("n")
        await there.type("Nieuw idee")
        await there.press("ctrl+s")
        assert there.column("text")[0] == "Nieuw idee"
        assert there.table.cursor_row == 0
        assert noted.ask.memos("study")[-1].text == "Nieuw idee"


async def test_removes_a_memo_and_undo_brings_it_back(noted: Project) -> None:
    async with visit(noted, "memos") as there:
        await there.press("down", "down", "x")
        assert "Rustig gesprek." not in there.column("text")
        assert "u brings it back" in there.said[-1]
        await there.press("u")
        assert "Rustig gesprek." in there.column("text")


async def test_without_memos_it_says_how_to_make_one(study: Project) -> None:
    async with visit(study, "memos", size=(80, 24)) as there:
        assert "No memos yet." in there.text
        await there.press("e", "x", "enter")
        assert isinstance(there.screen, MemosScreen)
        await there.press("n")
        assert isinstance(there.screen, TextDialog)
        await there.press("escape", "slash")
        assert there.screen.query_one(Input).has_focus
