"""Forms: Escape leaves at once where nothing was changed, and asks once where something was."""

from __future__ import annotations

from tui.visit import Visit, visit

from interviewcoder.store.project import Project
from interviewcoder.tui.screens.documents import DocumentsScreen
from interviewcoder.tui.screens.facets import FacetsScreen
from interviewcoder.tui.screens.plan import PlanScreen, design_of
from interviewcoder.tui.widgets.choice import Choice
from interviewcoder.tui.widgets.line_dialog import LineDialog
from interviewcoder.tui.widgets.respondent_dialog import RespondentDialog


async def asks(here: Visit, form: type, *change: str) -> None:
    """A form is open: change it, and leave it after all."""
    opened = here.screen
    assert isinstance(opened, form)
    await here.press(*change, "escape")
    assert isinstance(here.screen, Choice)
    await here.press("q")
    assert here.screen is opened, "any key but x goes on with the form, and with all that was filled in"
    await here.press("escape", "x")
    assert here.screen is not opened


async def test_what_was_filled_in_is_not_thrown_away_unasked(six: Project) -> None:
    events = len(six.ask.history())
    async with visit(six, "documents") as here:
        await here.press("e", "escape")
        assert isinstance(here.screen, DocumentsScreen), "nothing was changed"
        await here.press("e")
        await asks(here, RespondentDialog, "x")
        here.app.push_screen(PlanScreen(six.codebook.roles, design_of(six)))
        await here.settle()
        await asks(here, PlanScreen, "x")
        here.app.push_screen(LineDialog("why", "because"))
        await here.settle()
        await asks(here, LineDialog, "!")
        here.app.push_screen(FacetsScreen(six.codebook.facets, {}, "facets"))
        await here.settle()
        await asks(here, FacetsScreen, "a")
    assert len(six.ask.history()) == events
