"""What two people wrote in the same place without seeing each other's: what stands, and what gave way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widgets import Static

from interviewcoder.locale import say
from interviewcoder.store.conflicts import Conflict, conflicts_in
from interviewcoder.tui.opening import open_at, place_of
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.listing import MUTED, Column, Listing, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ConflictsScreen(StudyScreen):
    """The newest first; those that someone wrote over knowingly are dimmed."""

    place = "conflicts"
    DEFAULT_CSS = "ConflictsScreen #count { height: 1; padding: 0 1; color: $text-muted; }"
    BINDINGS = [
        Binding("enter", "open", "history.open", id="conflicts.open"),
        Binding("escape", "back", "history.back", id="conflicts.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: tuple[Conflict, ...] = ()

    def body(self) -> ComposeResult:
        yield Static(id="count", markup=False)
        yield Listing(
            [
                Column("field", say("bundles.head.field"), 14),
                Column("about", say("bundles.head.about"), 14),
                Column("stands", say("bundles.head.stands"), 22),
                Column("gave-way", say("bundles.head.gave-way")),
            ]
        )

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        self._found = conflicts_in(self.session.project.ask.history())[::-1]
        left = sum(not each.settled for each in self._found)
        told = say("history.conflicts-left", left=left, count=len(self._found))
        self.query_one("#count", Static).update(told if self._found else say("bundles.no-conflicts"))
        self.query_one(Listing).fill([_row(each) for each in self._found])

    def on_data_table_row_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Go to the words or the interview that the conflict is about."""
        focused = self.query_one(Listing).focused_key
        project = self.session.project
        event = next((each for each in project.ask.history() if each.id == focused), None)
        found = place_of(project, event) if event else None
        if found is None:
            self.study.tell("history.nowhere")
        else:
            document, start = found
            open_at(self.study, document, self.session.places.get(document, 0) if start is None else start)

    def action_back(self) -> None:
        self.dismiss()


def _row(conflict: Conflict) -> Row:
    stands, gave_way = conflict.stands, conflict.gave_way
    cells = {
        "field": conflict.field,
        "about": conflict.about,
        "stands": f"{stands.coder}: {stands.value}",
        "gave-way": f"{gave_way.coder}: {gave_way.value}",
    }
    return Row(stands.event, cells, styles=dict.fromkeys(cells, MUTED) if conflict.settled else {})
