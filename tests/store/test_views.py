"""The documented views say whose words a coding is on, and count as coverage does; in a file and on a server."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from builders import interview, new_document

from interviewcoder.model import Company, Respondent, Voice
from interviewcoder.store.project import Project
from interviewcoder.store.views import query
from interviewcoder.tasks.overview import coverage_of

LINES = (
    ("I", "Hoe gaat dat hier? Zeg eens."),
    ("Karin", "“Wij 😀 praten veel.” –"),
    ("Piet", "(…) Nou, ik merk zo'n gesprek niet!"),
    ("I", "Nee?"),
    ("Iemand", "Ik ook niet."),
    ("Karin", "Jawel hoor…"),
)
KARIN = Voice("Karin", Respondent("R07", "director", "A"))
PIET = Voice("Piet", Respondent("R08", "employee", "B"))


@pytest.fixture
def group(study: Project) -> str:
    """The id of a group interview in the study."""
    companies = (Company("B", "metal", "north"),)
    new = new_document("groep", interview(LINES), voices=(KARIN, PIET), companies=companies)
    study.import_documents("Anna", [new])
    return study.ask.document("groep").id


def ask(study: Project, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in query(study.path, sql).rows]


def test_coverage_in_sql_is_coverage(study: Project, group: str) -> None:
    study.add_coder("Bram")
    chance = Random(9)
    for document in (group, study.ask.document("R01").id):
        text = study.ask.transcript(document).text
        begins = [at for at, sign in enumerate(text) if not sign.isspace()]
        for start in chance.sample(begins, 30):
            end = min(len(text), start + chance.choice((1, 2, 3, 9, 40)))
            facets = {"presence": "absent"} if chance.random() < 0.3 else {}
            code = chance.choice(("work", "trust", "mistakes", "space"))
            study.apply_code(chance.choice(("Anna", "Bram")), document, start, end, code, facets=facets)
    counted = coverage_of(study)
    cells = {
        (row, column): (cell.interviews, cell.fragments)
        for (row, column), cell in counted.cells.items()
        if cell.fragments
    }
    rows = ask(study, "SELECT carrier, coalesce(role, ''), interviews, fragments FROM v_coverage")
    assert {(row[0], row[1]): row[2:] for row in rows} == cells
    assert {column for _, column in cells} == {"director", "employee", ""}
    (outside,) = ask(study, "SELECT count(*) FROM v_codings WHERE words = 0")
    assert outside == (counted.outside,) > (0,)
    (whose,) = ask(study, "SELECT count(*) FROM v_codings WHERE words = 0 AND coalesce(role, company, sector) <> ''")
    assert whose == (0,)


def test_a_coding_is_of_each_whose_words_it_holds_and_first_of_the_first(study: Project, group: str) -> None:
    text = study.ask.transcript(group).text

    def coded(first: str, last: str) -> str:
        return study.apply_code("Anna", group, text.index(first), text.index(last) + len(last), "work")

    both, asked, nobodys = coded("veel", "merk"), coded("Hoe", "hier"), coded("Ik ook", "niet.\n")
    bracket = coded(".” –\nPiet", "Nou")
    said = ask(study, "SELECT coding, pseudonym, role, company, sector FROM v_coding_respondents")
    assert {row for row in said if row[0] == both} == {
        (both, "R07", "director", "A", ""),
        (both, "R08", "employee", "B", "metal"),
    }
    assert [row[1] for row in said if row[0] == nobodys] == [None]
    assert [row for row in said if row[0] == asked] == []
    first = dict(ask(study, "SELECT guid, coalesce(pseudonym, '') FROM v_codings"))
    assert [first[each] for each in (both, bracket, asked, nobodys)] == ["R07", "R08", "", ""]


def test_a_respondent_has_a_row_a_transcript(study: Project, group: str) -> None:
    found = "SELECT document_name, label, pseudonym, role, company, region FROM v_respondents ORDER BY 1, 2"
    assert ask(study, found) == [
        ("R01", "", "R01", "employee", "A", ""),
        ("groep", "Karin", "R07", "director", "A", ""),
        ("groep", "Piet", "R08", "employee", "B", "north"),
    ]
