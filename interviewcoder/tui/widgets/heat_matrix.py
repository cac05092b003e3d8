"""The heat matrix: rows of carriers against columns of roles, one cell of it in focus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.color import Color
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from interviewcoder.analysis.coverage import Cell, Column
from interviewcoder.analysis.measures import Measure, amount_of
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.widgets.heat_cell import lines_of, share_of
from interviewcoder.tui.widgets.heat_layout import (
    HEAD,
    Layout,
    column_at,
    fold,
    fold_one_of,
    layout,
    longest,
    parts_that_fit,
    within,
)

_FAINTEST, _FULLEST = 0.08, 0.38
_TOWARDS_TEXT = 0.25
"""How far a shade's blocks lean to the colour of text, so that yellow shows on white too."""


@dataclass(frozen=True, slots=True)
class RowHead:
    """A row: what to call it, its colour ("" for the theme's), how deep it lies, and ▸, ▾ or nothing to unfold."""

    id: str
    label: str
    colour: str = ""
    depth: int = 0
    fold: str = " "


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column as it was counted, its name (``short`` where that does not fit), and its interviews in words."""

    column: Column
    label: str
    interviews: str
    short: str = ""

    @property
    def id(self) -> str:
        return self.column.id


class HeatMatrix(Widget, can_focus=True):
    """Draws cells and moves over them; it counts nothing. The last column is the total and stays in sight."""

    DEFAULT_CSS = """
    HeatMatrix { height: 1fr; }
    """
    BINDINGS = [
        Binding("left,h", "move(0, -1)", "overview.left", show=False, id="matrix.left"),
        Binding("right,l", "move(0, 1)", "overview.right", show=False, id="matrix.right"),
        Binding("up,k", "move(-1, 0)", "overview.up", show=False, id="matrix.up"),
        Binding("down,j", "move(1, 0)", "overview.down", show=False, id="matrix.down"),
        Binding("home", "move(-999, 0)", "overview.first-row", show=False, id="matrix.first-row"),
        Binding("end", "move(999, 0)", "overview.last-row", show=False, id="matrix.last-row"),
        Binding("enter", "open", "overview.open", id="matrix.open"),
    ]

    class Moved(Message):
        """Another cell is in focus."""

    class Opened(Message):
        """The cell in focus is to be opened."""

    class Folded(Message):
        """The row in focus is to be unfolded or folded."""

    def __init__(self) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._rows: tuple[RowHead, ...] = ()
        self._columns: tuple[ColumnHead, ...] = ()
        self._cells: Mapping[tuple[str, str], Cell] = {}
        self._corner = ""
        self._measure = Measure.INTERVIEWS
        self._row = self._column = 0
        self._top = self._left = 0

    # --- what is shown ----------------------------------------------------------------------------

    def show(
        self,
        rows: Sequence[RowHead],
        columns: Sequence[ColumnHead],
        cells: Mapping[tuple[str, str], Cell],
        *,
        corner: str,
        measure: Measure = Measure.INTERVIEWS,
    ) -> None:
        """Draw these; the last column is the total. The focus stays on its row and column where they remain."""
        row, column = self.focus_on
        self._measure = measure
        self._rows, self._columns, self._cells, self._corner = tuple(rows), tuple(columns), cells, corner
        self._row = _place(row, [head.id for head in rows], self._row)
        self._column = _place(column, [head.id for head in columns], self._column)
        self._go(0, 0)

    @property
    def focus_on(self) -> tuple[str, str]:
        """The ids of the row and the column in focus; empty when there is nothing."""
        if not self._rows or not self._columns:
            return "", ""
        return self._rows[self._row].id, self._columns[self._column].id

    def focus_row(self, id: str) -> None:
        """Bring the focus to a row, in the column it is in."""
        self._go(_place(id, [head.id for head in self._rows], self._row) - self._row, 0)

    @property
    def on_total(self) -> bool:
        return self._column == len(self._columns) - 1

    # --- moving -----------------------------------------------------------------------------------

    def action_move(self, down: int, right: int) -> None:
        self._go(down, right)

    def action_open(self) -> None:
        if self._rows and self._columns:
            self.post_message(self.Opened())

    def _go(self, down: int, right: int) -> None:
        if not self._rows or not self._columns:
            self.refresh()
            return
        self._row = min(max(self._row + down, 0), len(self._rows) - 1)
        self._column = min(max(self._column + right, 0), len(self._columns) - 1)
        self._follow()
        self.post_message(self.Moved())

    def _follow(self) -> None:
        _, self._top, self._left = self._window()
        self.refresh()

    def _window(self) -> tuple[Layout, int, int]:
        """How the space is divided now, and the first row and column in it, moved as little as shows the focus."""
        labels = longest([self._corner, *(_indented(head) for head in self._rows)])
        columns = max(0, len(self._columns) - 1)
        at = layout(self.size.width, self.size.height, columns, len(self._rows), labels)
        top = within(self._top, at.rows, self._row)
        left = self._left if self.on_total else within(self._left, at.columns, self._column)
        return at, min(top, len(self._rows) - at.rows), min(left, columns - at.columns)

    def on_resize(self) -> None:
        self._follow()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._go(1, 0)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._go(-1, 0)

    def on_click(self, event: events.Click) -> None:
        at, top, left = self._window()
        line = event.y - HEAD
        if not self._columns or line < 0 or line // at.row >= at.rows:
            return
        row, place = top + line // at.row, column_at(at, event.x)
        if place is None:
            self._go(row - self._row, 0)
            self.post_message(self.Folded())
            return
        column = len(self._columns) - 1 if place == at.columns else left + place
        if (row, column) == (self._row, self._column):
            self.action_open()
        else:
            self._go(row - self._row, column - self._column)

    # --- drawing ----------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        base = self.rich_style
        at, top, left = self._window()
        if not self._columns or y >= HEAD + at.rows * at.row:
            return Strip.blank(self.size.width, base)
        shown = [*range(left, left + at.columns), len(self._columns) - 1]
        if y < HEAD:
            segments = self._head_line(y, at, top, shown, base)
        else:
            segments = self._row_line((y - HEAD) // at.row + top, (y - HEAD) % at.row, at, shown, base)
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _head_line(self, y: int, at: Layout, top: int, shown: Sequence[int], base: Style) -> list[Segment]:
        faint = base + Style(dim=True)
        corner = ("", self._outside(at, top, shown[0]), self._corner)[y]
        segments = [Segment(corner[: at.label - 1].ljust(at.label), faint)]
        for column in shown:
            head = self._columns[column]
            if y == HEAD - 1:
                text, style = parts_that_fit(head.interviews, "·", at.cell - 1), faint
            else:
                name = fold_one_of(head.label, head.short, at.cell - 1, HEAD - 1)
                text = ([""] * (HEAD - 1 - len(name)) + name)[y]
                style = base + Style(bold=True, underline=column == self._column)
            segments += [
                Segment(" ", base),
                Segment(text, style),
                Segment(" " * (at.cell - 1 - len(text)), base),
            ]
        return segments

    def _outside(self, at: Layout, top: int, left: int) -> str:
        """How many rows and columns lie outside what is shown, with arrows; empty when all is in sight."""
        counts = (
            ("↑", top),
            ("↓", len(self._rows) - at.rows - top),
            ("←", left),
            ("→", len(self._columns) - 1 - at.columns - left),
        )
        return " ".join(f"{arrow}{count}" for arrow, count in counts if count > 0)

    def _row_line(self, row: int, line: int, at: Layout, shown: Sequence[int], base: Style) -> list[Segment]:
        head = self._rows[row]
        name = fold(head.label, at.label - 2 - 2 * head.depth, at.row)
        text = (
            "  " * head.depth + (head.fold if line == 0 else " ") + (name[line] if line < len(name) else "")
        ).ljust(at.label)
        style = base + Style(bold=not head.depth, underline=row == self._row and line < len(name))
        label = text[: at.label].rstrip()
        indent = len(label) - len(label.lstrip())
        segments = [
            Segment(" " * indent, base),
            Segment(label[indent:], style),
            Segment(" " * (at.label - len(label)), base),
        ]
        for column in shown:
            segments += self._cell_line(row, column, line, at, base)
        return segments

    def _cell_line(self, row: int, column: int, line: int, at: Layout, base: Style) -> list[Segment]:
        head, cell = self._columns[column], self._cells[self._rows[row].id, self._columns[column].id]
        share = self._share(row, column)
        lines = lines_of(cell, head.column, at.cell - 1, at.row, self._measure, share)
        text = lines[line] if line < len(lines) else " " * (at.cell - 1)
        if line >= len(lines):
            return [Segment(" " * at.cell, base)]
        colour = self._rows[row].colour or self.app.current_theme.primary
        if (row, column) == (self._row, self._column):
            style = Style(color=base.bgcolor, bgcolor=base.color, bold=True)
        else:
            style = base + Style(bgcolor=ground(colour, share, base).rich_color)
        return [
            Segment(" ", base),
            Segment(text[0], style + Style(color=_block(colour, base).rich_color)),
            Segment(text[1:], style),
        ]

    def _share(self, row: int, column: int) -> float:
        """How full a cell is: of interviews its share of the imported, else its amount against the most in a cell."""
        head = self._columns[column]
        cell = self._cells[self._rows[row].id, head.id]
        if self._measure is Measure.INTERVIEWS:
            return share_of(cell)
        if column == len(self._columns) - 1 and self._measure is not Measure.SHARE:
            return 0.0
        alike = [each.id for each in self._rows if each.depth == self._rows[row].depth]
        most = max(
            amount_of(self._cells[id, each.id], each.column, self._measure)
            for id in alike
            for each in self._columns[:-1]
        )
        return min(1.0, amount_of(cell, head.column, self._measure) / most) if most else 0.0


def ground(colour: str, share: float, base: Style) -> Color:
    """What a cell's numbers stand on: the background, shaded with a carrier's colour for a share (0 to 1)."""
    assert base.bgcolor
    depth = _FAINTEST + (_FULLEST - _FAINTEST) * share if share else 0.0
    return Color.from_rich_color(base.bgcolor).blend(Color.parse(colour), depth)


def _block(colour: str, base: Style) -> Color:
    assert base.color
    return Color.parse(colour).blend(Color.from_rich_color(base.color), _TOWARDS_TEXT)


def _indented(head: RowHead) -> str:
    return "  " * head.depth + head.fold + head.label


def _place(id: str, ids: Sequence[str], otherwise: int) -> int:
    return ids.index(id) if id in ids else min(otherwise, max(0, len(ids) - 1))
