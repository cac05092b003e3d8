"""The documents screen: what it lists, how it sorts, and what its keys do to the study."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import interview, new_document
from textual.widgets import Input, OptionList, Static
from tui.visit import visit

from interviewcoder.locale import choose_language
from interviewcoder.model import Codebook, Company, Planned, Respondent
from interviewcoder.store.project import Project
from interviewcoder.tui.screens.coding import CodingScreen
from interviewcoder.tui.screens.documents import DocumentsScreen
from interviewcoder.tui.screens.importing import ImportingScreen
from interviewcoder.tui.widgets.respondent_dialog import RespondentDialog, iso_day

ODD = "[red]los␛[2J"


def said(words: str) -> tuple[tuple[str, str], ...]:
    return (("I", "Hoe dan?"), ("R", words))


@pytest.fixture
def three(study: Project) -> Project:
    """R01 of the shared study; R10 with more words; a file with an odd name that is nobody's yet."""
    study.plan(
        "Anna",
        [Company("A", "maakindustrie"), Company("B", "installatie")],
        [Planned("A", "employee", 1), Planned("A", "director", 2), Planned("B", "director", 1)],
    )
    study.import_documents(
        "Anna",
        [
            new_document(
                "R10", interview(said("Veel woorden. " * 40)), respondent=Respondent("R10", "director", "A")
            ),
            new_document("R2", interview(said("Kort."))),
            new_document("[red]los\x1b[2J", interview(said("Van wie?")), respondent=None),
        ],
    )
    return study


async def test_lists_interviews_with_whose_they_are_and_the_missing_ones_last(three: Project) -> None:
    async with visit(three, "documents", size=(140, 30)) as there:
        assert there.column("pseudonym") == ["R01", "R2", "R10", ODD, "not imported", "not imported"]
        assert there.column("role") == ["employee", "employee", "director", "nobody yet", "director", "director"]
        assert there.column("company") == ["A", "A", "A", "", "A", "B"]
        assert there.column("sector")[0] == "maakindustrie"
        assert there.column("name")[3:] == [ODD, "", ""]
        assert "4 interviews" in there.text
        assert "2 missing" in there.text


async def test_shows_what_this_coder_read_and_coded(three: Project) -> None:
    first = three.ask.document("R01")
    transcript = three.ask.transcript(first.id)
    three.add_coder("Bram")
    three.mark_read("Anna", first.id, 0, transcript.turns[1].end)
    three.mark_read("Bram", three.ask.document("R10").id, 0, 100)
    three.apply_code("Anna", first.id, 40, 50, "space")
    three.apply_code("Bram", first.id, 40, 50, "work")
    answers = [len(turn.span) for turn in transcript.turns if turn.label == "R"]
    percent = int(100 * answers[0] / sum(answers))
    async with visit(three, "documents") as there:
        assert there.column("read")[:3] == [f"{percent}%", "·", "·"]
        assert there.column("codings")[:3] == ["1", "·", "·"]
        assert int(there.column("words")[0]) == first.words


async def test_enter_opens_the_transcript_and_a_click_on_the_row_in_focus_too(three: Project) -> None:
    async with visit(three, "documents") as there:
        await there.press("down", "enter")
        assert isinstance(there.screen, CodingScreen)
        assert there.app.session.document == three.ask.document("R2").id
        there.app.go("documents")
        await there.settle()
        assert there.table.cursor_row == 1
        await there.pilot.click("Listing", offset=(3, 1))
        await there.pilot.click("Listing", offset=(3, 1))
        await there.settle()
        assert isinstance(there.screen, CodingScreen)
        assert there.app.session.document == three.ask.document("R01").id


async def test_a_missing_interview_says_so_and_opens_nothing(three: Project) -> None:
    before = three.ask.documents()
    async with visit(three, "documents") as there:
        await there.press("end", "enter")
        assert isinstance(there.screen, DocumentsScreen)
        assert "press i to import" in there.said[-1]
        await there.press("x")
        assert isinstance(there.screen, DocumentsScreen)
        assert three.ask.documents() == before


async def test_sorts_by_a_column_and_backwards_the_second_time(three: Project) -> None:
    async with visit(three, "documents", size=(140, 30)) as there:
        await there.press("s", "6")
        assert there.column("pseudonym") == ["R2", ODD, "R01", "R10", "not imported", "not imported"]
        await there.press("s", "6")
        assert there.column("pseudonym") == ["R10", "R01", ODD, "R2", "not imported", "not imported"]
        heading = there.table.columns[next(key for key in there.table.columns if key == "words")].label.plain
        assert heading == "Words ▼"
        await there.pilot.click("Listing", offset=(3, 0))
        await there.settle()
        assert there.column("pseudonym")[:4] == ["R01", "R2", "R10", ODD]
        await there.press("s", "escape")
        assert there.column("pseudonym")[0] == "R01"


async def test_what_is_not_filled_in_comes_last_whichever_way_one_sorts(three: Project) -> None:
    async with visit(three, "documents") as there:
        await there.press("s", "1")
        assert there.column("pseudonym")[:4] == ["R10", "R2", "R01", ODD]


