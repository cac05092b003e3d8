"""What holds of coverage for any material, and a slow recount with sets that it must agree with."""

from __future__ import annotations

import json
from dataclasses import replace

from analysis.material import CODEBOOK, coding, document
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.coverage import By, Cell, Coverage, Material, Row, coverage, rows_of
from interviewcoder.analysis.marks import marks_of, updated
from interviewcoder.model import Coding, Document, Planned

CODES = [code.id for code in CODEBOOK.codes]
CODERS = ["Anna", "Bram", "Cleo"]
PLACES = [("director", "A", "metal"), ("employee", "A", "metal"), ("employee", "B", "inst"), ("", "", "")]


@st.composite
def studies(draw: st.DrawFn) -> tuple[Material, list[Coding]]:
    places = draw(st.lists(st.sampled_from(PLACES), max_size=5))
    documents = [document(f"d{number}", *place) for number, place in enumerate(places)]
    ids = [each.id for each in documents]
    made = st.builds(
        lambda document, code, coder, start, length, presence: coding(
            document, code, coder, start, start + length, presence
        ),
        st.sampled_from(ids or ["none"]),
        st.sampled_from(CODES),
        st.sampled_from(CODERS),
        st.integers(0, 30),
        st.integers(1, 15),
        st.sampled_from(["", "present", "absent"]),
    )
    codings = draw(st.lists(made, max_size=25)) if ids else []
    pairs = [(document, coder) for document in ids for coder in CODERS]
    read = draw(st.frozensets(st.sampled_from(pairs))) if pairs else frozenset()
    planned = [Planned(company, role, draw(st.integers(0, 2))) for role, company, _ in PLACES[:3]]
    sectors = {"A": "metal", "B": "inst"}
    return Material(CODEBOOK, documents, planned, sectors, CODERS, marks_of(codings), read), codings


def column_of(by: By, document: Document, coder: str) -> str:
    return coder if by is By.CODER else getattr(document, by.value)


def recounted(material: Material, codings: list[Coding], row: Row, by: By, column: str) -> tuple[int, ...]:
    """A cell without its missing interviews, counted one by one."""
    of = {each.id: each for each in material.documents}
    inside = {each.id for each in material.documents if by is By.CODER or column_of(by, each, "") == column}
    mine = [
        each for each in codings if each.code in row.codes and column_of(by, of[each.document], each.coder) == column
    ]
    denied = {each.document for each in mine if each.facets.get("presence") == "absent"}
    confirmed = {each.document for each in mine if each.facets.get("presence") != "absent"}
    read = {document for document, coder in material.read_whole if by is not By.CODER or coder == column}
    rest = inside - denied - confirmed
    words = {(each.document, word) for each in mine for word in range(each.words.start, each.words.end)}
    return (
        len(denied | confirmed),
        len(confirmed),
        len(denied),
        len(rest & read),
        len(rest - read),
        len(mine),
        len(words),
    )


def numbers(cell: Cell) -> tuple[int, ...]:
    return (
        cell.interviews,
        cell.present,
        cell.absent,
        cell.nothing,
        cell.unread,
        cell.fragments,
        cell.words,
    )


def all_rows() -> tuple[Row, ...]:
    return rows_of(CODEBOOK, level="feature") + rows_of(CODEBOOK, crosswalk="levels")


@given(studies(), st.sampled_from(By))
def test_every_cell_equals_a_recount(study: tuple[Material, list[Coding]], by: By) -> None:
    material, codings = study
    found = coverage(material, all_rows(), by)
    for row in found.rows:
        for column in found.columns:
            expected = recounted(material, codings, row, by, column.id)
            assert numbers(found.cells[row.id, column.id]) == expected


def added(found: Coverage, row: Row, name: str) -> int:
    return sum(getattr(found.cells[row.id, column.id], name) for column in found.columns)


@given(studies(), st.sampled_from([By.ROLE, By.COMPANY, By.SECTOR]))
def test_the_cells_of_a_row_add_up_to_its_total_whatever_the_columns(
    study: tuple[Material, list[Coding]], by: By
) -> None:
    material, codings = study
    found = coverage(material, all_rows(), by)
    assert found.totals == coverage(material, all_rows(), By.CODER).totals
    for row in found.rows:
        total = found.totals[row.id]
        for name in ("interviews", "present", "absent", "nothing", "unread", "missing", "fragments", "words"):
            assert added(found, row, name) == getattr(total, name)
        assert total.fragments == sum(each.code in row.codes for each in codings)


