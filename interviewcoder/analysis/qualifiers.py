"""Facets in numbers: of the codings that say whether it is reactive or proactive, which share is reactive.

Codings of one interview resemble each other, so intervals draw whole interviews (``analysis.resampling``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from interviewcoder.analysis.coverage import Row
from interviewcoder.analysis.resampling import DRAWS, Floats, draws_of, quantiles
from interviewcoder.model import Coding, Document, Facet


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` codings with this value, of ``told`` codings that have any value of the facet; the share of these
    with a 95 % interval, None where nothing was told or too few draws tell anything."""

    count: int
    told: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Profile:
    """How the codings of a row divide over the values of a facet, in one column; ``untold`` have no value of it."""

    row: str
    column: str
    untold: int
    shares: Mapping[str, Share]


def profiles(
    codings: Sequence[Coding],
    documents: Sequence[Document],
    rows: Sequence[Row],
    facet: Facet,
    column_of: Callable[[Document], str],
    columns: Sequence[str],
    draws: int = DRAWS,
) -> tuple[Profile, ...]:
    """A profile for every row in every column, row by row. ``column_of`` says in which column an interview falls."""
    values = [value.id for value in facet.values]
    number = {document.id: at for at, document in enumerate(documents)}
    column = {document.id: column_of(document) for document in documents}
    told = np.zeros((len(documents), len(rows), len(values)))
    untold = np.zeros((len(documents), len(rows)), dtype=np.int64)
    of_code = _rows_by_code(rows)
    for coding in codings:
        if coding.document in number:
            at, places = number[coding.document], of_code.get(coding.code, [])
            value = coding.facets.get(facet.id)
            if value in values:
                told[at, places, values.index(value)] += 1
            else:
                untold[at, places] += 1
    found: dict[tuple[int, str], Profile] = {}
    for id in columns:
        inside = np.array([column[document.id] == id for document in documents], dtype=np.bool_)
        shares = _shares(told[inside], draws)
        left = untold[inside].sum(axis=0)
        for at, row in enumerate(rows):
            found[at, id] = Profile(row.id, id, int(left[at]), dict(zip(values, shares[at], strict=True)))
    return tuple(found[at, id] for at in range(len(rows)) for id in columns)


def _rows_by_code(rows: Sequence[Row]) -> dict[str, list[int]]:
    of: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        for code in row.codes:
            of.setdefault(code, []).append(at)
    return of


def _shares(told: Floats, draws: int) -> list[list[Share]]:
    """A share a row and value, of interviews × rows × values."""
    interviews, rows, values = told.shape
    counts = told.sum(axis=0)
    share = _over(counts[None])[0]
    low = high = np.full((rows, values), np.nan)
    if interviews > 1:
        drawn = (draws_of(interviews, draws) @ told.reshape(interviews, -1)).reshape(draws, rows, values)
        low, high = quantiles(_over(drawn))

    def known(number: float) -> float | None:
        return None if np.isnan(number) else float(number)

    return [
        [
            Share(
                int(counts[row, value]),
                int(counts[row].sum()),
                *(known(numbers[row, value]) for numbers in (share, low, high)),
            )
            for value in range(values)
        ]
        for row in range(rows)
    ]


def _over(counts: Floats) -> Floats:
    """Each count over the sum of its last axis; not a number where that is nothing."""
    with np.errstate(invalid="ignore"):
        return np.asarray(counts / counts.sum(axis=-1, keepdims=True))
