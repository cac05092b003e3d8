"""The counting behind coverage: which interviews, fragments and words fall in each cell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

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
    whole = _whole(material, marks, total)
    cells: dict[tuple[str, str], Cell] = {}
    totals: dict[str, Cell] = {}
    for row, together, apart in _per_document(marks, rows, ids if by is By.CODER else None):
        found = _cells(apart, grid)
        cells |= {(row.id, id): cell for id, cell in zip(ids, found, strict=True)}
        totals[row.id] = _cells(together, whole)[0] if by is By.CODER else _sum(found)
    return cells, totals, _outside(marks, rows) + unsaid


def count_together(material: Material, rows: Sequence[Row], total: Column) -> tuple[dict[str, Cell], int]:
    """The totals by row, with each interview, coding and word once, and how many codings fall in none."""
    marks, unsaid = _narrowed(material)
    whole = _whole(material, marks, total)
    totals = {row.id: _cells(together, whole)[0] for row, together, _ in _per_document(marks, rows, None)}
    return totals, _outside(marks, rows) + unsaid


Counts = tuple[Numbers, Numbers, Numbers]
"""Fragments, those that say absent, and words, each as columns × documents; one column is for all alike."""


def _per_document(
    marks: Marks, rows: Sequence[Row], coders: Sequence[str] | None
) -> Iterator[tuple[Row, Counts, Counts]]:
    """For each row the counts of all coders together, and those of each of these coders, if any are asked for."""
    columns, documents = len(coders or ("",)), len(marks.documents)
    number = {coder: at for at, coder in enumerate(coders or ())}
    coder = np.array([number.get(each, 0) for each in marks.coders], dtype=np.uint16)[marks.coder]
    cell = (marks.code.astype(np.int64) * columns + coder) * documents + marks.document
    shape = (len(marks.codes), columns, documents)
    fragments, denials = (_tally(each, shape) for each in (cell, cell[marks.absent]))
    long = int(marks.end.max(initial=0)) + 1
    wide = np.int32 if columns * documents * long < 2**31 else np.int64  # narrow numbers go through twice as fast
    apart = np.multiply(marks.document, long, dtype=wide)
    start, end = apart + marks.start, apart + marks.end
    for row, chosen in _chosen(marks, rows):
        codes = [at for at, code in enumerate(marks.codes) if code in row.codes]
        here, denied = fragments[codes].sum(axis=0), denials[codes].sum(axis=0)
        first, last = start[chosen], end[chosen]
        all_here = here.sum(axis=0, keepdims=True)
        together = all_here, denied.sum(axis=0, keepdims=True), _words(first, last, all_here)
        if coders is None:
            yield row, together, together
        else:
            theirs = coder[chosen]
            order = np.argsort(theirs, kind="stable")
            beyond = theirs[order].astype(first.dtype) * (documents * long)
            yield row, together, (here, denied, _words(first[order] + beyond, last[order] + beyond, here))


def _tally(cell: Numbers, shape: tuple[int, ...]) -> Numbers:
    """How many marks are in each cell of this shape; ``cell`` is the position of each mark in it."""
    return np.bincount(cell, minlength=math.prod(shape)).reshape(shape)


def _chosen(marks: Marks, rows: Sequence[Row]) -> Iterator[tuple[Row, Numbers]]:
    """Each row with the marks that fall in it, as positions, ascending."""
    for layer in _layers(rows):
        number = {code: at for at, row in enumerate(layer) for code in row.codes}
        outside = len(layer)
        row_of = np.array([number.get(code, outside) for code in marks.codes], dtype=np.uint16)[marks.code]
        order = np.argsort(row_of, kind="stable")
        ends = np.cumsum(np.bincount(row_of, minlength=outside + 1))
        yield from zip(layer, np.split(order, ends[:-1]), strict=False)


def _layers(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in as few lists as it takes for no list to have a code in two of them, so that one sorting gives the
    marks of all its rows."""
    layers: list[list[Row]] = []
    for row in rows:
        free = (layer for layer in layers if all(row.codes.isdisjoint(each.codes) for each in layer))
        layer = next(free, None)
        if layer is None:
            layers.append([row])
        else:
            layer.append(row)
    return layers


def _outside(marks: Marks, rows: Sequence[Row]) -> int:
    inside = frozenset().union(*(row.codes for row in rows))
    counted = truths(marks.codes, inside.__contains__)
    return 0 if counted.all() else int(np.count_nonzero(~counted[marks.code]))


def _sum(cells: Sequence[Cell]) -> Cell:
    """The cells of columns that have no interview in common, added up."""
    return Cell(*(sum(getattr(cell, each.name) for cell in cells) for each in fields(Cell)))


def _narrowed(material: Material) -> tuple[Marks, int]:
    """Only the marks in the material's documents and by its coders; documents without marks are numbered too. Marks
    on no respondent's words are left out, and counted."""
    marks = material.marks
    documents = {document.id for document in material.documents}
    names = tuple(dict.fromkeys([*marks.documents, *(document.id for document in material.documents)]))
    here = truths(marks.documents, documents.__contains__)
    theirs = truths(marks.coders, set(material.coders).__contains__)
    if not (here.all() and theirs.all()):
        marks = marks.only(here[marks.document] & theirs[marks.coder])
    said = marks.start < marks.end
    unsaid = len(marks) - int(np.count_nonzero(said))
    return replace(marks.only(said) if unsaid else marks, documents=names), unsaid


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


def _words(start: Numbers, end: Numbers, cells: Numbers) -> Numbers:
    """How many words are touched in each cell, each once. So many ranges lie in each of the ``cells``, cell after
    cell in order of start; those of one cell lie beyond those of the cell before."""
    words = np.zeros(cells.size, dtype=np.int64)
    filled = np.flatnonzero(cells)
    if len(filled):
        reached = np.maximum.accumulate(end)
        fresh = reached - start
        fresh[1:] = reached[1:] - np.maximum(start[1:], reached[:-1])
        firsts = (np.cumsum(cells) - cells.ravel())[filled]
        words[filled] = np.add.reduceat(fresh, firsts, dtype=np.int64)
    return words.reshape(cells.shape)
