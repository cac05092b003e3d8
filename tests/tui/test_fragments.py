"""The fragments behind a number: shown as they were said, opened where they stand, starred, copied."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from builders import interview, new_document
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import Static
from tui.six_carriers import code, lines
from tui.visit import Visit, visit

from interviewcoder.model import Respondent
from interviewcoder.store.project import Project
from interviewcoder.tui.app import Interviewcoder
from interviewcoder.tui.screens.coding import CodingScreen
from interviewcoder.tui.screens.fragments import FragmentsScreen
from interviewcoder.tui.screens.overview import OverviewScreen
from interviewcoder.tui.widgets.fragment import InContext, after, before
from interviewcoder.tui.widgets.lines import Lines, nearest


@asynccontextmanager
async def fragments(project: Project, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Visit]:
    """Every fragment of the study, opened over the overview."""
    async with visit(project, "overview", size=size) as here:
        here.app.push_screen(FragmentsScreen(project.ask.codings(), "All [b]there[/b] is"))
        await here.settle()
        yield here


def context(here: Visit) -> str:
    return str(here.screen.query_one(InContext).query_one(Static).render())


def in_focus(here: Visit) -> int | None:
    return here.screen.query_one(Lines).at


async def test_each_fragment_stands_on_a_line_with_whose_it_is(six: Project) -> None:
    async with fragments(six, (80, 24)) as here:
        line = next(line for line in here.text.split("\n") if "Dat beslis" in line)
        assert re.search(r"R05 employee +C 1a ∅ Bram “Dat beslis ik zelf”", line)
        assert "All [b]there[/b] is" in here.text
        assert "8 fragments" in here.text


async def test_facets_are_spelled_out_where_there_is_room(six: Project) -> None:
    async with fragments(six, (200, 60)) as here:
        assert re.search(r"1a ∅ Bram +absent +“Dat beslis ik zelf”", here.text)


async def test_words_are_never_taken_for_markup(six: Project) -> None:
    async with fragments(six) as here:
        assert "“[b]Geen opmaak[/b].”" in here.text
        assert "[b]Geen opmaak[/b]" in context(here)


async def test_the_fragment_in_focus_stands_between_its_neighbours(six: Project) -> None:
    async with fragments(six) as here:
        assert context(here).startswith("R01 · director · company A  2a space a · Anna\n")
        assert "ik ben R01. Niemand wordt boos om een fout, daar leren we van." in context(here)
        await here.press("down")
        assert "ik ben R02. Niemand" in context(here)
        await here.press("end")
        assert context(here).startswith("R05 · employee · company C  1a content a · Bram · presence: absent\n")


async def test_a_long_transcript_shows_only_what_is_near(six: Project) -> None:
    said = (*lines("R09"), *((("R", "Dit staat ver weg. " * 30),) * 20))
    six.import_documents("Anna", [new_document("R09", interview(said), respondent=Respondent("R09", "hr", "A"))])
    guid = code(six, "Anna", "R09", "Niemand wordt boos", "lead")
    async with visit(six, "overview") as here:
        here.app.push_screen(FragmentsScreen([six.ask.coding(guid)], "one"))
        await here.settle()
        assert "Niemand wordt boos" in context(here)
        assert len(context(here)) < 3000
        assert context(here).endswith("…")


async def test_enter_opens_the_transcript_there_and_escape_comes_back(six: Project) -> None:
    async with fragments(six) as here:
        await here.press("j", "j", "enter")
        coding = six.ask.codings()[2]
        assert isinstance(here.screen, CodingScreen)
        assert here.app.session.document == coding.document
        assert here.screen.view.cursor == coding.start
        assert "esc back" in here.text
        await here.press("space")
        assert "esc back" not in here.text
        await here.press("escape")
        assert isinstance(here.screen, CodingScreen), "the first escape lets the selection go"
        six.star("Anna", coding.guid, True)
        await here.press("escape")
        assert isinstance(here.screen, FragmentsScreen)
        assert in_focus(here) == 2
        await here.press("enter", "g", "d")
        assert len(here.app.screen_stack) == 2


async def test_a_click_moves_and_a_second_click_opens(six: Project) -> None:
    async with fragments(six) as here:
        row = next(n for n, line in enumerate(here.text.split("\n")) if "Dat beslis" in line)
        await here.pilot.click(offset=(30, row))
        await here.settle()
        assert in_focus(here) == 7
        await here.pilot.click(offset=(30, row))
        await here.settle()
        assert isinstance(here.screen, CodingScreen)


async def test_escape_goes_back_and_g_goes_on_without_a_trace(six: Project) -> None:
    async with fragments(six) as here:
        await here.press("escape")
        assert isinstance(here.screen, OverviewScreen)
        here.app.push_screen(FragmentsScreen(six.ask.codings(), "again"))
        await here.settle()
        await here.press("g", "q")
        assert type(here.screen).__name__ == "QuotesScreen"
        assert len(here.app.screen_stack) == 2


async def test_a_star_is_set_and_taken_away(six: Project) -> None:
    async with fragments(six) as here:
        await here.press("down", "asterisk")
        assert [each.starred for each in six.ask.codings()][:3] == [False, True, False]
        assert "★ R02" in here.text
        assert in_focus(here) == 1
        await here.press("asterisk")
        assert not any(each.starred for each in six.ask.codings())
        await here.press("u")
        assert six.ask.codings()[1].starred


async def test_copying_takes_the_words_with_whose_they_are(six: Project) -> None:
    async with fragments(six) as here:
        await here.press("y")
        assert here.app.clipboard == "“Niemand wordt boos om een fout” (R01, director)"
        assert here.said == ["Copied, with (R01, director)."]


async def test_a_fragment_that_another_takes_away_goes_from_the_list(six: Project) -> None:
    async with fragments(six) as here:
        await here.press("end")
        last = six.ask.codings()[-1]
        with Project.open(six.path) as other:
            other.remove_coding(last.coder, last.guid)
        await here.app._watch()
        await here.settle()
        assert "7 fragments" in here.text
        assert in_focus(here) == 6
        for each in six.ask.codings():
            six.remove_coding(each.coder, each.guid)
        await here.app._watch()
        await here.settle()
        assert "0 fragments" in here.text
        assert in_focus(here) is None
        await here.press("enter", "asterisk", "y", "down", "pagedown")
        assert isinstance(here.screen, FragmentsScreen)


async def test_terminal_escapes_in_a_transcript_never_reach_the_terminal(six: Project) -> None:
    said = (("R", "Kijk \x1b[31mrood\x1b[0m en \x9b2J weg \u202eom."),)
    six.import_documents("Anna", [new_document("R09", interview(said), respondent=Respondent("R\x1b9", "hr", "A"))])
    document = next(each for each in six.ask.documents() if each.name == "R09")
    guid = six.apply_code("Anna", document.id, 3, document.length - 1, "lead")
    async with visit(six, "overview") as here:
        here.app.push_screen(FragmentsScreen([six.ask.coding(guid)], "\x1b[2J"))
        await here.settle()
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", here.text)
        await here.press("y")
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202e]", here.app.clipboard)


async def test_forty_thousand_lines_are_drawn_only_where_one_looks() -> None:
    drawn: set[int] = set()

    def draw(line: int, width: int) -> Text:
        drawn.add(line)
        return Text(f"line {line}")

    class Only(App[None]):
        def compose(self) -> ComposeResult:
            yield Lines()

    app = Only()
    async with app.run_test(size=(80, 24)) as pilot:
        lines = app.query_one(Lines)
        lines.focus()
        lines.show(40_000, draw)
        await pilot.press("end")
        await pilot.pause()
        assert lines.render_line(23).text.strip() == "line 39999"
        assert len(drawn) < 100
        await pilot.press("pageup")
        assert lines.at == 39_976


@given(st.integers(0, 40), st.sets(st.integers(0, 39)), st.integers(-60, 60), st.sampled_from([-1, 1]))
def test_headings_are_never_in_focus(count: int, headings: set[int], at: int, step: int) -> None:
    free = [line for line in range(count) if line not in headings]
    found = nearest(at, step, count, headings)
    assert (found in free) if free else found is None
    onward = [line for line in free if (line - max(0, min(at, count - 1))) * step >= 0]
    if onward:
        assert found == (min(onward) if step > 0 else max(onward))


@given(st.text("ab \n", max_size=300), st.integers(1, 8), st.integers(5, 40))
def test_context_is_the_nearest_text_that_fits(text: str, room: int, width: int) -> None:
    following, preceding = after(text, room, width), before(text, room, width)
    assert text.startswith(following.removesuffix("…"))
    assert text.endswith(preceding.removeprefix("…"))
    for near in (following, preceding):
        assert sum(1 + len(line.strip("…")) // width for line in near.split("\n")) <= room + 1
        assert near == text or "…" in near


async def test_going_elsewhere_leaves_nothing_behind(six: Project) -> None:
    async with fragments(six) as here:
        assert isinstance(here.app, Interviewcoder)
        here.app.go("overview")
        await here.settle()
        assert isinstance(here.screen, OverviewScreen)
        assert len(here.app.screen_stack) == 2
