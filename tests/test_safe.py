"""Text from outside shows and does nothing else."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.safe import harmless_cell, visible

DIRECTIONS = {chr(n) for n in (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_nothing_a_terminal_acts_upon_is_left_and_no_place_moves(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not any(letter < " " or "\x7f" <= letter <= "\x9f" or letter in DIRECTIONS for letter in shown)
    assert len(shown.splitlines()) <= 1
    shown.encode("utf-8")
    for was, now in zip(text, shown, strict=True):
        assert was == now or was in DIRECTIONS or was < " " or "\x7f" <= was <= "\x9f" or was in "\u2028\u2029" or (
            "\ud800" <= was <= "\udfff"
        )  # fmt: skip


def test_what_was_there_can_be_recognised() -> None:
    assert visible("a\x1b[31mb\tc\nd\x7f\x9b\u202e") == "a␛[31mb c d␡��"


@given(st.text())
def test_no_cell_starts_a_formula_and_none_is_lost(text: str) -> None:
    cell = harmless_cell(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert cell in (text, f"'{text}")
    out = io.StringIO(newline="")
    csv.writer(out).writerow([cell])
    assert next(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [cell]


def test_ordinary_words_stay_as_they_are() -> None:
    for text in ("R01", "’t Gaat vanzelf", "3-4", "a=b", ""):
        assert harmless_cell(text) == text
