"""The suggestions for the words under the cursor, each with why; one of them is in focus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.text import Text
from textual import work
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Span, Suggestion, Transcript
from interviewcoder.safe import visible
from interviewcoder.tui.session import Session
from interviewcoder.tui.suggesting import Queue, worth_showing
from interviewcoder.tui.widgets.codes_panel import key_of

_REASONS = 4
"""Pieces of evidence that are shown."""

_BATCH = 20
"""Turns between two times that what was found is handed over."""


class SuggestionPanel(Static):
    """Finds suggestions for one transcript at a time in the background, and shows those at the cursor.

    It decides nothing: the keys that act on the suggestion in focus are the screen's.
    """

    DEFAULT_CSS = """
    SuggestionPanel { border: round $foreground 25%; height: 40%; min-height: 6; padding: 0 1; }
    """

    class Batch(Message):
        """What was found since the last one; the thread that looks does not wait until it is shown."""

        def __init__(self, document: str, found: Sequence[Suggestion], busy: bool) -> None:
            super().__init__()
            self.document = document
            self.found = found
            self.busy = busy

    class Found(Message):
        """More suggestions are there."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._codebook: Codebook = session.project.codebook
        self._document = ""
        self._queue = Queue()
        self._drawn: tuple[Text, int] | None = None
        self.border_title = say("coding.suggestions")

    # --- finding ----------------------------------------------------------------------------------

    def look_through(self, document: str, transcript: Transcript, start: int) -> None:
        """Start over with another transcript, first with what is said from the code point ``start`` on."""
        self._document = document
        self._queue = Queue()
        self._find(document, transcript, start)

    @work(thread=True, exclusive=True, group="suggest", exit_on_error=False)
    def _find(self, document: str, transcript: Transcript, start: int) -> None:
        worker = get_current_worker()
        suggester = self._session.suggester()
        first = next((number for number, turn in enumerate(transcript.turns) if turn.end > start), 0)
        batch: list[Suggestion] = []
        for number, (_, found) in enumerate(suggester.by_turn(transcript, first)):
            if worker.is_cancelled:
                return
            batch += worth_showing(found)
            if number % _BATCH == 0:
                self.post_message(self.Batch(document, batch, busy=True))
                batch = []
        if not worker.is_cancelled:
            self.post_message(self.Batch(document, batch, busy=False))

    def on_suggestion_panel_batch(self, batch: Batch) -> None:
        batch.stop()
        if batch.document == self._document:
            self._queue.add(batch.found, busy=batch.busy)
            self.post_message(self.Found())

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A fault in finding suggestions is shown here and stops nobody from coding."""
        if event.state is WorkerState.ERROR:
            self.update(Text(say("coding.suggester-failed", fault=visible(str(event.worker.error)))))

    # --- choosing ---------------------------------------------------------------------------------

    def settle(self, settled: Iterable[tuple[int, int, str]]) -> None:
        """Drop the suggestions whose code is settled on words they overlap; ``(start, end, code)`` each."""
        self._queue.settle(settled)

    def step(self, span: Span, step: int) -> Suggestion | None:
        """Put the next or previous suggestion in focus, seen from a span; None when there is none that way."""
        return self._queue.step(span, step)

    def in_focus(self, span: Span) -> Suggestion | None:
        """Of the suggestions that overlap a span, the one that keys act on."""
        here = self._queue.at(span)
        return here[self._queue.focus_in(here)] if here else None

    # --- showing ----------------------------------------------------------------------------------

    def show_at(self, span: Span) -> None:
        """List the suggestions that overlap a span, the one in focus with its evidence."""
        here = self._queue.at(span)
        ahead = self._queue.after(span)
        focus = self.in_focus(span)
        lines = Text(overflow="ellipsis")
        for suggestion in here:
            self._add(lines, suggestion, suggestion is focus)
        if not here:
            key = "coding.looking" if self._queue.busy else "coding.none-here" if ahead else "coding.none-left"
            lines.append(say(key), style="dim")
        lines.rstrip()
        if (lines, ahead) != self._drawn:
            self._drawn = (lines, ahead)
            self.border_subtitle = say("coding.ahead", count=ahead) if ahead else ""
            self.update(lines, layout=False)

    def _add(self, lines: Text, suggestion: Suggestion, focus: bool) -> None:
        code = self._codebook.find(suggestion.code)
        label = pick(code.label) if code else suggestion.code
        absent = " ∅" if suggestion.facets.get("presence") == "absent" else ""
        line = f"{key_of(self._codebook, suggestion.code)} {label}{absent}"
        lines.append(f"{line}\n", style="bold reverse" if focus else "")
        if focus:
            why = " ".join(f"“{visible(each.text)}”" for each in suggestion.evidence[:_REASONS])
            lines.append(f"{say('coding.why')} {why}", style="italic")
            lines.append(f" · {say('coding.no-record')}\n", style="dim")