@given(studies(), st.sampled_from(By))
def test_every_interview_of_a_column_is_in_exactly_one_state(study: tuple[Material, list[Coding]], by: By) -> None:
    found = coverage(study[0], all_rows(), by)
    for column in found.columns:
        for row in found.rows:
            cell = found.cells[row.id, column.id]
            assert cell.interviews + cell.nothing + cell.unread == column.imported
            assert cell.missing == column.missing
            assert max(cell.present, cell.absent) <= cell.interviews <= cell.present + cell.absent


@given(studies())
def test_a_carrier_holds_its_own_codings_and_its_features_each_once(study: tuple[Material, list[Coding]]) -> None:
    material, codings = study
    totals = coverage(material, rows_of(CODEBOOK, level="feature")).totals
    own = sum(each.code == "space" for each in codings)
    features = [totals["mistakes"], totals["trust"]]
    assert totals["space"].fragments == own + sum(each.fragments for each in features)
    assert max(each.interviews for each in features) <= totals["space"].interviews <= len(material.documents)
    assert max(each.words for each in features) <= totals["space"].words


@given(studies())
def test_regrouping_by_a_crosswalk_keeps_each_features_fragments(study: tuple[Material, list[Coding]]) -> None:
    material, codings = study
    features = coverage(material, rows_of(CODEBOOK, level="feature")).totals
    regrouped = coverage(material, rows_of(CODEBOOK, crosswalk="levels"))
    assert regrouped.totals["far"] == features["trust"]
    assert regrouped.totals["near"].fragments == features["trust"].fragments + features["mistakes"].fragments
    assert regrouped.totals["near"].fragments + regrouped.outside == len(codings)


def short(each: Coding) -> tuple[str, str, str, int, int, str, bool]:
    """A coding as the store gives it for counting."""
    words = each.words
    return each.document, each.code, each.coder, words.start, words.end, json.dumps(dict(each.facets)), each.starred


@given(studies(), st.data())
def test_marks_brought_up_to_date_count_as_marks_made_anew(
    study: tuple[Material, list[Coding]], data: st.DataObject
) -> None:
    """Whatever was coded before in some of the documents, once these are read again nothing of it is left."""
    material, codings = study
    ids = [each.id for each in material.documents]
    touched = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    before = [each for each in codings if each.document not in touched or data.draw(st.booleans())]
    now = updated(marks_of(before), touched, [short(each) for each in codings if each.document in touched])
    for by in By:
        found = coverage(replace(material, marks=now), all_rows(), by)
        assert found == coverage(material, all_rows(), by)


@given(studies(), st.sampled_from(By))
def test_codings_of_two_copies_together_give_the_sum(study: tuple[Material, list[Coding]], by: By) -> None:
    """Fragments add up; an interview that both have counts once."""
    material, codings = study
    halves = [[each for at, each in enumerate(codings) if at % 2 == half] for half in (0, 1)]
    whole = coverage(material, all_rows(), by)
    one, other = (coverage(replace(material, marks=marks_of(half)), all_rows(), by) for half in halves)
    for place, cell in whole.cells.items():
        sides = one.cells[place], other.cells[place]
        assert cell.fragments == sum(side.fragments for side in sides)
        assert max(side.words for side in sides) <= cell.words <= sum(side.words for side in sides)
        assert max(side.interviews for side in sides) <= cell.interviews <= sum(side.interviews for side in sides)


@given(studies(), st.sampled_from(["present", "absent"]))
def test_narrowed_to_a_value_only_codings_that_say_it_count(study: tuple[Material, list[Coding]], value: str) -> None:
    material, codings = study
    kept = [each for each in codings if each.facets.get("presence") == value]
    narrow = replace(material, marks=material.marks.narrowed(("presence", value)))
    assert coverage(narrow, all_rows()) == coverage(replace(material, marks=marks_of(kept)), all_rows())
    assert len(material.marks.narrowed(starred=True)) == sum(each.starred for each in codings)
