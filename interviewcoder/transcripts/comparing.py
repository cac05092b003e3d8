"""What two versions of a text have in common, found in time that grows with their length.

Compared by lines, then by words within what differs. What occurs once in both texts is sure to belong together, and
the longest row of those in the same order holds the rest in place (patience diff, after Bram Cohen's description).
The standard library's ``difflib`` takes the square of the length and ends up with the few words left over.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from interviewcoder.model import Kept

_TOKEN = re.compile(r"\w+|\s|[^\w\s]")
_SMALL = 250_000
"""Up to this many pairs of words are compared each with each where none occurs once."""

_WIDTHS = (1, 8, 32)
"""Where no single item occurs once in both, a row of so many may."""

Run = tuple[int, int, int]
"""Start in the one, start in the other, length; in items of a sequence."""


def compare(old: str, new: str) -> tuple[Kept, ...]:
    """The pieces that stayed the same, in order, none touching the next in both texts; whole words and signs.

    What was moved counts as taken away here and added there.
    """
    found: list[Kept] = []
    for kept in _by_lines(old, new):
        last = found[-1] if found else None
        if last and (last.old + last.length, last.new + last.length) == (kept.old, kept.new):
            found[-1] = Kept(last.old, last.new, last.length + kept.length)
        else:
            found.append(kept)
    return tuple(found)


def _by_lines(old: str, new: str) -> Iterator[Kept]:
    """The lines that stayed the same; between them the words that did."""
    here, there = old.splitlines(keepends=True), new.splitlines(keepends=True)
    old_at, new_at = _starts(here), _starts(there)
    i = j = 0
    for line, other, count in (*_runs(here, there), (len(here), len(there), 0)):
        if i < line and j < other:
            yield from _by_words(old, old_at[i], old_at[line], new, new_at[j], new_at[other])
        i, j = line + count, other + count
        if count:
            yield Kept(old_at[line], new_at[other], old_at[i] - old_at[line])


def _by_words(old: str, start: int, end: int, new: str, new_start: int, new_end: int) -> Iterator[Kept]:
    here, there = _TOKEN.findall(old, start, end), _TOKEN.findall(new, new_start, new_end)
    old_at, new_at = _starts(here, start), _starts(there, new_start)
    for word, other, count in _runs(here, there):
        yield Kept(old_at[word], new_at[other], old_at[word + count] - old_at[word])


def _starts(items: Iterable[str], at: int = 0) -> list[int]:
    """Where each item starts, and where the last one ends."""
    starts = [at]
    for item in items:
        at += len(item)
        starts.append(at)
    return starts


# --- sequences ------------------------------------------------------------------------------------


def _runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Rows of equal items in the same order in both."""
    found: list[Run] = []
    waiting = [(0, len(old), 0, len(new))]
    while waiting:
        low, high, new_low, new_high = waiting.pop()
        head = _same(old, low, high, new, new_low, new_high)
        if head:
            found.append((low, new_low, head))
            low, new_low = low + head, new_low + head
        while low < high and new_low < new_high and old[high - 1] == new[new_high - 1]:
            high, new_high = high - 1, new_high - 1
            found.append((high, new_high, 1))
        if low < high and new_low < new_high:
            waiting += _between(old, low, high, new, new_low, new_high, found)
    return sorted(found)


def _same(old: Sequence[str], low: int, high: int, new: Sequence[str], new_low: int, new_high: int) -> int:
    """How many items are the same from here on."""
    most = min(high - low, new_high - new_low)
    return next((n for n in range(most) if old[low + n] != new[new_low + n]), most)


def _between(
    old: Sequence[str], low: int, high: int, new: Sequence[str], new_low: int, new_high: int, found: list[Run]
) -> list[tuple[int, int, int, int]]:
    """The ranges left between the items that hold the rest in place; those go into ``found``."""
    ranges = (old, low, high, new, new_low, new_high)
    holds = next((held for width in _WIDTHS if (held := _in_order(_once_in_both(*ranges, width)))), [])
    if holds:
        found += [(i, j, 1) for i, j in holds]
        edges = [(low - 1, new_low - 1), *holds, (high, new_high)]
        return [(i + 1, k, j + 1, n) for (i, j), (k, n) in pairwise(edges) if i + 1 < k and j + 1 < n]
    if (high - low) * (new_high - new_low) <= _SMALL:
        matcher = SequenceMatcher(None, old[low:high], new[new_low:new_high], autojunk=False)
        found += [(low + i, new_low + j, n) for i, j, n in matcher.get_matching_blocks() if n]
    return []


def _once_in_both(
    old: Sequence[str], low: int, high: int, new: Sequence[str], new_low: int, new_high: int, width: int
) -> list[tuple[int, int]]:
    """Where rows of so many items start that occur once in both."""
    here, there = _rows(old, low, high, width), _rows(new, new_low, new_high, width)
    counts, others = Counter(here), Counter(there)
    places = {row: j for j, row in enumerate(there, new_low) if others[row] == 1}
    return [(i, places[row]) for i, row in enumerate(here, low) if counts[row] == 1 and row in places]


def _rows(items: Sequence[str], low: int, high: int, width: int) -> list[Any]:
    if width == 1:
        return list(items[low:high])
    if high - low < width:
        return []
    return list(zip(*(items[low + n : high - width + 1 + n] for n in range(width)), strict=True))


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pairs, sorted by the first, of which the second rises too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [j]
        last[at : at + 1] = [number]
    row: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]
