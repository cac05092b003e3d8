"""A table of a study as people make it in a spreadsheet: CSV with commas, semicolons or tabs, and a header."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.model import Role
from interviewcoder.safe import UNSAFE
from interviewcoder.transcripts.decode import decode
from interviewcoder.transcripts.read import read_bytes
from interviewcoder.transcripts.roles import find_role, nearest_role

_SEPARATORS = ",;\t"
_SYNONYMS = {
    "bestand": "file",
    "bestandsnaam": "file",
    "pseudoniem": "pseudonym",
    "respondent": "pseudonym",
    "rol": "role",
    "functie": "role",
    "bedrijf": "company",
    "regio": "region",
    "datum": "date",
    "verwacht": "expected",
    "aantal": "expected",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the line of ``file`` it starts on, from 1, and its cells by column, trimmed."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def refuse(self, sentence: str, **values: object) -> Refused:
        """The error that ``transcripts.table.<sentence>`` describes, at this row."""
        return Refused(f"transcripts.table.{sentence}", file=self.file, line=self.line, **values)

    def role(self, roles: Sequence[Role]) -> str:
        """The id of the role in the column ``role``. Raises Refused when it is none."""
        if role := find_role(self["role"], roles):
            return role.id
        near, known = nearest_role(self["role"], roles), ", ".join(each.id for each in roles)
        raise self.refuse("unknown-role-near" if near else "unknown-role", role=self["role"], near=near, known=known)


def read_table(path: Path, needed: Sequence[str], optional: Sequence[str]) -> list[Row]:
    """The rows of a CSV file that hold anything; columns other than ``needed`` and ``optional`` are passed over.

    Column names may be Dutch or English, in any case. Raises Refused, with the line, for a missing column, an empty
    needed cell, a broken table, control characters, or no rows at all.
    """
    text, _ = decode(path.name, read_bytes(path))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[Row] = []
    columns: list[str] | None = None
    before = 0
    try:
        for cells in lines:
            line, before = before + 1, lines.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _columns(path.name, cells, needed, optional)
            else:
                rows.append(_row(path.name, line, columns, cells, needed))
    except csv.Error as fault:
        raise Refused("transcripts.table.broken", file=path.name, line=before + 1) from fault
    if not rows:
        raise Refused("transcripts.table.no-rows", file=path.name)
    return rows


def _separator(text: str) -> str:
    header = text.lstrip().split("\n", 1)[0]
    return max(_SEPARATORS, key=header.count)


def _columns(file: str, cells: Sequence[str], needed: Sequence[str], optional: Sequence[str]) -> list[str]:
    """The columns by their English names; those that are not asked for come back as the empty string."""
    names = [cell.strip().casefold() for cell in cells]
    columns = [_SYNONYMS.get(name, name) for name in names]
    for column in (*needed, *optional):
        if columns.count(column) > 1:
            raise Refused("transcripts.table.double-column", file=file, column=column)
        if column in needed and column not in columns:
            raise Refused("transcripts.table.missing-column", file=file, column=column, found=", ".join(names))
    return [column if column in needed or column in optional else "" for column in columns]


def _row(file: str, line: int, columns: Sequence[str], cells: Sequence[str], needed: Sequence[str]) -> Row:
    row = Row(file, line, {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column})
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise row.refuse("too-many-cells")
    for column, cell in row.cells.items():
        if UNSAFE.search(cell):
            raise row.refuse("controls", column=column)
    for column in needed:
        if not row[column]:
            raise row.refuse("missing-cell", column=column)
    return row
