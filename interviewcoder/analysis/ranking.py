"""How good a ranking of codes is: arrays in, figures with their intervals out.

``scores`` and ``right`` are units × codes: what a method says of each code for a unit, and whether the code is there.
``interviews`` numbers the interview of each unit. Intervals resample whole interviews.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interviewcoder.analysis.agreement.bootstrap import Interval, intervals

Scores = npt.NDArray[np.float64]
Right = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

DRAWS = 200
LEAST = 5
"""A code on fewer units than this has no average precision to speak of, and counts in no mean."""

_TIES = 1e-9


@dataclass(frozen=True, slots=True)
class Ranking:
    """How a method ranks. ``first`` is the share of units with a code whose first code is right, ``of_three`` the
    share of the first three codes that are right, ``found`` the share of a unit's codes that are among the first
    three; ``average`` is the mean over codes of average precision."""

    first: Interval
    of_three: Interval
    found: Interval
    average: Interval


def rank(scores: Scores, right: Right, interviews: Numbers, *, draws: int = DRAWS) -> Ranking:
    """How well scores rank the codes of each unit, and the units of each code."""
    scores = untied(scores)
    count = int(interviews.max()) + 1 if len(interviews) else 0
    coded = right.any(axis=1)
    top = np.argsort(-scores[coded], axis=1, kind="stable")[:, :3]
    hits = np.take_along_axis(right[coded], top, axis=1)
    per_unit = np.column_stack([hits[:, 0], hits.mean(axis=1), hits.sum(axis=1) / right[coded].sum(axis=1)])
    totals = np.zeros((count, 4))
    np.add.at(totals, interviews[coded], np.column_stack([per_unit, np.ones(len(per_unit))]))

    def shares(taken: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        sums = taken @ totals
        with np.errstate(invalid="ignore"):
            return np.asarray(sums[:, :3] / sums[:, 3:])

    spoken = [number for number in range(right.shape[1]) if right[:, number].sum() >= LEAST]

    def mean(taken: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        each = [average_precision(scores[:, at], right[:, at], taken[:, interviews]) for at in spoken]
        return np.nanmean(each, axis=0)[:, None] if each else np.full((len(taken), 1), np.nan)

    return Ranking(*intervals(shares, count, draws), *intervals(mean, count, draws))


def by_code(scores: Scores, right: Right, interviews: Numbers, *, draws: int = DRAWS) -> list[Interval | None]:
    """Per code its average precision; None for a code on too few units."""
    scores = untied(scores)
    count = int(interviews.max()) + 1 if len(interviews) else 0

    def of(number: int) -> Interval:
        def average(taken: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
            return average_precision(scores[:, number], right[:, number], taken[:, interviews])[:, None]

        return intervals(average, count, draws)[0]

    return [of(number) if right[:, number].sum() >= LEAST else None for number in range(right.shape[1])]


def average_precision(scores: Scores, right: Right, weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Average precision of one code (not interpolated: Manning et al., Introduction to Information Retrieval, 8.4).

    ``weights`` are draws × units: how often each unit counts. NaN in a draw where nothing is right.
    """
    order = np.argsort(-scores, kind="stable")
    weights, right = weights[:, order], right[order]
    good = np.cumsum(weights * right, axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        precision = np.where(weights > 0, good / np.cumsum(weights, axis=1), 0)
        return np.asarray((precision * weights * right).sum(axis=1) / good[:, -1])


def untied(scores: Scores) -> Scores:
    """The scores with ties broken by chance, the same each time, so that the order of units favours no method."""
    return scores + _TIES * np.random.default_rng(len(scores)).random(scores.shape)
