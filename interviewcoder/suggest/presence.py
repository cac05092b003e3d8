"""Whether what a cue speaks of is there, or is said to be absent or hindered.

A denial ("geen", "niemand") near the words of a cue turns the meaning round, and so does a hindrance ("bang",
"boos"): "niemand wordt boos" has both, which leaves it present. Near is: in the same clause. What is named first and
taken up after a comma or a question mark ("een cursus, daar is nooit tijd voor") is in the clause too. A condition
("als ik het niet snap") denies nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from interviewcoder.suggest.speech import Speech

if TYPE_CHECKING:
    from spacy.tokens import Doc

_REACH = 10


class Kind(Enum):
    """What words do to a meaning: idle ones look like a denial and are none ("niet alleen"), asides say nothing."""

    DENIAL = auto()
    HINDRANCE = auto()
    IDLE = auto()
    ASIDE = auto()


@dataclass(frozen=True, slots=True)
class Turning:
    """Words that do something to a meaning: tokens ``first`` up to and including ``last``."""

    kind: Kind
    first: int
    last: int


def is_absent(
    doc: Doc, first: int, last: int, turnings: Sequence[Turning], speech: Speech, *, itself: bool = False
) -> bool:
    """Whether what tokens ``first`` up to and including ``last`` speak of is denied or hindered; ``itself`` where
    they say so by themselves, unless something near them denies that.

    ``turnings`` are those of the whole document, in order of their first token.
    """
    low, high = _left(doc, first, speech), _right(doc, last, speech)
    begin = bisect_left(turnings, low, key=lambda each: each.first)
    end = bisect_right(turnings, high, lo=begin, key=lambda each: each.first)
    near = [each for each in turnings[begin:end] if each.last <= high]
    if itself:
        near = [each for each in near if each.kind is not Kind.HINDRANCE and (each.last < first or last < each.first)]
    taken: set[int] = set()
    kinds: set[Kind] = set()
    for each in sorted(near, key=lambda each: (each.first - each.last, -each.kind.value)):
        place = set(range(each.first, each.last + 1))
        if not place & taken:
            taken |= place
            kinds.add(each.kind)
    denied = Kind.DENIAL in kinds and not (low > 0 and doc[low - 1].lower_ in speech.conditions)
    return denied != (itself or Kind.HINDRANCE in kinds)


def _left(doc: Doc, first: int, speech: Speech) -> int:
    """The first token of the clause, seen from ``first``."""
    at = first
    while at > 0 and first - at < _REACH and not doc[at].is_sent_start:
        before = doc[at - 1]
        if before.is_punct or before.lower_ in speech.breaks:
            break
        at -= 1
    return at


def _right(doc: Doc, last: int, speech: Speech) -> int:
    """The last token of the clause, seen from ``last``."""
    at = last
    while at + 1 < len(doc) and at - last < _REACH:
        after = doc[at + 1]
        if after.text in {",", "?"}:
            if at + 2 >= len(doc) or doc[at + 2].lower_ not in speech.resumptives:
                break
            at += 2
        elif after.is_punct or after.lower_ in speech.breaks or after.is_sent_start:
            break
        else:
            at += 1
    return at
