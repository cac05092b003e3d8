"""The suggestions for the words under the cursor, each with why; one of them is in focus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, WorkerState, get_current_worker

from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Coding, Round, Span, Suggestion, Transcript
from interviewcoder.safe import visible
from interviewcoder.store.rounds import without_suggestions
from interviewcoder.tui.session import Session
from interviewcoder.tui.suggesting import Queue, worth_showing
from interviewcoder.tui.widgets.codes_panel import key_of

if TYPE_CHECKING:
    from interviewcoder.tasks.suggesting import Record

_REASONS = 4
"""Pieces of evidence that are shown."""

_BATCH = 20
"""Turns between two times that what was found is handed over."""


class SuggestionPanel(Static):
    """Finds suggestions for one transcript at a time in the background, and shows those at the cursor.

    It decides nothing: the keys that act on the suggestion in focus are the screen's.
    """

    DEFAULT_CSS = """
    SuggestionPanel { border: round $foreground 25%; border-title-color: $text-muted;
        border-subtitle-color: $text-muted; height: 40%; min-height: 6; padding: 0 1; }
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
        self._blind: Round | None = None
        self._records: Mapping[str, Record] = {}
        self.border_title = say("coding.suggestions")

    # --- finding ----------------------------------------------------------------------------------

    def look_through(self, document: str, transcript: Transcript, start: int) -> None:
        """Start over with another transcript, first with what is said from the code point ``start`` on."""
        self._document = document
        self._codebook = self._session.project.codebook
        self._queue = Queue()
        self._blind = None
        # The first thing anyone sees is the transcript; what takes the processor comes after it.
        self.call_after_refresh(self._begin, document, transcript, start)

    def _begin(self, document: str, transcript: Transcript, start: int) -> None:
        if document != self._document:
            return
        self._blind = without_suggestions(self._session.project, document)
        if self._blind:
            self._queue.busy = False
            self.workers.cancel_group(self, "suggest")
            self.post_message(self.Found())
        else:
            self._find(document, transcript, start)

    @work(thread=True, exclusive=True, group="suggest", exit_on_error=False)
    def _find(self, document: str, transcript: Transcript, start: int) -> None:
        from interviewcoder.tasks.suggesting import records_of

        worker = get_current_worker()
        self._records = records_of(self._session.project)
        suggester = self._session.teacher.suggester(document)
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
            self._queue.busy = False
            self.update(Text(say("coding.suggester-failed", fault=visible(str(event.worker.error)))))

    @property
    def is_outdated(self) -> bool:
        """Whether the codebook is another than the one that what is shown was found with."""
        return self._codebook.version != self._session.project.codebook.version

    @property
    def is_looking(self) -> bool:
        """Whether more suggestions may be found yet."""
        return self._queue.busy

    # --- choosing ---------------------------------------------------------------------------------

    def settle(self, own: Iterable[Coding]) -> None:
        """Drop the suggestions that this coder decided on, or coded so already; ``own`` are the coder's codings."""
        decided = self._session.project.ask.decisions(document=self._document, coder=self._session.coder)
        settled = [(each.start, each.end, each.code) for each in decided if each.in_text]
        self._queue.settle([*settled, *((each.start, each.end, each.code) for each in own)])

    def coded(self, coding: Coding) -> None:
        """Drop the suggestions of a code where it was just put."""
        self._queue.settle_also(coding.start, coding.end, coding.code)

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
            lines.append(self._why_none(ahead), style="dim")
        lines.rstrip()
        if (lines, ahead) != self._drawn:
            self._drawn = (lines, ahead)
            self.border_subtitle = say("coding.ahead", count=ahead) if ahead else ""
            self.update(lines, layout=False)

    def _why_none(self, ahead: int) -> str:
        if self._blind:
            return say("rounds.no-suggestions", name=visible(self._blind.name))
        return say("coding.looking" if self._queue.busy else "coding.none-here" if ahead else "coding.none-left")

    def _add(self, lines: Text, suggestion: Suggestion, focus: bool) -> None:
        code = self._codebook.find(suggestion.code)
        label = pick(code.label) if code else suggestion.code
        absent = " ∅" if suggestion.facets.get("presence") == "absent" else ""
        line = f"{key_of(self._codebook, suggestion.code)} {label}{absent}"
        lines.append(f"{line}\n", style="bold reverse" if focus else "")
        if focus:
            why = " ".join(f"“{visible(each.text)}”" for each in suggestion.evidence[:_REASONS])
            lines.append(f"{say('coding.why')} {why}", style="italic")
            lines.append(f" · {self._record(suggestion.code)} · {say('coding.its-rule')}\n", style="dim")
            if like := self._like(suggestion):
                lines.append(f"{like}\n", style="dim")

    def _record(self, code: str) -> str:
        """How often suggestions of a code were right, in words."""
        record = self._records.get(code)
        if record is None or record.of_ten is None:
            return say("coding.no-record")
        return say("coding.record", right=record.of_ten)

    def _like(self, suggestion: Suggestion) -> str:
        """The sentence with the code, in another interview, that a suggestion is most like; empty for none."""
        ask = self._session.project.ask
        words = ask.transcript(self._document).text[suggestion.start : suggestion.end]
        example = self._session.teacher.nearest(words, suggestion.code, but_for=self._document)
        if example is None:
            return ""
        document = ask.document(example.document)
        quote = example.span.of(ask.transcript(document.id).text)
        return say("coding.like", who=visible(document.who or document.name), quote=visible(quote))
