"""What the numbers, marks and shades of the heat matrix mean, in words."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from interviewcoder.analysis import signs
from interviewcoder.analysis.measures import Measure
from interviewcoder.locale import say
from interviewcoder.tui.widgets import heat_cell

_ENTRIES = (
    ("3/4", "numbers"),
    ("+1", "beyond"),
    (heat_cell.SHADES[1:], "shade"),
    *signs.MEANINGS,
    (heat_cell.MORE, "more"),
)
_ENTRIES_OF_AMOUNTS = ((heat_cell.SHADES[1:], "fullness"), *_ENTRIES[3:])


class HeatLegend(Static):
    """As many lines as it takes; a mark and its words stay on one line."""

    DEFAULT_CSS = """
    HeatLegend { height: auto; padding: 0 1; color: $text-muted; }
    """

    measure = Measure.INTERVIEWS
    some = False

    def show(self, measure: Measure, *, some: bool) -> None:
        """Say what the cells mean now that they show this, of ``some`` codings or of all."""
        self.measure, self.some = measure, some
        self.on_resize()

    def on_resize(self) -> None:
        self.update(legend(self.content_size.width, self.measure, some=self.some))


def legend(width: int, measure: Measure = Measure.INTERVIEWS, *, some: bool = False) -> Text:
    """The entries packed on lines of ``width`` cells."""
    packed, at = Text(), 0
    for mark, key in _ENTRIES if measure is Measure.INTERVIEWS else _ENTRIES_OF_AMOUNTS:
        words = say("overview.legend.none-of-these" if some and key == "nothing" else f"overview.legend.{key}")
        length = len(mark) + 1 + len(words)
        if at and at + 2 + length > width:
            packed.append("\n")
            at = 0
        elif at:
            packed.append("  ")
            at += 2
        packed.append(mark, style="bold")
        packed.append(f" {words}", style="not bold")
        at += length
    return packed
