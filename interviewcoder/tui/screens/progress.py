"""The planned design against what is there, and how far each coder is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.locale import say
from interviewcoder.publish.coverage import design_table, progress_table
from interviewcoder.publish.tables import Table
from interviewcoder.safe import visible
from interviewcoder.tasks.overview import differences_from_design, progress_of
from interviewcoder.tui.screens.study_screen import StudyScreen

if TYPE_CHECKING:
    from textual.app import ComposeResult

_WIDEST = 24


class ProgressScreen(StudyScreen):
    """Lies over the overview; Escape goes back there."""

    place = "overview"
    CSS_PATH = "progress.tcss"
    BINDINGS = [Binding("escape", "back", "fragments.back", id="progress.back")]

    def body(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(say("overview.counting"), id="told", markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self._count()

    def reload(self) -> None:
        self._count()

    @work(thread=True, exclusive=True, group="progress")
    def _count(self) -> None:
        worker, project = get_current_worker(), self.session.project
        documents, planned = project.ask.documents(), project.ask.planned()
        told = _lines(progress_table(progress_of(project), len(documents)))
        told.append("\n\n")
        told.append(_lines(design_table(project.codebook, documents, planned, project.ask.companies())))
        if planned and not differences_from_design(project):
            told.append(f"\n\n{say('overview.in-place')}")
        if nobodys := [each.name for each in documents if not each.respondents]:
            told.append(visible(f"\n\n{say('overview.nobodys', names=', '.join(nobodys))}"))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, told)

    def _show(self, told: Text) -> None:
        if self.is_attached:
            self.query_one("#told", Static).update(told)

    def action_back(self) -> None:
        self.app.pop_screen()


def _lines(table: Table) -> Text:
    """A table under its title, in columns."""
    rows = [[visible(cell)[:_WIDEST] for cell in row] for row in (table.heads, *table.shown())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    text = Text(f"{visible(table.title)}\n", style="bold", no_wrap=True)
    for number, row in enumerate(rows):
        cells = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        text.append(f"\n{cells.rstrip()}", style="dim" if not number else "not bold")
    return text
