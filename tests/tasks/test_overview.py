"""The overview of a real study: recounted with plain SQL on its file, and honest about what was not read."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest
from builders import interview, new_document

from interviewcoder.analysis.coverage import By, Cell, Shortfall, State
from interviewcoder.errors import Refused
from interviewcoder.locale import choose_language
from interviewcoder.model import Codebook, Company, Planned, Respondent, Transcript
from interviewcoder.store.merging import copy_of, merge
from interviewcoder.store.project import Project
from interviewcoder.tasks.narrowing import Narrowing
from interviewcoder.tasks.overview import coverage_of, differences_from_design

RESPONDENTS = {
    "R01": ("director", "A", "metal"),
    "R02": ("employee", "A", "metal"),
    "R03": ("employee", "B", "installation"),
    "R04": ("director", "B", "installation"),
}
SAID = (
    "Bij {name} hangt een bord.",
    "Wie een fout maakt zegt het gewoon.",
    "Dat vind ik in {name} heel normaal.",
    "Maar nieuwe dingen proberen, nee, daar is geen tijd voor.",
)


@pytest.fixture
def project(tmp_path: Path, codebook: Codebook) -> Iterator[Project]:
    """Four interviews (and one nobody is known of), coded by Anna, Bram and Cleo; each read something else."""
    with Project.create(tmp_path / "study.icdb", name="Test", codebook=codebook, coder="Anna") as project:
        _fill(project)
        yield project


def _fill(project: Project) -> None:
    project.add_coder("Bram")
    project.add_coder("Cleo")
    documents = [
        new_document(name, _interview(name), respondent=Respondent(name, role, company), sector=sector)
        for name, (role, company, sector) in RESPONDENTS.items()
    ]
    documents.append(new_document("R05", _interview("R05"), respondent=None))
    project.import_documents("Anna", documents)
    companies = [Company("A", "metal"), Company("B", "installation"), Company("C", "installation")]
    roles = ("director", "employee")
    project.plan("Anna", companies, [Planned(each.id, role, 1) for each, role in product(companies, roles)])
    ids = {each.name: each.id for each in project.ask.documents()}
    for number, (name, coder) in enumerate(product(["R01", "R02", "R05"], ["Anna", "Bram"])):
        turns = [turn for turn in project.ask.transcript(ids[name]).turns if turn.label == "R"]
        for step, code in enumerate(("space", "mistakes", "trust")[: 1 + number % 3]):
            turn = turns[(number + step) % len(turns)]
            presence = {"presence": "absent"} if (number + step) % 2 else {}
            project.apply_code(coder, ids[name], turn.start, turn.end - 4 * step, code, facets=presence)
    gone = project.apply_code("Anna", ids["R03"], 3, 9, "work")
    project.remove_coding("Anna", gone)
    for name, coder in (("R01", "Anna"), ("R03", "Bram"), ("R04", "Bram")):
        project.mark_read(coder, ids[name], 0, project.ask.document(ids[name]).length)
    project.mark_read("Cleo", ids["R02"], 0, 40)


def _interview(name: str) -> Transcript:
    lines = [("I", "En dan?"), ("R", "")] * len(SAID)
    for number, said in enumerate(SAID):
        lines[2 * number + 1] = ("R", said.format(name=name))
    return interview(tuple(lines))


# --- recounted ------------------------------------------------------------------------------------

COUNT = """
WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 400),
inside AS (
    SELECT d.id, d.pseudonym, coalesce(r.role, '') AS role, coalesce(r.company, '') AS company,
           coalesce(c.sector, '') AS sector
    FROM document d LEFT JOIN respondent r ON r.pseudonym = d.pseudonym LEFT JOIN company c ON c.id = r.company
    WHERE d.removed = 0
),
code_of AS (SELECT id, coalesce(parent, id) AS carrier FROM code),
coded AS (
    SELECT x.*, i.role, i.company, i.sector, json_extract(x.facets, '$.presence') IS 'absent' AS absent
    FROM coding x JOIN inside i ON i.id = x.document JOIN code_of k ON k.id = x.code
    WHERE x.removed = 0 AND {row} AND {column}
),
read AS (
    SELECT DISTINCT g.document FROM reading g JOIN inside i ON i.id = g.document
    WHERE g.removed = 0 AND {reader} AND NOT EXISTS (
        SELECT 1 FROM turn t WHERE t.document = g.document AND t.speaker = 'respondent'
        AND (t.start < g.start OR t."end" > g."end"))
)
SELECT
    (SELECT count(DISTINCT document) FROM coded),
    (SELECT count(DISTINCT document) FROM coded WHERE NOT absent),
    (SELECT count(DISTINCT document) FROM coded WHERE absent),
    (SELECT count(*) FROM inside WHERE {place} AND id NOT IN (SELECT document FROM coded)
        AND id IN (SELECT document FROM read)),
    (SELECT count(*) FROM inside WHERE {place} AND id NOT IN (SELECT document FROM coded)
        AND id NOT IN (SELECT document FROM read)),
    (SELECT count(*) FROM coded),
    (SELECT count(DISTINCT document || ':' || n) FROM coded JOIN number ON n >= word_start AND n < word_end)
