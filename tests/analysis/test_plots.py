"""Plots in characters: what stands where, and nothing outside its space."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.arcs import Arc, draw_arcs, places
from interviewcoder.analysis.plots import curve, lift_plot, lift_scale, stack


def test_a_lift_of_one_lies_under_the_one_of_the_scale() -> None:
    assert lift_plot(1, 0.5, 2, 41).index("●") == lift_scale(41).index("1")
    assert lift_plot(1, 0.5, 2, 41).index("├") == lift_scale(41).index("½")
    assert lift_plot(None, None, None, 13).strip() == "┊"


@given(st.lists(st.integers(0, 50), min_size=1, max_size=5), st.integers(1, 80))
def test_a_stack_fills_its_width_unless_nothing_is_told(counts: list[int], width: int) -> None:
    total = sum(counts)
    drawn = stack([count / total for count in counts] if total else [0.0 for _ in counts], width)
    assert len(drawn) == width
    assert (" " not in drawn) == bool(total)


def test_a_curve_rises_from_the_foot_to_the_top_within_its_space() -> None:
    drawn = curve([[0.0, 10.0]], ([0.0, 0.0], [10.0, 10.0]), 10, 20, 5)
    assert [len(line) for line in drawn] == [20] * 5
    assert ord(drawn[-1][0]) > 0x2800
    assert ord(drawn[0][-1]) > 0x2800
    assert drawn[0][0] == "░", "the band reaches everywhere, and shows where no curve goes"
    assert curve([], ([], []), 10, 4, 2) == ["    ", "    "]
    dotted = curve([[0.0, 0.0], [10.0, 10.0]], ([0.0], [0.0]), 10, 20, 5)
    assert dots("".join(dotted[-1])) > dots("".join(dotted[0])) > 0, "the second curve is dotted"


def dots(drawn: str) -> int:
    """How many dots of braille there are."""
    return sum((ord(each) - 0x2800).bit_count() for each in drawn if each != " ")


@given(st.integers(2, 24), st.integers(60, 200), st.integers(1, 8), st.booleans(), st.data())
def test_an_arc_comes_down_on_both_its_places(
    count: int, width: int, height: int, below: bool, data: st.DataObject
) -> None:
    at = places(count, width)
    assert len(set(at)) == count
    assert 0 <= min(at) <= max(at) < width
    one, other = data.draw(st.sampled_from([(a, b) for a in range(count) for b in range(a)]))

    def drawn(sure: bool) -> list[list[tuple[str, bool]]]:
        arc = Arc(at[one], at[other], sure)
        return draw_arcs([arc], width, height, widest=at[-1] - at[0], below=below)

    lines = drawn(True)
    assert [len(line) for line in lines] == [width] * height
    foot = lines[0 if below else -1]
    assert all(foot[at[end]][0] != " " and foot[at[end]][1] for end in (one, other))
    inside = range(at[other], at[one] + 1)
    assert all(line[x][0] == " " for line in lines for x in range(width) if x not in inside)
    through, dotted = (dots("".join(sign for line in drawn(sure) for sign, _ in line)) for sure in (True, False))
    assert 0 < dotted < through
