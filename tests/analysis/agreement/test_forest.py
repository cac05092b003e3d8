"""The forest plot in characters."""

from __future__ import annotations

from interviewcoder.analysis.agreement.forest import plot, scale
from interviewcoder.analysis.agreement.judging import Agreed


def drawn(value: float | None, low: float | None = None, high: float | None = None) -> str:
    return plot(Agreed("", "x", 0, "alpha", (), value, low, high), 31)


def test_a_value_stands_on_its_interval_between_the_marks() -> None:
    assert drawn(0.5, 0.4, 0.6) == "            ├──●──┤ ┊   ┊      "
    assert drawn(1.0, 0.9, 1.0) == "                    ┊   ┊  ├──●"
    assert drawn(0.0) == "●                   ┊   ┊      "
    assert drawn(None) == "                    ┊   ┊      "


def test_what_lies_below_nought_is_at_the_left_end() -> None:
    assert drawn(-0.3, -0.5, 0.1).startswith("◂──┤ ")
    assert drawn(-0.001).startswith("●")  # shown as .00


def test_the_scale_stands_over_it_and_leaves_out_what_has_no_room() -> None:
    assert scale(31) == "0                   .67 .8    1"
    for width in range(12, 61):
        assert len(scale(width)) == len(plot(Agreed("", "x", 0, "alpha", ()), width)) == width
    assert ".67.8" not in scale(16)
