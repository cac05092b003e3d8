"""Ratings of units by coders, tallied: what every chance-corrected coefficient needs of them, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

MISSING = -1


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over units; leading axes, if any, are strata (interviews) or draws. ``q`` categories, ``m`` coders.

    A unit with ``r`` ratings, of which ``r_k`` are category ``k``, adds to

    - ``pairs[k, l]``, when ``r > 1``: ``(r_k r_l - [k = l] r_k) / (r - 1)``;
    - ``agreeing[k, l]``, when ``r > 1``: the same, divided by ``r`` once more;
    - ``shares[k]``: ``r_k / r``;
    - ``between[i, j, k, l]``: one, when coder ``i`` put it in ``k`` and coder ``j`` in ``l``;
    - ``rated[i, k]``: one, when coder ``i`` put it in ``k``.
    """

    pairs: Floats
    agreeing: Floats
    shares: Floats
    between: Floats
    rated: Floats
    paired: Floats
    """Units with two ratings or more."""
    units: Floats
    """Units with one rating or more."""

    def summed(self) -> Tally:
        """The strata (the first axis) added up."""
        return Tally(*(getattr(self, each.name).sum(axis=0) for each in fields(self)))

    def weighed(self, weights: Floats) -> Tally:
        """The strata added up in several ways: ``weights`` is draws × strata; the first axis becomes draws."""
        return Tally(*(np.tensordot(weights, getattr(self, each.name), axes=1) for each in fields(self)))


def tally(ratings: Ints, categories: int, strata: Ints | None = None, weights: Floats | None = None) -> Tally:
    """Tally ratings (units × coders, categories from 0, :data:`MISSING` where a coder has none) per stratum.

    ``strata`` gives each unit's stratum, from 0; without it there is one, and no leading axis. ``weights`` says how
    many units each row stands for, one unless given.
    """
    table = np.asarray(ratings, dtype=np.int64)
    where = np.zeros(len(table), dtype=np.int64) if strata is None else np.asarray(strata, dtype=np.int64)
    count = int(where.max(initial=-1)) + 1
    one_hot = (table[..., None] == np.arange(categories)).astype(np.float64)
    per_unit = one_hot.sum(axis=1)
    given = per_unit.sum(axis=1)
    several = given > 1
    products = per_unit[:, :, None] * per_unit[:, None, :] - np.eye(categories) * per_unit[:, :, None]
    by_pairs = np.where(several, given - 1, np.inf)[:, None, None]
    by_all = np.where(several, given * (given - 1), np.inf)[:, None, None]
    member = np.zeros((max(count, 1), len(table)))
    member[where, np.arange(len(table))] = 1.0 if weights is None else weights
    made = Tally(
        pairs=np.einsum("su,ukl->skl", member, products / by_pairs),
        agreeing=np.einsum("su,ukl->skl", member, products / by_all),
        shares=np.einsum("su,uk->sk", member, per_unit / np.maximum(given, 1)[:, None]),
        between=np.einsum("su,uik,ujl->sijkl", member, one_hot, one_hot, optimize=True),
        rated=np.einsum("su,uik->sik", member, one_hot),
        paired=member @ several.astype(np.float64),
        units=member @ (given > 0).astype(np.float64),
    )
    return made if strata is not None else made.summed()


def tally_codes(coded: Truths, read: Truths, strata: Ints, weights: Floats) -> Tally:
    """Tally each code by itself, as there (1) or not (0); the leading axes are strata × codes.

    ``coded`` is units × coders × codes, ``read`` units × coders: where a coder has not read there is no rating.
    Units that are rated alike are taken together, so that this is quick for the words of a whole study.
    """
    coders = read.shape[1]
    digits = 3 ** np.arange(coders)
    made: list[Tally] = []
    for code in range(coded.shape[2]):
        ratings = np.where(read, coded[:, :, code], MISSING).astype(np.int64)
        alike = strata * 3**coders + (ratings + 1) @ digits
        _, first, number = np.unique(alike, return_index=True, return_inverse=True)
        counts = np.bincount(number, weights=weights).astype(np.float64)
        made.append(tally(ratings[first], 2, strata[first], counts))
    return Tally(*(np.stack([getattr(each, name.name) for each in made], axis=1) for name in fields(Tally)))


def as_ratings(rows: Sequence[Sequence[object]]) -> tuple[Ints, tuple[object, ...]]:
    """Labels (units × coders; ``None`` or ``""`` where a coder has none) as ratings, and the categories in order."""
    found = {label for row in rows for label in row if label not in (None, "")}
    categories = tuple(sorted(found, key=lambda label: (isinstance(label, str), label)))
    number = {label: place for place, label in enumerate(categories)}
    return np.array([[number.get(label, MISSING) for label in row] for row in rows], dtype=np.int64), categories
