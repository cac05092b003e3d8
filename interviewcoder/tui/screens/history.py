"""The history screen: everything that was done to the study, in words, the newest first."""

from __future__ import annotations

from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widgets import DataTable, Static

from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.store.events import Event
from interviewcoder.store.history import undo_one, undone, write_as_it_was
from interviewcoder.store.log import in_words
from interviewcoder.tui.opening import open_at, place_of
from interviewcoder.tui.screens.conflicts import ConflictsScreen
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.when import local_time
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.line_dialog import LineDialog
from interviewcoder.tui.widgets.listing import MUTED, Column, Listing, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

_PAGE = 500
_NEAR = 50
_ABOUT = {
    **{"1": "coding", "2": "memo", "3": "document", "4": "suggestion", "5": "reading"},
    **{"6": "round", "7": "difference", "8": "codebook", "9": "study"},
}
"""What actions can be about, by the key that chooses it."""


class HistoryScreen(StudyScreen):
    """The log, read a page at a time as one goes down it."""

    place = "history"
    CSS_PATH = "history.tcss"
    BINDINGS = [
        Binding("enter", "open", "history.open", id="history.open"),
        Binding("f", "whose", "history.whose", id="history.whose"),
        Binding("t", "about", "history.about-what", id="history.about"),
        Binding("x", "undo_one", "history.undo-one", id="history.undo-one"),
        Binding("c", "conflicts", "history.conflicts", id="history.conflicts"),
        Binding("w", "as_it_was", "history.write", id="history.write"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._events: list[Event] = []
        self._undone: set[str] = set()
        self._whole = False
        self._coder: str | None = None
        self._about: str | None = None

    # --- build and show ---------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        yield Static(id="whose", markup=False)
        yield Listing(
            [
                Column("at", say("history.at"), 16),
                Column("coder", say("history.coder"), 10),
                Column("sign", "", 1),
                Column("what", say("history.what")),
            ]
        )

    @property
    def table(self) -> Listing:
        return self.query_one(Listing)

    def on_mount(self) -> None:
        self.watch(self.table, "scroll_y", self._went_down, init=False)
        self.reload()

    def reload(self) -> None:
        """Read again as much of the log as was read before."""
        size = max(_PAGE, len(self._events))
        self._events = self.session.project.ask.history(coder=self._coder, about=self._about, last=size)[::-1]
        self._whole = len(self._events) < size
        self._undone = undone(self._events)
        self.table.fill([self._row(event) for event in self._events])
        self._show_whose()

    def _show_whose(self) -> None:
        who = visible(self._coder) if self._coder else say("history.everyone")
        if self._about:
            who += f" · {say(f'history.about.{self._about}')}"
        count = f"{len(self._events)}{'' if self._whole else '+'}"
        self.query_one("#whose", Static).update(say("history.shown", who=who, count=count))

    def _row(self, event: Event) -> Row:
        taken_back = event.id in self._undone
        sign = "↶" if event.undoes else "×" if taken_back else ""
        words = in_words(event, self.session.project.codebook)
        cells = {
            "at": local_time(event.at),
            "coder": event.coder,
            "sign": sign,
            "what": say("history.undone", words=words) if taken_back else words,
        }
        return Row(event.id, cells, styles={"what": f"{MUTED} strike"} if taken_back else {})

    # --- further down -----------------------------------------------------------------------------

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        if event.cursor_row >= len(self._events) - _NEAR:
            self._read_on()

    def _went_down(self) -> None:
        table = self.table
        if table.scroll_y + table.size.height >= len(self._events) - _NEAR:
            self._read_on()

    def _read_on(self) -> None:
        """Read the next page. What undoes an event comes after it, so the pages above know what was undone."""
        if self._whole or not self._events:
            return
        ask = self.session.project.ask
        more = ask.history_before(self._events[-1], coder=self._coder, about=self._about, last=_PAGE)[::-1]
        self._whole = len(more) < _PAGE
        self._events += more
        self._undone = undone(self._events)
        self.table.extend([self._row(event) for event in more])
        self._show_whose()

    # --- what one can do --------------------------------------------------------------------------

    def action_whose(self) -> None:
        """Choose whose doings to show."""
        coders = self.session.project.ask.coders()
        keys = dict(zip("123456789" + ascii_lowercase, coders, strict=False))
        options = [
            Option("0", say("history.everyone")),
            *(Option(key, visible(coder)) for key, coder in keys.items()),
        ]

        def chosen(key: str | None) -> None:
            if key == "0" or key in keys:
                self._coder = keys.get(key)
                self._begin_anew()

        self.app.push_screen(Choice(say("history.whose"), options), chosen)

    def action_about(self) -> None:
        """Choose what the doings shown are about."""
        options = [Option("0", say("history.about.all"))]
        options += [Option(key, say(f"history.about.{noun}")) for key, noun in _ABOUT.items()]

        def chosen(key: str | None) -> None:
            if key == "0" or key in _ABOUT:
                self._about = _ABOUT.get(key)
                self._begin_anew()

        self.app.push_screen(Choice(say("history.about-what"), options), chosen)

    def _begin_anew(self) -> None:
        self._events = []
        self.reload()
        self.table.move_cursor(row=0)

    async def action_undo_one(self) -> None:
        """Take back the action under the cursor, whatever was done since."""
        if event := self._focused():
            words = await self.study.do(undo_one, self.session.project, self.session.coder, event.id)
            if words:
                self.study.tell("tui.undone", words=words)

    def action_conflicts(self) -> None:
        """Show what two people wrote in the same place without seeing each other's."""
        self.app.push_screen(ConflictsScreen())

    def action_as_it_was(self) -> None:
        """Write the study as it was after the action under the cursor to a file of its own."""
        event = self._focused()
        path = self.session.project.path
        if event is None:
            return
        if not isinstance(path, Path):
            self.study.tell("history.only-files")
            return
        proposed = path.with_name(f"{path.stem}-{event.at[:16].replace(':', '')}.icdb")

        async def answered(name: str | None) -> None:
            if name and name.strip():
                there = Path(name.strip()).expanduser()
                if await self.study.do(write_as_it_was, self.session.project, event.at, there):
                    self.study.tell("history.was-written", path=there)

        self.app.push_screen(LineDialog(say("history.write-to"), str(proposed)), answered)

    def _focused(self) -> Event | None:
        return next((each for each in self._events if each.id == self.table.focused_key), None)

    def on_data_table_row_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Go to the words or the interview that the event is about."""
        event = self._focused()
        found = place_of(self.session.project, event) if event else None
        if found is None:
            self.study.tell("history.nowhere")
        else:
            document, start = found
            open_at(self.study, document, self.session.places.get(document, 0) if start is None else start)
