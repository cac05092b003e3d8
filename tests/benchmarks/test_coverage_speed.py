"""The overview against its bar: a million codings counted in under 100 ms, whatever the number of documents."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import process_time

import pytest
from benchmarks.measured import Measured
from builders import both, interview, new_document, small_code
from tui.visit import visit

from interviewcoder.analysis.coverage import By, Material, coverage, rows_of
from interviewcoder.analysis.marks import Short, from_short, updated
from interviewcoder.model import Codebook, Document, Respondent, Role
from interviewcoder.store.project import NewDocument, Project
from interviewcoder.tasks.overview import coverage_of

pytestmark = pytest.mark.benchmark

ROLES = tuple(Role(id, both(id)) for id in ("director", "hr", "line_manager", "employee"))
CODES = tuple(
    small_code(f"c{carrier}{feature}", feature or str(carrier), f"c{carrier}" if feature else None)
    for carrier in range(1, 7)
    for feature in ("", "a", "b", "c", "d")
)
CODEBOOK = Codebook("big", 1, "nl", both("Big"), both("Six carriers, 24 features"), CODES, (), (), ROLES)
CODERS = ("Anna", "Bram", "Cleo")
WORDS = 6000
_ABSENT = '{"presence": "absent"}'


def codings(count: int, documents: list[str]) -> list[Short]:
    chance = random.Random(count)
    made: list[Short] = []
    for _ in range(count):
        start = chance.randrange(WORDS - 60)
        where = (chance.choice(documents), chance.choice(CODES).id, chance.choice(CODERS))
        facets = _ABSENT if chance.random() < 0.2 else "{}"
        made.append((*where, start, start + chance.randrange(5, 60), facets, False))
    return made


def material(count: int, interviews: int) -> Material:
    documents = [
        Document(f"d{n}", f"R{n}", "txt", f"R{n}", ROLES[n % 4].id, f"{n % 10}", "", "", WORDS, WORDS * 6, "")
        for n in range(interviews)
    ]
    ids = [document.id for document in documents]
    read = frozenset((id, "Anna") for id in ids[::2])
    return Material(CODEBOOK, documents, [], {}, CODERS, from_short(codings(count, ids)), read)


def best_ms(work: Callable[[], object], times: int = 9) -> float:
    """Milliseconds of processor time, so that whatever else the machine does weighs little."""
    work()
    took = []
    for _ in range(times):
        begin = process_time()
        work()
        took.append(process_time() - begin)
    return min(took) * 1000


@pytest.mark.parametrize(("count", "bar"), [(10_000, 10), (100_000, 25), (1_000_000, 100)])
def test_counting_carriers_by_role(count: int, bar: float, measured: Measured) -> None:
    held = material(count, 38)
    rows = rows_of(CODEBOOK)
    took = best_ms(lambda: coverage(held, rows))
    measured.tell(f"overview, {count:,} codings: carriers by role", took, below=bar)
    assert took < bar


@pytest.mark.parametrize("by", By)
@pytest.mark.parametrize("interviews", [38, 1000])
def test_counting_features_of_a_million_codings(by: By, interviews: int, measured: Measured) -> None:
    held = material(1_000_000, interviews)
    rows = rows_of(CODEBOOK, level="feature")
    took = best_ms(lambda: coverage(held, rows, by))
    measured.tell(f"overview, 1,000,000 codings in {interviews:,} interviews: features by {by}", took, below=100)
    assert took < 100


def test_after_one_coding_the_columns_are_not_made_anew(measured: Measured) -> None:
    """A million codings, of which those of one document in 38 are put in their place again."""
    made = codings(1_000_000, [f"d{n}" for n in range(38)])
    marks, theirs = from_short(made), [each for each in made if each[0] == "d7"]
    took = best_ms(lambda: updated(marks, {"d7"}, theirs), times=5)
    measured.tell("overview, 1,000,000 codings: after one more", took, below=250)
    assert took < 250


def test_counting_is_flat_in_the_number_of_documents() -> None:
    few, many = (material(300_000, interviews) for interviews in (38, 1000))
    rows = rows_of(CODEBOOK)
    assert best_ms(lambda: coverage(many, rows)) < 2 * best_ms(lambda: coverage(few, rows))


@pytest.mark.parametrize(("count", "first_look", "view"), [(100_000, 0.6, 30), (1_000_000, 4, 100)])
def test_the_overview_of_a_study_on_disk(
    tmp_path: Path, count: int, first_look: float, view: float, measured: Measured
) -> None:
    """In 38 interviews: read once within so many seconds, then each other view within so many milliseconds."""
    with Project.create(tmp_path / "big.icdb", name="Big", codebook=CODEBOOK, coder="Anna") as project:
        project.import_documents("Anna", [_conversation(number) for number in range(38)])
        _put(project, codings(count, [document.id for document in project.ask.documents()]))
        begin = process_time()
        first = coverage_of(project)
        cold = process_time() - begin
        measured.tell(f"overview, {count:,} codings on disk: first look", cold, "s", below=first_look)
        assert sum(total.fragments for total in first.totals.values()) == count
        assert cold < first_look
        for by in By:
            took = best_ms(lambda by=by: coverage_of(project, by=by, level="feature"), times=3)
            measured.tell(f"overview, {count:,} codings on disk: features by {by}", took, below=view)
            assert took < view
        document = project.ask.documents()[0].id
        project.apply_code("Anna", document, 70, 90, "c1")
        begin = process_time()
        again = coverage_of(project)
        warm = process_time() - begin
        measured.tell(f"overview, {count:,} codings on disk: after one coding", warm * 1000)
        assert again.totals["c1"].fragments == first.totals["c1"].fragments + 1
        assert warm < cold / 5, "only what changed is read"


def _conversation(number: int) -> NewDocument:
    said = [(label, "Een zin van een respondent in dit gesprek.") for label in ("I", "R")] * 100
    who = Respondent(f"R{number}", ROLES[number % 4].id, "A")
    return new_document(who.pseudonym, interview((("I", f"Gesprek {number}."), *said)), respondent=who)


def _put(project: Project, made: list[Short]) -> None:
    """Codings straight into the table: a hundred thousand events would take an hour to write."""
    rows = [
        (f"g{number}", document, start, end, code, coder, facets)
        for number, (document, code, coder, start, end, facets, _) in enumerate(made)
    ]
    insert = """INSERT INTO coding (guid, document, version, start, "end", quote, before, after, word_start, word_end,
        code, coder, origin, codebook_version, facets, at, removed)
        VALUES (?, ?, 1, ?3, ?4, 'x', '', '', ?3, ?4, ?, ?, 'manual', 1, ?, '', 0)"""
    with closing(sqlite3.connect(project.path)) as file, file:
        file.executemany(insert, rows)


async def test_keys_of_the_overview(tmp_path: Path, measured: Measured) -> None:
    """From a key to all that it does, counting and drawing too, over 100,000 codings: 95 of 100 in under 100 ms."""
    with Project.create(tmp_path / "big.icdb", name="Big", codebook=CODEBOOK, coder="Anna") as project:
        project.import_documents("Anna", [_conversation(number) for number in range(38)])
        _put(project, codings(100_000, [document.id for document in project.ask.documents()]))
        async with visit(project, "overview", size=(120, 36)) as here:
            took = []
            for key in ["down", "right", "up", "left", "space", "v", "b", "end", "home"] * 16:
                begin = process_time()
                await here.press(key)
                took.append((process_time() - begin) * 1000)
    p95 = sorted(took)[int(len(took) * 0.95)]
    measured.tell("overview, 100,000 codings: a key, p95", p95, below=100)
    assert p95 < 100
