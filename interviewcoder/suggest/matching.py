"""Finding many cues in one pass over the words of a sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from interviewcoder.codes.cue import CueWord

Ids = frozenset[int]
"""Which of all cue words a word of the text is, by number; most words are none."""


class CueIndex:
    """Cues by their first word. A cue is known by its place in ``cues``, whose words are plain and in full."""

    def __init__(self, cues: Iterable[Sequence[CueWord]]) -> None:
        self._numbers: dict[tuple[str, bool, bool], int] = {}
        self._starting: dict[int, list[tuple[int, tuple[tuple[int, int], ...]]]] = defaultdict(list)
        for place, (first, *rest) in enumerate(cues):
            steps = tuple((self._number(word), word.gap + 1) for word in rest)
            self._starting[self._number(first)].append((place, steps))
        self._whole: dict[str, int] = {}
        self._parts: list[tuple[str, bool, bool, int]] = []
        for (text, open_start, open_end), number in self._numbers.items():
            if open_start or open_end:
                self._parts.append((text, open_start, open_end, number))
            else:
                self._whole[text] = number
        self._any_part = re.compile("|".join(re.escape(text) for text, *_ in self._parts) or "(?!)")

    def _number(self, word: CueWord) -> int:
        return self._numbers.setdefault((word.text, word.open_start, word.open_end), len(self._numbers))

    def identify(self, forms: Iterable[str]) -> Ids:
        """Which cue words a word with these forms is."""
        return frozenset(chain.from_iterable(map(self._identify, forms)))

    def _identify(self, form: str) -> Iterator[int]:
        if form in self._whole:
            yield self._whole[form]
        if self._any_part.search(form):
            for text, open_start, open_end, number in self._parts:
                at_start, at_end = open_end and form.startswith(text), open_start and form.endswith(text)
                if at_start or at_end or (open_start and open_end and text in form):
                    yield number

    def find(self, words: Sequence[Ids]) -> Iterator[tuple[int, int, int]]:
        """The cues in a sentence: place of the cue, first and last word; per first word the nearest run."""
        for at, here in enumerate(words):
            for number in here:
                for cue, steps in self._starting.get(number, ()):
                    last = _follow(steps, 0, at, words)
                    if last >= 0:
                        yield cue, at, last


def _follow(steps: Sequence[tuple[int, int]], step: int, at: int, words: Sequence[Ids]) -> int:
    """The place of the last word of a cue whose words before ``step`` end at ``at``; -1 when it does not go on."""
    if step == len(steps):
        return at
    number, reach = steps[step]
    for following in range(at + 1, min(at + reach + 1, len(words))):
        if number in words[following]:
            last = _follow(steps, step + 1, following, words)
            if last >= 0:
                return last
    return -1
