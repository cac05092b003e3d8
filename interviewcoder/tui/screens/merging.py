"""What a bundle would bring in, looked at before it is merged: who did what, and what was written twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import DataTable, Static

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.store.bundles import read_copy
from interviewcoder.store.conflicts import Conflict
from interviewcoder.store.engines import said_plainly
from interviewcoder.store.merging import Copy, Merged, merge
from interviewcoder.tasks.merged import told_of, who_did_what
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.listing import MUTED, Column, Listing, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult


class MergingScreen(StudyScreen):
    """Shows first, merges only when asked, and then all of it or nothing."""

    place = "merging"
    CSS_PATH = "merging.tcss"
    BINDINGS = [
        Binding("y", "merge", "bundles.do-merge", id="merging.merge"),
        Binding("escape", "back", "history.back", id="merging.back"),
    ]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._copy: Copy | None = None
        self._found: Merged | None = None
        self._merging = False

    # --- build and show ---------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        yield Static(visible(say("bundles.looking", path=self._path)), id="of", markup=False)
        with VerticalScroll(id="comes"):
            yield Static(id="told", markup=False)
        yield Static(id="conflicts", markup=False)
        yield Listing(
            [
                Column("field", say("bundles.head.field"), 14),
                Column("about", say("bundles.head.about"), 14),
                Column("stands", say("bundles.head.stands"), 22),
                Column("gave-way", say("bundles.head.gave-way")),
            ]
        )
        yield Static(id="both", markup=False)

    def on_mount(self) -> None:
        self.set_class(True, "-without")
        self.query_one("#comes").focus()
        self._look()

    def reload(self) -> None:
        """Look again: what would come in is told for the study as it is."""
        if not self._merging:
            self._look()

    @work(thread=True, exclusive=True, group="looking")
    def _look(self) -> None:
        session = self.session
        try:
            with said_plainly(self._path):
                self._copy = self._copy or read_copy(self._path)
            found = merge(session.project, session.coder, [self._copy], keep=False)
        except Refused as refused:
            self.app.call_from_thread(self._refused, str(refused))
            return
        self.app.call_from_thread(self._show, found)

    def _refused(self, why: str) -> None:
        self._found = None
        self.query_one("#of", Static).update(visible(str(self._path)))
        self.query_one("#told", Static).update(visible(why))

    def _show(self, found: Merged) -> None:
        self._found = found
        told = say(
            "bundles.would-come" if found.events else "bundles.nothing-new", path=self._path, events=found.events
        )
        self.query_one("#of", Static).update(visible(told))
        self.query_one("#told", Static).update(_summary(found))
        self.set_class(not found.conflicts, "-without")
        self.query_one("#conflicts", Static).update(say("bundles.conflicts", count=len(found.conflicts)))
        self.query_one(Listing).fill([_row(number, each) for number, each in enumerate(found.conflicts)])
        if found.conflicts:
            self.query_one(Listing).focus()
            self._show_both()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        self._show_both()

    def _show_both(self) -> None:
        """Both values of the conflict in focus, whole."""
        key = self.query_one(Listing).focused_key
        told = Text()
        if key and self._found:
            conflict = self._found.conflicts[int(key)]
            for name, written in (("stands", conflict.stands), ("gave-way", conflict.gave_way)):
                told.append(f"{say(f'bundles.head.{name}')}: ", style="bold")
                told.append(visible(f"{written.coder}: {written.value}")).append("\n")
        told.right_crop(1)
        self.query_one("#both", Static).update(told)

    # --- what one can do --------------------------------------------------------------------------

    async def action_merge(self) -> None:
        """Merge what was looked at, and go back."""
        if self._copy is None or self._found is None or not self._found.events or self._merging:
            self.study.tell("bundles.left")
            return
        self._merging = True
        session = self.session
        merged = await self.study.do(merge, session.project, session.coder, [self._copy])
        self._merging = False
        if merged is not None:
            self.dismiss()
            self.study.tell("bundles.merged", path=session.project.ask.properties()["name"], events=merged.events)

    def action_back(self) -> None:
        if not self._merging:
            self.dismiss()


def _summary(found: Merged) -> Text:
    rows = who_did_what(found)
    wide = max((len(coder) for coder, _, _ in rows), default=0)
    lines = [f"{coder.ljust(wide)}  {count:>6}  {what}" for coder, what, count in rows]
    return Text("\n".join(map(visible, lines + told_of(found))))


def _row(number: int, conflict: Conflict) -> Row:
    stands, gave_way = conflict.stands, conflict.gave_way
    cells = {
        "field": conflict.field,
        "about": conflict.about,
        "stands": f"{stands.coder}: {stands.value}",
        "gave-way": f"{gave_way.coder}: {gave_way.value}",
    }
    return Row(str(number), cells, styles=dict.fromkeys(cells, MUTED) if conflict.settled else {})
