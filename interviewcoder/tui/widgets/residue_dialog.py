"""What in an export may name someone, and the reason to let it out all the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.markup import escape
from textual.widgets import Input, Static

from interviewcoder.locale import say
from interviewcoder.publish.residue import Residue
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.typed import Form

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ResidueDialog(Form[str | None]):
    """Shows every spot. Gives the reason to let them out, or None to keep them in."""

    DEFAULT_CSS = """
    ResidueDialog { align: center middle; }
    ResidueDialog > Vertical { width: 96; max-width: 96%; height: auto; max-height: 90%; background: $surface;
        border: round $accent; padding: 0 1; }
    ResidueDialog Static { height: auto; }
    ResidueDialog VerticalScroll { height: auto; max-height: 14; margin: 1 0; }
    """
    BINDINGS = [Binding("escape", "leave", "tui.close", id="residue.close")]

    def __init__(self, found: Sequence[Residue]) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._found = tuple(found)

    def compose(self) -> ComposeResult:
        spots = "\n".join(f"{say(f'pseudonyms.kind.{each.kind}')}  {each.spot}" for each in self._found)
        with Vertical() as box:
            box.border_title = escape(say("pseudonyms.held"))
            box.border_subtitle = say("pseudonyms.let-out")
            yield Static(say("pseudonyms.held-note", count=len(self._found)), markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(spots, markup=False)
            yield Input(compact=True, placeholder=say("pseudonyms.reason"))

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
