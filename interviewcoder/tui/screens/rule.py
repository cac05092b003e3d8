"""The rule of one code, over the words that it may be put on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from interviewcoder.locale import say
from interviewcoder.model import Code, Codebook
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.screens.codebook import rule_of

if TYPE_CHECKING:
    from textual.app import ComposeResult


class RuleScreen(ModalScreen[None]):
    """What the codebook says of a code: when to use it and when not, its boundary cases, its cues."""

    DEFAULT_CSS = """
    RuleScreen { align: center bottom; }
    RuleScreen > VerticalScroll { width: 100; max-width: 100%; height: auto; max-height: 80%; padding: 0 1;
        background: $surface; border: round $accent; }
    RuleScreen Static { height: auto; }
    """
    BINDINGS = [Binding("escape,i,q", "dismiss", "tui.close", id="rule.close")]

    def __init__(self, code: Code, codebook: Codebook) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._code = code
        self._codebook = codebook

    def compose(self) -> ComposeResult:
        with VerticalScroll() as box:
            box.border_subtitle = say("tui.close-with")
            yield Static(rule_of(self._code, self._codebook, "", ()), markup=False)
