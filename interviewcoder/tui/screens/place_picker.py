"""Choosing a fragment of a transcript, with the keys that coding has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen

from interviewcoder.locale import say
from interviewcoder.model import Span, Transcript
from interviewcoder.safe import visible
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.widgets.transcript.view import TranscriptView

if TYPE_CHECKING:
    from textual.app import ComposeResult


class PlacePicker(ModalScreen[Span | None]):
    """Gives the fragment that was chosen, or None."""

    DEFAULT_CSS = """
    PlacePicker > Vertical { width: 100%; height: 100%; background: $background; border: round $accent; }
    """
    BINDINGS = [
        Binding("enter", "choose", "review.choose", id="place.choose", priority=True),
        Binding("escape", "dismiss(None)", "tui.close", id="place.close", priority=True),
    ]

    def __init__(self, transcript: Transcript, at: int, title: str) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._transcript = transcript
        self._at = at
        self._title = title

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text(visible(self._title))
            box.border_subtitle = say("review.picker-keys")
            yield TranscriptView()

    def on_mount(self) -> None:
        view = self.query_one(TranscriptView)
        view.show(self._transcript, (), at=self._at)
        view.focus()

    def action_choose(self) -> None:
        self.dismiss(self.query_one(TranscriptView).target)
