"""Output: aligned text for people, JSON for programs; nothing from a transcript acts on the terminal."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Collection, Sequence
from typing import Any, TextIO

from interviewcoder.safe import UNSAFE, visible

Row = Sequence[str]
GAP = 2
"""How many blanks stand between the columns of a table."""


def on_terminal() -> bool:
    """Whether a person sits at both ends: what is asked can be answered, what is drawn is seen."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def line(text: str = "", *, to: TextIO | None = None) -> None:
    """Print one line, whatever the text holds."""
    print(visible(text), file=to or sys.stdout)


def lines(text: str) -> None:
    """Print a text of several lines."""
    for each in text.splitlines():
        line(each)


def heading(text: str) -> None:
    """Print a line that stands out on a terminal that has colours."""
    shown = visible(text)
    print(f"\x1b[1m{shown}\x1b[0m" if _coloured() else shown)


def _coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def as_json(value: Any) -> None:
    """Print a value as JSON, with every character that a terminal would act upon escaped."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    text = json.dumps(value, ensure_ascii=not unicode, indent=1)
    print(UNSAFE.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text))


def table(head: Row, rows: Sequence[Row], *, right: Collection[int] = ()) -> None:
    """Print rows under a heading, in columns that line up; ``right`` are the columns that hold numbers.

    On a terminal the last column is cut where the line would wrap; elsewhere it is whole.
    """
    shown = [[visible(cell) for cell in row] for row in (head, *rows)]
    widths = [max(width(row[column]) for row in shown) for column in range(len(head))]
    room = columns() - sum(widths[:-1]) - GAP * (len(head) - 1)
    for number, row in enumerate(shown):
        cells = [
            pad(cell, widths[column], right=column in right) if column < len(head) - 1 or column in right else cell
            for column, cell in enumerate(row)
        ]
        if room > 0:
            cells[-1] = cut(cells[-1], room)
        text = (" " * GAP).join(cells).rstrip()
        heading(text) if number == 0 else print(text)


def columns() -> int:
    """The width of the terminal; a width that nothing exceeds where there is none."""
    return os.get_terminal_size().columns if sys.stdout.isatty() else sys.maxsize


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """The text filled out with spaces to so many cells of the terminal."""
    fill = " " * (cells - width(text))
    return fill + text if right else text + fill


def cut(text: str, cells: int) -> str:
    """The text within so many cells, ending in "…" where something was left out."""
    if width(text) <= cells:
        return text
    kept, used = "", 0
    for letter in text:
        used += _cells(letter)
        if used > cells - 1:
            break
        kept += letter
    return kept + "…"


def width(text: str) -> int:
    """How many cells of the terminal a text takes: none for a combining sign, two for a wide one."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
