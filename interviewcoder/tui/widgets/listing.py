"""A table of rows to walk through: columns share the width there is, and those of less use go first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.widgets import DataTable

from interviewcoder.safe import visible

MUTED = "#808080"
"""The style of rows that matter less: readable on both looks and, unlike dim, under the cursor."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``width`` in cells, 0 for an equal share of what the others leave.

    ``room`` is the width of the table (cells) below which the column is left out.
    """

    id: str
    title: str
    width: int = 0
    room: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in each column, by column id; plain text, whatever it holds."""

    key: str
    cells: Mapping[str, str]
    style: str = ""
    styles: Mapping[str, str] = field(default_factory=dict)
    """The style of single cells, where it is not the row's."""


class Listing(DataTable[Text], inherit_bindings=False):
    """Rows with one of them in focus. Enter is the screen's; a click on the row in focus is ``RowSelected``."""

    DEFAULT_CSS = """
    Listing { height: 1fr; background: $background; scrollbar-size-vertical: 1; }
    Listing > .datatable--header { background: $panel; color: $foreground; }
    """
    BINDINGS = [
        Binding("up,k", "cursor_up", show=False),
        Binding("down,j", "cursor_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("home", "scroll_top", show=False),
        Binding("end", "scroll_bottom", show=False),
    ]
    _SMALLEST = 8

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:
        super().__init__(cursor_type="row", id=id)
        self._layout = tuple(columns)
        self._widths: dict[str, int] = {}
        self._rows: list[Row] = []
        self._sorted: tuple[str, bool] | None = None

    # --- what is shown ----------------------------------------------------------------------------

    def fill(self, rows: Sequence[Row], sorted_by: tuple[str, bool] | None = None) -> None:
        """Show these rows, with the focus where it was; ``sorted_by`` marks a column, True when backwards."""
        self._rows = list(rows)
        self._sorted = sorted_by
        self._draw()

    def extend(self, rows: Sequence[Row]) -> None:
        """Show more rows below."""
        self._rows += rows
        for row in rows:
            self.add_row(*self._cells(row), key=row.key)

    @property
    def focused_key(self) -> str | None:
        """The key of the row in focus."""
        return self._rows[self.cursor_row].key if 0 <= self.cursor_row < len(self._rows) else None

    def focus_key(self, key: str) -> None:
        """Put the focus on the row with this key, if it is there."""
        index = next((n for n, row in enumerate(self._rows) if row.key == key), None)
        if index is not None:
            self.move_cursor(row=index)

    # --- drawing ----------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        if self._fit(event.size.width) != self._widths:
            self._draw()

    def _fit(self, width: int) -> dict[str, int]:
        """The columns there is room for, each with its width."""
        padding, inner = 2 * self.cell_padding, width - self.scrollbar_size_vertical
        there = [column for column in self._layout if width >= column.room]
        sharing = sum(1 for column in there if not column.width)
        left = inner - sum(column.width + padding for column in there)
        share, over = divmod(max(0, left), sharing) if sharing else (0, 0)
        widths: dict[str, int] = {}
        for column in there:
            widths[column.id] = column.width or max(self._SMALLEST, share + (over > 0))
            over -= not column.width
        return widths

    def _draw(self) -> None:
        key, index, at = self._drawn_key(), self.cursor_row, self.scroll_y
        self._widths = self._fit(self.size.width)
        self.clear(columns=True)
        for column in self._layout:
            if column.id in self._widths:
                self.add_column(self._heading(column), width=self._widths[column.id], key=column.id)
        for row in self._rows:
            self.add_row(*self._cells(row), key=row.key)
        self.scroll_to(y=at, animate=False)
        if self._rows:
            keys = [row.key for row in self._rows]
            self.move_cursor(row=keys.index(key) if key in keys else min(index, len(keys) - 1))

    def _drawn_key(self) -> str | None:
        """The key of the row in focus among the rows that stand in the table now."""
        return self.ordered_rows[self.cursor_row].key.value if self.is_valid_row_index(self.cursor_row) else None

    def _heading(self, column: Column) -> Text:
        arrow = ""
        if self._sorted and self._sorted[0] == column.id:
            arrow = " ▼" if self._sorted[1] else " ▲"
        return Text(column.title + arrow, justify="right" if column.right else "left", no_wrap=True)

    def _cells(self, row: Row) -> list[Text]:
        return [
            Text(
                visible(row.cells.get(column.id, "")),
                style=row.styles.get(column.id, row.style),
                justify="right" if column.right else "left",
                no_wrap=True,
                overflow="ellipsis",
            )
            for column in self._layout
            if column.id in self._widths
        ]
