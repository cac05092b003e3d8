"""The counting behind coverage: which interviews, fragments and words fall in each cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from interviewcoder.analysis.coverage import By, Cell, Column, Material, Row, column_of
from interviewcoder.analysis.marks import Marks, Numbers, Truths


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    """Columns × documents: which documents stand in a column and which were read for it, and the column's number
    of missing interviews."""

    inside: Truths
    read: Truths
    missing: Sequence[int]


def count(
    material: Material, rows: Sequence[Row], columns: Sequence[Column], by: By
) -> tuple[dict[tuple[str, str], Cell], dict[str, Cell], int]:
    """The cells by (row, column), the totals by row, and how many codings fall in no row."""
    marks = _narrowed(material)
    ids = [column.id for column in columns]
    grid = _grid(material, marks, ids, by, [column.missing for column in columns])
    place = marks.document * len(ids) + _columns_of(material, marks, ids, by)
    cells: dict[tuple[str, str], Cell] = {}
    totals: dict[str, Cell] = {}
    outside = np.ones(len(marks.codes), dtype=np.bool_)
    for row in rows:
        held = _truths(marks.codes, row.codes.__contains__)
        outside[held] = False
        chosen = np.flatnonzero(held[marks.code])
        counted = _cells(marks, chosen, place[chosen], grid)
        cells |= {(row.id, id): cell for id, cell in zip(ids, counted, strict=True)}
        totals[row.id] = _together(marks, chosen, grid) if by is By.CODER else _sum(counted)
    return cells, totals, int(np.count_nonzero(outside[marks.code]))


def _sum(cells: Sequence[Cell]) -> Cell:
    """The cells of columns that have no interview in common, added up."""
    return Cell(*(sum(getattr(cell, each.name) for cell in cells) for each in fields(Cell)))


def _together(marks: Marks, chosen: Numbers, grid: _Grid) -> Cell:
    """A cell over coders, who share their interviews: each interview and each word counts once."""
    inside, read = (np.any(truths, axis=0, keepdims=True) for truths in (grid.inside, grid.read))
    one = _Grid(inside, read, [max(grid.missing, default=0)])
    return _cells(marks, chosen, marks.document[chosen], one)[0]


def _narrowed(material: Material) -> Marks:
    """Only the marks in the material's documents and by its coders; documents without marks are numbered too."""
    marks = material.marks
    documents = {document.id for document in material.documents}
    kept = _truths(marks.documents, documents.__contains__)[marks.document]
    kept &= _truths(marks.coders, set(material.coders).__contains__)[marks.coder]
    names = tuple(dict.fromkeys([*marks.documents, *(document.id for document in material.documents)]))
    if kept.all():
        return replace(marks, documents=names)
    return Marks(
        names,
        marks.codes,
        marks.coders,
        *(marks.document[kept], marks.code[kept], marks.coder[kept], marks.start[kept], marks.end[kept]),
        absent=marks.absent[kept],
    )


def _truths(names: Iterable[str], hold: Callable[[str], bool]) -> Truths:
    return np.array([hold(name) for name in names], dtype=np.bool_)


def _grid(material: Material, marks: Marks, ids: Sequence[str], by: By, missing: Sequence[int]) -> _Grid:
    number = {name: at for at, name in enumerate(marks.documents)}
    column = {id: at for at, id in enumerate(ids)}
    inside = np.zeros((len(ids), len(number)), dtype=np.bool_)
    read = np.zeros_like(inside)
    for document in material.documents:
        inside[slice(None) if by is By.CODER else column[column_of(document, by)], number[document.id]] = True
    for document_id, coder in material.read_whole:
        read[column[coder] if by is By.CODER else slice(None), number[document_id]] = True
    return _Grid(inside, read, missing)


def _columns_of(material: Material, marks: Marks, ids: Sequence[str], by: By) -> Numbers:
    """The number of the column that each mark falls in."""
    column = {id: at for at, id in enumerate(ids)}
    if by is By.CODER:
        return np.array([column.get(coder, -1) for coder in marks.coders], dtype=np.int32)[marks.coder]
    of = {document.id: column[column_of(document, by)] for document in material.documents}
    return np.array([of.get(document, -1) for document in marks.documents], dtype=np.int32)[marks.document]


def _cells(marks: Marks, chosen: Numbers, place: Numbers, grid: _Grid) -> list[Cell]:
    """A cell a column, of the ``chosen`` marks (positions, ascending), each at its place: document × column."""
    count, size = grid.inside.shape

    def per_column(places: Numbers) -> Numbers:
        return places.reshape(size, count).T

    fragments = per_column(np.bincount(place, minlength=size * count))
    denials = per_column(np.bincount(place[marks.absent[chosen]], minlength=size * count))
    words = per_column(_words(marks.start[chosen], marks.end[chosen], place, size * count))
    without = grid.inside & (fragments == 0)
    numbers = (
        (fragments > 0).sum(axis=1),
        (fragments > denials).sum(axis=1),
        (denials > 0).sum(axis=1),
        (without & grid.read).sum(axis=1),
        (without & ~grid.read).sum(axis=1),
        np.array(grid.missing),
        fragments.sum(axis=1),
        words.sum(axis=1),
    )
    return [Cell(*each) for each in np.stack(numbers, axis=1).tolist()]


def _words(start: Numbers, end: Numbers, place: Numbers, places: int) -> Numbers:
    """How many different words the ranges touch in each place; those of one place come in order of start."""
    if not len(start):
        return np.zeros(places, dtype=np.int64)
    if (place[1:] < place[:-1]).any():
        order = np.argsort(place, kind="stable")
        start, end, place = start[order], end[order], place[order]
    apart = place.astype(np.int64) * (int(end.max()) + 1)
    reached = np.maximum.accumulate(end + apart)
    begun = start + apart
    fresh = end + apart - begun
    fresh[1:] = np.maximum(reached[1:] - np.maximum(begun[1:], reached[:-1]), 0)
    return np.bincount(place, weights=fresh, minlength=places).astype(np.int64)
