"""Find a code by typing a part of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical
from textual.fuzzy import Matcher
from textual.markup import escape
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from interviewcoder.locale import pick, say
from interviewcoder.model import Code, Codebook
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.themes import legible
from interviewcoder.tui.widgets.codes_panel import key_of

if TYPE_CHECKING:
    from textual.app import ComposeResult


class CodePicker(ModalScreen[str | None]):
    """Gives the id of the code chosen, or None. The definition of the code in view stands below the list."""

    DEFAULT_CSS = """
    CodePicker { align: center middle; }
    CodePicker > Vertical { width: 76; max-width: 96%; height: 80%; background: $surface; border: round $accent; }
    CodePicker OptionList { height: 1fr; border: none; }
    CodePicker #rule { height: 6; padding: 0 1; border-top: solid $panel; color: $text-muted; }
    """
    BINDINGS = [
        Binding("escape", "dismiss(None)", "tui.close", id="picker.close"),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]

    def __init__(self, codebook: Codebook, title: str) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._codebook = codebook
        self._title = title

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = escape(self._title)
            yield Input(placeholder=say("coding.type-a-code"))
            yield OptionList()
            yield Static(id="rule")

    def on_mount(self) -> None:
        self._fill("")

    def on_input_changed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def _fill(self, typed: str) -> None:
        found = [(0.0, code) for code in self._codebook.codes]
        if typed:
            matcher = Matcher(typed)
            scored = ((self._score(code, typed, matcher), code) for code in self._codebook.codes)
            found = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([self._option(code) for _, code in found])
        options.highlighted = 0 if found else None

    def _score(self, code: Code, typed: str, matcher: Matcher) -> float:
        if typed.lower() == key_of(self._codebook, code.id):
            return 1e9
        return max((matcher.match(name) for name in (*code.label.values(), code.id)), default=0.0)

    def _option(self, code: Code) -> Option:
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append("  " if code.parent else "")
        colour = legible(code.colour, self.app.current_theme.dark)
        line.append(f"{key_of(self._codebook, code.id):<4}", style=f"bold {colour}")
        line.append(pick(code.label))
        return Option(line, id=code.id)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        code = self._codebook.find(event.option_id or "")
        if code:
            self.query_one("#rule", Static).update(Text(" ".join(pick(code.definition).split())))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)

    def on_input_submitted(self) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self.dismiss(options.get_option_at_index(options.highlighted).id)

    def action_step(self, step: int) -> None:
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + step) % options.option_count
