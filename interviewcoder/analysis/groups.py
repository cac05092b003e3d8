"""Group interviews: cut into pieces, each an interview of its own with the words that some of its respondents say.

Cut so, a group interview is counted like any other. A coding on the words of several pieces lies on each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from interviewcoder.analysis.coverage import By, Material, column_for
from interviewcoder.analysis.marks import COLUMNS, Marks, Numbers
from interviewcoder.model import Coding, Document, Part, Respondent, Span

_T = TypeVar("_T", bound=np.generic)

Cutting = Mapping[str, Sequence[tuple[Document, Sequence[Part]]]]
"""What becomes of a group interview, by its id: pieces, each with the parts of it that they keep."""


def apart(material: Material, by: By) -> Material:
    """The material with a piece per column for each group interview, so that it counts once in every column in which
    one of its respondents falls. Coders all have the interview whole."""
    if by is By.CODER:
        return material
    whole = {document.id: document for document in material.documents if document.id in material.parts}
    cutting = {}
    for id, document in whole.items():
        columns: dict[str, list[Part]] = {}
        for part in material.parts[id]:
            who = part.respondent
            columns.setdefault(column_for(by, who.company, who.role, material.sectors), []).append(part)
        cutting[id] = [
            (_placed(replace(document, id=f"{id}/{column}", voices=()), by, column), parts)
            for column, parts in columns.items()
        ]
    return _cut(material, cutting)


def codings_apart(
    documents: Sequence[Document],
    codings: Sequence[Coding],
    parts: Mapping[str, Sequence[Part]],
    column: Callable[[Respondent], str],
) -> tuple[list[tuple[Document, str]], list[Coding]]:
    """The documents, each with the column in which its respondent falls, and the codings in them; a group interview
    as one for each column in which its respondents fall, with the codings on their words."""
    pieces: list[tuple[Document, str]] = []
    held: dict[str, list[tuple[str, list[Part]]]] = {}
    for document in documents:
        if document.id not in parts:
            pieces.append((document, next(map(column, document.respondents), "")))
            continue
        columns: dict[str, list[Part]] = {}
        for part in parts[document.id]:
            columns.setdefault(column(part.respondent), []).append(part)
        for id, theirs in columns.items():
            piece = replace(document, id=f"{document.id}/{id}")
            pieces.append((piece, id))
            held.setdefault(document.id, []).append((piece.id, theirs))
    moved = [
        replace(each, document=id)
        for each in codings
        for id, theirs in held.get(each.document, ())
        if any(part.holds(each.words) for part in theirs)
    ]
    return pieces, [each for each in codings if each.document not in held] + moved


def only(material: Material, meant: Callable[[Respondent], bool]) -> Material:
    """The material with no more of its group interviews than what respondents who are meant say in them."""
    cutting = {}
    for document in material.documents:
        parts = material.parts.get(document.id, ())
        kept = [part for part in parts if meant(part.respondent)]
        if len(kept) < len(parts):
            voices = tuple(voice for voice in document.voices if meant(voice.respondent))
            cutting[document.id] = [(replace(document, id=f"{document.id}/", voices=voices), kept)] if kept else []
    return _cut(material, cutting)


def _placed(document: Document, by: By, column: str) -> Document:
    if by is By.ROLE:
        return replace(document, role=column)
    return replace(document, company=column) if by is By.COMPANY else replace(document, sector=column)


def _cut(material: Material, cutting: Cutting) -> Material:
    if not cutting:
        return material
    marks = material.marks
    number = {id: at for at, id in enumerate(marks.documents)}
    gone: list[tuple[int, int]] = []
    chosen, places, starts, ends, names = [np.arange(0)], [np.arange(0)], [np.arange(0)], [np.arange(0)], list[str]()
    parts = {id: theirs for id, theirs in material.parts.items() if id not in cutting}
    documents: list[Document] = []
    for document in material.documents:
        if document.id not in cutting:
            documents.append(document)
            continue
        first, last = _marks_of(marks, number.get(document.id, -1))
        gone.append((first, last))
        for piece, kept in cutting[document.id]:
            before = _before(document.words, kept)
            start, end = before[marks.start[first:last]], before[marks.end[first:last]]
            touched = np.flatnonzero(start < end)
            chosen.append(first + touched)
            places.append(np.full(len(touched), len(marks.documents) + len(names)))
            starts.append(start[touched])
            ends.append(end[touched])
            names.append(piece.id)
            documents.append(replace(piece, words=int(before[-1])))
            parts[piece.id] = tuple(replace(part, words=_renumbered(part.words, before)) for part in kept)
    pieces = {id: [piece.id for piece, _ in theirs] for id, theirs in cutting.items()}
    added = map(np.concatenate, (chosen, places, starts, ends))
    return replace(
        material,
        documents=documents,
        marks=_spliced(marks, names, _between(gone, len(marks)), *added),
        parts=parts,
        read_whole=frozenset(
            (id, coder) for document, coder in material.read_whole for id in pieces.get(document, [document])
        ),
    )


def _marks_of(marks: Marks, document: int) -> tuple[int, int]:
    """The half-open range of the marks of a document, which lie together; empty for one that has none."""
    first, last = np.searchsorted(marks.document, (document, document + 1))
    return int(first), int(last)


def _before(words: int, parts: Sequence[Part]) -> Numbers:
    """For each word of a document, and its end, how many words of these parts come before it."""
    theirs = np.zeros(words + 1, dtype=np.int32)
    for part in parts:
        for span in part.words:
            theirs[span.start + 1 : span.end + 1] = 1
    return np.cumsum(theirs, dtype=np.int32)


def _renumbered(spans: Sequence[Span], before: Numbers) -> tuple[Span, ...]:
    return tuple(Span(int(before[span.start]), int(before[span.end])) for span in spans)


def _between(gone: Iterable[tuple[int, int]], length: int) -> list[slice]:
    """The stretches of so many marks that are left between those that are gone."""
    ends = [(0, 0), *sorted(gone), (length, length)]
    return [slice(last, first) for (_, last), (first, _) in pairwise(ends)]


def _spliced(
    marks: Marks,
    names: Sequence[str],
    stay: Sequence[slice],
    chosen: Numbers,
    place: Numbers,
    start: Numbers,
    end: Numbers,
) -> Marks:
    """The marks that stay, and after them the ``chosen`` ones in their new places."""

    def both(column: NDArray[_T], added: NDArray[Any]) -> NDArray[_T]:
        return np.concatenate((*(column[each] for each in stay), added.astype(column.dtype)))

    added = {name: getattr(marks, name)[chosen] for name in COLUMNS} | {"document": place, "start": start, "end": end}
    columns: dict[str, Any] = {name: both(getattr(marks, name), added[name]) for name in COLUMNS}
    return replace(marks, documents=(*marks.documents, *names), **columns)
