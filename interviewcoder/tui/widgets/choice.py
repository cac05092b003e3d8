"""A small list of keys at the foot of the screen: press one, or go on with something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.screen import ModalScreen
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Option:
    """A key and what it stands for."""

    key: str
    label: str


class Choice(ModalScreen[str | None]):
    """Which-key: shows what the next key would do.

    Gives the key pressed, whether it is one of the options or not, so that the caller can act on it;
    None for Escape. A click on a line is that line's key; a click elsewhere is Escape.
    """

    DEFAULT_CSS = """
    Choice { align: left bottom; background: $background 0%; }
    Choice > Static { width: 100%; height: auto; max-height: 80%; background: $panel; border-top: solid $accent;
        padding: 0 1; }
    """

    def __init__(self, title: str, options: Sequence[Option]) -> None:
        super().__init__()
        self._title = title
        self._options = tuple(options)
        self._answer: events.Key | None = None

    def compose(self) -> ComposeResult:
        lines = Text(self._title + "\n", style="bold")
        for option in self._options:
            lines.append(f" {option.key:>5}  ", style="bold reverse" if len(option.key) == 1 else "bold")
            lines.append(f" {option.label}\n", style="not bold")
        lines.right_crop(1)
        yield Static(lines)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        self.take(event)

    def take(self, event: events.Key) -> None:
        """Take a key for the answer, also one typed before this list was there; keys after it come later."""
        if self._answer is None:
            self._answer = event
            self.call_after_refresh(self._give, event)
        else:
            again = events.Key(event.key, event.character)
            self.app.call_later(self.app.post_message, again)

    def _give(self, event: events.Key) -> None:
        self.dismiss(
            None if event.key == "escape" else (event.character or event.key) if event.is_printable else event.key
        )

    def on_click(self, event: events.Click) -> None:
        event.stop()
        shown = self.query_one(Static)
        line = event.screen_y - shown.content_region.y - 1
        inside = shown.region.contains(event.screen_x, event.screen_y) and 0 <= line < len(self._options)
        self.dismiss(self._options[line].key if inside else None)
