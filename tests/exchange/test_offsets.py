"""How a program counts positions is found out from its spans, whichever way it is."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from exchange.archives import PHRASES, TEXT, coded_archive, places

from interviewcoder.exchange.offsets import CONVENTIONS, SURE, Convention, Mark, MarkedText, Unit, settle
from interviewcoder.exchange.read import read_project


@pytest.mark.parametrize("convention", CONVENTIONS, ids=str)
@pytest.mark.parametrize("crlf", [True, False], ids=["CRLF", "LF"])
def test_each_way_of_counting_is_told_from_all_others(convention: Convention, crlf: bool) -> None:
    raw = TEXT.replace("\n", "\r\n") if crlf else TEXT
    placed = settle([MarkedText(raw, [Mark(*place) for place in places(convention, crlf=crlf)])])[0]
    assert [span and span.of(TEXT) for span in placed.spans] == list(PHRASES)
    assert placed.score > 0.95
    assert placed.rivals == 0


@pytest.mark.parametrize(("unit", "crlf", "inclusive", "named"), product(Unit, (1, 2), (False, True), (False, True)))
def test_an_archive_comes_in_as_its_program_meant_it(
    tmp_path: Path, unit: Unit, crlf: int, inclusive: bool, named: bool
) -> None:
    path = coded_archive(tmp_path / "p.qdpx", Convention(unit, crlf, inclusive), crlf=True, mark=True, named=named)
    found = read_project(path)
    assert [coding.span.of(found.documents[0].text) for coding in found.codings] == list(PHRASES)
    assert found.documents[0].text == TEXT
    assert not found.remarks


def test_a_text_with_few_spans_follows_the_others() -> None:
    inclusive = Convention(Unit.CODE_POINT, 1, True)
    many = MarkedText(TEXT, [Mark(*place) for place in places(inclusive, crlf=False)])
    lone = MarkedText("Ja. Nee! Misschien?", [Mark(4, 7)])  # "Nee!", or "Nee" by itself
    assert settle([lone])[0].spans[0].of(lone.text) == "Nee"  # type: ignore[union-attr]
    assert settle([many, lone])[1].spans[0].of(lone.text) == "Nee!"  # type: ignore[union-attr]


def test_what_fits_badly_or_outside_the_text_is_known() -> None:
    shifted = [Mark(start + 2, end + 2) for start, end in places(CONVENTIONS[0], crlf=False)]
    assert settle([MarkedText(TEXT, shifted)])[0].score < SURE
    outside = settle([MarkedText("kort", [Mark(0, 4), Mark(2, 40), Mark(-1, 2), Mark(3, 3)])])[0]
    assert [span is None for span in outside.spans[:3]] == [False, True, True]


def test_lines_coded_whole_are_no_reason_for_doubt() -> None:
    lines = "I: Wie?\nR: Ik.\nI: En?\nR: Zij ook.\n"
    marks = [Mark(0, 8), Mark(8, 15), Mark(15, 22), Mark(22, len(lines))]
    placed = settle([MarkedText(lines, marks)])[0]
    assert [span.of(lines) for span in placed.spans if span] == lines.splitlines(keepends=True)
    assert placed.score > SURE


def test_words_given_along_decide_where_boundaries_cannot() -> None:
    text, places = "Ja Nee! Misschien?", ((3, 6), (8, 17))  # "Nee", "Misschien", or one character more
    silent = settle([MarkedText(text, [Mark(*place) for place in places])])[0]
    assert [span.of(text) for span in silent.spans if span] == ["Nee", "Misschien"]
    assert silent.rivals == 2
    spoken = settle([MarkedText(text, [Mark(3, 6, "Nee!"), Mark(8, 17)])])[0]
    assert [span.of(text) for span in spoken.spans if span] == ["Nee!", "Misschien?"]
    cut_off = settle([MarkedText(text * 2, [Mark(0, 18, "Ja Nee! Mis…")])])[0]
    assert cut_off.score > SURE
