"""The history screen: everything that was done to the study, in words, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widgets import DataTable, Static

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.store.events import Event
from interviewcoder.store.log import in_words
from interviewcoder.tui.opening import open_at
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.when import local_time
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.listing import MUTED, Column, Listing, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

_PAGE = 500
_NEAR = 50


class HistoryScreen(StudyScreen):
    """The log, read a page at a time as one goes down it."""

    place = "history"
    CSS_PATH = "history.tcss"
    BINDINGS = [
        Binding("enter", "open", "history.open", id="history.open"),
        Binding("f", "whose", "history.whose", id="history.whose"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._events: list[Event] = []
        self._undone: set[str] = set()
        self._whole = False
        self._coder: str | None = None

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
        self._events = self.session.project.ask.history(coder=self._coder, last=size)[::-1]
        self._whole = len(self._events) < size
        self._undone = undone(self._events)
        self.table.fill([self._row(event) for event in self._events])
        self._show_whose()

    def _show_whose(self) -> None:
        who = visible(self._coder) if self._coder else say("history.everyone")
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
        more = ask.history_before(self._events[-1], coder=self._coder, last=_PAGE)[::-1]
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
                self._events = []
                self.reload()
                self.table.move_cursor(row=0)

        self.app.push_screen(Choice(say("history.whose"), options), chosen)

    def on_data_table_row_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Go to the words or the interview that the event is about."""
        event = next((each for each in self._events if each.id == self.table.focused_key), None)
        document, start = self._place(event) if event else ("", 0)
        if document in {each.id for each in self.session.project.ask.documents()}:
            open_at(self.study, document, start)
        else:
            self.study.tell("history.nowhere")

    def _place(self, event: Event) -> tuple[str, int]:
        """The document an event is about, and where in it; no document when it is about neither words nor interview.

        An event on an interview as a whole leads to where one was in it.
        """
        kind, payload = event.kind, event.payload
        if kind == "batch" and payload["events"]:
            kind, payload = payload["events"][0]
        guid = str(payload.get("target", payload.get("guid", "")))
        try:
            coding = self.session.project.ask.coding(guid)
        except Refused:  # no coding, or one that was taken off
            if "document" in payload and "start" in payload:
                return str(payload["document"]), int(payload["start"])
            whole = kind.startswith("document.") or payload.get("target_kind") == "document"
            return (guid, self.session.places.get(guid, 0)) if whole else ("", 0)
        return coding.document, coding.start


def undone(events: Sequence[Event]) -> set[str]:
    """The ids of the events, given newest first, that are taken back: by an undo that was not undone itself."""
    taken_back: set[str] = set()
    for event in events:
        if event.undoes and event.id not in taken_back:
            taken_back.add(event.undoes)
    return taken_back
