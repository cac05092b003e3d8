"""Word documents, by a walk over their XML of our own: text also sits in tables, fields and tracked insertions.

Read as Word shows it with all changes accepted. Not text: deletions, comments, notes, headers and footers, hidden
text. A row of a table is a line with its cells apart by tabs, so that a column of speakers reads as labels; a second
speaker in a row begins a line.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.transcripts.drafts import Draft
from interviewcoder.transcripts.package import opened, parse_part, read_part
from interviewcoder.transcripts.table_rows import row_of

_OLE = b"\xd0\xcf\x11\xe0"

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_MAIN_PART = "word/document.xml"
_SPACES_IN_XML = re.compile(r"[\t\n\r]")


def _names(**meanings: str) -> dict[str, str]:
    """From the full name of each element, in either namespace, to what it means here."""
    pairs = ((name, meaning) for meaning, names in meanings.items() for name in names.split())
    return {f"{{{space}}}{name}": meaning for name, meaning in pairs for space in _WORD}


_MEANING = _names(
    text="t",
    paragraph="p",
    table="tbl",
    row="tr",
    cell="tc",
    run="r",
    box="txbxContent",
    control="sdt",
    newline="br cr",
    tab="tab ptab",
    hyphen="noBreakHyphen",
    note="footnoteReference endnoteReference",
    comment="commentReference",
    symbol="sym",
    deleted="del moveFrom delText delInstrText",
    unseen="instrText pPr rPr sectPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr rt softHyphen",
) | {_ALTERNATIVES: "alternatives"}
_SIGNS = {"newline": "\n", "tab": "\t", "hyphen": "-"}
_WARNINGS = ("note", "comment", "symbol", "deleted", "hidden")


def read_docx(path: Path, content: bytes) -> Draft:
    """The text of a ``.docx`` file, a line per paragraph. Raises Refused for what is no whole Word document."""
    body = parse_part(path.name, _main_part(path.name, content))
    walk = _Walk()
    text = "\n".join(walk.lines(body)) + "\n"
    warnings = tuple(say(f"transcripts.docx.{kind}") for kind in _WARNINGS if kind in walk.met)
    return Draft(path.stem, "docx", text, content, warnings)


# --- the package ----------------------------------------------------------------------------------


def _main_part(name: str, content: bytes) -> bytes:
    if not content.startswith(b"PK"):
        if content.startswith(_OLE):
            raise Refused("transcripts.docx.old-or-locked", file=name)
        raise Refused("transcripts.docx.no-zip" if content else "transcripts.empty", file=name)
    with opened(name, content) as archive:
        return read_part(name, archive, _main_name(name, archive))


def _main_name(name: str, archive: zipfile.ZipFile) -> str:
    """The part that holds the document: what the package's relations say, usually word/document.xml."""
    names = set(archive.namelist())
    if "_rels/.rels" in names:
        for relation in parse_part(name, read_part(name, archive, "_rels/.rels")):
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                target = str(PurePosixPath(relation.get("Target", "").lstrip("/")))
                if target in names:
                    return target
    if _MAIN_PART not in names:
        raise Refused("transcripts.docx.no-document", file=name)
    return _MAIN_PART


# --- the document ---------------------------------------------------------------------------------


class _Walk:
    """One pass over a document; ``met`` gathers what a person should be told of."""

    def __init__(self) -> None:
        self.met: set[str] = set()

    def lines(self, element: Any) -> list[str]:
        """The text under an element, a paragraph or a table's row each; one may hold line breaks."""
        lines: list[str] = []
        goes_on = False
        for block in _inside(element, "paragraph", "table"):
            if _MEANING[block.tag] == "table":
                lines += [self._row(row) for row in _inside(block, "row") if not _marked_deleted(row, "trPr")]
                goes_on = False
                continue
            pieces: list[str] = []
            boxes: list[Any] = []
            self._inline(block, pieces, boxes)
            if goes_on:
                lines[-1] += "".join(pieces)
            else:
                lines.append("".join(pieces))
            goes_on = _marked_deleted(block, "pPr", "rPr") and not boxes
            for box in boxes:
                lines += self.lines(box)
        return lines

    def _row(self, row: Any) -> str:
        return row_of("\n".join(self.lines(cell)).strip("\n") for cell in _inside(row, "cell"))

    def _inline(self, element: Any, pieces: list[str], boxes: list[Any]) -> None:
        """Adds the text of an element to ``pieces``; text boxes go to ``boxes``, for their lines come after it."""
        for child in _children(element):
            meaning = _MEANING.get(child.tag)
            if meaning == "text":
                pieces.append(_SPACES_IN_XML.sub(" ", child.text or ""))
            elif meaning in _SIGNS:
                pieces.append(_SIGNS[meaning])
            elif meaning == "box":
                boxes.append(child)
            elif meaning in _WARNINGS:
                self.met.add(meaning)
            elif meaning == "run" and _is_hidden(child):
                self.met.add("hidden")
            elif meaning != "unseen":
                self._inline(child, pieces, boxes)


def _children(element: Any) -> Iterator[Any]:
    """What an element shows: of alternatives the first, of a form field nothing while it awaits its text."""
    for child in element:
        meaning = _MEANING.get(child.tag)
        if meaning == "alternatives":
            yield from child[:1]
        elif meaning != "control" or not _holds(child, "sdtPr", "showingPlcHdr"):
            yield child


def _inside(element: Any, *meanings: str) -> Iterator[Any]:
    """The nearest elements below that mean one of these, whatever wraps them."""
    for child in _children(element):
        meaning = _MEANING.get(child.tag)
        if meaning in meanings:
            yield child
        elif meaning not in ("unseen", "deleted"):
            yield from _inside(child, *meanings)


def _holds(element: Any, *path: str) -> bool:
    """Whether an element has a property, given by the names that lead to it, that is not switched off."""
    space = element.tag[: element.tag.index("}") + 1]
    found = element.find("/".join(space + name for name in path))
    return found is not None and found.get(f"{space}val", "1").lower() not in ("0", "false", "off")


def _is_hidden(run: Any) -> bool:
    return len(run) > 1 and _MEANING.get(run[0].tag) == "unseen" and _holds(run, "rPr", "vanish")


def _marked_deleted(element: Any, *path: str) -> bool:
    return _holds(element, *path, "del") or _holds(element, *path, "moveFrom")
