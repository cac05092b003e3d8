"""Who speaks in interviews written down in all the ways that tools and people do; the tables are benchmarks."""

from __future__ import annotations

from pathlib import Path

import pytest
from transcripts.who_speaks import Score, score, truths
from transcripts.written_down import SHAPES, interviews_of_the_demo, measure

from interviewcoder.transcripts.read import read_file

UNNAMED = "whisperx/interview_nl.txt"
"""A file in which a line names nobody, so that it goes to who spoke before, and that is told."""


@pytest.mark.parametrize("shape", SHAPES)
def test_every_turn_is_right_and_no_trap_is_a_speaker(shape: str) -> None:
    measured = measure(SHAPES[shape], list(interviews_of_the_demo(2)))
    assert measured.turns > 40
    assert (measured.right, measured.traps) == (measured.turns, 0)


def _scores(folder: Path, section: str) -> dict[str, Score]:
    return {name: score(folder / name, truth) for name, truth in truths(section).items()}


def _all_right(scores: dict[str, Score]) -> bool:
    return all(each.right == each.split == each.turns and each.traps == 0 for each in scores.values())


def test_files_of_which_is_known_who_speaks(data: Path) -> None:
    scores = _scores(data, "own")
    unnamed = scores.pop("whisperx.txt")
    assert sum(each.turns > 0 for each in scores.values()) == 6
    assert _all_right(scores), scores
    assert (unnamed.turns, unnamed.right, unnamed.traps) == (4, 2, 0)
    assert "speaker before: 1;" in read_file(data / "whisperx.txt").warnings[0]


def test_collected_samples_of_which_is_known_who_speaks(samples: Path) -> None:
    scores = _scores(samples, "collected")
    unnamed = scores.pop(UNNAMED)
    assert sum(each.turns > 0 for each in scores.values()) == 22
    assert _all_right(scores), scores
    assert (unnamed.turns, unnamed.right, unnamed.traps) == (4, 2, 0)
