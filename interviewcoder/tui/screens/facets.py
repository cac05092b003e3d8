"""The facets of a coding: a letter per value, pressed again to clear it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.containers import Vertical
from textual.markup import escape
from textual.widgets import Static

from interviewcoder.locale import pick, say
from interviewcoder.model import Facet
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.typed import Form

if TYPE_CHECKING:
    from textual.app import ComposeResult


class FacetsScreen(Form[dict[str, str] | None]):
    """Gives the facets as they should be, or None when nothing is to change."""

    DEFAULT_CSS = """
    FacetsScreen { align: center middle; }
    FacetsScreen > Vertical { width: 76; max-width: 96%; height: auto; background: $surface; border: round $accent;
        padding: 0 1; }
    FacetsScreen Static { height: auto; }
    """
    BINDINGS = [
        Binding("enter", "keep", "coding.keep", id="facets.keep"),
        Binding("escape", "leave", "tui.close", id="facets.close"),
    ]

    def __init__(self, facets: Sequence[Facet], chosen: Mapping[str, str], title: str) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._facets = tuple(facets)
        self._chosen = dict(chosen)
        self._title = title
        values = ((facet.id, value.id) for facet in facets for value in facet.values)
        self._letters = dict(zip(ascii_lowercase, values, strict=False))

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = escape(self._title)
            box.border_subtitle = say("coding.facets-keys")
            yield Static()

    def on_mount(self) -> None:
        self._draw()

    @property
    def filled(self) -> object:
        return dict(self._chosen)

    def on_key(self, event: events.Key) -> None:
        if (picked := self._letters.get(event.key)) is None:
            return
        event.stop()
        facet, value = picked
        if self._chosen.get(facet) == value:
            del self._chosen[facet]
        else:
            self._chosen[facet] = value
        self._draw()

    def _draw(self) -> None:
        letter_of = {picked: letter for letter, picked in self._letters.items()}
        lines = Text()
        for facet in self._facets:
            lines.append(f"\n{pick(facet.label)}\n", style="bold")
            for value in facet.values:
                on = self._chosen.get(facet.id) == value.id
                lines.append(f"  {letter_of.get((facet.id, value.id), ' ')} ", style="bold")
                lines.append(f"{'◉' if on else '○'} {pick(value.label)}", style="reverse" if on else "")
                lines.append(f"  {pick(value.help)}\n", style="dim")
        lines.right_crop(1)
        self.query_one(Static).update(lines)

    def action_keep(self) -> None:
        self.dismiss(self._chosen)