"""


def recounted(path: Path, by: By, row: str, depth: int, column: str | None) -> tuple[int, ...]:
    """A cell without its missing interviews (a total where there is no column), by SQL on the file alone."""
    values = {"row_id": row, "column_id": column}
    if column is None:
        conditions = {"column": "1", "place": "1", "reader": "1"}
    elif by is By.CODER:
        conditions = {"column": "x.coder = :column_id", "place": "1", "reader": "g.coder = :column_id"}
    else:
        place = f"{by.value} = :column_id"
        conditions = {"column": f"i.{place}", "place": place, "reader": "1"}
    query = COUNT.format(row="k.id = :row_id" if depth else "k.carrier = :row_id", **conditions)
    with closing(sqlite3.connect(path)) as file:
        return tuple(file.execute(query, values).fetchone())


def _numbers(cell: Cell) -> tuple[int, ...]:
    return (cell.interviews, cell.present, cell.absent, cell.nothing, cell.unread, cell.fragments, cell.words)


@pytest.mark.parametrize("by", By)
def test_every_cell_and_total_equals_a_count_by_sql(project: Project, by: By) -> None:
    found = coverage_of(project, by=by, level="feature")
    assert len(found.columns) == (4 if by is By.COMPANY else 3)
    for row in found.rows:
        for column in found.columns:
            assert _numbers(found.cells[row.id, column.id]) == recounted(
                project.path, by, row.id, row.depth, column.id
            )
        assert _numbers(found.totals[row.id]) == recounted(project.path, by, row.id, row.depth, None)
    assert found.totals["space"].fragments == 12
    assert found.totals["space"].missing == 2


def test_a_merged_study_gives_the_sum(project: Project, tmp_path: Path) -> None:
    """Two copies in which Anna and Bram go on apart: together they hold what was there, and what either added."""
    with closing(sqlite3.connect(project.path)) as here, closing(sqlite3.connect(tmp_path / "other.icdb")) as there:
        here.backup(there)
        there.execute("UPDATE meta SET value = ? WHERE key = 'replica'", (f"{'other':-<36}",))
        there.commit()
    before = {by: coverage_of(project, by=by, level="feature") for by in By}
    with Project.open(tmp_path / "other.icdb") as other:
        chance = random.Random(1)
        for study, coder in ((project, "Anna"), (other, "Bram")):
            for document in study.ask.documents():
                start = study.ask.spoken()[document.id].start
                for code in chance.sample(["space", "mistakes", "trust", "work"], 2):
                    absent = {"presence": "absent"} if chance.random() < 0.5 else {}
                    study.apply_code(
                        coder, document.id, start + 1, start + chance.randrange(3, 40), code, facets=absent
                    )
        halves = [{by: coverage_of(study, by=by, level="feature") for by in By} for study in (project, other)]
        merge(project, "Anna", [copy_of(other)])
    for by in By:
        whole = coverage_of(project, by=by, level="feature")
        for place, cell in whole.cells.items():
            was, one, two = (found[by].cells[place] for found in (before, *halves))
            assert cell.fragments == one.fragments + two.fragments - was.fragments
            if by is By.CODER:
                assert cell == {"Anna": one, "Bram": two, "Cleo": was}[place[1]]
            for name in ("interviews", "present", "absent"):
                sides = [getattr(each, name) for each in (one, two)]
                assert max(sides) <= getattr(cell, name) <= sum(sides)
        assert sum(each.fragments for each in whole.totals.values()) > sum(
            each.fragments for each in before[by].totals.values()
        )


def test_nobody_mentions_it_absent_unread_and_missing_are_different_answers(project: Project) -> None:
    found = coverage_of(project, by=By.COMPANY)
    assert found.cells["space", "A"].state is State.PRESENT
    assert found.cells["space", "B"].state is State.NOTHING
    assert found.cells["work", "A"].state is State.UNREAD
    assert found.cells["work", "C"].state is State.MISSING
    assert coverage_of(project, only=Narrowing(coder="Cleo")).cells["space", "director"].state is State.UNREAD


# --- what was read --------------------------------------------------------------------------------


def _read_by_cleo(project: Project) -> int:
    return next(each.read for each in coverage_of(project, by=By.CODER).columns if each.id == "Cleo")


def test_reading_with_gaps_counts_once_the_gaps_hold_nothing_a_respondent_said(project: Project) -> None:
    document = project.ask.document("R02")
    turns = [turn for turn in project.ask.transcript(document.id).turns if turn.label == "R"]
    first, *between, last = turns
    for turn in (first, last):
        project.mark_read("Cleo", document.id, turn.start, turn.end)
    assert _read_by_cleo(project) == 0
    for turn in between:
        project.mark_read("Cleo", document.id, turn.start, turn.end)
    assert _read_by_cleo(project) == 1
    project.undo("Cleo")
    assert _read_by_cleo(project) == 0


def test_an_overview_follows_every_change_also_by_another_program(project: Project) -> None:
    before = coverage_of(project).totals["work"].fragments
    document = project.ask.document("R03")
    with Project.open(project.path) as other:
        other.apply_code("Bram", document.id, 14, 20, "work")
    assert coverage_of(project).totals["work"].fragments == before + 1
    project.undo("Bram")
    assert coverage_of(project).totals["work"].fragments == before


def test_codings_of_a_coder_nobody_announced_count(project: Project) -> None:
    project.apply_code("Zoë", project.ask.document("R03").id, 14, 20, "work")
    found = coverage_of(project, by=By.CODER)
    assert [column.id for column in found.columns] == ["Anna", "Bram", "Cleo", "Zoë"]
    assert found.cells["work", "Zoë"].fragments == coverage_of(project).totals["work"].fragments == 1


# --- narrowed -------------------------------------------------------------------------------------


def test_a_company_narrows_interviews_design_codings_and_reading(project: Project) -> None:
    found = coverage_of(project, only=Narrowing(company="B"))
    assert [(column.id, column.planned, column.imported) for column in found.columns] == [
        ("director", 1, 1),
        ("employee", 1, 1),
    ]
    assert found.totals["space"] == Cell(0, 0, 0, 2, 0, 0, 0, 0)


def test_a_sector_keeps_the_missing_interviews_of_its_companies(project: Project) -> None:
    assert coverage_of(project, only=Narrowing(sector="installation")).totals["work"] == Cell(0, 0, 0, 2, 0, 2, 0, 0)
    assert coverage_of(project, only=Narrowing(sector="metal")).totals["work"].missing == 0


def test_a_coder_narrows_codings_and_reading_to_their_own(project: Project) -> None:
    found = coverage_of(project, only=Narrowing(coder="Bram"))
    everyone = coverage_of(project, by=By.CODER)
    assert found.totals["space"] == everyone.cells["space", "Bram"]
    assert (
        coverage_of(project, by=By.CODER, only=Narrowing(coder="Bram")).cells["space", "Bram"]
        == found.totals["space"]
    )


def test_given_codings_are_counted_instead_of_all(project: Project) -> None:
    starred = project.ask.codings(codes=["trust"])
    assert coverage_of(project, codings=starred).totals["space"].fragments == len(starred) > 0
    assert coverage_of(project, codings=project.ask.codings()) == coverage_of(project)


def test_a_crosswalk_regroups_the_study(project: Project) -> None:
    trust = coverage_of(project, level="feature").totals["trust"]
    regrouped = coverage_of(project, crosswalk="other")
    assert [row.id for row in regrouped.rows] == ["D1"]
    assert regrouped.totals["D1"] == trust
    assert regrouped.outside == len(project.ask.codings()) - trust.fragments


@pytest.mark.parametrize(("language", "word"), [("en", "crosswalk"), ("nl", "model")])
def test_what_there_is_not_is_refused_in_the_readers_language(project: Project, language: str, word: str) -> None:
    choose_language(language)
    with pytest.raises(Refused) as refused:
        coverage_of(project, crosswalk="dimensions")
    assert word in str(refused.value)
    assert "'dimensions'" in str(refused.value)


# --- the planned design ---------------------------------------------------------------------------


def test_missing_interviews_are_places_without_a_transcript(project: Project) -> None:
    assert differences_from_design(project) == (Shortfall("C", "director", 1, 0), Shortfall("C", "employee", 1, 0))
    project.assign("Anna", project.ask.document("R05").id, Respondent("R05", "employee", "C"))
    assert differences_from_design(project) == (Shortfall("C", "director", 1, 0),)


def test_without_a_design_nothing_is_missing(study: Project) -> None:
    assert differences_from_design(study) == ()
