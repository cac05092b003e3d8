"""Search over all transcripts, from any screen: type, and go to where it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from interviewcoder.locale import say
from interviewcoder.model import Document, Span, Speaker, Turn, turns_touched
from interviewcoder.publish.attributed import Described
from interviewcoder.safe import visible
from interviewcoder.store.search import Hit
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.opening import open_at
from interviewcoder.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from interviewcoder.tui.app import Interviewcoder

LIMIT = 500
_ROLE = 15
"""Cells for a role on the line of a hit."""

_PAUSE = 0.12
"""Seconds without a key before looking, so that a word being typed is looked for once."""


class SearchScreen(ModalScreen[None]):
    """Hits appear while typing; Enter opens the one in focus."""

    DEFAULT_CSS = """
    SearchScreen { align: center middle; }
    SearchScreen > Vertical { width: 140; max-width: 96%; height: 90%; background: $surface; border: round $accent; }
    SearchScreen Input { margin: 0 1; }
    SearchScreen #count { height: 1; padding: 0 1; color: $text-muted; }
    SearchScreen Lines { padding: 0 1; background: $surface; }
    """
    BINDINGS = [
        Binding("escape", "dismiss", "tui.close", id="search.close"),
        Binding("down", "step(1)", "search.down", show=False, id="search.down"),
        Binding("up", "step(-1)", "search.up", show=False, id="search.up"),
        Binding("pagedown", "page(1)", "search.page-down", show=False, id="search.page-down"),
        Binding("pageup", "page(-1)", "search.page-up", show=False, id="search.page-up"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._hits: list[Hit] = []
        self._documents: dict[str, Document] = {}
        self._turns: dict[str, tuple[Turn, ...]] = {}
        """Those of group interviews, to tell who of them speaks."""
        self._waiting: Timer | None = None
        self._found_for = ""
        self._hurried = False

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = say("tui.search")
            box.border_subtitle = say("search.keys")
            yield Input(placeholder=say("search.type"), compact=True)
            yield Static(id="count", markup=False)
            yield Lines()

    @property
    def study(self) -> Interviewcoder:
        return cast("Interviewcoder", self.app)

    @property
    def lines(self) -> Lines:
        return self.query_one(Lines)

    def on_mount(self) -> None:
        project = self.study.session.project
        self._documents = {each.id: each for each in project.ask.documents()}
        self._turns = project.ask.turns([each.id for each in self._documents.values() if each.voices])
        self.query_one(Input).focus()

    # --- look -------------------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        self._hurried = False
        if self._waiting:
            self._waiting.stop()
        self._waiting = self.set_timer(_PAUSE, lambda: self._look(event.value))

    @work(thread=True, exclusive=True, group="search")
    def _look(self, words: str) -> None:
        worker = get_current_worker()
        hits = self.study.session.project.ask.search(words, limit=LIMIT)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, words, hits)

    def _show(self, words: str, hits: list[Hit]) -> None:
        if not self.is_attached:
            return
        self._hits, self._found_for = hits, words
        self.lines.show(len(hits), self._line)
        self.query_one("#count", Static).update(self._how_many(words, len(hits)))
        if self._hurried:
            self._open()

    def _how_many(self, words: str, count: int) -> str:
        if not words.strip():
            return ""
        if count >= LIMIT:
            return say("search.limited", limit=LIMIT)
        return say("search.count" if count else "search.none", count=count)

    def _line(self, number: int, width: int) -> Text:
        """Whose words, then the hit with what surrounds it, its start at the same place on every line."""
        hit = self._hits[number]
        who = role = ""
        if document := self._documents.get(hit.document):
            turns = turns_touched(self._turns.get(hit.document, ()), Span(hit.start, hit.end))
            whose = Described.of(document.speaking_in(turns), self.study.session.project.codebook)
            who, role = whose.who or document.name, whose.role
        if hit.speaker is not Speaker.RESPONDENT:
            role = say(f"search.{hit.speaker.value}")
        line = Text(f"{visible(who):<5.10} ", style="bold", no_wrap=True)
        role = visible(role)
        line.append(f"{role if len(role) <= _ROLE else role[: _ROLE - 1] + '…':<{_ROLE}} ", style="not bold dim")
        room = max(10, min(40, (width - line.cell_len) // 3))
        line.append(visible(hit.before)[-room:].rjust(room), style="not bold")
        line.append(visible(hit.text), style="bold underline")
        line.append(visible(hit.after), style="not bold")
        return line

    # --- go ---------------------------------------------------------------------------------------

    def action_step(self, step: int) -> None:
        self.lines.move(step)

    def action_page(self, step: int) -> None:
        self.lines.action_page(step)

    def on_input_submitted(self) -> None:
        self._open()

    def on_lines_chosen(self) -> None:
        self._open()

    def _open(self) -> None:
        """Go to the hit in focus; where Enter came before the hits, go as soon as they are there."""
        at = self.lines.at
        self._hurried = self._found_for != self.query_one(Input).value
        if at is not None and not self._hurried:
            open_at(self.study, self._hits[at].document, self._hits[at].start)
