"""Who is coding: asked before a study opens that several people code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.themes import DARK, LIGHT

if TYPE_CHECKING:
    from textual.app import ComposeResult


class WhoCodes(App[str]):
    """Gives the name of a coder of the study, or of a new one; None when nobody was chosen."""

    CSS = """
    Screen { align: center middle; background: $background; }
    Vertical { width: 60; max-width: 96%; height: auto; max-height: 90%; border: round $accent; padding: 0 1; }
    OptionList { height: auto; max-height: 12; border: none; }
    Input { display: none; }
    #note { height: auto; color: $warning; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("escape,ctrl+q", "leave", "tui.quit")]

    def __init__(self, study: str, coders: Sequence[str], last: str | None = None) -> None:
        """``last`` is who coded last: that one is in focus."""
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._study = study
        self._coders = tuple(coders)
        self._last = last
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        names = [visible(coder) for coder in self._coders]
        lines = [f"{number} {name}" if number < 10 else f"  {name}" for number, name in enumerate(names, 1)]
        with Vertical() as box:
            box.border_title = Text(visible(say("tui.who.title", study=self._study)))
            box.border_subtitle = say("tui.who.keys")
            yield OptionList(*(Option(Text(line)) for line in lines), Option(Text(f"n {say('tui.who.new')}")))
            yield Input(placeholder=say("tui.who.name"), compact=True)
            yield Static(id="note", markup=False)

    def on_mount(self) -> None:
        if self._last in self._coders:
            self.query_one(OptionList).highlighted = self._coders.index(self._last)

    def on_key(self, event: events.Key) -> None:
        """A coder by number, a new one by ``n``."""
        if not self.query_one(OptionList).has_focus:
            return
        if event.key == "n":
            event.stop()
            self._choose(len(self._coders))
        elif event.key.isdigit() and 0 < int(event.key) <= len(self._coders):
            event.stop()
            self._choose(int(event.key) - 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(event.option_index)

    def _choose(self, number: int) -> None:
        if number < len(self._coders):
            self.exit(self._coders[number])
            return
        name = self.query_one(Input)
        name.display = True
        name.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if name := event.value.strip():
            self.exit(name)
        else:
            self.query_one("#note", Static).update(say("tui.who.needs-name"))

    def action_leave(self) -> None:
        self.exit()
