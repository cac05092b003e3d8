"""The password of an encrypted study: asked where one is opened, chosen where one is made."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Checkbox, Input, Static

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.store.encryption import check_password, driver, unlock
from interviewcoder.tui.keys import in_words

if TYPE_CHECKING:
    from textual.app import ComposeResult

_STYLE = """
    {name} {{ align: center middle; }}
    {name} > Vertical {{ width: 76; max-width: 96%; height: auto; background: $surface; border: round $accent;
        padding: 0 1; }}
    {name} Static {{ height: auto; }}
    {name} Input {{ margin: 1 0 0 0; }}
    {name} Checkbox {{ margin: 1 0 0 0; background: $surface; }}
    {name} #wrong {{ color: $warning; min-height: 1; }}
"""


class _Tick(Checkbox):
    """One that shows whether it is ticked by a sign too, not by its colour alone."""

    BUTTON_INNER = " "

    def watch_value(self) -> None:
        self.BUTTON_INNER = "✓" if self.value else " "
        super().watch_value()


class UnlockDialog(ModalScreen[bool]):
    """Asks for the password of a file until it is right; gives whether it is known now."""

    DEFAULT_CSS = _STYLE.format(name="UnlockDialog")
    BINDINGS = [Binding("escape", "dismiss(False)", "tui.close", id="unlock.close")]

    def __init__(self, path: Path, *, shown: str) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._path = path
        self._shown = shown
        self.tried = False
        """Whether a password was given that was not right."""

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text(say("encryption.dialog.title"))
            box.border_subtitle = Text(say("encryption.dialog.keys"))
            yield Static(visible(say("encryption.dialog.of", path=self._shown)), markup=False)
            yield Input(password=True, compact=True, placeholder=say("encryption.dialog.password"))
            yield Static(id="wrong", markup=False)

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        try:
            await asyncio.to_thread(unlock, self._path, event.value)
        except Refused as refused:
            self.tried = True
            event.input.clear()
            self.query_one("#wrong", Static).update(visible(str(refused)))
        else:
            self.dismiss(True)


class NewPasswordDialog(ModalScreen[str | None]):
    """Gives a new password, typed twice, once it is understood that a lost one cannot be recovered; None for none."""

    DEFAULT_CSS = _STYLE.format(name="NewPasswordDialog")
    BINDINGS = [Binding("escape", "dismiss(None)", "tui.close", id="new-password.close")]

    def __init__(self) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text(say("encryption.dialog.title"))
            box.border_subtitle = Text(say("encryption.dialog.keys"))
            yield Static(say("encryption.dialog.lost"), markup=False)
            yield Input(password=True, compact=True, placeholder=say("encryption.dialog.password"), id="first")
            yield Input(password=True, compact=True, placeholder=say("encryption.dialog.again"), id="second")
            yield _Tick(Text(say("encryption.dialog.understood")), id="understood", compact=True)
            yield Static(id="wrong", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        first, second = (self.query_one(name, Input) for name in ("#first", "#second"))
        understood = self.query_one(Checkbox)
        try:
            driver()
            check_password(first.value)
        except Refused as refused:
            self._say(str(refused))
            return
        if event.input is first:
            second.focus()
        elif second.value != first.value:
            self._say(say("encryption.not-the-same"))
        elif not understood.value:
            self._say(say("encryption.dialog.not-understood"))
            understood.focus()
        else:
            self.dismiss(first.value)

    def on_checkbox_changed(self, event: Checkbox.Changed) -> None:
        if event.value:
            self._say("")
            self.query_one("#second", Input).focus()

    def _say(self, sentence: str) -> None:
        self.query_one("#wrong", Static).update(visible(sentence))
