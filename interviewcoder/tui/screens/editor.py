"""The editor: the text of a transcript corrected in the program itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical

from interviewcoder.locale import say
from interviewcoder.model import Document
from interviewcoder.safe import visible
from interviewcoder.tasks.correct import Correction, carry_out, correct_text, summary
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.typed import TypedScreen
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.transcript_editor import TranscriptEditor

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from interviewcoder.tui.app import Interviewcoder


class EditorScreen(TypedScreen[int | None]):
    """Gives the position of the cursor once the correction is in the study, None when nothing was changed.

    What was typed and neither kept nor dropped stays with the session, and is there again when the editor is opened
    on the same text.
    """

    DEFAULT_CSS = """
    EditorScreen > Vertical { width: 100%; height: 100%; background: $background; border: round $accent; }
    """
    BINDINGS = [
        Binding("ctrl+s,f2", "keep", "editor.keep", id="editor.keep", priority=True),
        Binding("escape", "leave", "editor.leave", id="editor.leave", priority=True),
        Binding("ctrl+q", "quit", "tui.quit", show=False, id="editor.quit", priority=True),
    ]

    def __init__(self, document: Document, text: str, at: int) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._document = document
        self.editor = TranscriptEditor(text, at)
        self._settled = False

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text(say("editor.title", name=visible(self._document.name)))
            box.border_subtitle = say("editor.keys")
            yield self.editor

    @property
    def study(self) -> Interviewcoder:
        return cast("Interviewcoder", self.app)

    def on_mount(self) -> None:
        if not self.editor.is_faithful:
            self._settled = True
            self.study.tell("editor.cannot", name=self._document.name)
            self.dismiss(None)
        elif draft := self.study.session.drafts.pop(self._document.sha256, None):
            self.editor.replace(draft, (0, 0), self.editor.document.end)
            self.study.tell("editor.draft")

    @property
    def is_changed(self) -> bool:
        return self.editor.is_changed and not self._settled

    def drop(self) -> None:
        self._settled = True

    def on_unmount(self) -> None:
        if self.is_changed:
            self.study.session.drafts[self._document.sha256] = self.editor.text

    async def action_keep(self) -> None:
        """Show what the correction does to the codings, and carry it out when that is agreed."""
        if not self.is_changed:
            self._leave(None)
            return
        project = self.study.session.project
        found = await self.study.do(correct_text, project, self._document, self.editor.text)
        if found is None:
            return

        async def answered(key: str | None) -> None:
            if key == "enter":
                await self._carry_out(found)

        told = "\n".join([summary(found), *(f"! {visible(each)}" for each in found.warnings)])
        self.app.push_screen(Choice(told, [Option("enter", say("editor.carry-out"))]), answered)

    async def _carry_out(self, correction: Correction) -> None:
        session, position = self.study.session, self.editor.position
        if await self.study.do(carry_out, session.project, session.coder, correction) is None:
            return
        self._leave(position)
        if correction.doubtful:
            self.study.tell("editor.review", count=len(correction.doubtful))

    def action_leave(self) -> None:
        self.unless_changed(partial(self._leave, None))

    def action_quit(self) -> None:
        """Quit the program, which forgets what was typed."""
        self.unless_changed(self.app.exit)

    def _leave(self, position: int | None) -> None:
        self._settled = True
        self.dismiss(position)
