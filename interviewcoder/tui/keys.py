"""Keys: their descriptions in the language in use, and the places that ``g`` and a letter lead to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.binding import BindingsMap

from interviewcoder.locale import say

PLACES = {
    "d": "documents",
    "c": "coding",
    "o": "overview",
    "n": "analyses",
    "a": "agreement",
    "q": "quotes",
    "b": "codebook",
    "m": "memos",
    "h": "history",
    "r": "review",
    "t": "rounds",
    "i": "inbox",
    "w": "doubtful",
    "x": "exchange",
}
"""The letter after ``g`` and the screen it opens."""


def in_short(keys: Iterable[str]) -> str:
    """Keys that do the same, each once and a row of digits by its ends: "1–6"."""
    every = list(dict.fromkeys(keys))
    digits = [key for key in every if key.isdigit()]
    if len(digits) > 1:
        every = [f"{digits[0]}–{digits[-1]}", *(key for key in every if not key.isdigit())]
    return " ".join(every)


def in_words(bindings: BindingsMap) -> BindingsMap:
    """The same bindings with each description, a key of ``locale`` such as ``tui.help``, said in words.

    Class variables are made before the language is known, so screens and widgets say their keys when made.
    """
    said = bindings.copy()
    for key, held in said.key_to_bindings.items():
        said.key_to_bindings[key] = [
            replace(binding, description=say(binding.description)) if "." in binding.description else binding
            for binding in held
        ]
    return said
