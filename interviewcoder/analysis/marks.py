"""Codings as columns of numbers, so that a million of them are counted in a blink."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewcoder.model import Coding

PRESENCE = "presence"
ABSENT = "absent"

Numbers = NDArray[np.integer[Any]]
Truths = NDArray[np.bool_]
Short = tuple[str, str, str, int, int, str, bool]
"""A coding in short: document, code, coder, its half-open range of words, its facets as JSON, and whether it has a
star."""

_AT_A_TIME = 2000
"""So many codings become columns at once: few enough to stay in the processor's cache."""

COLUMNS = ("document", "code", "coder", "start", "end", "facet", "starred", "absent")


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """All codings, ordered by document and first word. Each column has one entry a coding.

    ``document``, ``code``, ``coder`` and ``facet`` are positions in the tuples of the same name in the plural; each
    of ``facets`` is all that one coding says. ``start`` and ``end`` are the half-open range of the document's words.
    """

    documents: tuple[str, ...]
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    facets: tuple[Mapping[str, str], ...]
    document: Numbers
    code: Numbers
    coder: Numbers
    start: Numbers
    end: Numbers
    facet: Numbers
    starred: Truths
    absent: Truths

    def __len__(self) -> int:
        return len(self.document)

    def only(self, which: Truths | Numbers) -> Marks:
        """The codings at these positions, or for which it is true, in the order they have."""
        columns: dict[str, Any] = {name: getattr(self, name)[which] for name in COLUMNS}
        return replace(self, **columns)

    def narrowed(self, facet: tuple[str, str] | None = None, *, starred: bool = False) -> Marks:
        """The codings with this value of this facet, and of these those with a star."""
        marks = self
        if facet is not None:
            id, value = facet
            marks = marks.only(truths(marks.facets, lambda each: each.get(id) == value)[marks.facet])
        return marks.only(marks.starred) if starred else marks


def truths(names: Iterable[Any], hold: Callable[[Any], bool]) -> Truths:
    """For each name whether it holds."""
    return np.array([hold(name) for name in names], dtype=np.bool_)


def marks_of(codings: Iterable[Coding]) -> Marks:
    """Codings as columns."""
    return from_short(
        [
            (
                *(each.document, each.code, each.coder, each.words.start, each.words.end),
                *(json.dumps(dict(each.facets), sort_keys=True), each.starred),
            )
            for each in codings
        ]
    )


def from_short(codings: Iterable[Short]) -> Marks:
    """Codings in short as columns."""
    document, code, coder, facet = (_Numbering() for _ in range(4))
    batches: list[list[Any]] = [[np.zeros(0, dtype=np.int32)] * 6 + [np.zeros(0, dtype=np.bool_)]]
    rest = iter(codings)
    while some := list(islice(rest, _AT_A_TIME)):
        documents, codes, coders, starts, ends, facets, stars = zip(*some, strict=True)
        numbers = (document.of(documents), code.of(codes), coder.of(coders))
        words = np.array(starts, dtype=np.int32), np.array(ends, dtype=np.int32)
        batches.append([*numbers, *words, facet.of(facets), np.array(stars, dtype=np.bool_)])
    columns = [np.concatenate(parts) for parts in zip(*batches, strict=True)]
    said = tuple(json.loads(each) for each in facet)
    columns.append(truths(said, lambda each: each.get(PRESENCE) == ABSENT)[columns[5]])
    marks = Marks(tuple(document), tuple(code), tuple(coder), said, *columns)
    return marks.only(np.lexsort((marks.start, marks.document)))


class _Numbering(dict[str, int]):
    """Different names, each with its number, in the order in which they first came."""

    def __missing__(self, name: str) -> int:
        self[name] = number = len(self)
        return number

    def of(self, names: Sequence[str]) -> Numbers:
        return np.fromiter(map(self.__getitem__, names), dtype=np.int32, count=len(names))


def updated(marks: Marks, documents: Collection[str], codings: Iterable[Short]) -> Marks:
    """The marks with the codings of these documents as they are now; what else is there stays in its place."""
    kept = marks.only(~truths(marks.documents, set(documents).__contains__)[marks.document])
    fresh = from_short(codings)
    named: dict[str, Any] = {}
    for column, names in (("document", "documents"), ("code", "codes"), ("coder", "coders"), ("facet", "facets")):
        named[names], number = _joined(getattr(kept, names), getattr(fresh, names))
        named[column] = number[getattr(fresh, column)]
    fresh = replace(fresh, **named)
    fresh = fresh.only(np.lexsort((fresh.start, fresh.document)))
    at = np.searchsorted(kept.document, fresh.document)
    named |= {name: np.insert(getattr(kept, name), at, getattr(fresh, name)) for name in COLUMNS}
    return replace(kept, **named)


def _joined(held: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[tuple[Any, ...], Numbers]:
    """All names, those held first, and for each new one its position among them."""
    every = list(held)
    every += [each for each in new if each not in every]
    return tuple(every), np.array([every.index(each) for each in new], dtype=np.int32)
