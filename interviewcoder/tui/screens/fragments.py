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
from interviewcoder.publish.quotes import attribution
from interviewcoder.safe import visible
from interviewcoder.tui.opening import open_at
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.fragment import Fragments, InContext
from interviewcoder.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult


class FragmentsScreen(StudyScreen):
    """Lies over the place it was opened from; Escape goes back there, Enter on to the transcript."""

    place = "overview"
    CSS_PATH = "fragments.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-normal"), (160, "-wide")]
    BINDINGS = [
        Binding("escape", "back", "fragments.back", id="fragments.back"),
        Binding("asterisk", "star", "fragments.star", key_display="*", id="fragments.star"),
        Binding("y", "copy", "fragments.copy", id="fragments.copy"),
    ]

    def __init__(self, codings: Sequence[Coding], title: str) -> None:
        super().__init__()
        self.codings = list(codings)
        self._documents: dict[str, Document] = {}
        self._title = title

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
        fragments = Fragments.of(self.session.project.codebook, documents, self.codings)
        count = len(self.codings)
        self.lines.border_title = Text(visible(self._title))
        self.lines.border_subtitle = say("fragments.count-one" if count == 1 else "fragments.count", count=count)
        self._documents = documents
        self.lines.show(count, lambda line, width: fragments.line(self.codings[line], width), at=self.lines.at or 0)

    def reload(self) -> None:
        self.run_worker(self._read_again(), exclusive=True, group="fragments")

    async def _read_again(self) -> None:
        """Read the same codings again: one may be gone, starred or coded otherwise."""
        codes = {each.code for each in self.codings}
        now = {each.guid: each for each in await asyncio.to_thread(self.session.project.ask.codings, codes=codes)}
        self.codings = [now[each.guid] for each in self.codings if each.guid in now]
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
        text = ask.transcript(coding.document).text if coding else ""
        document = self._documents[coding.document] if coding else None
        self.query_one(InContext).show(coding, document, self.session.project.codebook, text)

    # --- keys -------------------------------------------------------------------------------------

    def on_lines_chosen(self) -> None:
        if coding := self._chosen:
            open_at(self.study, coding.document, coding.start)

    def action_back(self) -> None:
        self.app.pop_screen()

    async def action_star(self) -> None:
        if coding := self._chosen:
            await self.study.do(self.session.project.star, self.session.coder, coding.guid, not coding.starred)

    def action_copy(self) -> None:
        """Copy the words with whose they are, as they would stand in an article."""
        if coding := self._chosen:
            whose = attribution(self._documents[coding.document], self.session.project.codebook)
            self.app.copy_to_clipboard(visible(f"“{coding.text}” {whose}"))
            self.study.tell("fragments.copied", whose=visible(whose))
