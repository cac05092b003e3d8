"""LibreOffice documents, by a walk over their XML like that of ``docx``, with the same rules for what is text.

odfdo was tried first: its text holds notes and comments, loses runs of spaces and takes tables apart, so that a
column of speakers is no longer beside what they say.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.transcripts.drafts import Draft
from interviewcoder.transcripts.package import opened, parse_part, read_part
from interviewcoder.transcripts.table_rows import row_of

_SPACES = {
    prefix: f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for prefix, name in zip(
        ("text", "table", "office", "draw", "style"), ("text", "table", "office", "drawing", "style"), strict=True
    )
}
_WHITE = re.compile(r"[ \t\n\r]+")
_MOST_SPACES = 1_000
_ENCRYPTED = b"encryption-data"


def _names(**meanings: str) -> dict[str, str]:
    """From the full name of each element to what it means here."""
    named = {}
    for meaning, names in meanings.items():
        for name in names.split():
            prefix, _, local = name.partition(":")
            named[_SPACES[prefix] + local] = meaning
    return named


_MEANING = _names(
    paragraph="text:p text:h",
    table="table:table",
    row="table:table-row",
    cell="table:table-cell",
    box="draw:text-box",
    newline="text:line-break",
    tab="text:tab",
    space="text:s",
    note="text:note",
    comment="office:annotation",
    deleted="text:tracked-changes",
    hidden="text:hidden-text text:hidden-paragraph",
    unseen="""
        text:sequence-decls text:variable-decls text:user-field-decls text:index-title-template text:ruby-text
        table:covered-table-cell office:forms text:table-of-content-source text:alphabetical-index-source
        office:event-listeners text:list-header text:toc-mark-start text:toc-mark-end text:script
    """,
)
_WARNINGS = ("note", "comment", "deleted", "hidden")
_STYLE_NAME = f"{_SPACES['text']}style-name"


def read_odt(path: Path, content: bytes) -> Draft:
    """The text of an ``.odt`` file, a line per paragraph. Raises Refused for what is no whole document of text."""
    root = parse_part(path.name, _content_part(path.name, content))
    body = root.find(f"{_SPACES['office']}body/{_SPACES['office']}text")
    if body is None:
        raise Refused("transcripts.odt.no-document", file=path.name)
    walk = _Walk(_hidden_styles(root))
    text = "\n".join(walk.lines(body)) + "\n"
    warnings = tuple(say(f"transcripts.docx.{kind}") for kind in _WARNINGS if kind in walk.met)
    return Draft(path.stem, "odt", text, content, warnings)


def _content_part(name: str, content: bytes) -> bytes:
    if not content.startswith(b"PK"):
        raise Refused("transcripts.odt.no-zip" if content else "transcripts.empty", file=name)
    with opened(name, content) as archive:
        parts = set(archive.namelist())
        if "content.xml" not in parts or "word/document.xml" in parts:
            raise Refused("transcripts.odt.no-document", file=name)
        if _is_locked(name, archive, parts):
            raise Refused("transcripts.odt.locked", file=name)
        return read_part(name, archive, "content.xml")


def _is_locked(name: str, archive: zipfile.ZipFile, parts: set[str]) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in parts and _ENCRYPTED in read_part(name, archive, manifest)


def _hidden_styles(root: Any) -> frozenset[str]:
    """The names of the document's own styles whose text is not shown."""
    style, properties = f"{_SPACES['style']}style", f"{_SPACES['style']}text-properties"
    return frozenset(
        each.get(f"{_SPACES['style']}name", "")
        for each in root.iter(style)
        for shown in each.iter(properties)
        if shown.get(f"{_SPACES['text']}display") == "none"
    )


class _Walk:
    """One pass over a document; ``met`` gathers what a person should be told of."""

    def __init__(self, hidden: frozenset[str]) -> None:
        self.met: set[str] = set()
        self._hidden = hidden

    def lines(self, element: Any) -> list[str]:
        """The text under an element, a paragraph or a table's row each; one may hold line breaks."""
        lines: list[str] = []
        for block in self._blocks(element):
            meaning = _MEANING[block.tag]
            if meaning == "table":
                lines += [self._row(row) for row in _below(block, "row")]
            elif meaning == "box":
                lines += self.lines(block)
            else:
                pieces: list[str] = []
                boxes: list[Any] = []
                self._inline(block, pieces, boxes)
                lines.append("".join(pieces).removeprefix(" ").removesuffix(" "))
                for box in boxes:
                    lines += self.lines(box)
        return lines

    def _row(self, row: Any) -> str:
        return row_of("\n".join(self.lines(cell)).strip("\n") for cell in _below(row, "cell"))

    def _blocks(self, element: Any) -> Iterator[Any]:
        """The nearest paragraphs, tables and text boxes below, whatever wraps them."""
        for child in element:
            meaning = _MEANING.get(child.tag)
            if meaning in ("paragraph", "table", "box"):
                yield child
            elif meaning in _WARNINGS:
                self.met.add(meaning or "")
            elif meaning != "unseen":
                yield from self._blocks(child)

    def _inline(self, element: Any, pieces: list[str], boxes: list[Any]) -> None:
        """Adds the text of an element to ``pieces``; text boxes go to ``boxes``, for their lines come after it."""
        if element.get(_STYLE_NAME) in self._hidden:
            self.met.add("hidden")
            return
        self._add(element.text, pieces)
        for child in element:
            meaning = _MEANING.get(child.tag)
            if meaning == "newline":
                pieces.append("\n")
            elif meaning == "tab":
                pieces.append("\t")
            elif meaning == "space":
                count = child.get(f"{_SPACES['text']}c", "1")
                pieces.append(" " * (min(int(count), _MOST_SPACES) if count.isdecimal() and len(count) < 9 else 1))
            elif meaning == "box":
                boxes.append(child)
            elif meaning in _WARNINGS:
                self.met.add(meaning or "")
            elif isinstance(child.tag, str) and meaning != "unseen":
                self._inline(child, pieces, boxes)
            self._add(child.tail, pieces)

    def _add(self, text: str | None, pieces: list[str]) -> None:
        """Adds text as OpenDocument shows it: white space in the XML counts as one space, and none after another."""
        shown = _WHITE.sub(" ", text or "")
        if shown.startswith(" ") and (not pieces or pieces[-1][-1:] in " \n"):
            shown = shown[1:]
        if shown:
            pieces.append(shown)


def _below(element: Any, meaning: str) -> Iterator[Any]:
    """The nearest elements below that mean this, whatever wraps them."""
    for child in element:
        if _MEANING.get(child.tag) == meaning:
            yield child
        elif _MEANING.get(child.tag) not in ("unseen", "paragraph"):
            yield from _below(child, meaning)
