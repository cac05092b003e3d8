"""The one error that people see."""

from __future__ import annotations

from collections.abc import Iterable

from interviewcoder.locale import say

_ALIKE = 0.6
"""How alike two words must be (0 to 1) before one is offered for the other; below it a guess only puzzles."""


class Refused(Exception):
    """Something asked of the program cannot be done; nothing was changed.

    Raised with the key of a sentence in ``locale`` and the values that complete it, so that the sentence
    is made in the reader's language by whoever shows it: ``Refused("store.span-outside", start=7, end=3)``.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def __str__(self) -> str:
        return say(self.key, **self.values)


class Stopped(Exception):
    """A person stopped long work halfway; nothing was changed."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Which of the known words may have been meant; None when none looks like it. Case does not count."""
    from difflib import get_close_matches

    plain = {each.casefold(): each for each in known}
    found = get_close_matches(word.casefold(), plain, n=1, cutoff=_ALIKE)
    return plain[found[0]] if found else None


def unknown(key: str, word: str, known: Iterable[str], /, **values: object) -> Refused:
    """The refusal of a word that is none of the known ones.

    The sentence ``key-near`` offers the one that looks like it; where none does, the sentence ``key`` says which
    there are. Their values are ``value``, ``near`` and ``known``.
    """
    choices = list(known)
    if near := nearest(word, choices):
        return Refused(f"{key}-near", value=word, near=near, known=", ".join(choices), **values)
    return Refused(key, value=word, known=", ".join(choices), **values)
