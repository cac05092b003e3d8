"""One line to type, at the foot of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input

from interviewcoder.safe import visible
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.typed import Form

if TYPE_CHECKING:
    from textual.app import ComposeResult


class LineDialog(Form[str | None]):
    """Gives what was typed when Enter is pressed, which may be nothing; None for Escape."""

    DEFAULT_CSS = """
    LineDialog { align: left bottom; background: $background 0%; }
    LineDialog > Vertical { width: 100%; height: 3; background: $surface; border: round $accent; }
    LineDialog Input { padding: 0; }
    """
    BINDINGS = [Binding("escape", "leave", "tui.close", id="line.close")]

    def __init__(self, title: str, text: str = "") -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text(visible(self._title))
            yield Input(self._text, compact=True, select_on_focus=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value)
