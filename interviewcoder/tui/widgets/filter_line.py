"""A line to type in that narrows what a screen shows."""

from __future__ import annotations

from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from interviewcoder.tui.keys import in_words


class FilterLine(Input):
    """Says ``Input.Changed`` while one types; Enter and the down arrow go back to the list, Escape clears as well."""

    DEFAULT_CSS = """
    FilterLine, FilterLine.-textual-compact { background: $panel; padding: 0 1; }
    """
    BINDINGS = [
        Binding("down,enter", "leave", "memos.to-list", id="filter.leave"),
        Binding("escape", "clear", "memos.show-all", id="filter.clear"),
    ]

    class Left(Message):
        """Typing is done."""

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, compact=True)
        self._bindings = in_words(self._bindings)

    def action_leave(self) -> None:
        self.post_message(self.Left())

    def action_clear(self) -> None:
        self.value = ""
        self.post_message(self.Left())
