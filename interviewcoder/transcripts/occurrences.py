"""Where words occur in a text that is compared with another: everywhere, or only where the two differ."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, pairwise
from operator import attrgetter

from interviewcoder.model import Span

_WORD = re.compile(r"\w+")
_START = attrgetter("start")
_COMMON = 200
"""A word that stands in more places than this tells nothing of where similar words are."""

Wanted = tuple[str, tuple[tuple[int, str], ...]]
"""Words to look for, and those of them that are whole, each with its place in them."""


class Searched:
    """A text with its words looked up, and the pieces of it that the other text has too."""

    def __init__(self, text: str, pieces: Sequence[Span]) -> None:
        self.text = text
        self._pieces = pieces
        self._edges = [Span(*edge) for edge in pairwise((0, *chain(*((p.start, p.end) for p in pieces)), len(text)))]
        self._edges = self._edges[::2]
        self._free: dict[Wanted, list[int]] = {}

    @cached_property
    def _words(self) -> dict[str, list[int]]:
        """Where each word stands."""
        words: defaultdict[str, list[int]] = defaultdict(list)
        for found in _WORD.finditer(self.text):
            words[found[0]].append(found.start())
        return dict(words)

    def piece_around(self, span: Span) -> int | None:
        """The number of the piece that a fragment lies in whole."""
        number = bisect_right(self._pieces, span.start, key=_START) - 1
        return number if number >= 0 and span.end <= self._pieces[number].end else None

    def all(self, wanted: Wanted) -> list[int]:
        """Every place where words occur."""
        offset, places = self._rarest(wanted)
        quote, starts = wanted[0], self.text.startswith
        if places is None:
            return self._within(quote, 0, len(self.text))
        return [place - offset for place in places if place >= offset and starts(quote, place - offset)]

    def free(self, wanted: Wanted) -> list[int]:
        """The places where words occur in no piece that the other text has too."""
        if (held := self._free.get(wanted)) is None:
            quote = wanted[0]
            _, places = self._rarest(wanted)
            if places is None or len(places) > len(self._edges):
                found = self._beside_edges(quote)
            else:
                found = self.all(wanted)
            spans = (Span(at, at + len(quote)) for at in found)
            held = self._free[wanted] = [span.start for span in spans if self.piece_around(span) is None]
        return held

    def _rarest(self, wanted: Wanted) -> tuple[int, list[int] | None]:
        """Of the whole words the one that occurs least: its place in what is looked for, and where it stands."""
        held = [(self._words.get(word, []), offset) for offset, word in wanted[1]]
        if not held:
            return 0, None
        places, offset = min(held, key=lambda each: len(each[0]))
        return offset, places

    def _beside_edges(self, quote: str) -> list[int]:
        """Where words occur that reach into what the other text does not have."""
        found: list[int] = []
        for edge in self._edges:
            low = max(edge.start - len(quote) + 1, found[-1] + 1 if found else 0)
            found += self._within(quote, low, edge.end + len(quote) - 1)
        return found

    def _within(self, quote: str, low: int, high: int) -> list[int]:
        found: list[int] = []
        at = self.text.find(quote, max(0, low), high)
        while at >= 0:
            found.append(at)
            at = self.text.find(quote, at + 1, high)
        return found

    def like(self, quote: str) -> list[Span]:
        """The two places with most words of a text in about the same order, where there are such."""
        bin, votes = max(20, len(quote) // 2), Counter[int]()
        told: dict[int, list[int]] = {}
        for found in _WORD.finditer(quote):
            places = self._words.get(found[0], ())
            if len(places) > _COMMON:
                continue
            for place in places:
                number = (place - found.start()) // bin
                for each in (number, number + 1):
                    votes[each] += 1
                    told.setdefault(each, []).extend((place, place + len(found[0])))
        best = [Span(min(told[number]), max(told[number])) for number, count in votes.most_common(4) if count > 1]
        spans: list[Span] = []
        for span in best:
            if len(span) <= 3 * len(quote) and not any(span.overlaps(other) for other in spans):
                spans.append(span)
        return spans[:2]


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether a word is not part of a longer one."""
    return not (start and _WORD.match(text[start - 1])) and not _WORD.match(text[end : end + 1])
