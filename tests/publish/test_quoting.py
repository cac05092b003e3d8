"""Quotes in every format: written, and read back by the library for it; what is said stays words."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from xml.etree.ElementTree import Element

import docx
import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from interviewcoder.errors import Refused
from interviewcoder.model import Code, Coding, Document, Origin, QuoteEdit, Respondent, Span, Speaker
from interviewcoder.publish.attributed import Said
from interviewcoder.publish.quotes import Collection, Quote
from interviewcoder.publish.quoting.write import FORMATS, format_of, quotes_as, texts_in
from interviewcoder.safe import visible_lines

HOSTILE = "<script>alert(1)</script> =1+1 \\input{x} & 50% _a_ [b] \x1b[31m\n*ja* -- ``"


def quote_of(text: str, translation: str = "") -> Quote:
    def named(id: str, key: str, parent: str | None = None) -> Code:
        label = {"nl": id, "en": id}
        return Code(id, parent, key, label, label, "#E69F00", label, label, label)

    coding = Coding("g", "d", 0, 9, text, "trust", "Anna", Origin.MANUAL, Span(0, 1), starred=True)
    document = Document("d", "Jan.txt", "txt", "R01", "hr", "A", "zorg", "2025-01-02", 1, 9, "")
    who = Respondent("R01", "hr", "A")
    said = (Said(Speaker.RESPONDENT, who, text),)
    edit = QuoteEdit("g", (), translation)
    code = named("trust", "a", "space")
    return Quote(coding, document, code, named("space", "1"), said, "(R01, hr)", who, "hr", (), (coding,), edit)


def written(form: str, *quotes: Quote, synthetic: bool = False) -> str | bytes:
    return quotes_as(form, Collection("T", quotes, ("A note.",), "nl", synthetic))


def as_text(form: str, content: str | bytes) -> str:
    """All that a reader of the file reads."""
    if form == "docx":
        assert isinstance(content, bytes)
        made = docx.Document(io.BytesIO(content))
        cells = [cell for table in made.tables for row in table.rows for cell in row.cells]
        return "\n".join(each.text for place in (made, *cells) for each in place.paragraphs)
    if form == "xlsx":
        assert isinstance(content, bytes)
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
    assert isinstance(content, str)
    if form == "html":
        body: Element = html5lib.parse(content, namespaceHTMLElements=False).find("body")
        return "".join(body.itertext())
    return content


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_holds_words_translation_and_whose_they_are_and_no_file_name(form: str) -> None:
    said = as_text(form, written(form, quote_of("Dat leer je.\nEcht.", "One learns that."), synthetic=True))
    for part in ("Dat leer je.", "Echt.", "One learns that.", "(R01, hr)", "trust"):
        assert part in said
    assert "Jan" not in said
    if form == "csv":
        assert next(csv.DictReader(io.StringIO(said.removeprefix("\ufeff"))))["synthetic"] == "yes"
    else:
        assert "SYNTHETIC" in said
        assert "A note." in said


def test_word_gets_real_styles_and_the_language_of_the_interviews() -> None:
    content = written("docx", quote_of("Ja.\nNee.", "Yes."))
    assert isinstance(content, bytes)
    made = docx.Document(io.BytesIO(content))
    styles = [(each.style.name, each.text) for each in made.paragraphs if each.style]
    assert styles == [
        ("Title", "T"),
        ("Normal", "A note."),
        ("Heading 1", "1 space"),
    ]
    (table,) = made.tables
    heads, row = (
        [[(each.style.name, each.text) for each in cell.paragraphs] for cell in row.cells] for row in table.rows
    )
    assert [cell[0][1] for cell in heads] == ["role", "code", "quote", "attribution"]
    assert row == [
        [("Normal", "hr")],
        [("Normal", "trust")],
        [("Quote", "Ja.\nNee."), ("Quote Translation", "Yes.")],
        [("Quote Attribution", "(R01, hr)")],
    ]
    assert re.search(r'<w:rPrDefault>.*<w:lang [^>]*w:val="nl-NL"', made.styles.element.xml, re.DOTALL)
    about = made.core_properties
    assert (about.author, about.last_modified_by, about.comments, about.language) == ("", "", "", "nl-NL")
    assert content == written("docx", quote_of("Ja.\nNee.", "Yes.")), "the same study is the same file"


@pytest.mark.parametrize("form", ["docx", "xlsx", "html"])
@settings(max_examples=15, deadline=None)
@given(text=st.text(st.one_of(st.sampled_from("<>&\"'=\t\r\n\x00\x1b\ud800"), st.characters()), max_size=30))
def test_any_words_come_back_as_they_are_shown(form: str, text: str) -> None:
    shown = visible_lines(text.strip())
    read = as_text(form, written(form, quote_of(text)))
    assert shown in read


def test_nothing_said_acts_in_html_latex_or_a_spreadsheet() -> None:
    page = written("html", quote_of(HOSTILE, HOSTILE))
    assert isinstance(page, str)
    parsed = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert not list(parsed.iter("script"))
    policies = [each.get("content", "") for each in parsed.iter("meta") if each.get("http-equiv")]
    assert [policy.partition(";")[0] for policy in policies] == ["default-src 'none'"]
    assert not re.search("https?:", page)
    tex = written("tex", quote_of(HOSTILE))
    assert isinstance(tex, str)
    assert r"\textbackslash{}input\{x\} \& 50\% \_a\_ {[}b{]} \ivcchar{241B}{␛}{[}31m\\{}" in tex
    assert "\n*ja* -{}- \\textasciigrave{}\\textasciigrave{}\n" in tex
    sheet = load_workbook(io.BytesIO(bytes(written("xlsx", quote_of("=1+1"))))).active  # type: ignore[arg-type]
    assert sheet is not None
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"] == ["s"]


def test_a_name_says_which_format_it_is_and_others_are_refused() -> None:
    assert [format_of(Path(f"x.{form.upper()}")) for form in FORMATS] == list(FORMATS)
    with pytest.raises(Refused, match=r"\.docx"):
        format_of(Path("x.odt"))


def test_every_text_that_leaves_is_looked_at() -> None:
    told = texts_in(Collection("Title", (quote_of("Words", "Other"),), (), "nl", False), document_names=True)
    assert sorted("\n".join(told.values()).split("\n")) == [
        *("(R01, hr)", "A", "Jan.txt", "Other", "Title", "Words"),
        *("space", "trust", "zorg"),
    ]
