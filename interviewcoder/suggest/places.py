"""Where in a turn a code is spoken of: the smallest run of sentences that holds what speaks for it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from interviewcoder.model import Span
from interviewcoder.suggest.weighing import Rule, Voice, together

_LONGEST_RUN = 3
_STRETCH = 0.25
"""What a further sentence must take of the doubt, in nats: a cue of one word does (0.75), a hint of one (0.2) not."""


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A cue found: its rule, its tokens first up to and including last, its place in the text, its sentence."""

    rule: Rule
    first: int
    last: int
    span: Span
    sentence: int

    def shares_words_with(self, other: Finding) -> bool:
        return self.first <= other.last and other.first <= self.last


def strongest(findings: Iterable[Finding]) -> list[Finding]:
    """Of findings for one code those that count, the strongest first: no words twice, no cue twice."""
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda each: (-each.rule.weight, each.first, each.rule.cue)):
        if not any(finding.rule.cue == other.rule.cue or finding.shares_words_with(other) for other in kept):
            kept.append(finding)
    return kept


def runs(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Findings for one code, taken together where their sentences are near; the strongest run first.

    A run takes at most three sentences, and a sentence is in one run only; hints on their own make one only together.
    """
    said_in: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        said_in[finding.sentence].append(finding)
    candidates = [
        (first, last, strongest(chain.from_iterable(said_in.get(number, ()) for number in range(first, last + 1))))
        for first in said_in
        for last in range(first, first + _LONGEST_RUN)
        if last in said_in
    ]
    taken: set[int] = set()
    for first, last, counting in sorted(candidates, key=_merit, reverse=True):
        sentences = range(first, last + 1)
        if taken.isdisjoint(sentences):
            taken.update(sentences)
            if len(counting) > 1 or counting[0].rule.voice is Voice.CUE:
                yield counting


def _merit(candidate: tuple[int, int, Sequence[Finding]]) -> tuple[float, int]:
    """What makes a run better: the doubt it takes away, less what further sentences must; then coming first."""
    first, last, counting = candidate
    doubt = sum(math.log1p(-each.rule.weight) for each in counting)
    return -doubt - _STRETCH * (last - first), -first


def worth(counting: Iterable[Finding]) -> float:
    """What the findings that count are worth together, between 0 and 1."""
    return together(each.rule.weight for each in counting)
