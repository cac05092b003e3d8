"""The same acts in a study of 38, 380 and 3,800 long interviews: what should be flat, and what may be linear."""

from __future__ import annotations

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
CODE_MS = 10


def ms(act: Callable[[], object], times: int = 7) -> list[float]:
    taken = []
    for _ in range(times):
        begun = time.process_time()
        act()
        taken.append(1000 * (time.process_time() - begun))
    return sorted(taken)


@pytest.mark.parametrize("interviews", SIZES)
def test_a_study_that_grows(
    tmp_path: Path, interviews: int, measured: Callable[[Measured], None], capsys: pytest.CaptureFixture[str]
) -> None:
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
        places = iter(range(100, 100 + 40 * 12, 12))
        coding = ms(lambda: _code(study, document.id, next(places)), 40)
    figures = {
        "import, an interview": (1000 * importing, ""),
        "open the study": (statistics.median(opening), ""),
        "open a transcript": (statistics.median(reading), ""),
        **{f"search {what}": (figure, f"< {SEARCH_MS} ms") for what, figure in searching.items()},
        "overview, first look": (first, ""),
        "overview, features, again": (statistics.median(counting), "< 100 ms"),
        "apply a code (p95)": (coding[37], f"< {CODE_MS} ms"),
    }
    with capsys.disabled():
        print(f"\n{interviews:,} interviews, {words / 1e6:.1f} M words, {codings:,} codings: ms of processor time")
        for what, (figure, _) in figures.items():
            print(f"  {what:<30}{figure:>9.1f}")
    for what, (figure, bar) in figures.items():
        holds = figure < float(bar.split()[1]) if bar else None
        measured(Measured(f"{interviews:>5,} interviews: {what}", f"{figure:,.1f} ms", bar, "", holds))


def _code(study: Project, document: str, start: int) -> None:
    study.apply_code("Anna", document, start, start + 9, "space_safety")


def test_words_are_counted_right(tmp_path: Path) -> None:
    """The number of words said in the table is about what was imported."""
    with make_large(tmp_path / "small.icdb", 4) as study:
        documents = study.ask.documents()
        assert sum(len(study.ask.transcript(each.id).text.split()) for each in documents) == pytest.approx(
            4 * WORDS_EACH, rel=0.15
        )
        assert study.ask.search("nummer3") != []
        assert study.ask.search("nummer4") == []
