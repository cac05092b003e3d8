"""The passphrase of the key file: asked once for a key that is there, twice for a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Vertical
from textual.markup import escape
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.tasks.keyfile import check_passphrase
from interviewcoder.tui.keys import in_words

if TYPE_CHECKING:
    from textual.app import ComposeResult


class PassphraseDialog(ModalScreen[str | None]):
    """Gives the passphrase, or None when nothing is to be done. Shows ``note`` above: what is about to happen."""

    DEFAULT_CSS = """
    PassphraseDialog { align: center middle; }
    PassphraseDialog > Vertical { width: 76; max-width: 96%; height: auto; background: $surface;
        border: round $accent; padding: 0 1; }
    PassphraseDialog Static { height: auto; }
    PassphraseDialog Input { margin: 1 0 0 0; }
    PassphraseDialog #wrong { color: $warning; min-height: 1; }
    """
    BINDINGS = [Binding("escape", "dismiss(None)", "tui.close", id="passphrase.close")]

    def __init__(self, title: str, note: str, *, new: bool) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._title = title
        self._note = note
        self._new = new

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = escape(visible(self._title))
            box.border_subtitle = say("pseudonyms.enter-or-not")
            yield Static(visible(self._note), markup=False)
            yield Input(password=True, compact=True, placeholder=say("pseudonyms.passphrase"), id="first")
            if self._new:
                yield Input(password=True, compact=True, placeholder=say("pseudonyms.again"), id="second")
            yield Static(id="wrong", markup=False)

    def on_mount(self) -> None:
        self.query_one("#first", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        typed = self.query_one("#first", Input).value
        try:
            check_passphrase(typed)
        except Refused as refused:
            self._say(str(refused))
            return
        if not self._new:
            self.dismiss(typed)
            return
        second = self.query_one("#second", Input)
        if event.input is not second:
            second.focus()
        elif second.value != typed:
            self._say(say("pseudonyms.not-the-same"))
        else:
            self.dismiss(typed)

    def _say(self, sentence: str) -> None:
        self.query_one("#wrong", Static).update(sentence)
