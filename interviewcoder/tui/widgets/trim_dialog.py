"""A quote made shorter: walk along its words and leave some of them out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.markup import escape
from textual.widgets import Static

from interviewcoder.locale import say
from interviewcoder.model import Span, words_in
from interviewcoder.publish.trimming import joined, trimmed
from interviewcoder.safe import visible, visible_lines
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.typed import Form

if TYPE_CHECKING:
    from textual.app import ComposeResult


class TrimDialog(Form[tuple[Span, ...] | None]):
    """Gives the spans of a fragment to leave out, or None when nothing is to change."""

    DEFAULT_CSS = """
    TrimDialog { align: center middle; }
    TrimDialog > Vertical { width: 76; max-width: 96%; height: auto; max-height: 90%; background: $surface;
        border: round $accent; padding: 0 1; }
    TrimDialog VerticalScroll { height: auto; max-height: 16; }
    TrimDialog Static { height: auto; }
    TrimDialog #result { color: $text-muted; margin: 1 0 0 0; }
    """
    BINDINGS = [
        Binding("w,right,l", "step(1)", "trim.next", id="trim.next"),
        Binding("b,left,h", "step(-1)", "trim.previous", id="trim.previous"),
        Binding("space,x", "flip", "trim.toggle", id="trim.toggle"),
        Binding("left_square_bracket", "from_here", "trim.from-here", key_display="[", id="trim.from"),
        Binding("right_square_bracket", "up_to_here", "trim.up-to-here", key_display="]", id="trim.to"),
        Binding("u", "whole", "trim.whole", id="trim.whole"),
        Binding("enter", "keep", "tui.keep", id="trim.keep"),
        Binding("escape", "leave", "tui.close", id="trim.close"),
    ]

    def __init__(self, text: str, left_out: Sequence[Span] = ()) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._text = text
        starts = [match.start() for match in words_in(text)][1:]
        self._pieces = [Span(start, end) for start, end in pairwise([0, *starts, len(text)])]
        self._out = {at for at, piece in enumerate(self._pieces) if any(piece.overlaps(span) for span in left_out)}
        self._at = 0
        self._opened: int | None = None

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = escape(say("trim.title"))
            box.border_subtitle = escape(say("trim.keys"))
            with VerticalScroll(can_focus=False):
                yield Static(id="words", markup=False)
            yield Static(id="result", markup=False)

    def on_mount(self) -> None:
        self._draw()

    def _draw(self) -> None:
        words = Text()
        for at, piece in enumerate(self._pieces):
            style = "strike dim" if at in self._out else ""
            if at == self._opened:
                style += " underline"
            words.append(visible_lines(piece.of(self._text)), style=f"{style} reverse" if at == self._at else style)
        self.query_one("#words", Static).update(words)
        shown = " ".join(visible(trimmed(self._text, self._spans)).split())
        self.query_one("#result", Static).update(shown if self._left else say("trim.nothing-left"))

    @property
    def _spans(self) -> tuple[Span, ...]:
        return joined((self._pieces[at] for at in self._out), len(self._text))

    @property
    def filled(self) -> object:
        return self._spans

    @property
    def _left(self) -> bool:
        return len(self._out) < len(self._pieces)

    def action_step(self, step: int) -> None:
        self._at = min(max(0, self._at + step), len(self._pieces) - 1)
        self._draw()

    def action_flip(self) -> None:
        self._out ^= {self._at}
        self.action_step(1)

    def action_from_here(self) -> None:
        """Begin to leave out at this word."""
        self._opened = self._at
        self._draw()

    def action_up_to_here(self) -> None:
        """Leave out from where was begun up to and with this word."""
        first = self._at if self._opened is None else self._opened
        self._out |= set(range(min(first, self._at), max(first, self._at) + 1))
        self._opened = None
        self._draw()

    def action_whole(self) -> None:
        self._out.clear()
        self._opened = None
        self._draw()

    def action_keep(self) -> None:
        if self._left:
            self.dismiss(self._spans)
