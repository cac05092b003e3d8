"""The same acts in a study of 38, 380 and 3,800 long interviews: what should be flat, and what may be linear."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from benchmarks.large import WORDS_EACH, code_large, make_large
from benchmarks.measured import Measured

from interviewcoder.store.project import Project
from interviewcoder.tasks.overview import coverage_of

pytestmark = pytest.mark.benchmark

SIZES = (38, 380, 3_800)
CODINGS_EACH = 60
SAID = {"a word of each turn": "de", "a rare word": "nummer17", "two words": "fout gemaakt", "one letter": "e"}
SEARCH_MS = 50
OVERVIEW_MS = 100
CODE_MS = 10


def ms(act: Callable[[], object], times: int = 7) -> list[float]:
    taken = []
    for _ in range(times):
        begun = time.process_time()
        act()
        taken.append(1000 * (time.process_time() - begun))
    return sorted(taken)


@pytest.mark.parametrize("interviews", SIZES)
def test_a_study_that_grows(tmp_path: Path, interviews: int, measured: Measured) -> None:
    path = tmp_path / "large.icdb"
    begun = time.process_time()
    project = make_large(path, interviews)
    importing = (time.process_time() - begun) / interviews
    codings = code_large(project, CODINGS_EACH)
    project.close()
    opening = ms(lambda: Project.open(path).close())
    words = interviews * WORDS_EACH
    with Project.open(path) as study:
        searching = {what: statistics.median(ms(partial(study.ask.search, said))) for what, said in SAID.items()}
        document = study.ask.documents()[interviews // 2]
        reading = ms(lambda: study.ask.transcript(document.id))
        first = ms(lambda: coverage_of(study), 1)[0]
        counting = ms(lambda: coverage_of(study, level="feature"))
        coding, syncing = committed(study, document.id, tmp_path / "bare")
    of = f"{interviews:,} interviews, {words / 1e6:.1f} M words, {codings:,} codings: "
    measured.tell(of + "import, each", 1000 * importing)
    measured.tell(of + "open the study", statistics.median(opening))
    measured.tell(of + "open a transcript", statistics.median(reading))
    for what, figure in searching.items():
        measured.tell(of + f"search {what}", figure, below=SEARCH_MS)
    measured.tell(of + "overview, first look", first)
    measured.tell(of + "overview, features, again", statistics.median(counting), below=OVERVIEW_MS)
    measured.tell(
        of + "apply a code, on disk, p95", coding, below=CODE_MS, beside=f"a bare fsync, p95 {syncing:.1f} ms"
    )


def committed(study: Project, document: str, bare: Path) -> tuple[float, float]:
    """Milliseconds on the clock in which 95 of 100 codes are on disk, and in which a few bytes are in a bare file."""
    ours, theirs = [], []
    with bare.open("wb", buffering=0) as file:
        for start in range(100, 100 + 100 * 12, 12):
            begun = time.perf_counter()
            study.apply_code("Anna", document, start, start + 9, "space_safety")
            ours.append(1000 * (time.perf_counter() - begun))
            begun = time.perf_counter()
            file.write(bytes(500))
            os.fsync(file.fileno())
            theirs.append(1000 * (time.perf_counter() - begun))
    return sorted(ours)[95], sorted(theirs)[95]


def test_words_are_counted_right(tmp_path: Path) -> None:
    """The number of words said in the table is about what was imported."""
    with make_large(tmp_path / "small.icdb", 4) as study:
        documents = study.ask.documents()
        assert sum(len(study.ask.transcript(each.id).text.split()) for each in documents) == pytest.approx(
            4 * WORDS_EACH, rel=0.15
        )
        assert study.ask.search("nummer3") != []
        assert study.ask.search("nummer4") == []
