"""The samples of other programs come in, and nothing of them is lost without a word."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from interviewcoder.errors import Refused
from interviewcoder.exchange.foreign import ForeignProject
from interviewcoder.exchange.read import read_project

OWN = [
    "chaos 😅",
    "Niemand wist wie de regie had",
    "“niemand”",
    "De gemeente, de huisarts …",
    "Dat vond ik heel moeilijk.\nI: En thuis?",
    "mijn zus Zoë; zij regelde de financiële kant",
    "niet gered 👩\u200d👧.",
    "[stilte]",
    "re\u0308el bang",
    "🙏",
]
QUALCODER = ["Dat vond ik heel moeilijk.\nI: En thuis?", "Niemand wist wie", *["Niemand wist wie de regie had"] * 2]
QUALCODER += ["chaos", "chaos 😅", "mijn zus Zoë; zij regelde de financiële kant", "niet gered 👩\u200d👧."]


@pytest.fixture(scope="module")
def page() -> ModuleType:
    path = Path(__file__).parents[2] / "docs" / "exchange_samples.py"
    spec = importlib.util.spec_from_file_location("exchange_samples", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def words(found: ForeignProject) -> list[str]:
    texts = {document.guid: document.text for document in found.documents}
    return [coding.span.of(texts[coding.document]) for coding in found.codings]


@pytest.mark.parametrize(
    "name",
    [
        "like_atlas_cp_crlf1_excl",
        "like_atlas_u16_crlf1_bom_excl",
        "like_nvivo_win_u16_crlf2_bom_excl",
        "like_qc_rawpath_cp_lf_excl",
        "spec_cp_lf_incl",
    ],
)
def test_each_way_of_counting_gives_the_ten_phrases(formats: Path, name: str) -> None:
    found = read_project(formats / "own" / "qdpx" / f"{name}.qdpx")
    assert words(found) == OWN
    assert found.documents[0].text == (formats / "own" / "interview_nl_lf.txt").read_text("utf-8")
    assert found.remarks == ()


@pytest.mark.parametrize("name", ["qualcoder_lf.qdpx", "qualcoder_crlf_for_maxqda.qdpx", "data.qda"])
def test_one_project_of_qualcoder_in_three_shapes_gives_the_same_codings(formats: Path, name: str) -> None:
    found = read_project(formats / "qualcoder" / name)
    assert sorted(words(found)) == QUALCODER
    assert [document.text[:9] for document in found.documents] == ["Interview", "Interview"]


def test_highlights_of_taguette_are_the_words_of_their_snippets(formats: Path) -> None:
    found = read_project(formats / "taguette" / "taguette_project.sqlite3")
    assert {"chaos 😅", "chaos & lawaai", "Dat vond ik heel moeilijk.\nI: En thuis?"} <= set(words(found))
    assert found.documents[2].text.endswith("chaos ğŸ˜….</v>\n")  # an error of its own import, which stays


def test_nothing_is_lost_without_a_word(formats: Path, page: ModuleType) -> None:
    files = page.samples(formats)
    assert len(files) >= 16
    for file in files:
        for what, found, kept, reported in page.counts(read_project(file)):
            assert found == kept + reported, f"{file.name}: {what}"


def test_lists_of_coded_fragments_are_no_lists_of_codes(formats: Path) -> None:
    for name in ("codebook/atlasti_quotation_export.csv", "taguette/taguette_highlights_all.csv"):
        with pytest.raises(Refused, match="lists coded fragments"):
            read_project(formats / name)


def test_the_table_of_the_page_is_what_comes_of_the_samples(formats: Path, page: ModuleType) -> None:
    assert page.in_page(page.PAGE.read_text("utf-8")) == page.table(formats)
