"""Lists of codes: tables as ATLAS.ti, Taguette and we ourselves write them, and the lists of QualCoder."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.exchange.foreign import ForeignCode, ForeignProject, Found, Remark
from interviewcoder.exchange.nesting import nested, parents_first
from interviewcoder.safe import harmless_cell
from interviewcoder.transcripts.decode import decode
from interviewcoder.transcripts.read import read_bytes

_PATH = " › "
_COLUMNS = ("code", "parent", "description", "colour")
_NAMES = {
    "code": {"code", "tag", "name", "path", "naam", "código", "kode", "codename", "code name"},
    "parent": {"parent", "category", "carrier", "drager", "categorie", "bovenliggend"},
    "description": {"description", "comment", "memo", "definition", "omschrijving", "comentário", "kommentar"},
    "colour": {"colour", "color", "kleur", "cor", "farbe"},
}
_FRAGMENTS = {"text content", "content", "quotation", "quotation content", "segment"}
_COLOUR = re.compile("#[0-9A-Fa-f]{6}")
_APOSTROPHE = re.compile(r"'(?=\s*[=+\-@]|[\t\r])")
_BULLET = "●"
_ATLAS, _TAGUETTE, _QUALCODER = ": ", ".", ">>"


def read_code_list(path: Path) -> ForeignProject:
    """The codes in a CSV file, or in a text file with a code on each line.

    Raises Refused for what is no table of codes: other columns, a list of coded fragments, no rows.
    """
    text, _ = decode(path.name, read_bytes(path))
    if path.suffix.lower() == ".txt":
        return _as_project(path, _read_lines(text), ())
    rows = _rows(path.name, text)
    if rows and rows[0][1:2] == [""] and rows[0][0].strip():
        return _as_project(path, _read_outline(rows[1:]), ())
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    column = {name: next((n for n, cell in enumerate(head) if cell in known), -1) for name, known in _NAMES.items()}
    if _FRAGMENTS & set(head):
        raise Refused("exchange.fragments-list", file=path.name)
    if column["code"] < 0:
        raise Refused("exchange.no-code-column", file=path.name, found=", ".join(head))
    groups = [n for n, cell in enumerate(head) if cell.startswith("code group")]
    grouped = sum(any(_cell(row, n) for n in groups) for row in rows[1:])
    remarks = (Remark("code-groups", grouped),) if grouped else ()
    return _as_project(path, _read_rows(rows[1:], column), remarks)


def write_code_list(codes: Sequence[ForeignCode]) -> bytes:
    """The codes as CSV in UTF-8 with a byte order mark, which Excel needs; the parent is told as a path of names, and
    in a column of its own the path by which Taguette would know a code."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*_COLUMNS, "path"))
    paths: dict[str | None, str] = {None: ""}
    for code in codes:
        above = paths[code.parent]
        paths[code.guid] = f"{above}{_PATH}{code.name}" if above else code.name
        path = paths[code.guid].replace(_PATH, _TAGUETTE)
        writer.writerow([harmless_cell(cell) for cell in (code.name, above, code.description, code.colour, path)])
    return out.getvalue().encode("utf-8-sig")


def _as_project(path: Path, codes: Sequence[ForeignCode], remarks: tuple[Remark, ...]) -> ForeignProject:
    if not codes:
        raise Refused("exchange.no-codes", file=path.name)
    return ForeignProject(path.stem, "", codes=tuple(codes), found=Found(0, len(codes)), remarks=remarks)


def _rows(name: str, text: str) -> list[list[str]]:
    first = text.lstrip().split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as fault:
        raise Refused("exchange.broken-table", file=name) from fault
    return [row for row in rows if any(cell.strip() for cell in row)]


def _read_rows(rows: Sequence[Sequence[str]], column: Mapping[str, int]) -> Sequence[ForeignCode]:
    codes: dict[str, ForeignCode] = {}
    for row in rows:
        name, above, said, colour = (_cell(row, column[each]) for each in _COLUMNS)
        path = f"{above}{_PATH}{name}" if above else name
        if name and path not in codes:
            shown = colour.upper() if _COLOUR.fullmatch(colour) else ""
            codes[path] = ForeignCode(path, " ".join(name.split()), above or None, said, shown)
    if column["parent"] >= 0:
        return parents_first(codes.values())
    names = list(codes)
    dotted = sum(_TAGUETTE in name and name.rsplit(_TAGUETTE, 1)[0] in codes for name in names)
    coloned = sum(_ATLAS in name and name.rsplit(_ATLAS, 1)[0] in codes for name in names)
    return nested(list(codes.values()), _ATLAS if coloned >= dotted else _TAGUETTE)


def _read_outline(rows: Sequence[Sequence[str]]) -> Sequence[ForeignCode]:
    """ATLAS.ti's table of frequencies: groups of codes in the first column, the codes in the second."""
    codes: dict[str, ForeignCode] = {}
    parent: str | None = None
    for row in rows:
        top, name = (_cell(row, n).removeprefix(_BULLET).strip() for n in (0, 1))
        if top:
            parent = top
            codes.setdefault(top, ForeignCode(top, top))
        if name:
            path = f"{parent}{_PATH}{name}"
            codes.setdefault(path, ForeignCode(path, name, parent))
    return list(codes.values())


def _read_lines(text: str) -> Sequence[ForeignCode]:
    codes: dict[str, ForeignCode] = {}
    for line in text.splitlines():
        path, _, memo = line.partition("\t")
        names = [" ".join(name.split()) for name in path.split(_QUALCODER)]
        if not all(names):
            continue
        parent: str | None = None
        for depth, name in enumerate(names, 1):
            guid = _PATH.join(names[:depth])
            said = memo.strip() if depth == len(names) else ""
            codes.setdefault(guid, ForeignCode(guid, name, parent, said))
            parent = guid
    return list(codes.values())


def _cell(row: Sequence[str], column: int) -> str:
    """A cell, without the apostrophe that we put before what a spreadsheet would take for a formula."""
    cell = row[column].strip() if 0 <= column < len(row) else ""
    return cell[1:] if _APOSTROPHE.match(cell) else cell
