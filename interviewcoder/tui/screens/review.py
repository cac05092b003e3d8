"""The review queue: codings that a correction put in doubt, and the places where they may belong."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from interviewcoder.locale import pick, say
from interviewcoder.model import Document, Span
from interviewcoder.safe import visible
from interviewcoder.store.versions import settle
from interviewcoder.tasks.correct import Waiting, waiting
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.codes_panel import key_of
from interviewcoder.tui.widgets.empty import Empty
from interviewcoder.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult

_AROUND = 100
"""Code points of text shown on either side of a place."""


class ReviewScreen(StudyScreen):
    """One's own codings first; a digit puts the one in focus on a place, and the next comes up."""

    place = "review"
    CSS_PATH = "review.tcss"
    BINDINGS = [
        *(
            Binding(str(n), f"take({n})", "review.take", show=n == 1, key_display="1–5", id=f"review.take-{n}")
            for n in range(1, 6)
        ),
        Binding("n", "elsewhere", "review.elsewhere", id="review.elsewhere"),
        Binding("x", "remove", "review.remove", id="review.remove"),
        Binding("s", "skip", "review.skip", id="review.skip"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._queue: list[Waiting] = []
        self._documents: dict[str, Document] = {}

    # --- build and show ---------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        with Container(id="both"):
            yield Lines()
            with VerticalScroll(id="doubt", can_focus=False):
                yield Static(markup=False)
        yield Empty()

    @property
    def lines(self) -> Lines:
        return self.query_one(Lines)

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        self.run_worker(self._read(), exclusive=True, group="review")

    async def _read(self) -> None:
        """Look for the places off the interface's thread, for a long text takes a moment."""
        first, coder = not self._queue, self.session.coder
        found = await asyncio.to_thread(waiting, self.session.project)
        if not self.is_attached:
            return
        self._documents = {each.id: each for each in self.session.project.ask.documents()}
        self._queue = sorted(found, key=lambda each: each.coding.coder != coder)
        self.query_one(Empty).show(None if self._queue else say("review.empty"))
        count = len(self._queue)
        self.lines.border_title = Text(say("review.count", count=count))
        at = self.lines.at or 0
        if first:
            here = (n for n, each in enumerate(self._queue) if each.coding.document == self.session.document)
            at = next(here, 0)
        self.lines.show(count, self._line, at=at)
        self.lines.focus()

    def _line(self, number: int, width: int) -> Text:
        coding = self._queue[number].coding
        codebook = self.session.project.codebook
        line = Text(no_wrap=True)
        line.append(f"{visible(self._whose(coding.document))}  ", style="bold")
        line.append(f"{key_of(codebook, coding.code):<3}", style="bold")
        line.append(f"{visible(coding.coder)}  ", style="dim")
        line.append(f"“{visible(coding.text)}”")
        return line

    def _whose(self, document: str) -> str:
        found = self._documents[document]
        return found.who or found.name

    def on_lines_moved(self) -> None:
        self._show()

    def _show(self) -> None:
        """What was coded, and below it the places where it may be now."""
        told = Text()
        if doubt := self._chosen:
            coding = doubt.coding
            code = self.session.project.codebook.find(coding.code)
            label = pick(code.label) if code else coding.code
            ask = self.session.project.ask
            told.append(f"{visible(label)} · {say(f'correct.why.{doubt.why.value}')}\n\n", style="bold")
            told.append(f"{say('review.was')}\n", style="dim")
            _append(told, ask.transcript(coding.document, coding.version).text, coding.span)
            now = ask.transcript(coding.document).text
            for number, place in enumerate(doubt.places, 1):
                told.append(f"\n\n {number} ", style="bold reverse")
                told.append(" ")
                _append(told, now, place.span)
            if not doubt.places:
                told.append(f"\n\n{say('review.no-place')}", style="italic")
        self.query_one("#doubt Static", Static).update(told)
        self.query_one("#doubt").scroll_home(animate=False)

    @property
    def _chosen(self) -> Waiting | None:
        at = self.lines.at
        return self._queue[at] if at is not None and at < len(self._queue) else None

    # --- what one can do --------------------------------------------------------------------------

    async def action_take(self, number: int) -> None:
        """Put the coding on the place of that number."""
        if doubt := self._chosen:
            if number > len(doubt.places):
                self.study.tell("review.no-such-place", number=number, count=len(doubt.places))
            else:
                await self._settle(doubt, doubt.places[number - 1].span)

    async def _settle(self, doubt: Waiting, span: Span) -> None:
        session = self.session
        await self.study.do(settle, session.project, session.coder, doubt.coding.guid, span.start, span.end)

    def action_elsewhere(self) -> None:
        """Choose another place in the transcript."""
        if (doubt := self._chosen) is None:
            return
        from interviewcoder.tui.screens.place_picker import PlacePicker

        async def picked(span: Span | None) -> None:
            if span:
                await self._settle(doubt, span)

        transcript = self.session.project.ask.transcript(doubt.coding.document)
        at = doubt.places[0].span.start if doubt.places else 0
        title = say("review.where", quote=doubt.coding.text[:60])
        self.app.push_screen(PlacePicker(transcript, at, title), picked)

    async def action_remove(self) -> None:
        if doubt := self._chosen:
            await self.study.do(self.session.project.remove_coding, self.session.coder, doubt.coding.guid)

    def action_skip(self) -> None:
        self.lines.move(1)

    def on_lines_chosen(self) -> None:
        if doubt := self._chosen:
            from interviewcoder.tui.opening import open_at

            open_at(self.study, doubt.coding.document, doubt.places[0].span.start if doubt.places else 0)


def _append(told: Text, text: str, span: Span) -> None:
    """A place with the words around it."""
    start, end = max(0, span.start - _AROUND), span.end + _AROUND
    told.append(("…" if start else "") + visible(text[start : span.start]), style="dim")
    told.append(visible(span.of(text)), style="bold underline")
    told.append(visible(text[span.end : end]) + ("…" if end < len(text) else ""), style="dim")
