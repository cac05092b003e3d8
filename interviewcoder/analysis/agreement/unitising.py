"""Unitising alpha: do coders mark the same stretches of a line, boundaries and all?

Krippendorff, "On the reliability of unitizing continuous data", Sociol. Methodol. 25 (1995) 47, and Content Analysis,
2nd ed. (2004), 11.6: not the family of 2016 (Krippendorff, Mathet, Bouvry & Widlöcher, Qual. Quant. 50, 2347), whose
expected disagreement is another. Interviews are lines of their own: no stretch and no gap runs from one into the
next, while stretches of all of them together say what chance would give.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from interviewcoder.analysis.agreement.coefficients import ratio
from interviewcoder.analysis.agreement.continuum import Continuum
from interviewcoder.analysis.agreement.ratings import Floats
from interviewcoder.model import Span


@dataclass(frozen=True, slots=True, eq=False)
class Unitised:
    """What unitising alpha of one row needs, per interview; ``raters`` have all read all of it.

    With ``l`` the length of a stretch: ``apart`` sums the squared differences of the raters' stretches and gaps,
    both ways; ``stretches`` counts, ``cubes`` sums ``(2l³ - 3l² + l) / 3``, ``pairs`` sums ``l (l - 1)``; ``fits``
    (interviews × interviews) sums ``l² (g - l + 1)`` of the stretches of one in each gap ``g`` of the other that
    holds them.
    """

    raters: int
    length: Floats
    apart: Floats
    stretches: Floats
    cubes: Floats
    pairs: Floats
    fits: Floats

    def observed(self, weights: Floats) -> Floats:
        """Observed disagreement for each row of ``weights`` (draws × interviews), times the square of the length."""
        return np.asarray(weights @ self.apart / (self.raters * (self.raters - 1)))

    def expected(self, weights: Floats) -> Floats:
        """What chance would give for each row of ``weights`` (draws × interviews), times the square of the length."""
        length = weights @ self.length
        fitting = ((weights @ self.fits) * weights).sum(axis=1)
        placed = (weights @ self.stretches - 1) * (weights @ self.cubes) + fitting
        room = self.raters * length * (self.raters * length - 1) - weights @ self.pairs
        return ratio(2 * length * placed, room)


def alpha(rows: Sequence[Unitised], weights: Floats) -> Floats:
    """Unitising alpha of these rows together, for each row of ``weights``; NaN where nothing was marked."""
    observed = np.sum([row.observed(weights) for row in rows], axis=0)
    return np.asarray(1.0 - ratio(observed, np.sum([row.expected(weights) for row in rows], axis=0)))


def unitised(lines: Sequence[Continuum], row: int) -> Unitised:
    """What one row of the lines of several interviews amounts to; each line has the same raters, two or more."""
    parts = [[_parted(marked[row], line.length) for marked in line.marked] for line in lines]
    raters = len(lines[0].marked)
    stretches = [np.concatenate([part[part[:, 2] == 1, 1] for part in theirs]) for theirs in parts]
    gaps = [np.concatenate([part[part[:, 2] == 0, 1] for part in theirs]) for theirs in parts]
    return Unitised(
        raters=raters,
        length=np.array([line.length for line in lines], dtype=np.float64),
        apart=np.array([_apart(theirs) for theirs in parts]),
        stretches=np.array([len(each) for each in stretches], dtype=np.float64),
        cubes=np.array([(2 * each**3 - 3 * each**2 + each).sum() / 3 for each in stretches]),
        pairs=np.array([(each * (each - 1)).sum() for each in stretches]),
        fits=np.stack([_fits(stretches, gap) for gap in gaps], axis=1),
    )


def _parted(spans: Sequence[Span], length: int) -> Floats:
    """A line in stretches (1) and the gaps between them (0), in order: start, length, which."""
    parts: list[tuple[int, int, int]] = []
    at = 0
    for span in spans:
        if span.start > at:
            parts.append((at, span.start - at, 0))
        parts.append((span.start, len(span), 1))
        at = span.end
    if at < length:
        parts.append((at, length - at, 0))
    return np.array(parts, dtype=np.float64).reshape(-1, 3)


def _apart(raters: Sequence[Floats]) -> float:
    return 2.0 * sum(_between(one, other) for at, one in enumerate(raters) for other in raters[:at])


def _between(one: Floats, other: Floats) -> float:
    """Squared differences: of stretches that overlap, at both ends; of a stretch within a gap, its length."""
    start, length, marked = (column[:, None] for column in one.T)
    start2, length2, marked2 = (column[None, :] for column in other.T)
    before = start - start2
    after = before + length - length2
    overlap = (marked == 1) & (marked2 == 1) & (-length < before) & (before < length2)
    inside = (marked == 1) & (marked2 == 0) & (before >= 0) & (after <= 0)
    around = (marked == 0) & (marked2 == 1) & (before <= 0) & (after >= 0)
    ends = np.where(overlap, before**2 + after**2, 0.0)
    return float((ends + np.where(inside, length**2, 0.0) + np.where(around, length2**2, 0.0)).sum())


def _fits(stretches: Sequence[Floats], gaps: Floats) -> Floats:
    """Per interview, ``l² (g - l + 1)`` summed over its stretches and the gaps of one interview that hold them."""
    ordered = np.sort(gaps)
    beyond = np.append(np.cumsum(ordered[::-1])[::-1], 0.0)
    sums = []
    for lengths in stretches:
        at = np.searchsorted(ordered, lengths)
        sums.append((lengths**2 * (beyond[at] - (len(ordered) - at) * (lengths - 1))).sum())
    return np.array(sums)
