"""Word documents, with the styles that Word knows, and nothing in them of who made them or where."""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from interviewcoder.locale import language
from interviewcoder.publish.tables import Table
from interviewcoder.safe import visible, visible_lines

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_REGIONS = {"nl": "nl-NL", "en": "en-GB", "de": "de-DE", "fr": "fr-FR"}
_EPOCH = datetime(2000, 1, 1)
"""Zip files and properties carry a time; a fixed one keeps the same study the same file."""


def new_document(title: str, language: str) -> WordDocument:
    """An empty document with its title at the top, whose words are in ``language``."""
    from docx import Document

    made = Document()
    about = made.core_properties
    about.title, about.author, about.comments, about.last_modified_by = visible(title), "", "", ""
    about.created = about.modified = _EPOCH
    about.language = _REGIONS.get(language, language)
    _set_language(made, about.language)
    made.add_heading(visible(title), 0)
    return made


def _set_language(made: WordDocument, region: str) -> None:
    """The language of every word that does not say its own, by which Word checks spelling."""
    from docx.oxml.ns import qn

    properties = made.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    held = properties.find(qn("w:lang"))
    if held is None:
        held = properties.makeelement(qn("w:lang"), {})
        properties.append(held)
    held.set(qn("w:val"), region)


def add_paragraph(made: WordDocument, said: str, style: str | None = None, *, language: str | None = None) -> Any:
    """A paragraph with the line ends of the text; ``language`` where it is not the document's. Returns it."""
    paragraph = made.add_paragraph(style=style)
    _say(paragraph, said, language)
    return paragraph


def _say(paragraph: Any, said: str, language: str | None) -> None:
    from docx.oxml.ns import qn

    run = paragraph.add_run(visible_lines(said))
    if language:
        properties = run._r.get_or_add_rPr()
        properties.append(properties.makeelement(qn("w:lang"), {qn("w:val"): _REGIONS.get(language, language)}))


def new_table(made: WordDocument, heads: Sequence[str], widths: Sequence[float]) -> Any:
    """A table with lines and no rows yet, whose heads return on every page; ``widths`` are in centimetres."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    made.styles["Table Grid"].font.size = Pt(9)
    table = made.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(visible(head)).bold = True
    repeated = table.rows[0]._tr.get_or_add_trPr()
    repeated.append(repeated.makeelement(qn("w:tblHeader"), {}))
    return table


def add_row(table: Any) -> Any:
    """The cells of a new row, which stays on one page where it fits."""
    from docx.oxml.ns import qn

    row = table.add_row()
    kept = row._tr.get_or_add_trPr()
    kept.append(kept.makeelement(qn("w:cantSplit"), {}))
    return row.cells


def fill(cell: Any, said: str, style: str | None = None, *, language: str | None = None, more: bool = False) -> None:
    """Put a paragraph in an empty cell, or one ``more`` below what is there. ``style`` goes by its name, without the
    spaces: to look it up in the document each time takes longer than all the rest."""
    paragraph = cell.add_paragraph() if more else cell.paragraphs[0]
    if style:
        paragraph._p.style = style.replace(" ", "")
    _say(paragraph, said, language)


def add_table(
    made: WordDocument,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    right: Collection[int] = (),
) -> None:
    """A table with lines whose heads return on every page; ``widths`` are in centimetres, ``right`` are the columns
    that hold numbers."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    table = new_table(made, heads, widths)
    for row in rows:
        for cell, said in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(visible_lines(said))
    for row in table.rows:
        for at, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
            cell.width = Cm(width)
            if at in right:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


_ROOM, _LETTER, _PADDING = 26.7, 0.18, 0.5
"""Centimetres: the width of a page on its side within its margins, of a letter in a table, of a cell's padding."""


def _widths(table: Table) -> list[float]:
    """The widths of the columns (cm): the longest word fits where it can, and the rest goes by how much there is to
    read."""
    columns = list(zip(table.heads, *table.shown(), strict=True))
    words = [max((len(word) for cell in column for word in cell.split()), default=1) for column in columns]
    least = [min(word, 20) * _LETTER + _PADDING for word in words]
    weights = [max(map(len, column)) ** 0.5 for column in columns]
    rest = max(0.0, _ROOM - sum(least))
    wanted = [low + rest * weight / sum(weights) for low, weight in zip(least, weights, strict=True)]
    return [width * _ROOM / sum(wanted) for width in wanted]


def table_as_docx(table: Table) -> bytes:
    """A document, on its side, with one table in it."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    made = new_document(table.title, language())
    page = made.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(1.5)
    if table.note:
        add_paragraph(made, table.note)
    add_table(made, table.heads, table.shown(), _widths(table), table.numbers)
    return as_bytes(made)


def as_bytes(made: WordDocument) -> bytes:
    """The file."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
