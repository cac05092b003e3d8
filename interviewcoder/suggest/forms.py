"""The forms under which a cue can find a word: as spoken, as written in full, and its lemmas.

spaCy's Dutch look-up lemmatiser by itself knows fewer than half of the inflected words of the demo interviews:
"gaat", "durf" and "boze" are kept in a second table, which it consults once a trained tagger has said "verb" or
"adjective". Without a tagger we take the lemmas of both tables together; a word may then have a lemma too many
("vragen": "vraag"), which does a cue no harm. Compounds that neither table knows get the lemma of their last part.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ´`′", "'"))
_ACCENTS = {0x300: None, 0x301: None}
_SHORTEST_HEAD = 3
_SHORTEST_TAIL = 4


@lru_cache(1 << 16)
def plain(word: str) -> str:
    """A word in lower case with straight apostrophes and without stress marks: "Dát" is "dat", "ideeën" stays."""
    decomposed = unicodedata.normalize("NFD", word.lower().translate(_APOSTROPHES))
    return unicodedata.normalize("NFC", decomposed.translate(_ACCENTS))


class Forms:
    """From a word as it stands in a text to all its forms; ``tables`` map a plain word to its lemmas."""

    def __init__(
        self,
        contractions: Mapping[str, str],
        particles: Sequence[str],
        tables: Sequence[Mapping[str, str | Sequence[str]]],
    ) -> None:
        self._contractions = contractions
        self._particles = tuple(particles)
        self._tables = tables

    def in_full(self, word: str) -> str:
        """The plain word, written in full when it is a contraction: "’t" is "het"."""
        spoken = plain(word)
        return self._contractions.get(spoken, spoken)

    def __call__(self, word: str) -> frozenset[str]:
        spoken = plain(word)
        full = self._contractions.get(spoken, spoken)
        return frozenset({spoken, full, *(self._lemmas(full) or self._lemmas_of_compound(full))})

    def _lemmas(self, word: str) -> list[str]:
        found: list[str] = []
        for table in self._tables:
            lemma = table.get(word, ())
            found.extend([lemma] if isinstance(lemma, str) else lemma)
        return found

    def parts_of_verb(self, word: str) -> tuple[str, str] | None:
        """Of a separable verb its particle and the verb proper: "oplossen" is "op", "lossen"."""
        for particle in self._particles:
            verb = word.removeprefix(particle)
            if verb != word and len(verb) >= _SHORTEST_TAIL and verb in self._infinitives:
                return particle, verb
        return None

    @cached_property
    def _infinitives(self) -> frozenset[str]:
        """The lemmas of the first table that are not inflections themselves; among them all its verbs."""
        first = self._tables[0]
        return frozenset(lemma for lemma in first.values() if isinstance(lemma, str) and lemma not in first)

    def _lemmas_of_compound(self, word: str) -> list[str]:
        """Of "verbeterborden", which no table knows: "verbeterbord", by the longest last part that one does."""
        for cut in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1):
            if lemmas := self._lemmas(word[cut:]):
                return [word[:cut] + lemma for lemma in lemmas]
        return []