async def test_assigns_a_respondent_with_a_role_of_the_codebook(three: Project) -> None:
    async with visit(three, "documents") as there:
        there.table.focus_key(next(each.id for each in three.ask.documents() if not each.pseudonym))
        await there.press("e")
        dialog = there.screen
        assert isinstance(dialog, RespondentDialog)
        await there.type("R11")
        await there.press("enter")
        assert "Choose a role" in str(dialog.query_one("#note", Static).render())
        assert dialog.query_one(OptionList).has_focus
        await there.press("1", "tab", "B", "tab")
        await there.type("3-12-2024")
        await there.press("enter")
        assigned = three.ask.document("R11")
        assert (assigned.role, assigned.company, assigned.date) == ("director", "B", "2024-12-03")
        assert "R11" in there.column("pseudonym")
        await there.press("u")
        assert "R11" not in there.column("pseudonym")


async def test_the_dialog_says_when_a_pseudonym_is_another_interviews_too(three: Project) -> None:
    async with visit(three, "documents") as there:
        await there.press("e")
        await there.press("home", "shift+end", "delete")
        await there.type("R10")
        assert "also the respondent of R10" in there.text
        await there.press("escape")
        assert three.ask.document("R01").pseudonym == "R01"


async def test_the_dialog_asks_again_for_what_is_no_day_and_for_the_company(three: Project) -> None:
    async with visit(three, "documents") as there:
        await there.press("e", "tab", "tab", "tab")
        await there.type("31-2-2025")
        await there.press("enter")
        assert isinstance(there.screen, RespondentDialog)
        assert "not a day" in there.text
        there.screen.query_one("#date", Input).value = ""
        there.screen.query_one("#company", Input).value = " "
        await there.press("enter")
        assert "Which company?" in there.text
        assert there.screen.query_one("#company", Input).has_focus


async def test_without_a_pseudonym_the_interview_is_nobodys(three: Project) -> None:
    async with visit(three, "documents") as there:
        await there.press("e", "home", "shift+end", "delete", "enter")
        assert three.ask.document("R01").pseudonym == ""
        await there.press("u")
        assert three.ask.document("R01").pseudonym == "R01"


async def test_removes_after_one_more_key_and_undo_brings_it_back(three: Project) -> None:
    three.apply_code("Anna", three.ask.document("R01").id, 40, 50, "space")
    async with visit(three, "documents") as there:
        await there.press("x")
        assert "remove R01 and the codings on it (1)" in there.text
        await there.press("n")
        assert len(three.ask.documents()) == 4
        await there.press("x", "x")
        assert len(three.ask.documents()) == 3
        assert "R01" not in there.column("pseudonym")
        assert there.table.cursor_row == 0
        await there.press("u")
        assert "R01" in there.column("pseudonym")
        assert len(three.ask.codings()) == 1


async def test_an_empty_study_says_which_key_fills_it(tmp_path: Path, codebook: Codebook) -> None:
    with Project.create(tmp_path / "new.icdb", name="New", codebook=codebook, coder="Anna") as empty:
        async with visit(empty, "documents", size=(80, 24)) as there:
            assert "Press  i  to import" in there.text
            assert not there.table.display
            await there.press("enter", "x", "e")
            assert isinstance(there.screen, DocumentsScreen)
            await there.press("i")
            assert isinstance(there.screen, ImportingScreen)


async def test_narrow_screens_keep_the_columns_that_matter(three: Project) -> None:
    async with visit(three, "documents", size=(80, 24)) as there:
        columns = [key.value for key in there.table.columns]
        assert columns == ["pseudonym", "role", "company", "words", "read", "codings"]
        assert there.table.virtual_size.width <= 80
        await there.pilot.resize_terminal(200, 60)
        await there.settle()
        assert [key.value for key in there.table.columns][3:5] == ["sector", "date"]
        assert there.table.virtual_size.width <= 200


async def test_says_it_in_dutch(three: Project) -> None:
    choose_language("nl")
    async with visit(three, "documents") as there:
        assert "niet ingelezen" in there.text
        assert "lees en codeer" in there.text


@pytest.mark.slow
async def test_two_hundred_interviews_are_shown_without_reading_them(study: Project) -> None:
    many = [new_document(f"R{n}", interview(said(f"Antwoord {n}. " * 4) * 60)) for n in range(200)]
    study.import_documents("Anna", many)
    for document in study.ask.documents():
        study.mark_read("Anna", document.id, 0, document.length // 2)
    async with visit(study, "documents", size=(120, 40)) as there:
        study.ask._transcript.cache_clear()
        assert isinstance(there.screen, DocumentsScreen)
        there.screen.reload()
        assert study.ask._transcript.cache_info().misses == 0
        assert len(there.rows) == 201


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2025-11-24", "2025-11-24"), ("24-11-2025", "2025-11-24"), ("1/2/2025", "2025-02-01"), ("  ", "")],
)
def test_reads_a_day_as_people_write_it(typed: str, day: str) -> None:
    assert iso_day(typed) == day


@pytest.mark.parametrize("typed", ["31-2-2025", "gisteren", "2025-13-01"])
def test_refuses_what_is_no_day(typed: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        iso_day(typed)
