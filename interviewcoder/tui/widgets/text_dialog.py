"""A small editor for a memo or another piece of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Vertical
from textual.markup import escape

from interviewcoder.locale import say
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.typed import TypedScreen
from interviewcoder.tui.widgets.plain_text_area import PlainTextArea

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TextDialog(TypedScreen[str | None]):
    """Gives the text as it should be, or None when nothing is to change; that takes two times Escape where something
    was typed."""

    DEFAULT_CSS = """
    TextDialog { align: center middle; }
    TextDialog > Vertical { width: 76; max-width: 96%; height: 14; max-height: 90%; background: $surface;
        border: round $accent; }
    TextDialog TextArea { border: none; }
    """
    BINDINGS = [
        Binding("ctrl+s,f2", "keep", "tui.keep", id="text.keep", priority=True),
        Binding("escape", "leave", "tui.close", id="text.close"),
    ]

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._title = title
        self._text = text
        self._warned: str | None = None
        """The text of which it was said that it is not kept."""

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = escape(self._title)
            box.border_subtitle = say("tui.keep-with")
            yield PlainTextArea(self._text, soft_wrap=True, show_line_numbers=False)

    def on_mount(self) -> None:
        editor = self.query_one(PlainTextArea)
        editor.move_cursor(editor.document.end)
        editor.focus()

    @property
    def is_changed(self) -> bool:
        return self.query_one(PlainTextArea).text != self._text

    def on_text_area_changed(self) -> None:
        if self.query_one(PlainTextArea).text != self._warned:
            self._warned = None
            self.query_one(Vertical).border_subtitle = say("tui.keep-with")

    def action_leave(self) -> None:
        """Leave, at once or the second time when something was typed."""
        text = self.query_one(PlainTextArea).text
        if text in (self._text, self._warned):
            self.dismiss(None)
            return
        self._warned = text
        self.query_one(Vertical).border_subtitle = say("typed.once-more")

    def action_keep(self) -> None:
        self.dismiss(self.query_one(PlainTextArea).text)
