"""A small editor for a memo or another piece of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Vertical
from textual.markup import escape

from interviewcoder.locale import say
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.typed import Form
from interviewcoder.tui.widgets.plain_text_area import PlainTextArea

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TextDialog(Form[str | None]):
    """Gives the text as it should be, or None when nothing is to change."""

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
    def filled(self) -> object:
        return self.query_one(PlainTextArea).text

    def action_keep(self) -> None:
        self.dismiss(self.query_one(PlainTextArea).text)
