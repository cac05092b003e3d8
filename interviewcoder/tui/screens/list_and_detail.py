"""A screen of a list, and below it what there is to know of the line in focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.empty import Empty
from interviewcoder.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ListAndDetail(StudyScreen):
    """The list keeps the focus; keys of the screen scroll the detail. What is empty says so in :class:`Empty`."""

    BINDINGS = [
        Binding("space", "read_on(1)", "differences.read-on", id="detail.read-on"),
        Binding("backspace", "read_on(-1)", "differences.read-back", show=False, id="detail.read-back"),
    ]

    _told: Text | None = None
    """What the detail shows."""

    def body(self) -> ComposeResult:
        with Container(id="both"):
            yield Lines()
            with VerticalScroll(id="told", can_focus=False):
                yield Static(markup=False)
        yield Empty()

    @property
    def lines(self) -> Lines:
        return self.query_one(Lines)

    def show_detail(self, told: Text) -> None:
        """Show this from its beginning; what is shown already stays as far as it was read."""
        if told == self._told:
            return
        self._told = told
        self.query_one("#told Static", Static).update(told)
        self.query_one("#told").scroll_home(animate=False)

    def action_read_on(self, step: int) -> None:
        detail = self.query_one("#told")
        detail.scroll_relative(y=step * max(1, detail.size.height - 1), animate=False)
