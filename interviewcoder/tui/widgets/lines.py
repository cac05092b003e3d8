"""A list of lines, drawn only where it is looked at; one of them is in focus, headings are passed over."""

from __future__ import annotations

from collections.abc import Callable, Set

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from interviewcoder.tui.keys import in_words

Draw = Callable[[int, int], Text]
"""Gives line ``number`` (from 0), to be shown in ``width`` cells."""


class Lines(ScrollView, can_focus=True):
    """Moves and draws; what a line means is for the screen to know, by its number."""

    DEFAULT_CSS = """
    Lines { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    """
    BINDINGS = [
        Binding("up,k", "step(-1)", "fragments.up", show=False, id="lines.up"),
        Binding("down,j", "step(1)", "fragments.down", show=False, id="lines.down"),
        Binding("pageup", "page(-1)", "fragments.page-up", show=False, id="lines.page-up"),
        Binding("pagedown", "page(1)", "fragments.page-down", show=False, id="lines.page-down"),
        Binding("home", "first", "fragments.first", show=False, id="lines.first"),
        Binding("end", "last", "fragments.last", show=False, id="lines.last"),
        Binding("enter", "choose", "fragments.open", id="lines.choose"),
    ]

    class Moved(Message):
        """Another line is in focus, or the lines are others."""

    class Chosen(Message):
        """The line in focus is to be opened."""

    def __init__(self) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._count = 0
        self._draw: Draw = lambda number, width: Text()
        self._headings: Set[int] = frozenset()
        self._at: int | None = None
        self._drawn: dict[tuple[int, int, bool], Strip] = {}

    def show(self, count: int, draw: Draw, *, headings: Set[int] = frozenset(), at: int = 0) -> None:
        """Draw ``count`` lines with the focus on line ``at``, or on the nearest that is no heading."""
        self._count, self._draw, self._headings = count, draw, headings
        self._drawn.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, count)
        self._at = None
        self._focus(at, 1)

    @property
    def at(self) -> int | None:
        """The number of the line in focus; None when there is no line to be in."""
        return self._at

    # --- moving -----------------------------------------------------------------------------------

    def move(self, step: int) -> None:
        """Move the focus by so many lines, or as far as there are any."""
        if self._at is not None:
            self._focus(self._at + step, step)

    def action_step(self, step: int) -> None:
        self.move(step)

    def action_page(self, step: int) -> None:
        self.move(step * max(1, self.size.height - 1))

    def action_first(self) -> None:
        self._focus(0, 1)

    def action_last(self) -> None:
        self._focus(self._count - 1, -1)

    def action_choose(self) -> None:
        if self._at is not None:
            self.post_message(self.Chosen())

    def _focus(self, at: int, step: int) -> None:
        self._at = nearest(at, step, self._count, self._headings)
        if self._at is not None:
            self._keep_in_sight(self._at)
        self.refresh()
        self.post_message(self.Moved())

    def _keep_in_sight(self, line: int) -> None:
        """Scroll as little as shows the line, and the heading right above it."""
        top = line - 1 if line - 1 in self._headings else line
        first, height = self.scroll_offset.y, max(1, self.size.height)
        if top < first:
            self.scroll_to(y=top, animate=False, force=True)
        elif line >= first + height:
            self.scroll_to(y=line - height + 1, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        line = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if not 0 <= line < self._count or line in self._headings:
            return
        if line == self._at:
            self.action_choose()
        else:
            self._focus(line, 1)

    # --- drawing ----------------------------------------------------------------------------------

    def on_resize(self) -> None:
        self._drawn.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, self._count)
        if self._at is not None:
            self._keep_in_sight(self._at)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()

    def render_line(self, y: int) -> Strip:
        line, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        if line >= self._count:
            return Strip.blank(width, self.rich_style)
        key = (line, width, line == self._at)
        if key not in self._drawn:
            self._drawn[key] = self._strip(line, width, self.rich_style)
        return self._drawn[key]

    def _strip(self, line: int, width: int, base: Style) -> Strip:
        text = self._draw(line, width)
        text.stylize_before(text.style)
        text.end = ""
        text.truncate(width, overflow="ellipsis", pad=True)
        strip = Strip(text.render(self.app.console), width)
        if line != self._at:
            return strip.apply_style(base)
        focus = Style(color=base.bgcolor, bgcolor=base.color)
        return Strip([Segment(each.text, focus + _weight(each.style)) for each in strip], width)


def nearest(at: int, step: int, count: int, headings: Set[int]) -> int | None:
    """Line ``at`` of ``count`` or, where that is a heading, the next in the direction of ``step``, else back; None
    when all are headings. Before the first line means the first, after the last the last."""
    at = min(max(at, 0), count - 1)
    onward, back = range(at, count), range(at, -1, -1)
    ways = (onward, back) if step > 0 else (back, onward)
    return next((line for way in ways for line in way if line >= 0 and line not in headings), None)


def _weight(style: Style | None) -> Style:
    """What of a style shows on the line in focus: its weight, not its colour."""
    return Style(bold=style.bold, underline=style.underline) if style else Style()
