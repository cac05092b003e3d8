"""Figures say what they count, in text that can be read back from the SVG."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from analysis.material import CODEBOOK, coding, document

from interviewcoder.analysis.coverage import Material, coverage, rows_of
from interviewcoder.analysis.dialogue import dialogue
from interviewcoder.analysis.incidence import Within, incidence
from interviewcoder.analysis.marks import marks_of
from interviewcoder.analysis.saturation import saturation
from interviewcoder.analysis.together import together
from interviewcoder.errors import Refused
from interviewcoder.publish import figures, ties

ROWS = rows_of(CODEBOOK)
DOCUMENTS = [document("D1", "director", "A"), document("E1", "employee", "A"), document("E2", "employee", "B")]
CODINGS = [
    coding("D1", "trust", "Anna", 0, 3),
    coding("D1", "work", "Anna", 2, 5),
    coding("E1", "work", "Anna", 0, 3, "absent"),
]
READ = frozenset({("D1", "Anna"), ("E1", "Anna")})
COVERAGE = coverage(Material(CODEBOOK, DOCUMENTS, (), {}, ["Anna"], marks_of(CODINGS), READ), ROWS)
INTERVIEWS = incidence(CODINGS, DOCUMENTS, ROWS, Within.INTERVIEW, {})


def texts(path: Path) -> list[str]:
    return [
        said for each in ET.parse(path).iter() if each.tag.endswith("}text") and (said := "".join(each.itertext()))
    ]


def test_a_heat_matrix_holds_numbers_signs_and_the_word_synthetic(tmp_path: Path) -> None:
    file = tmp_path / "heat.svg"
    figures.write_figure(lambda: figures.heat_figure(CODEBOOK, COVERAGE, synthetic=True), file, over=False)
    said = texts(file)
    cells = [each for each in said if each in {"1", "…", "1 ∅", "○"}]
    assert sorted(cells) == sorted(["1", "1", "…", "1 ∅"])
    assert any("SYNTHETIC" in each for each in said)
    assert "(1/2)" in said
    again = tmp_path / "again.svg"
    figures.write_figure(lambda: figures.heat_figure(CODEBOOK, COVERAGE, synthetic=True), again, over=False)
    assert file.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("draw", [ties.pairs_figure, ties.network_figure])
def test_pairs_carry_their_counts(tmp_path: Path, draw: Any) -> None:
    file = tmp_path / "pairs.svg"
    made = lambda: draw(CODEBOOK, ROWS, together(INTERVIEWS), "interview", synthetic=False)  # noqa: E731
    figures.write_figure(made, file, over=False)
    said = texts(file)
    assert "1" in said
    assert not any("SYNTHETIC" in each for each in said)


def test_curves_and_dialogue_are_drawn(tmp_path: Path) -> None:
    curve = saturation(INTERVIEWS)
    figures.write_figure(lambda: figures.saturation_figure(curve, synthetic=False), tmp_path / "c.png", over=False)
    assert (tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")
    exchanges = dialogue({"A": COVERAGE}, "director", "employee")
    file = tmp_path / "d.svg"
    draw = lambda: figures.dialogue_figure(CODEBOOK, exchanges, "director", "employee", synthetic=False)  # noqa: E731
    figures.write_figure(draw, file, over=False)
    assert "≠" in texts(file)


def test_nothing_is_drawn_in_a_format_there_is_not(tmp_path: Path) -> None:
    def never() -> Any:
        raise AssertionError

    with pytest.raises(Refused, match=r"\.svg"):
        figures.write_figure(never, tmp_path / "f.gif", over=False)
    assert not list(tmp_path.iterdir())


def test_a_dialogue_that_no_company_can_have_is_drawn_without_a_warning(tmp_path: Path) -> None:
    file = tmp_path / "dialogue.svg"
    draw = partial(figures.dialogue_figure, CODEBOOK, (), "director", "employee", synthetic=False)
    figures.write_figure(draw, file, over=False)
    assert texts(file)
