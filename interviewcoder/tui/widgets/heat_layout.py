"""How the heat matrix divides the space it has; numbers only, so that every size can be tested."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

HEAD = 3
"""Lines above the rows: two for a column's name, one for its interviews."""

_NARROWEST, _ROOMY, _WIDEST = 8, 12, 24
_LOWEST, _HIGHEST = 1, 3
_LABEL = 18
_PART = re.compile(r"\s*[^\s/-]*[/-]+|\s*[^\s/-]+")
_VOWELS = "aeiouyáàâäéèêëíìîïóòôöúùûü"


@dataclass(frozen=True, slots=True)
class Layout:
    """Cells of the terminal: ``label`` for row heads, ``cell`` for each column with the blank before it, ``row``
    lines high; ``columns`` and ``rows`` are how many fit."""

    label: int
    cell: int
    row: int
    columns: int
    rows: int


def layout(width: int, height: int, columns: int, rows: int, longest: int) -> Layout:
    """Divide ``width`` × ``height`` over row heads, ``columns`` plus a total, and ``rows``; labels are at most
    ``longest`` cells. Row heads give way first, then the cells; then columns or rows wait outside."""
    label = min(longest + 1, max(_LABEL, width - (columns + 1) * _ROOMY), max(_LABEL, width // 2))
    cell = min(_WIDEST, max(_NARROWEST, (width - label) // (columns + 1)))
    room = max(1, height - HEAD)
    high = min(_HIGHEST, max(_LOWEST, room // max(1, rows)))
    fitting = max(1, (width - label) // cell - 1)
    return Layout(label, cell, high, min(columns, fitting), min(rows, room // high))


def within(first: int, shown: int, at: int) -> int:
    """The first of ``shown`` places to draw so that ``at`` is among them, moved as little as possible."""
    return min(max(first, at - shown + 1), at) if shown else 0


def fold(text: str, width: int, height: int) -> list[str]:
    """A name on at most ``height`` lines of ``width`` cells, broken at blanks, hyphens and slashes, else within
    a word; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    for part in _PART.findall(text.strip()):
        if lines and (len(lines) >= height or len(lines[-1] + part) <= width):
            lines[-1] += part
            continue
        part = part.strip()
        while len(part) > width > 1 and len(lines) < height - 1:
            at = _syllable(part, width - 1)
            lines.append(part[:at] + "-")
            part = part[at:]
        lines.append(part)
    return [line if len(line) <= width else line[: max(0, width - 1)].rstrip() + "…" for line in lines or [""]]


def fold_one_of(text: str, short: str, width: int, height: int) -> list[str]:
    """A name on its lines; its ``short`` form, where it has one, in place of a name that no line holds whole."""
    lines = fold(text, width, height)
    whole = "".join("".join(lines).split()) == "".join(text.split())
    return lines if whole or not short else fold(short, width, height)


def _syllable(word: str, most: int) -> int:
    """Where to break a word after ``most`` letters at most: before the consonant that a syllable begins with."""
    for at in range(most, 2, -1):
        begins = word[at : at + 2].casefold()
        if len(begins) == 2 and begins[0] not in _VOWELS and begins[1] in _VOWELS:
            return at
    return most


def parts_that_fit(text: str, sign: str, width: int) -> str:
    """The text without as many of its last parts, set apart by ``sign``, as do not fit whole in ``width`` cells."""
    while len(text) > width and sign in text:
        text = text.rpartition(sign)[0]
    return text if len(text) <= width else ""


def column_at(at: Layout, x: int) -> int | None:
    """Which of the visible columns lies at ``x``: 0 for the first, ``columns`` for the total; None on the heads."""
    if x < at.label:
        return None
    return min((x - at.label) // at.cell, at.columns)


def longest(labels: Sequence[str]) -> int:
    return max((len(label) for label in labels), default=0)
