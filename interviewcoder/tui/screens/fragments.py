"""The fragments that a number counts: a list, and the one in focus with the words around it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import Container

from interviewcoder.locale import say
from interviewcoder.model import Coding, Document
from interviewcoder.publish.attributed import attribution, in_words, said_in
from interviewcoder.safe import visible
from interviewcoder.tasks.quoting import template_of
from interviewcoder.tui.leaving import copy_out
from interviewcoder.tui.opening import open_at
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.fragment import Fragments, InContext
from interviewcoder.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult


class FragmentsScreen(StudyScreen):
    """Lies over the place it was opened from; Escape goes back there, Enter on to the transcript."""

    place = "overview"
    lies_over = True
    CSS_PATH = "fragments.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-normal"), (160, "-wide")]
    BINDINGS = [
        Binding("escape", "back", "fragments.back", id="fragments.back"),
        Binding("asterisk", "star", "fragments.star", key_display="*", id="fragments.star"),
        Binding("y", "copy", "fragments.copy", id="fragments.copy"),
        Binding("T", "times", "fragments.times", show=False, id="fragments.times"),
    ]

    def __init__(self, codings: Sequence[Coding], title: str) -> None:
        super().__init__()
        self.codings = list(codings)
        self._documents: dict[str, Document] = {}
        self._title = title
        self._times = False

    def body(self) -> ComposeResult:
        with Container(id="both"):
            yield Lines()
            yield InContext()

    @property
    def lines(self) -> Lines:
        return self.query_one(Lines)

    def on_mount(self) -> None:
        self.lines.focus()
        self._show()

    def _show(self) -> None:
        documents = {each.id: each for each in self.session.project.ask.documents()}
        self.codings = [each for each in self.codings if each.document in documents]
        held = {each.document for each in self.codings}
        wanted = [id for id in held if self._times or documents[id].voices]
        turns = self.session.project.ask.turns(wanted)
        codebook = self.session.project.codebook
        fragments = Fragments.of(codebook, documents, self.codings, turns, times=self._times)
        count = len(self.codings)
        self.lines.border_title = Text(visible(self._title))
        self.lines.border_subtitle = say("fragments.count", count=count)
        self._documents = documents
        self.lines.show(count, lambda line, width: fragments.line(self.codings[line], width), at=self.lines.at or 0)

    def reload(self) -> None:
        self.run_worker(self._read_again(), exclusive=True, group="fragments")

    async def _read_again(self) -> None:
        """Read the same codings again: one may be gone, starred or coded otherwise."""
        codes = {each.code for each in self.codings}
        now = {each.guid: each for each in await asyncio.to_thread(self.session.project.ask.codings, codes=codes)}
        self.codings = [now[each.guid] for each in self.codings if each.guid in now]
        if self.query(Lines):  # not while the screen is being left
            self._show()

    @property
    def _chosen(self) -> Coding | None:
        at = self.lines.at
        return self.codings[at] if at is not None else None

    def on_lines_moved(self) -> None:
        self._show_context()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_context)

    def _show_context(self) -> None:
        ask, coding = self.session.project.ask, self._chosen
        transcript = ask.transcript(coding.document) if coding else None
        document = self._documents[coding.document] if coding else None
        self.query_one(InContext).show(coding, document, self.session.project.codebook, transcript)

    # --- keys -------------------------------------------------------------------------------------

    def on_lines_chosen(self) -> None:
        if coding := self._chosen:
            open_at(self.study, coding.document, coding.start)

    def action_back(self) -> None:
        self.app.pop_screen()

    async def action_star(self) -> None:
        if coding := self._chosen:
            await self.study.do(self.session.project.star, self.session.coder, coding.guid, not coding.starred)

    async def action_copy(self) -> None:
        """Copy the words with whose they are, as they would stand in an article."""
        if coding := self._chosen:
            project = self.session.project
            said = said_in(coding, self._documents[coding.document], project.ask.transcript(coding.document).turns)
            template = template_of(project)
            template = template.with_time() if self._times else template
            whose = attribution(said, project.codebook, self._documents[coding.document], template)
            words = in_words(said) or coding.text
            await copy_out(self.study, words, whose, say("fragments.copied", whose=whose))

    def action_times(self) -> None:
        """Show when each fragment is said, also in what is copied, or no longer."""
        self._times = not self._times
        self._show()
