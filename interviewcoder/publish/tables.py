"""Tables on their way out, in six formats, by one description of what stands in them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.publish.latex import latex, with_signs
from interviewcoder.publish.markdown import escaped
from interviewcoder.publish.sheet_layout import height_of, lines_in, set_pages, widths_for
from interviewcoder.publish.writing import write_whole
from interviewcoder.safe import harmless_cell, visible, visible_lines

Cell = str | int | float | None
"""What a cell holds; None where there is nothing to say, which is not the same as 0."""

NOTHING = "—"
SUFFIXES = (".csv", ".xlsx", ".md", ".tex", ".docx", ".html")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the ``id`` by which programs know it, its ``head`` for people, and for numbers how many ``places``
    they are shown with (None for whole numbers and texts). One without a head is for programs only: JSON and CSV."""

    id: str
    head: str
    number: bool = False
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under columns. ``note`` says what a reader must know, such as the study being made up."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""

    @property
    def for_people(self) -> Table:
        """The table without the columns that are for programs only."""
        kept = [at for at, column in enumerate(self.columns) if column.head]
        rows = tuple(tuple(row[at] for at in kept) for row in self.rows)
        return replace(self, columns=tuple(self.columns[at] for at in kept), rows=rows)

    @property
    def heads(self) -> list[str]:
        return [column.head for column in self.columns]

    @property
    def numbers(self) -> list[int]:
        """The positions of the columns that hold numbers, which stand to the right."""
        return [at for at, column in enumerate(self.columns) if column.number]

    def records(self) -> list[dict[str, Cell]]:
        """The rows for programs, by the ids of the columns."""
        return [dict(zip((column.id for column in self.columns), row, strict=True)) for row in self.rows]

    def texts(self, *, without: Collection[str] = ()) -> dict[str, str]:
        """What people read in it, by where it stands: each of its texts once; ``without`` the columns with these ids,
        such as those that say which coder."""
        kept = [at for at, column in enumerate(self.columns) if column.head and column.id not in without]
        cells = (row[at] for row in self.rows for at in kept)
        told = dict.fromkeys(cell for cell in cells if isinstance(cell, str) and cell)
        return {f"– {self.title}": "\n".join((self.title, *told))}

    def shown(self) -> list[list[str]]:
        """The rows for people: numbers rounded as their column says."""
        return [[_shown(cell, column) for cell, column in zip(row, self.columns, strict=True)] for row in self.rows]


def _shown(cell: Cell, column: Column) -> str:
    if cell is None:
        return NOTHING
    return f"{cell:.{column.places}f}" if isinstance(cell, float) and column.places is not None else str(cell)


def write_table(table: Table, path: Path, *, over: bool) -> Path:
    """Write a table in the format that the name ends in. Raises Refused for another, and as ``write_whole`` does."""
    form = path.suffix.lower()
    people = table.for_people
    if form == ".csv":
        content: str | bytes = as_csv(table)
    elif form == ".xlsx":
        content = as_xlsx([people])
    elif form == ".md":
        content = as_markdown(people)
    elif form == ".tex":
        content = as_latex(people)
    elif form == ".docx":
        from interviewcoder.publish.wordfile import table_as_docx

        content = table_as_docx(people)
    elif form == ".html":
        from interviewcoder.publish.page import page, table_as_html

        content = page(table.title, table_as_html(people))
    else:
        raise Refused("publish.unknown-table", path=path, known=", ".join(SUFFIXES))
    return write_whole(path, content, over=over)


