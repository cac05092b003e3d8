"""The grammar of a cue: the words by which speech betrays a code.

A cue is one or more words that follow each other in a sentence. ``..`` between two words lets up to four other
words stand between them; ``~`` at the start or end of a word matches the compounds it is part of. So
``zelf .. beslissen`` matches "zelf mogen beslissen", and ``~fout~`` matches "lasfouten".
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from interviewcoder.locale import say

GAP = 4
"""How many words ``..`` may stand for at most."""

_GAP = ".."
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class CueWord:
    """A word of a cue; ``gap`` is how many other words may stand between it and the word before."""

    text: str
    open_start: bool = False
    open_end: bool = False
    gap: int = 0


def parse_cue(text: str) -> tuple[CueWord, ...]:
    """The words of a cue, in order and in lower case.

    Raises ValueError, which says what is wrong with the cue in the language in use.
    """
    parts = text.lower().split()
    if not parts:
        raise ValueError(say("codes.cue.empty"))
    if _GAP in (parts[0], parts[-1]) or (_GAP, _GAP) in pairwise(parts):
        raise ValueError(say("codes.cue.gap"))
    before = ("", *parts[:-1])
    return tuple(
        _word(part, GAP if previous == _GAP else 0)
        for previous, part in zip(before, parts, strict=True)
        if part != _GAP
    )


def _word(part: str, gap: int) -> CueWord:
    stem = part.removeprefix("~").removesuffix("~")
    if "~" in stem:
        raise ValueError(say("codes.cue.tilde", word=part))
    if ".." in stem or not any(character.isalnum() for character in stem):
        raise ValueError(say("codes.cue.word", word=part))
    if stem != part and len(stem) < _SHORTEST_STEM:
        raise ValueError(say("codes.cue.short", word=part, least=_SHORTEST_STEM))
    return CueWord(stem, part.startswith("~"), part.endswith("~"), gap)
