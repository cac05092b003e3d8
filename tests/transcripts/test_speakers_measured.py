"""Who speaks in interviews written down in all the ways that tools and people do; the table is a benchmark."""

from __future__ import annotations

import pytest
from transcripts.written_down import SHAPES, interviews_of_the_demo, measure


@pytest.mark.parametrize("shape", SHAPES)
def test_every_turn_is_right_and_no_trap_is_a_speaker(shape: str) -> None:
    measured = measure(SHAPES[shape], list(interviews_of_the_demo(2)))
    assert measured.turns > 40
    assert (measured.right, measured.traps) == (measured.turns, 0)
