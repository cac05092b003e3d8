"""Coverage against tables worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from analysis.material import CODEBOOK, coding, document

from interviewcoder.analysis.coverage import (
    By,
    Cell,
    Coverage,
    Material,
    Shortfall,
    State,
    coverage,
    read_share,
    read_whole,
    rows_of,
    shortfalls,
)
from interviewcoder.analysis.marks import marks_of
from interviewcoder.errors import Refused
from interviewcoder.model import Planned, Span, Speaker, Transcript, Turn

DOCUMENTS = [
    document("d1", "director", "A", "metal", words=100),
    document("d2", "employee", "A", "metal", words=200),
    document("d3", "employee", "B", "installation", words=300),
    document("d4", words=50),
]
PLANNED = [Planned(company, role, 1) for company in "AB" for role in ("director", "employee")]
CODINGS = [
    coding("d1", "space", "Anna", 0, 10),
    coding("d1", "mistakes", "Anna", 5, 15),
    coding("d1", "mistakes", "Bram", 5, 15, "absent"),
    coding("d2", "work", "Anna", 0, 4, "absent"),
    coding("d4", "trust", "Anna", 2, 6, "present"),
]
READ = frozenset({("d1", "Anna"), ("d3", "Bram")})


def material(**more: Any) -> Material:
    known = {
        "codebook": CODEBOOK,
        "documents": DOCUMENTS,
        "planned": PLANNED,
        "sectors": {"A": "metal", "B": "installation"},
        "coders": ["Anna", "Bram", "Cleo"],
        "marks": marks_of(CODINGS),
        "read_whole": READ,
    }
    return Material(**{**known, **more})


def counted(by: By = By.ROLE, level: str = "carrier", **more: Any) -> Coverage:
    return coverage(material(**more), rows_of(CODEBOOK, level=level), by)


def cell(*numbers: int) -> Cell:
    """interviews, present, absent, nothing, unread, missing, fragments, words."""
    return Cell(*numbers)


def test_by_role() -> None:
    found = counted()
    assert [column.id for column in found.columns] == ["director", "employee", ""]
    assert dict(found.cells) == {
        ("space", "director"): cell(1, 1, 1, 0, 0, 1, 3, 15),
        ("space", "employee"): cell(0, 0, 0, 1, 1, 0, 0, 0),
        ("space", ""): cell(1, 1, 0, 0, 0, 0, 1, 4),
        ("work", "director"): cell(0, 0, 0, 1, 0, 1, 0, 0),
        ("work", "employee"): cell(1, 0, 1, 1, 0, 0, 1, 4),
        ("work", ""): cell(0, 0, 0, 0, 1, 0, 0, 0),
    }
    assert found.totals["space"] == cell(2, 2, 1, 1, 1, 1, 4, 19)
    assert found.totals["work"] == cell(1, 0, 1, 2, 1, 1, 1, 4)
    assert found.outside == 0


def test_the_columns_of_roles_count_plan_import_reading_and_words() -> None:
    director, employee, unassigned = counted().columns
    assert (director.planned, director.imported, director.read, director.missing) == (2, 1, 1, 1)
    assert (employee.planned, employee.imported, employee.read, employee.missing) == (2, 2, 1, 0)
    assert (unassigned.planned, unassigned.imported, unassigned.read, unassigned.missing) == (0, 1, 0, 0)
    assert [column.respondent_words for column in counted().columns] == [100, 500, 50]


def test_by_company_and_by_sector_regroup_the_same_interviews() -> None:
    by_company, by_sector = counted(By.COMPANY), counted(By.SECTOR)
    assert [column.id for column in by_company.columns] == ["A", "B", ""]
    assert [column.id for column in by_sector.columns] == ["installation", "metal", ""]
    assert by_company.cells["space", "A"] == by_sector.cells["space", "metal"] == cell(1, 1, 1, 0, 1, 0, 3, 15)
    assert by_company.cells["work", "B"] == by_sector.cells["work", "installation"] == cell(0, 0, 0, 1, 0, 1, 0, 0)
    assert by_company.totals == by_sector.totals == counted().totals


def test_by_coder_everyone_has_all_interviews_before_them() -> None:
    found = counted(By.CODER)
    assert found.cells["space", "Anna"] == cell(2, 2, 0, 0, 2, 1, 3, 19)
    assert found.cells["space", "Bram"] == cell(1, 0, 1, 1, 2, 1, 1, 10)
    assert found.cells["space", "Cleo"] == cell(0, 0, 0, 0, 4, 1, 0, 0)
    assert [column.read for column in found.columns] == [1, 1, 0]
    assert {(column.planned, column.imported, column.missing) for column in found.columns} == {(4, 4, 1)}
    assert found.totals == counted().totals


def test_features_stand_under_their_carrier_which_counts_an_interview_once() -> None:
    found = counted(level="feature")
    assert [(row.id, row.depth) for row in found.rows] == [("space", 0), ("mistakes", 1), ("trust", 1), ("work", 0)]
    assert found.cells["mistakes", "director"] == cell(1, 1, 1, 0, 0, 1, 2, 10)
    assert found.cells["trust", "director"] == cell(0, 0, 0, 1, 0, 1, 0, 0)
    assert found.cells["space", "director"] == counted().cells["space", "director"]


def test_a_crosswalk_counts_a_feature_in_each_of_its_groups_and_says_what_it_leaves_out() -> None:
    found = coverage(material(), rows_of(CODEBOOK, crosswalk="levels"))
    assert found.totals["near"].fragments == 3
    assert found.totals["far"].fragments == 1
    assert found.outside == 2  # one on the carrier "space" itself, one on "work"


def test_two_coders_on_the_same_words_make_two_fragments_and_count_the_words_once() -> None:
    both = [coding("d1", "work", "Anna", 3, 8), coding("d1", "work", "Bram", 3, 8)]
    assert counted(marks=marks_of(both)).totals["work"].fragments == 2
    assert counted(marks=marks_of(both)).totals["work"].words == 5


def test_words_of_nested_touching_and_separate_fragments() -> None:
    spans = [(0, 10), (2, 4), (3, 12), (12, 14), (20, 21)]
    marks = marks_of([coding("d1", "work", "Anna", start, end) for start, end in reversed(spans)])
    assert counted(marks=marks).totals["work"].words == 15


def test_the_same_words_of_two_documents_are_different_words() -> None:
    marks = marks_of([coding("d2", "work", "Anna", 0, 5), coding("d3", "work", "Anna", 0, 5)])
    assert counted(marks=marks).cells["work", "employee"].words == 10


@pytest.mark.parametrize(
    ("numbers", "state"),
    [
        ((2, 1, 1, 1, 1, 1, 3, 9), State.PRESENT),
        ((1, 0, 1, 1, 1, 1, 1, 9), State.ABSENT),
        ((0, 0, 0, 3, 1, 0, 0, 0), State.UNREAD),
        ((0, 0, 0, 3, 0, 1, 0, 0), State.NOTHING),
        ((0, 0, 0, 0, 0, 2, 0, 0), State.MISSING),
        ((0, 0, 0, 0, 0, 0, 0, 0), State.UNPLANNED),
    ],
)
def test_a_cell_says_in_one_word_what_it_amounts_to(numbers: tuple[int, ...], state: State) -> None:
    assert cell(*numbers).state is state


def test_a_role_of_the_codebook_without_any_interview_has_its_column() -> None:
    found = counted(documents=DOCUMENTS[:1], planned=[])
    assert [column.id for column in found.columns] == ["director", "employee"]
    assert found.cells["work", "employee"].state is State.UNPLANNED


def test_an_extra_interview_does_not_hide_a_missing_one_in_the_same_column() -> None:
    extra = [*DOCUMENTS, document("d5", "director", "A", "metal")]
    director = counted(documents=extra).columns[0]
    assert (director.planned, director.imported, director.missing) == (2, 2, 1)


def test_codings_and_reading_outside_the_material_do_not_count() -> None:
    found = counted(documents=DOCUMENTS[:2], coders=["Bram"])
    assert found.totals["space"] == cell(1, 0, 1, 0, 1, 2, 1, 10)  # Bram has read neither d1 nor d2
    assert found.totals["work"].fragments == 0
    assert [column.read for column in found.columns] == [0, 0]


@pytest.mark.parametrize("by", By)
def test_an_empty_study_has_empty_cells(by: By) -> None:
    found = counted(by, documents=[], planned=[], coders=[], marks=marks_of([]), read_whole=frozenset())
    assert found.totals["space"] == cell(0, 0, 0, 0, 0, 0, 0, 0)
    assert all(each == cell(0, 0, 0, 0, 0, 0, 0, 0) for each in found.cells.values())


def test_a_level_or_crosswalk_there_is_not_is_refused() -> None:
    with pytest.raises(Refused, match=r"'word'.*carrier, feature"):
        rows_of(CODEBOOK, level="word")
    with pytest.raises(Refused, match=r"'dimensions'.*levels"):
        rows_of(CODEBOOK, crosswalk="dimensions")
    with pytest.raises(Refused, match="no crosswalks"):
        rows_of(replace(CODEBOOK, crosswalks=()), crosswalk="dimensions")


# --- reading --------------------------------------------------------------------------------------

TRANSCRIPT = Transcript(
    "I: hoe?\nR: goed.\nI: en?\nR: slecht.\n",
    (
        Turn("I", Speaker.INTERVIEWER, 3, 7),
        Turn("R", Speaker.RESPONDENT, 11, 16),
        Turn("I", Speaker.INTERVIEWER, 20, 23),
        Turn("R", Speaker.RESPONDENT, 27, 34),
    ),
    (),
)


def test_only_what_respondents_say_needs_reading() -> None:
    assert read_whole(TRANSCRIPT.turns, [Span(11, 16), Span(27, 34)])
    assert not read_whole(TRANSCRIPT.turns, [Span(11, 16), Span(28, 34)])
    assert not read_whole(TRANSCRIPT.turns, [])


def test_the_share_read_counts_the_respondents_characters() -> None:
    assert read_share(TRANSCRIPT.turns, [Span(0, 16)]) == pytest.approx(5 / 12)
    assert read_share(TRANSCRIPT.turns, [Span(0, 13), Span(27, 35)]) == pytest.approx(9 / 12)
    assert read_share((), []) == 1.0


# --- the planned design ---------------------------------------------------------------------------


def test_shortfalls_are_places_with_too_few_or_too_many() -> None:
    extra = [*DOCUMENTS, document("d5", "employee", "B"), document("d6", "director", "C")]
    found = shortfalls(extra, PLANNED)
    assert found == (
        Shortfall("B", "director", 1, 0),
        Shortfall("B", "employee", 1, 2),
        Shortfall("C", "director", 0, 1),
    )
    assert [each.missing for each in found] == [1, 0, 0]
