"""What two sides say of the same thing: their fragments side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import Container

from interviewcoder.locale import say
from interviewcoder.model import Coding
from interviewcoder.safe import visible
from interviewcoder.tui.analyses.analysis import Behind
from interviewcoder.tui.opening import open_at
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.fragment import Fragments, InContext
from interviewcoder.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult


class SidesScreen(StudyScreen):
    """Lies over the dialogue; Tab goes to the other side, Escape back, Enter on to the transcript."""

    place = "analyses"
    CSS_PATH = "sides.tcss"
    BINDINGS = [
        Binding("escape", "back", "fragments.back", id="sides.back"),
        Binding("tab", "other_side", "analyses.other-side", id="sides.other"),
    ]

    def __init__(self, sides: Sequence[Behind]) -> None:
        super().__init__()
        self._sides = sides

    def body(self) -> ComposeResult:
        with Container(id="sides"):
            for _ in self._sides:
                yield Lines()
        yield InContext()

    def on_mount(self) -> None:
        ask, codebook = self.session.project.ask, self.session.project.codebook
        documents = {each.id: each for each in ask.documents()}
        every = [each for side in self._sides for each in side.codings]
        turns = ask.turns([id for id in {each.document for each in every} if documents[id].voices])
        fragments = Fragments.of(codebook, documents, every, turns)
        self._documents = documents
        lists = list(self.query(Lines))
        for lines, side in zip(lists, self._sides, strict=True):
            count = len(side.codings)
            lines.border_title = Text(visible(side.title))
            lines.border_subtitle = say("fragments.count", count=count)

            def draw(number: int, width: int, codings: Sequence[Coding] = side.codings) -> Text:
                return fragments.line(codings[number], width)

            lines.show(count, draw)
        first = next((at for at, side in enumerate(self._sides) if side.codings), 0)
        lists[first].focus()

    def _chosen(self) -> Coding | None:
        for lines, side in zip(self.query(Lines), self._sides, strict=True):
            if lines.has_focus and lines.at is not None:
                return side.codings[lines.at]
        return None

    def on_lines_moved(self) -> None:
        self._show_context()

    def on_descendant_focus(self) -> None:
        self._show_context()

    def _show_context(self) -> None:
        if coding := self._chosen():
            project = self.session.project
            document, transcript = self._documents[coding.document], project.ask.transcript(coding.document)
            self.query_one(InContext).show(coding, document, project.codebook, transcript)

    def on_lines_chosen(self) -> None:
        if coding := self._chosen():
            open_at(self.study, coding.document, coding.start)

    def action_other_side(self) -> None:
        other = next(lines for lines in self.query(Lines) if not lines.has_focus)
        other.focus()

    def action_back(self) -> None:
        self.app.pop_screen()
