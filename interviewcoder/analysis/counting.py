"""The counting behind coverage: which interviews, fragments and words fall in each cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewcoder.analysis.coverage import By, Cell, Column, Material, Row, column_of
from interviewcoder.analysis.marks import Marks, Numbers, Truths, truths


@dataclass(frozen=True, slots=True, eq=False)
class _Grid:
    """Columns × documents: which documents stand in a column and which were read for it, and the column's number
    of missing interviews."""

    inside: Truths
    read: Truths
    missing: Sequence[int]


def count(
    material: Material, rows: Sequence[Row], columns: Sequence[Column], by: By, total: Column
) -> tuple[dict[tuple[str, str], Cell], dict[str, Cell], int]:
    """The cells by (row, column), the totals by row, and how many codings fall in none of them."""
    marks, unsaid = _narrowed(material)
    ids = [column.id for column in columns]
    grid = _grid(material, marks, ids, by, [column.missing for column in columns])
    if by is By.CODER:
        counted = _by_coder(marks, rows, ids)
        totals, _ = count_together(material, rows, total)
    else:
        counted = _by_document(marks, rows)
        totals = {}
    cells: dict[tuple[str, str], Cell] = {}
    for row, counts in counted:
        found = _cells(counts, grid)
        cells |= {(row.id, id): cell for id, cell in zip(ids, found, strict=True)}
        totals.setdefault(row.id, _sum(found))
    return cells, totals, _outside(marks, rows) + unsaid


def count_together(material: Material, rows: Sequence[Row], total: Column) -> tuple[dict[str, Cell], int]:
    """The totals by row, with each interview, coding and word once, and how many codings fall in none."""
    marks, unsaid = _narrowed(material)
    whole = _whole(material, marks, total)
    totals = {row.id: _cells(counts, whole)[0] for row, counts in _by_document(marks, rows)}
    return totals, _outside(marks, rows) + unsaid


Counted = Iterator[tuple[Row, Sequence[Numbers]]]
"""For each row: fragments, those that say absent, and words, each as columns × documents or for all columns alike."""


def _by_document(marks: Marks, rows: Sequence[Row]) -> Counted:
    for row, counts in _per_place(marks, marks.document, len(marks.documents), rows):
        yield row, [each[np.newaxis] for each in counts]


def _by_coder(marks: Marks, rows: Sequence[Row], coders: Sequence[str]) -> Counted:
    number = {coder: at for at, coder in enumerate(coders)}
    column = np.array([number.get(coder, 0) for coder in marks.coders], dtype=np.uint16)[marks.coder]
    order = np.argsort(column, kind="stable")
    marks, column = marks.only(order), column[order]
    shape = (len(coders), len(marks.documents))
    place = column.astype(np.int64) * shape[1] + marks.document
    for row, counts in _per_place(marks, place, shape[0] * shape[1], rows):
        yield row, [each.reshape(shape) for each in counts]


def _per_place(
    marks: Marks, place: Numbers, places: int, rows: Sequence[Row]
) -> Iterator[tuple[Row, tuple[Numbers, Numbers, Numbers]]]:
    """For each row the fragments, those that say absent, and the words in each of so many places. ``place`` is that
    of each mark; it never goes down, and the marks of one place come in order of their first word."""
    long = int(marks.end.max(initial=0)) + 1
    apart = place.astype(np.int64) * long
    start, end = apart + marks.start, apart + marks.end
    edges = np.arange(places + 1) * long
    for row, chosen in _chosen(marks, rows):
        first = start[chosen]
        bounds = np.searchsorted(first, edges)
        counts = np.diff(bounds), _sums(marks.absent[chosen], bounds), _sums(_words(first, end[chosen]), bounds)
        yield row, counts


def _chosen(marks: Marks, rows: Sequence[Row]) -> Iterator[tuple[Row, Numbers]]:
    """Each row with the marks that fall in it, as positions, ascending."""
    by_code = np.argsort(marks.code.astype(np.uint16), kind="stable")
    ends = [0, *np.cumsum(np.bincount(marks.code, minlength=len(marks.codes)))]
    for row in rows:
        inside = [number for number, code in enumerate(marks.codes) if code in row.codes]
        if len(inside) == 1:
            yield row, by_code[ends[inside[0]] : ends[inside[0] + 1]]
        else:
            yield row, np.flatnonzero(truths(marks.codes, row.codes.__contains__)[marks.code])


def _outside(marks: Marks, rows: Sequence[Row]) -> int:
    inside = frozenset().union(*(row.codes for row in rows))
    return len(marks) - int(np.count_nonzero(truths(marks.codes, inside.__contains__)[marks.code]))


def _sum(cells: Sequence[Cell]) -> Cell:
    """The cells of columns that have no interview in common, added up."""
    return Cell(*(sum(getattr(cell, each.name) for cell in cells) for each in fields(Cell)))


def _narrowed(material: Material) -> tuple[Marks, int]:
    """Only the marks in the material's documents and by its coders; documents without marks are numbered too. Marks
    on no respondent's words are left out, and counted."""
    marks = material.marks
    documents = {document.id for document in material.documents}
    kept = truths(marks.documents, documents.__contains__)[marks.document]
    kept &= truths(marks.coders, set(material.coders).__contains__)[marks.coder]
    said = kept & (marks.start < marks.end)
    names = tuple(dict.fromkeys([*marks.documents, *(document.id for document in material.documents)]))
    unsaid = int(np.count_nonzero(kept)) - int(np.count_nonzero(said))
    return replace(marks if said.all() else marks.only(said), documents=names), unsaid


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


def _whole(material: Material, marks: Marks, total: Column) -> _Grid:
    """One column that holds all documents, each read when any coder has."""
    documents = {document.id for document in material.documents}
    read = {document for document, _ in material.read_whole}
    inside, seen = (truths(marks.documents, held.__contains__)[np.newaxis] for held in (documents, read))
    return _Grid(inside, seen, [total.missing])


def _cells(counts: Sequence[Numbers], grid: _Grid) -> list[Cell]:
    """A cell a column."""
    fragments, denials, words = (np.where(grid.inside, each, 0) for each in counts)
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


def _words(start: Numbers, end: Numbers) -> Numbers:
    """How many words each range touches that none before it touched; they come in order of start."""
    reached = np.maximum.accumulate(end)
    before: Numbers = np.concatenate((start[:1], reached[:-1]))
    return np.asarray(reached - np.maximum(start, before))


def _sums(values: NDArray[Any], bounds: Numbers) -> Numbers:
    """The sum of the values between each two bounds."""
    sums = np.zeros(len(bounds) - 1, dtype=np.int64)
    filled = np.flatnonzero(np.diff(bounds))
    if len(filled):
        sums[filled] = np.add.reduceat(values, bounds[filled], dtype=np.int64)
    return sums
