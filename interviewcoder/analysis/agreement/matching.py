"""Fragments matched one to one between two coders: precision, recall and F1, exact or by overlap.

Two fragments match exactly when both ends are the same, and by overlap when what they share is at least half of what
they cover together; of several candidates the closest are matched first, each fragment once. (IoU as in Jaccard,
New Phytol. 11 (1912) 37; F1 as the harmonic mean of van Rijsbergen, Information Retrieval, 1979.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from interviewcoder.analysis.agreement.coefficients import ratio
from interviewcoder.analysis.agreement.continuum import Continuum
from interviewcoder.analysis.agreement.ratings import Floats
from interviewcoder.model import Span

HALF = 0.5


def hits(first: Sequence[Span], second: Sequence[Span], least: float = 1.0) -> int:
    """How many spans match one to one with ``least`` of their union in common, 1 for exactly the same.

    Spans of one coder do not overlap, as :func:`interviewcoder.analysis.agreement.continuum.united` makes them.
    """
    if least >= 1.0:
        return len(set(first) & set(second))
    near = [
        (share, one, other)
        for one, span in enumerate(first)
        for other, against in enumerate(second)
        if (share := _shared(span, against)) >= least
    ]
    taken: set[int] = set()
    taken2: set[int] = set()
    for _, one, other in sorted(near, key=lambda each: (-each[0], each[1], each[2])):
        if one not in taken and other not in taken2:
            taken.add(one)
            taken2.add(other)
    return len(taken)


def _shared(one: Span, other: Span) -> float:
    common = max(0, min(one.end, other.end) - max(one.start, other.start))
    return common / (len(one) + len(other) - common)


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Hits, and how many fragments the first and the second coder have; leading axis interviews, then rows.

    Matches of several pairs of coders add up.
    """

    hits: Floats
    first: Floats
    second: Floats

    def __add__(self, other: Matches) -> Matches:
        return Matches(self.hits + other.hits, self.first + other.first, self.second + other.second)

    def together(self, count: int) -> Matches:
        """The first ``count`` rows added up to one, before the rest."""

        def joined(held: Floats) -> Floats:
            return np.column_stack([held[:, :count].sum(axis=1), held[:, count:]])

        return Matches(joined(self.hits), joined(self.first), joined(self.second))

    def f1(self, weights: Floats) -> Floats:
        """F1 for each row of ``weights`` (draws × interviews): draws × rows; NaN where there is no fragment."""
        return ratio(2 * (weights @ self.hits), weights @ (self.first + self.second))

    @property
    def precision(self) -> Floats:
        """Per row, the share of the second coder's fragments that the first has too."""
        return ratio(self.hits.sum(axis=0), self.second.sum(axis=0))

    @property
    def recall(self) -> Floats:
        """Per row, the share of the first coder's fragments that the second has too."""
        return ratio(self.hits.sum(axis=0), self.first.sum(axis=0))


def matches(lines: Sequence[Continuum], least: float = 1.0) -> Matches:
    """Match the fragments of every pair of raters on these lines, row by row."""

    def counted(line: Continuum) -> list[tuple[int, int, int]]:
        pairs = list(combinations(line.marked, 2))
        return [
            (
                sum(hits(one[row], other[row], least) for one, other in pairs),
                sum(len(one[row]) for one, _ in pairs),
                sum(len(other[row]) for _, other in pairs),
            )
            for row in range(len(line.marked[0]))
        ]

    found = np.array([counted(line) for line in lines], dtype=np.float64)
    return Matches(found[..., 0], found[..., 1], found[..., 2])
