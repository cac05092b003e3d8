"""Two roles beside each other, and where one might have spoken and did not."""

from __future__ import annotations

import pytest
from analysis.material import CODEBOOK, coding, document

from interviewcoder.analysis.coverage import Coverage, Material, coverage, rows_of
from interviewcoder.analysis.dialogue import Accord, dialogue
from interviewcoder.analysis.gaps import gaps
from interviewcoder.analysis.marks import marks_of
from interviewcoder.model import Coding

ROWS = rows_of(CODEBOOK)
DOCUMENTS = [
    document("DA", "director", "A"),
    document("EA", "employee", "A"),
    document("DB", "director", "B"),
    document("EB", "employee", "B"),
]


def covered(codings: list[Coding], company: str = "", unread: str = "") -> Coverage:
    documents = [each for each in DOCUMENTS if company in ("", each.company)]
    read = frozenset((each.id, "Anna") for each in documents if each.id != unread)
    return coverage(Material(CODEBOOK, documents, (), {}, ["Anna"], marks_of(codings), read), ROWS)


@pytest.mark.parametrize(
    ("manager", "employee", "unread", "accord"),
    [
        ("present", "present", "", Accord.BOTH),
        ("absent", "absent", "", Accord.LACKING),
        ("present", "absent", "", Accord.OPPOSED),
        ("absent", "present", "", Accord.OPPOSED),
        ("present absent", "absent", "", Accord.MIXED),
        ("present", "present absent", "", Accord.MIXED),
        ("present absent", None, "", Accord.ONE),
        ("present", None, "", Accord.ONE),
        (None, "absent", "", Accord.ONE),
        (None, None, "", Accord.NEITHER),
        ("present", None, "EA", Accord.UNKNOWN),
        (None, None, "DA", Accord.UNKNOWN),
    ],
)
def test_how_two_sides_stand(manager: str | None, employee: str | None, unread: str, accord: Accord) -> None:
    codings = [
        coding(document, "work", "Anna", 0, 3, presence)
        for document, said in (("DA", manager), ("EA", employee))
        for presence in (said or "").split()
    ]
    found = dialogue({"A": covered(codings, "A", unread)}, "director", "employee")
    assert next(each for each in found if each.row.id == "work").accord is accord


def test_a_company_where_one_side_was_not_interviewed_has_no_dialogue() -> None:
    assert dialogue({"A": covered([], "A")}, "director", "hr") == ()


def test_gaps_come_in_order_of_surprise() -> None:
    codings = [
        coding("DA", "work", "Anna", 0, 3),
        coding("DB", "work", "Anna", 0, 3),
        coding("EA", "work", "Anna", 0, 3),
        coding("DA", "space", "Anna", 0, 3),
    ]
    companies = {company: covered(codings, company) for company in ("A", "B")}
    found = gaps(covered(codings), companies)
    # Work: half of the employees, half of company B, 3 of 4 in all: 1/2 × 1/2 ÷ 3/4.
    assert (found[0].row.id, found[0].company, found[0].role) == ("work", "B", "employee")
    assert found[0].expected == pytest.approx(1 / 3)
    # Space: no employee and nobody of B spoke of it, so none is expected in these three places.
    assert [(each.row.id, each.expected) for each in found[1:]] == [("space", 0)] * 3
