"""How a program counts positions in a text, found out from where its spans fall.

The specification of REFI-QDA says code points and programs do not all follow it: some count UTF-16 units or bytes,
some count a CRLF line end as two, some name the last character and not the one behind it. Spans that people select
begin and end at words, so of all ways of counting, the right one lets most spans land cleanly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import Any

from interviewcoder.locale import say
from interviewcoder.model import Span

SURE = 0.85
"""A mean score from which a way of counting is believed; a person is told of less. Chance gives about 0.5."""

_BORROWED = 3.0
"""The other texts of a project weigh as this many spans: one program counts in one way."""

_TRUNCATED = 10


class Unit(StrEnum):
    """What is counted."""

    CODE_POINT = "code-point"
    UTF16 = "utf-16"
    UTF8 = "utf-8"


@dataclass(frozen=True, slots=True)
class Convention:
    """A way of counting: the unit, what a CRLF counts for, and whether the end names the last character itself."""

    unit: Unit
    crlf: int
    inclusive: bool

    def __str__(self) -> str:
        unit, end = say(f"exchange.unit.{self.unit}"), "inclusive" if self.inclusive else "exclusive"
        return say("exchange.convention", unit=unit, crlf=self.crlf, end=say(f"exchange.end.{end}"))


OURS = Convention(Unit.CODE_POINT, 1, False)
"""How we count: as the specification says, with an exclusive end as its example has it."""

CONVENTIONS = tuple(
    Convention(unit, crlf, inclusive) for inclusive, unit, crlf in product((False, True), Unit, (1, 2))
)
"""All of them, the likeliest first: that is the one to take where no span tells them apart."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span as a program wrote it, and the words it gave along, if any."""

    start: int
    end: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """The spans of a text by one convention; None for a mark that lies outside the text. ``rivals`` counts the marks
    that an equally good convention puts elsewhere."""

    convention: Convention
    spans: tuple[Span | None, ...]
    score: float
    rivals: int


class MarkedText:
    """A text as its file has it, CRLF and all but without byte order mark, with its marks."""

    def __init__(self, raw: str, marks: Sequence[Mark]) -> None:
        self.raw = raw
        self.text = raw.replace("\r\n", "\n").replace("\r", "\n")
        self.marks = tuple(marks)

    @cached_property
    def spans(self) -> dict[Convention, tuple[Span | None, ...]]:
        """Where the marks lie, by each convention."""
        rulers = {each: self._ruler(*each) for each in product(Unit, (1, 2))}
        return {
            each: tuple(_place(rulers[each.unit, each.crlf], mark, each.inclusive) for mark in self.marks)
            for each in CONVENTIONS
        }

    @cached_property
    def scores(self) -> dict[Convention, float]:
        """By each convention the sum of how well the marks land, each between 0 and 1."""
        sums = dict.fromkeys(CONVENTIONS, 0.0)
        for number, mark in enumerate(self.marks):
            said = _folded(mark.words)
            there = {each: span for each in CONVENTIONS if (span := self.spans[each][number])}
            texts = {each: _folded(span.of(self.text)) for each, span in there.items()} if said else {}
            exact = {each for each, text in texts.items() if text == said}
            begun = {each for each, text in texts.items() if _begins(text, said)}
            for each, span in there.items():
                if exact:
                    sums[each] += each in exact
                elif not begun or each in begun:
                    sums[each] += _landing(self.text, span)
        return sums

    def _ruler(self, unit: Unit, crlf: int) -> Any:
        """For each code point of the text, and for its end, the position that the program would give it."""
        import numpy as np

        codes = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), "<u4")
        widths = np.ones(len(codes), np.int64)
        if unit is Unit.UTF16:
            widths += codes > 0xFFFF
        elif unit is Unit.UTF8:
            widths += (codes > 0x7F).astype(np.int64) + (codes > 0x7FF) + (codes > 0xFFFF)
        if crlf == 2:
            ends = np.array([found.start() for found in re.finditer("\r\n", self.raw)], np.int64)
            widths[ends - np.arange(len(ends))] += 1
        return np.concatenate(([0], np.cumsum(widths)))


def settle(texts: Sequence[MarkedText], known: Convention | None = None) -> list[Placed]:
    """For each text of a project the convention that its marks fit best, helped by those of the other texts.

    With a convention that is ``known`` nothing is found out, and nothing is doubtful.
    """
    if known:
        return [Placed(known, text.spans[known], 1.0, 0) for text in texts]
    whole = dict.fromkeys(CONVENTIONS, 0.0)
    for text in texts:
        for each, score in text.scores.items():
            whole[each] += score
    marks = sum(len(text.marks) for text in texts) or 1
    return [_best(text, {each: score / marks * _BORROWED for each, score in whole.items()}) for text in texts]


def _best(text: MarkedText, borrowed: dict[Convention, float]) -> Placed:
    total = {each: round(text.scores[each] + borrowed[each], 6) for each in CONVENTIONS}
    convention = max(CONVENTIONS, key=lambda each: total[each])  # of equals the first
    spans = text.spans[convention]
    rivals = max((_differing(spans, text.spans[each]) for each in _equals(total, convention)), default=0)
    score = text.scores[convention] / len(text.marks) if text.marks else 1.0
    return Placed(convention, spans, score, rivals)


def _equals(total: dict[Convention, float], best: Convention) -> Iterable[Convention]:
    return (each for each, score in total.items() if score == total[best] and each != best)


def _differing(some: Sequence[Span | None], others: Sequence[Span | None]) -> int:
    return sum(one != other for one, other in zip(some, others, strict=True))


def _place(ruler: Any, mark: Mark, inclusive: bool) -> Span | None:
    """The span between two positions; None when it lies outside, is empty or begins or ends within a character."""
    import numpy as np

    last = mark.end + 1 if inclusive else mark.end
    if not 0 <= mark.start < last <= ruler[-1]:
        return None
    start = int(np.searchsorted(ruler, mark.start))
    end = int(np.searchsorted(ruler, last))
    within = ruler[start] != mark.start or (ruler[end] != last and not inclusive)
    return None if within or start >= end else Span(start, end)


def _folded(words: str) -> str:
    return " ".join(words.split())


def _begins(text: str, words: str) -> bool:
    """Whether words given along with a span can be the beginning of its text, cut off where room ended."""
    begin = words.removesuffix("…").removesuffix("...").rstrip()
    return len(begin) >= _TRUNCATED and text.startswith(begin)


def _landing(text: str, span: Span) -> float:
    """How cleanly a span lies on its words: begins at one, ends at one, and has no white space at its edges but that
    of whole lines."""
    first, last = text[span.start], text[span.end - 1]
    begins = span.start == 0 or not (_in_word(text[span.start - 1]) and _in_word(first))
    ends = span.end == len(text) or not (_in_word(last) and _in_word(text[span.end]))
    clean = not first.isspace() and (not last.isspace() or last == "\n")
    return (begins + ends + clean) / 3


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character).startswith("M")
