"""Krippendorff's alpha when a judgement is a set of codes: how far apart two sets are, and agreement on all codes.

Sources: Krippendorff, Content Analysis, 2nd ed. (2004), ch. 11, with the distances of Passonneau, LREC 2006
("Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation"). Jaccard's is one less the
share of what two sets hold together that they have in common; for MASI that share is multiplied by 2/3 where one set
holds the other, and by 1/3 where they only overlap. Two empty sets are equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from interviewcoder.analysis.agreement.coefficients import ratio
from interviewcoder.analysis.agreement.ratings import Floats, Ints, Truths


def jaccard_distance(sets: Truths) -> Floats:
    """Jaccard's distances between sets, given as sets × codes: a square."""
    both, either = _both(sets), _either(sets)
    return np.asarray(1.0 - np.where(either == 0, 1.0, both / np.maximum(either, 1)))


def masi_distance(sets: Truths) -> Floats:
    """MASI distances between sets, given as sets × codes: a square."""
    both, either, sizes = _both(sets), _either(sets), sets.sum(axis=1)
    smaller = np.minimum(sizes[:, None], sizes[None, :])
    alike = np.select([either == both, (both == smaller) & (both > 0), both > 0], [1.0, 2 / 3, 1 / 3], 0.0)
    return np.asarray(1.0 - alike * (1.0 - jaccard_distance(sets)))


def _both(sets: Truths) -> Floats:
    held = sets.astype(np.float64)
    return np.asarray(held @ held.T)


def _either(sets: Truths) -> Floats:
    sizes = sets.sum(axis=1).astype(np.float64)
    return np.asarray(sizes[:, None] + sizes[None, :] - _both(sets))


@dataclass(frozen=True, slots=True, eq=False)
class SetTally:
    """Sums over units per stratum. A unit with ``r > 1`` sets adds one to ``paired``, the share of its pairs that are
    equal to ``same``, their distances, each both ways and divided by ``r - 1``, to ``apart``, and each of its sets to
    ``held`` (strata × sets)."""

    paired: Floats
    same: Floats
    apart: Floats
    held: Floats
    distance: Floats

    def percent(self, weights: Floats) -> Floats:
        """The chance that two coders of a unit have the same set there, for each row of ``weights``."""
        return ratio(weights @ self.same, weights @ self.paired)

    def alpha(self, weights: Floats) -> Floats:
        """Krippendorff's alpha for each row of ``weights`` (draws × strata); NaN when all sets are equal."""
        held = weights @ self.held
        total = held.sum(axis=1)
        expected = ratio(((held @ self.distance) * held).sum(axis=1), total - 1)
        return np.asarray(1.0 - ratio(weights @ self.apart, expected))


def tally_sets(coded: Truths, read: Truths, strata: Ints, weights: Floats, *, masi: bool = True) -> SetTally:
    """Tally the set of codes that each coder has on each unit; by Jaccard's distance unless ``masi``.

    ``coded`` is units × coders × codes, ``read`` units × coders: who has not read a unit has no set there.
    """
    sets, number = _distinct(coded)
    distance = masi_distance(sets) if masi else jaccard_distance(sets)
    count = int(strata.max(initial=-1)) + 1
    raters = read.sum(axis=1)
    weights = np.where(raters > 1, weights, 0.0)
    others = np.maximum(raters - 1, 1)
    same, apart, held = np.zeros(count), np.zeros(count), np.zeros(count * len(sets))
    for one in range(read.shape[1]):
        mine, judged = number[:, one], np.where(read[:, one], weights, 0.0)
        held += np.bincount(strata * len(sets) + mine, weights=judged, minlength=len(held))
        for other in range(one):
            theirs, both = number[:, other], np.where(read[:, other], 2 * judged / others, 0.0)
            apart += np.bincount(strata, weights=both * distance[mine, theirs], minlength=count)
            same += np.bincount(strata, weights=both * (mine == theirs) / np.maximum(raters, 1), minlength=count)
    paired = np.bincount(strata, weights=weights, minlength=count).astype(np.float64)
    return SetTally(paired, same, apart, held.reshape(count, len(sets)), distance)


def _distinct(coded: Truths) -> tuple[Truths, Ints]:
    """The sets that occur, as sets × codes, and which of them each coder has on each unit (units × coders)."""
    units, coders, codes = coded.shape
    rows = coded.reshape(units * coders, codes)
    number = np.zeros(len(rows), dtype=np.int64)  # most units have no code: the empty set comes first
    filled = np.flatnonzero(rows.any(axis=1))
    sets, which = np.unique(rows[filled], axis=0, return_inverse=True)
    number[filled] = which.reshape(-1) + 1
    return np.concatenate([np.zeros((1, codes), dtype=np.bool_), sets]), number.reshape(units, coders)
