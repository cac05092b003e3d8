"""The one error that people see."""

from __future__ import annotations

from interviewcoder.locale import say


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
