"""Codings as columns of numbers, so that a million of them are counted in a blink."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewcoder.model import Coding

PRESENCE = "presence"
ABSENT = "absent"

Numbers = NDArray[np.integer[Any]]
Truths = NDArray[np.bool_]
Short = tuple[str, str, str, int, int, str | None]
"""A coding in short: document, code, coder, its half-open range of words, and its presence facet."""


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """All codings, ordered by document and first word. Each column has one entry a coding.

    ``document``, ``code`` and ``coder`` are positions in the tuples of the same name in the plural; ``start`` and
    ``end`` are the half-open range of the document's words.
    """

    documents: tuple[str, ...]
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    document: Numbers
    code: Numbers
    coder: Numbers
    start: Numbers
    end: Numbers
    absent: Truths

    def __len__(self) -> int:
        return len(self.document)


def marks_of(codings: Iterable[Coding]) -> Marks:
    """Codings as columns."""
    return from_short(
        [
            (each.document, each.code, each.coder, each.words.start, each.words.end, each.facets.get(PRESENCE))
            for each in codings
        ]
    )


def from_short(codings: Sequence[Short]) -> Marks:
    """Codings in short as columns."""
    documents, codes, coders, starts, ends, presences = zip(*codings, strict=True) if codings else ((),) * 6
    document, names = _numbered(documents)
    start = np.array(starts, dtype=np.int32)
    order = np.lexsort((start, document))
    code, code_names = _numbered(codes)
    coder, coder_names = _numbered(coders)
    absent = np.array([presence == ABSENT for presence in presences], dtype=np.bool_)
    end = np.array(ends, dtype=np.int32)
    return Marks(
        names,
        code_names,
        coder_names,
        *(document[order], code[order], coder[order], start[order], end[order]),
        absent=absent[order],
    )


def _numbered(names: Sequence[str]) -> tuple[Numbers, tuple[str, ...]]:
    """Each name as its position among the different ones, and those."""
    known = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return np.fromiter((known[name] for name in names), dtype=np.int32, count=len(names)), tuple(known)
