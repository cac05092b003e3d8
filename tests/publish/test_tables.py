"""Tables in six formats: nothing in a cell acts, and numbers stay numbers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import docx
import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from interviewcoder.errors import Refused
from interviewcoder.publish.tables import Column, Table, as_csv, as_latex, as_markdown, as_xlsx, write_table

COLUMNS = (Column("code", "Code"), Column("n", "N", number=True), Column("share", "Share", number=True, places=2))


def table(*rows: tuple[str | int | float | None, ...], note: str = "") -> Table:
    return Table("Title: a/b", COLUMNS, rows, note)


def test_each_format_says_the_same(tmp_path: Path) -> None:
    made = table(("trust", 3, 0.125), ("mistakes", 0, None), note="SYNTHETIC")
    rows = list(csv.reader(io.StringIO(as_csv(made).removeprefix("\ufeff"))))
    assert rows[0] == ["code", "n", "share", "note"]
    assert rows[1:] == [["trust", "3", "0.125", "SYNTHETIC"], ["mistakes", "0", "", "SYNTHETIC"]]
    sheet = load_workbook(io.BytesIO(as_xlsx([made]))).active
    assert sheet is not None
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["SYNTHETIC", None, None],
        ["Code", "N", "Share"],
        ["trust", 3, 0.125],
        ["mistakes", 0, None],
    ]
    assert "| trust | 3 | 0.12 |" in as_markdown(made)
    assert r"mistakes & 0 & — \\" in as_latex(made)
    for suffix in ("csv", "xlsx", "md", "tex", "docx", "html"):
        assert write_table(made, tmp_path / f"t.{suffix}", over=False).stat().st_size > 50
    (held,) = docx.Document(str(tmp_path / "t.docx")).tables
    shown = [["Code", "N", "Share"], ["trust", "3", "0.12"], ["mistakes", "0", "—"]]
    assert [[cell.text for cell in row.cells] for row in held.rows] == shown
    tree = html5lib.parse((tmp_path / "t.html").read_text("utf-8"), namespaceHTMLElements=False)
    assert [["".join(cell.itertext()) for cell in row] for row in tree.iter("tr")] == shown


def test_a_format_there_is_not_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"\.xlsx"):
        write_table(table(), tmp_path / "t.pdf", over=False)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["=1+1", "+3", "-x", "@SUM(A1)", "\t=2", "\x1b[31m", "a|b", r"\input{x}", "50 %"])
def test_no_cell_acts(text: str) -> None:
    made = table((text, 1, 1.0))
    cell = next(csv.reader(io.StringIO(as_csv(made).split("\r\n")[1])))[0]
    assert cell[0] not in "=+-@\t\x1b"
    sheet = load_workbook(io.BytesIO(as_xlsx([made]))).active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
    markdown = as_markdown(made).splitlines()[4]
    assert markdown.replace("\\|", "").count("|") == 4
    assert "\x1b" not in as_latex(made)
    assert r"\input" not in as_latex(made)


def test_a_cell_of_several_lines_stays_in_its_row() -> None:
    made = table(("one\ntwo", 1, 1.0))
    assert "| one<br>two | 1 |" in as_markdown(made)
    assert r"one\newline two & 1" in as_latex(made)
    assert "p{" not in as_latex(made)
    wide = as_latex(table(("long " * 20, 1, 1.0)))
    assert r"\begin{longtable}{>{\raggedright\arraybackslash}p{0.80\linewidth}rr}" in wide


@given(st.text(max_size=30))
def test_any_text_comes_back_from_a_workbook_as_it_is_shown(text: str) -> None:
    from interviewcoder.safe import visible_lines

    sheet = load_workbook(io.BytesIO(as_xlsx([table((text, 0, 0.5))]))).active
    assert sheet is not None
    assert (sheet["A2"].value or "") == visible_lines(text)


def test_a_row_is_as_high_as_its_longest_text_and_a_page_holds_all_columns() -> None:
    from interviewcoder.publish.sheet_layout import widths_for

    columns = tuple(Column(f"c{at}", f"Column {at}") for at in range(7))
    short, long = ("installatiebranche at length",) * 6, "woord en nog een woord, " * 30
    sheet = load_workbook(io.BytesIO(as_xlsx([Table("t", columns, ((*short, long), ("a",) * 7))]))).active
    assert sheet is not None
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
    assert sheet["G2"].alignment.wrap_text
    assert 15 * len(long) / widths[-1] <= (sheet.row_dimensions[2].height or 0) <= 409
    assert sheet.row_dimensions[3].height is None
    assert sum(widths) <= 190
    assert min(widths) > len("installatiebranche"), "no word is broken"
    assert widths[-1] > 1.5 * max(widths[:-1]), "the long text has the most room"
    assert (sheet.print_title_rows, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("$1:$1", True)
    many = load_workbook(io.BytesIO(as_xlsx([Table("t", columns * 2, (short + short + ("a", "b"),))]))).active
    assert many is not None
    assert not many.sheet_properties.pageSetUpPr.fitToPage, "not made too small to read"
    assert widths_for(["A long head of a column"], [["12345"]], [0]) == [15]
