"""How a table lies on a sheet: columns as wide as they need, rows as high as their text, pages that can be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

_NARROWEST, _WIDEST, _WIDER = 12, 60, 110
"""Characters to a column: one with texts goes no lower when it has to give way, and no higher unless a row of the
height that a sheet allows would cut its texts off."""
_ON_A_PAGE = 190
"""So many characters side by side on A4 are still read with ease: at some 70% of their size."""
_LINE, _HIGHEST = 15, 409
"""Points to a line, and to the highest row that Excel knows."""
_FILLED = 0.95
"""How full a line gets before its next word goes to the next line."""
_WORD = 22
_A4 = 9


def widths_for(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> list[int]:
    """How many characters wide each column is: what stands in it; where the page does not hold that, columns of texts
    give way, those with short texts the most, as far as no word is broken off and no text cut off; where that is not
    enough none does. ``numbers`` are the positions of the columns that never do."""
    longest = [max((len(row[at]) for row in rows), default=0) for at in range(len(heads))]
    wanted = [_wanted(head, [row[at] for row in rows]) for at, head in enumerate(heads)]
    least = [
        width
        if at in numbers
        else min(width, max(_NARROWEST, _longest_word(row[at] for row in rows) + 2, _uncut(longest[at])))
        for at, width in enumerate(wanted)
    ]
    found = wanted
    if sum(least) > _ON_A_PAGE:
        return wanted
    share = float(_WIDER)
    while sum(found) > _ON_A_PAGE:
        found = [
            max(low, min(width, int(share * length**0.5)))
            for low, width, length in zip(least, wanted, longest, strict=True)
        ]
        share *= 0.95
    return found


def _wanted(head: str, cells: Sequence[str]) -> int:
    longest = max((len(line) for cell in cells for line in cell.split("\n")), default=0)
    most = max(_WIDEST, _uncut(max(map(len, cells), default=0)))
    of_head = max(min(len(head), _NARROWEST), _longest_word([head])) + 1
    return min(max(longest, of_head) + 2, most, _WIDER)


def _uncut(length: int) -> int:
    """How wide a column must be for the highest row to hold a text so long."""
    return min(_WIDER, ceil(length / _FILLED / (_HIGHEST // _LINE)))


def _longest_word(cells: Iterable[str]) -> int:
    """How long the longest word is that is not to be broken off."""
    return min(max((len(word) for cell in cells for word in cell.split()), default=0), _WORD)


def lines_in(text: str, width: int) -> int:
    """How many lines a text takes in a column so wide."""
    return sum(
        max(1, ceil(len(line) / max(1.0, _FILLED * width))) if len(line) > width - 2 else 1
        for line in text.split("\n")
    )


def height_of(texts: Sequence[str], widths: Sequence[int]) -> int | None:
    """The points that a row needs for its longest text; None where one line does."""
    lines = max((lines_in(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    return min(_HIGHEST, _LINE * lines) if lines > 1 else None


def set_pages(sheet: Any, widths: Sequence[int], head: int) -> None:
    """Lying A4 with the heads, in row ``head``, on every page. What is too wide for one goes on over pages side by
    side, each with the first column, rather than become too small to read."""
    fits = sum(widths) <= _ON_A_PAGE
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.print_title_rows = f"{head}:{head}"
    sheet.sheet_properties.pageSetUpPr.fitToPage = fits
    if fits:
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    else:
        sheet.page_setup.scale = 70
        sheet.print_title_cols = "A:A"
