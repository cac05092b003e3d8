"""Plain TF-IDF, which a learner must beat to be worth its trouble."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from interviewcoder.model import words_in


class PlainTfidf:
    """Each code is the sum of the sentences it is on, as words weighed by rarity; a new sentence goes by cosine."""

    def __init__(self, sentences: Sequence[tuple[str, Iterable[str]]]) -> None:
        """``sentences`` are texts with their codes."""
        counted = [(_words(text), codes) for text, codes in sentences]
        spread = Counter(word for words, _ in counted for word in words)
        self._rarity = {word: math.log(len(counted) / count) for word, count in spread.items()}
        self._codes: dict[str, Counter[str]] = {}
        for words, codes in counted:
            for code in codes:
                self._codes.setdefault(code, Counter()).update(words)
        self._lengths = {code: self._length(words) for code, words in self._codes.items()}

    def scores(self, text: str) -> dict[str, float]:
        """The cosine with each code that has been seen."""
        words = _words(text)
        length = self._length(words)
        return {
            code: sum(count * sums[word] * self._rarity.get(word, 0) ** 2 for word, count in words.items())
            / (length * self._lengths[code])
            for code, sums in self._codes.items()
        }

    def _length(self, words: Mapping[str, int]) -> float:
        return math.sqrt(sum((count * self._rarity.get(word, 0)) ** 2 for word, count in words.items())) or 1


def _words(text: str) -> Counter[str]:
    return Counter(found.group().lower() for found in words_in(text))
