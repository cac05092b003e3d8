"""Rows of a table in a document as lines: cells apart by tabs, but a second speaker in a row on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from interviewcoder.transcripts.labels import is_possible

_SPOKEN = re.compile(r"(?P<label>[^\W\d_][^:\n]{0,39}|\[[^\[\]\n]{1,38}\]):[^\S\n]*+(?P<said>[^\n])?")


def row_of(cells: Iterable[str]) -> str:
    """The cells of a row in one text; what stands between two of them is as :func:`between` says."""
    line = ""
    for number, cell in enumerate(cells):
        line += between(line, cell) + cell if number else cell
    return line.strip("\t")


def between(before: str, cell: str) -> str:
    """What a cell is set apart by from the row ``before`` it: a line's end where it begins with a label, as in
    "R: Nee", and someone spoke under a label before it in the row; else a tab. "I:" alone is no speech: what is in
    the next cell is."""
    begins = _labelled(cell)
    spoke = any(_labelled(each) for line in before.split("\n") for each in line.split("\t"))
    return "\n" if begins and spoke else "\t"


def _labelled(text: str) -> bool:
    """Whether a text begins with what may be a label, and has speech after it."""
    found = _SPOKEN.match(text)
    return found is not None and found["said"] is not None and is_possible(found["label"])