def as_csv(table: Table) -> str:
    """Comma-separated (RFC 4180) after the byte order mark by which Excel knows UTF-8; no cell starts a formula. The
    heads are the ids; a note is a last column, the same in every row."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out)
    note = [table.note] if table.note else []
    writer.writerow([*(column.id for column in table.columns), *(["note"] if note else [])])
    for row in table.rows:
        writer.writerow([_harmless(cell) for cell in (*row, *note)])
    return out.getvalue()


def _harmless(cell: Cell) -> Cell:
    return harmless_cell(visible_lines(cell)) if isinstance(cell, str) else cell


# --- XLSX -----------------------------------------------------------------------------------------

_LONGEST = 32_767
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")


def as_xlsx(tables: Sequence[Table]) -> bytes:
    """A workbook with a sheet a table: heads that stay in sight, numbers as numbers, text never as a formula."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        _fill(book.create_sheet(_SHEET_NAME.sub(" ", visible(table.title))[:31] or "1"), table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, table: Table) -> None:
    from openpyxl.styles import Alignment, Font

    shown = table.shown()
    widths = widths_for(table.heads, shown, table.numbers)
    top = 1
    if table.note:
        _put(sheet.cell(1, 1), table.note)
        top = 2
    for at, column in enumerate(table.columns, 1):
        _put(sheet.cell(top, at), column.head)
        sheet.cell(top, at).font = Font(name="Calibri", size=11, bold=True)
        sheet.cell(top, at).alignment = Alignment(wrap_text=True, vertical="bottom")
        sheet.column_dimensions[sheet.cell(top, at).column_letter].width = widths[at - 1]
    sheet.row_dimensions[top].height = height_of(table.heads, widths)
    for number, (row, texts) in enumerate(zip(table.rows, shown, strict=True), top + 1):
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True), 1):
            place = sheet.cell(number, at)
            _put(place, cell)
            if column.places is not None:
                place.number_format = f"0.{'0' * column.places}" if column.places else "0"
            wraps = isinstance(cell, str) and lines_in(cell, widths[at - 1]) > 1
            place.alignment = Alignment(wrap_text=wraps, vertical="top")
        sheet.row_dimensions[number].height = height_of(texts, widths)
    set_pages(sheet, widths, top)
    sheet.freeze_panes = sheet.cell(top + 1, 1)


def _put(place: Any, cell: Cell) -> None:
    """A text stays a text, also where it starts as a formula does; a cell of Excel holds no more than so much."""
    if isinstance(cell, str):
        place.value = visible_lines(cell)[:_LONGEST]
        place.data_type = "s"
    elif cell is not None:
        place.value = cell


# --- Markdown and LaTeX ---------------------------------------------------------------------------


def as_markdown(table: Table) -> str:
    """A pipe table under its title."""
    heads = " | ".join(escaped(head) for head in table.heads)
    rule = " | ".join("---:" if column.number else "---" for column in table.columns)
    lines = [f"**{escaped(table.title)}**", "", f"| {heads} |", f"| {rule} |"]
    lines += [f"| {' | '.join(_in_lines(cell, escaped, '<br>') for cell in row)} |" for row in table.shown()]
    if table.note:
        lines += ["", f"*{escaped(table.note)}*"]
    return "\n".join(lines) + "\n"


def _in_lines(cell: str, escape: Callable[[str], str], between: str) -> str:
    """A cell of one line or several, in a format in which a row is one line."""
    return between.join(escape(line) for line in cell.split("\n") if line.strip() or line == cell)


_MANY = 3
"""A table with more columns that wrap than this is set in small type."""
_LONG = 30
"""So many letters fit in a column of LaTeX that does not wrap."""


def _latex_columns(table: Table) -> list[str]:
    longest = [max((len(row[at]) for row in table.shown()), default=0) for at in range(len(table.columns))]
    long = [length > _LONG for length in longest]
    room = 1 - 0.09 * long.count(False)
    weights = [length**0.35 for length in longest]
    total = sum(weight for weight, wraps in zip(weights, long, strict=True) if wraps)
    return [
        f">{{\\raggedright\\arraybackslash}}p{{{max(0.06, room * weight / total - 0.02):.2f}\\linewidth}}"
        if wraps
        else "r"
        if column.number
        else "l"
        for column, weight, wraps in zip(table.columns, weights, long, strict=True)
    ]


def as_latex(table: Table) -> str:
    """A ``longtable`` with the rules of ``booktabs``; a comment says that the preamble needs these packages.

    Columns with long texts share the width of the page by how much stands in them.
    """
    columns = _latex_columns(table)
    head = [r"\toprule", " & ".join(latex(head) for head in table.heads) + r" \\", r"\midrule"]
    lines = [
        f"% {say('publish.latex-needs')}",
        r"\begingroup",
        *([r"\footnotesize\setlength{\tabcolsep}{3pt}"] if sum("p{" in each for each in columns) > _MANY else []),
        rf"\begin{{longtable}}{{{''.join(columns)}}}",
        rf"\caption{{{latex(table.title)}}}\\",
        *head,
        r"\endfirsthead",
        *head,
        r"\endhead",
        *(" & ".join(_in_lines(cell, latex, r"\newline ") for cell in row) + r" \\" for row in table.shown()),
        r"\bottomrule",
        r"\end{longtable}",
        r"\endgroup",
    ]
    if table.note:
        lines.append(latex(table.note))
    return with_signs("\n".join(lines)) + "\n"
