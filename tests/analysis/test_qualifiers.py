"""Shares of facet values."""

from __future__ import annotations

from dataclasses import replace

from analysis.material import CODEBOOK, coding, document
from builders import both
from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.coverage import rows_of
from interviewcoder.analysis.qualifiers import profiles
from interviewcoder.model import Coding, Facet, FacetValue

INITIATIVE = Facet(
    "initiative",
    both("initiative"),
    (FacetValue("reactive", both("r"), both("")), FacetValue("proactive", both("p"), both(""))),
)
ROWS = rows_of(CODEBOOK, level="feature")
DOCUMENTS = [document("D1", "director"), document("D2", "employee"), document("D3", "employee")]


def said(document: str, code: str, start: int, value: str) -> Coding:
    facets = {"initiative": value} if value else {}
    return replace(coding(document, code, "Anna", start, start + 2), facets=facets)


def test_shares_worked_out_by_hand() -> None:
    codings = [
        said("D1", "mistakes", 0, "reactive"),
        said("D2", "mistakes", 0, "reactive"),
        said("D2", "trust", 4, "proactive"),
        said("D3", "space", 0, "reactive"),
        said("D3", "mistakes", 4, ""),
    ]
    found = profiles(codings, DOCUMENTS, ROWS, INITIATIVE, lambda each: each.role, ["director", "employee"])
    space = {each.column: each for each in found if each.row == "space"}
    employees = space["employee"].shares["reactive"]
    assert (employees.count, employees.told, employees.share) == (2, 3, 2 / 3)
    assert (employees.low, employees.high) == (0.5, 1.0)
    assert space["employee"].untold == 1
    one = space["director"].shares["reactive"]
    assert (one.share, one.low, one.high) == (1.0, None, None)
    nothing = next(each for each in found if (each.row, each.column) == ("work", "director"))
    assert nothing.shares["reactive"].share is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["D1", "D2", "D3"]),
            st.sampled_from(["mistakes", "trust", "work"]),
            st.integers(0, 40),
            st.sampled_from(["", "reactive", "proactive"]),
        )
    )
)
def test_carriers_are_the_sum_of_what_falls_in_them(given: list[tuple[str, str, int, str]]) -> None:
    codings = [said(*each) for each in given]
    columns = ["director", "employee"]
    found = profiles(codings, DOCUMENTS, ROWS, INITIATIVE, lambda each: each.role, columns, draws=5)
    by = {(each.row, each.column): each for each in found}
    for column in columns:
        for value in ("reactive", "proactive"):
            parts = sum(by[row, column].shares[value].count for row in ("mistakes", "trust"))
            assert by["space", column].shares[value].count == parts
    told = sum(by[row, column].shares["reactive"].told for row in ("space", "work") for column in columns)
    untold = sum(by[row, column].untold for row in ("space", "work") for column in columns)
    assert told + untold == len(codings)
