"""From a cell of the overview to where its code may be spoken of, and on to the words; what was decided shows."""

from __future__ import annotations

from textual.widgets import Static
from tui.six_carriers import code
from tui.visit import Visit, visit

from interviewcoder.model import Decision, Suggestion
from interviewcoder.store.project import Project
from interviewcoder.tui.opening import open_at
from interviewcoder.tui.screens.candidates import CandidatesScreen
from interviewcoder.tui.screens.coding import CodingScreen
from interviewcoder.tui.screens.overview import OverviewScreen
from interviewcoder.tui.widgets.heat_matrix import HeatMatrix
from interviewcoder.tui.widgets.suggestion_panel import SuggestionPanel


def taught(six: Project) -> Project:
    """With "Dat beslis ik zelf" coded in all interviews but R04."""
    for name in ("R01", "R02", "R03"):
        code(six, "Anna", name, "Dat beslis ik zelf", "content_a")
    return six


def why(here: Visit) -> str:
    return str(here.screen.query_one("#why", Static).render())


async def test_g_lists_what_a_cell_leaves_to_look_at_and_enter_opens_it(six: Project) -> None:
    async with visit(taught(six), "overview", size=(80, 24)) as here:
        assert isinstance(here.screen, OverviewScreen)
        matrix = here.screen.query_one(HeatMatrix)
        matrix.focus_row("content")
        while matrix.focus_on[1] != "line_manager":
            await here.press("right")
        await here.press("G")
        await here.settle()
        assert isinstance(here.screen, CandidatesScreen)
        assert "R04" in here.text
        assert "Dat beslis ik zelf" in why(here)
        assert "why:" in why(here)
        await here.press("enter")
        await here.settle()
        assert isinstance(here.screen, CodingScreen)
        r04 = six.ask.document("R04")
        assert here.app.session.document == r04.id
        start = six.ask.transcript(r04.id).text.index("Dat beslis ik zelf")
        await here.app.do(six.apply_code, "Anna", r04.id, start, start + 18, "content_a")
        await here.press("escape")
        await here.settle()
        assert isinstance(here.screen, CandidatesScreen)
        assert "Nothing found" in why(here)
        await here.press("escape")
        assert isinstance(here.screen, OverviewScreen)


async def test_the_panel_says_how_often_it_was_right_and_what_is_alike(six: Project) -> None:
    project = taught(six)
    document, other = project.ask.document("R01"), project.ask.document("R04")
    start = project.ask.transcript(document.id).text.index("Niemand")
    for at in range(20):
        decision = Decision.ACCEPT if at < 15 else Decision.REJECT
        found = Suggestion("content_a", "content", 0.5, start, start + at + 1, ())
        project.decide("Bram", document.id, found, decision)
    async with visit(project, "coding") as here:
        open_at(here.app, other.id, project.ask.transcript(other.id).text.index("Dat beslis"))
        await here.settle()
        shown = str(here.screen.query_one(SuggestionPanel).render())
        assert "8 of 10 right" in shown
        assert "like R0" in shown


async def test_the_palette_measures_the_suggestions(six: Project) -> None:
    async with visit(taught(six), "overview", size=(80, 24)) as here:
        here.app.action_evaluate()
        await here.settle()
        await here.app.workers.wait_for_complete([each for each in here.app.workers if each.group == "evaluation"])
        await here.settle()
        assert "5 coded interviews" in here.text
        assert "plain TF-IDF" in here.text
        await here.press("escape")
        assert isinstance(here.screen, OverviewScreen)
