"""Quotes as a Word document: under a Heading 1 for each carrier a table, in the style Quote what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from interviewcoder.locale import language, pick, say
from interviewcoder.publish.quotes import Collection, Quote
from interviewcoder.publish.wordfile import add_paragraph, add_row, as_bytes, fill, new_document, new_table
from interviewcoder.safe import visible

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_ATTRIBUTION, _TRANSLATION = "Quote Attribution", "Quote Translation"
_WIDTHS = (2.4, 3.0, 7.4, 2.8)
"""Of the columns, in centimetres: a role, a feature, what was said, whose words these are."""


def quotes_as_docx(collection: Collection) -> bytes:
    """The words in the language of the interviews, everything around them in that of the reader."""
    made = new_document(collection.head, collection.language)
    _add_styles(made)
    if collection.synthetic:
        add_paragraph(made, say("publish.synthetic"), "Intense Quote", language=language())
    for note in collection.notes:
        add_paragraph(made, note, language=language())
    heads = [say(f"publish.head.{head}") for head in ("role_name", "code_name", "quote", "attribution")]
    for carrier, roles in collection.chapters():
        made.add_heading(visible(carrier), 1)
        table = new_table(made, heads, _WIDTHS)
        for role, quotes in roles:
            for quote in quotes:
                _add_row(table, role, quote)
    return as_bytes(made)


def _add_styles(made: WordDocument) -> None:
    """The styles of what stands under a quote, in the author's hands as every style of Word is."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    made.styles["Quote"].paragraph_format.space_after = Pt(2)
    for name in (_TRANSLATION, _ATTRIBUTION):
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made.styles["Normal"]
        style.paragraph_format.space_after = Pt(2)
    made.styles[_ATTRIBUTION].font.size = Pt(9)


def _add_row(table: Any, role: str, quote: Quote) -> None:
    """A row a quote, which a page does not break where it need not; its translation stands below it."""
    code = pick(quote.code.label) if quote.code != quote.carrier else ""
    of_role, of_code, said, whose = add_row(table)
    fill(of_role, role, language=language())
    fill(of_code, " · ".join(filter(None, (code, *quote.qualifiers))), language=language())
    fill(said, quote.text.strip(), "Quote")
    if quote.translation:
        fill(said, quote.translation, _TRANSLATION, language="en", more=True)
    fill(whose, quote.attribution, _ATTRIBUTION, language=language())
