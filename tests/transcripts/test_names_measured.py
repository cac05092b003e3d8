"""Names in spoken Dutch: how many of those that a person marked are found, and how few other words are proposed."""

from __future__ import annotations

import pytest
from transcripts.name_set import FRESH, MENDED_ON, found_in, interviews


@pytest.mark.parametrize(("name", "places"), [(MENDED_ON[0], 67), (MENDED_ON[1], 37)])
@pytest.mark.parametrize("size", [1, 10])
def test_names_are_found_and_ordinary_words_are_not(name: str, places: int, size: int) -> None:
    found = found_in(interviews(name, size))
    assert found.places == places
    assert found.recall >= 0.97, found.missed
    assert found.precision >= 0.95, found.wrong
    assert found.of_kind >= 0.85 * places


def test_so_they_are_where_nothing_was_mended_on() -> None:
    found = found_in(interviews(FRESH))
    assert found.places == 29
    assert found.recall >= 0.9, found.missed
    assert found.precision >= 0.8, found.wrong


def test_the_score_tells_what_is_missed_and_what_is_no_name() -> None:
    marked = interviews(MENDED_ON[0])
    hidden = [each.__class__(each.text, (*each.names, (0, 1, "name"))) for each in marked]
    assert found_in(hidden).recall < 1
    assert found_in([each.__class__(each.text, ()) for each in marked]).precision == 0
