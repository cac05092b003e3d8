"""Quotes as a Word document: Heading 1 a carrier, Heading 2 a role, the style Quote for what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.locale import language, say
from interviewcoder.publish.quotes import Collection, Quote, below
from interviewcoder.publish.wordfile import add_paragraph, as_bytes, new_document
from interviewcoder.safe import visible

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_ATTRIBUTION, _TRANSLATION = "Quote Attribution", "Quote Translation"


def quotes_as_docx(collection: Collection) -> bytes:
    """The words in the language of the interviews, everything around them in that of the reader."""
    made = new_document(collection.head, collection.language)
    _add_styles(made)
    if collection.synthetic:
        add_paragraph(made, say("publish.synthetic"), "Intense Quote", language=language())
    for note in collection.notes:
        add_paragraph(made, note, language=language())
    for carrier, roles in collection.chapters():
        made.add_heading(visible(carrier), 1)
        for role, quotes in roles:
            made.add_heading(visible(role), 2)
            for quote in quotes:
                _add_quote(made, quote)
    return as_bytes(made)


def _add_styles(made: WordDocument) -> None:
    """The styles of what stands under a quote, in the author's hands as every style of Word is."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt

    quoted = made.styles["Quote"]
    quoted.paragraph_format.left_indent = Cm(1)
    quoted.paragraph_format.space_after = Pt(2)
    quoted.paragraph_format.keep_with_next = True
    for name, after in ((_TRANSLATION, 2), (_ATTRIBUTION, 12)):
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made.styles["Normal"]
        style.paragraph_format.left_indent = Cm(1)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = name == _TRANSLATION
    made.styles[_ATTRIBUTION].font.size = Pt(10)


def _add_quote(made: WordDocument, quote: Quote) -> None:
    add_paragraph(made, quote.text.strip(), "Quote")
    if quote.translation:
        add_paragraph(made, quote.translation, _TRANSLATION, language="en")
    add_paragraph(made, below(quote), _ATTRIBUTION, language=language())
