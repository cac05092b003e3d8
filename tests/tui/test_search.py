"""Search from any screen: hits while typing, and Enter to where it is said."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from builders import interview, new_document
from textual.widgets import Input, Static
from tui.quiet import give
from tui.visit import Visit, visit

from interviewcoder.model import Respondent
from interviewcoder.store.project import Project
from interviewcoder.tui.screens.coding import CodingScreen
from interviewcoder.tui.screens.fragments import FragmentsScreen
from interviewcoder.tui.screens.overview import OverviewScreen
from interviewcoder.tui.screens.search import LIMIT, SearchScreen
from interviewcoder.tui.widgets.lines import Lines


@asynccontextmanager
async def searching(project: Project, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Visit]:
    async with visit(project, "overview", size=size) as here:
        await here.press("ctrl+f")
        assert isinstance(here.screen, SearchScreen)
        yield here


async def typed(here: Visit, words: str) -> None:
    """Type words and wait until the pause after the last key is over and the hits are there."""
    here.screen.query_one(Input).value = words
    await here.settle()


def count(here: Visit) -> str:
    return str(here.screen.query_one("#count", Static).render())


async def test_hits_come_while_typing_with_whose_words_they_are(six: Project) -> None:
    async with searching(six, (80, 24)) as here:
        await here.type("beslis")
        assert count(here) == "5 turns"
        assert re.search(r"R01 +director +Dat beslis ik zelf\. Samen", here.text)
        assert "R04   line manager" in here.text
        await here.press("backspace", *"t nergens")
        await typed(here, "beslist nergens")
        assert count(here) == "Nobody says this in one turn."
        assert here.screen.query_one(Lines).at is None


async def test_enter_opens_the_hit_in_focus_where_it_is_said(six: Project) -> None:
    async with searching(six) as here:
        await typed(here, "zelf")
        await here.press("down", "down", "up", "enter")
        document = six.ask.document("R02")
        assert isinstance(here.screen, CodingScreen)
        assert here.app.session.document == document.id
        hit = six.ask.transcript(document.id).text.index("zelf")
        assert here.screen.view.target.start <= hit < here.screen.view.target.end
        await here.press("escape")
        assert isinstance(here.screen, SearchScreen)
        assert here.screen.query_one(Lines).at == 1, "the hit is in focus still"
        assert here.screen.query_one(Input).value == "zelf"


async def test_of_what_an_interviewer_says_the_hit_says_so(six: Project) -> None:
    said = (("I", "Wat doet u aan lassen?"), ("R", "Lassen doen we zelf."))
    six.import_documents("Anna", [new_document("R09", interview(said), respondent=Respondent("R09", "hr", "A"))])
    async with searching(six, (80, 24)) as here:
        await typed(here, "lassen")
        assert re.search(r"R09 +interviewer +Wat doet u aan lassen", here.text)
        assert re.search(r"R09 +(?!interviewer)\S.* Lassen doen we", here.text)


async def test_enter_before_the_hits_are_there_opens_the_first_when_they_are(six: Project) -> None:
    async with searching(six) as here:
        give(here.app, *"fout", "enter")
        await here.settle()
        assert isinstance(here.screen, CodingScreen)
        assert here.app.session.document == six.ask.document("R01").id


async def test_a_search_from_a_layer_leaves_nothing_behind(six: Project) -> None:
    async with visit(six, "overview") as here:
        here.app.push_screen(FragmentsScreen(six.ask.codings(), "all"))
        await here.settle()
        await here.press("ctrl+f")
        await typed(here, "bord")
        await here.press("enter")
        assert isinstance(here.screen, CodingScreen)
        await here.press("g", "c")
        assert len(here.app.screen_stack) == 2


async def test_back_from_a_search_in_a_transcript_is_the_transcript_one_was_in(six: Project) -> None:
    async with visit(six, "coding") as here:
        await here.press("j")
        was = here.app.session.document, here.screen.view.cursor  # type: ignore[attr-defined]
        await here.press("ctrl+f")
        await typed(here, "zelf")
        await here.press("end", "down", "enter", "escape", "escape")
        assert isinstance(here.screen, CodingScreen)
        assert (here.app.session.document, here.screen.view.cursor) == was


async def test_escape_goes_back_to_where_one_was(six: Project) -> None:
    async with searching(six) as here:
        await typed(here, "bord")
        await here.press("escape")
        assert isinstance(here.screen, OverviewScreen)


async def test_a_click_chooses_a_hit_and_a_second_opens_it(six: Project) -> None:
    async with searching(six) as here:
        await typed(here, "bord")
        row = next(n for n, line in enumerate(here.text.split("\n")) if "R03" in line)
        await here.pilot.click(offset=(20, row))
        await here.pilot.click(offset=(20, row))
        await here.settle()
        assert isinstance(here.screen, CodingScreen)
        assert here.app.session.document == six.ask.document("R03").id


async def test_many_hits_are_cut_and_said_to_be(six: Project) -> None:
    said = interview(tuple(("R", f"Regel {number} gaat over lassen.") for number in range(LIMIT + 100)))
    six.import_documents("Anna", [new_document("R09", said, respondent=Respondent("R09", "hr", "A"))])
    async with searching(six) as here:
        await typed(here, "lassen")
        assert count(here) == f"The first {LIMIT} turns; type more words to narrow it."
        await here.press("pagedown", "pagedown")
        assert (here.screen.query_one(Lines).at or 0) > 20
        await typed(here, "")
        assert count(here) == ""
        await here.press("enter")
        assert isinstance(here.screen, SearchScreen)


async def test_signs_and_quotes_are_words_to_look_for_not_a_language(six: Project) -> None:
    async with searching(six) as here:
        for words in ('"', "AND", "fout*", "(", "turn:x", "[b]opmaak[/b]", "-", "NEAR(a b)", "\x1b[31m"):
            await typed(here, words)
            assert isinstance(here.screen, SearchScreen)
        await typed(here, "[b]Geen opmaak[/b]")
        assert "[b]" in here.text


async def test_terminal_escapes_never_reach_the_terminal(six: Project) -> None:
    said = (("R", "Kijk \x1b[31m lassen \x1b[0m en \x9b2J weg \u202eom."),)
    six.import_documents("Anna", [new_document("R09", interview(said), respondent=Respondent("R\x1b9", "hr", "A"))])
    async with searching(six) as here:
        await typed(here, "lassen")
        assert count(here) == "1 turn"
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", here.text)


def test_a_query_stops_at_its_limit(six: Project) -> None:
    words = tuple(
        ("R", f"Wij leren {number} van elke fout die we samen maken aan de machine.") for number in range(4000)
    )
    six.import_documents("Anna", [new_document("R09", interview(words))])
    assert len(six.ask.search("leren machine", limit=LIMIT)) == LIMIT
