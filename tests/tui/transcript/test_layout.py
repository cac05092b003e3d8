"""Wrapping: every word of every turn stands on one row, rows fit, and places lead back to themselves."""

from __future__ import annotations

from builders import interview
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from interviewcoder.model import Speaker, Transcript, Turn
from interviewcoder.safe import visible
from interviewcoder.tui.widgets.transcript.layout import BLANK, NOTE, Layout, label_width, lay_out

said = st.text(alphabet=st.sampled_from("abc déf ’.-\t\n中e\u0301😀\x1b"), min_size=1, max_size=120).filter(str.strip)


def one_turn(text: str) -> Transcript:
    return Transcript(text, (Turn("R", Speaker.RESPONDENT, 0, len(text)),), ())


def shown(layout: Layout, row: int) -> str:
    return layout.text[layout.starts[row] : layout.ends[row]]


@given(said, st.integers(4, 30))
@example(" aaa中", 4)
def test_rows_hold_all_the_text_in_order_and_fit(text: str, width: int) -> None:
    layout = lay_out(one_turn(text), width, 1)
    assert "".join(shown(layout, row) for row in range(len(layout))) == text
    for row in range(len(layout)):
        assert cell_len(visible(shown(layout, row).rstrip())) <= width
        assert "\n" not in shown(layout, row)[:-1]


@given(said, st.integers(4, 30), st.data())
def test_a_place_on_the_screen_is_the_place_in_the_text(text: str, width: int, data: st.DataObject) -> None:
    layout = lay_out(one_turn(text), width, 1)
    position = data.draw(st.integers(0, len(text) - 1))
    row = layout.row_of(position)
    assert layout.starts[row] <= position < layout.ends[row]
    column = layout.column_of(position)
    assert layout.column_of(layout.position_at(row, column)) == column


def test_words_are_kept_whole_where_they_fit() -> None:
    layout = lay_out(one_turn("een twee drieentwintig vier"), 10, 1)
    assert [shown(layout, row) for row in range(len(layout))] == ["een twee ", "drieentwin", "tig vier"]


def test_wide_characters_take_two_cells() -> None:
    layout = lay_out(one_turn("中中中中中中"), 4, 1)
    assert [shown(layout, row) for row in range(len(layout))] == ["中中", "中中", "中中"]


def test_turns_labels_and_notes() -> None:
    transcript = interview((("I", "Hoe gaat dat?"), ("R", "Goed."), ("I", "O ja?"), ("R", "Ja.")))
    heading = "Interview met R01\n\n"
    moved = tuple(
        Turn(turn.label, turn.speaker, turn.start + len(heading), turn.end + len(heading))
        for turn in transcript.turns
    )
    layout = lay_out(Transcript(heading + transcript.text, moved, ()), 20, 1)
    rows = [(layout.label_of(row), shown(layout, row).strip()) for row in range(len(layout))]
    assert rows == [
        ("", "Interview met R01"),
        ("", ""),
        ("I", "Hoe gaat dat?"),
        ("R", "Goed."),
        ("", ""),
        ("I", "O ja?"),
        ("R", "Ja."),
    ]
    assert list(layout.turns)[:3] == [NOTE, BLANK, 0]


def test_long_labels_are_cut_and_an_interviewers_is_an_i() -> None:
    turns = (
        Turn("Interviewer", Speaker.INTERVIEWER, 0, 3),
        Turn("Respondent 2", Speaker.RESPONDENT, 4, 7),
    )
    transcript = Transcript("hoi hoi", turns, ())
    layout = lay_out(transcript, 20, label_width(transcript))
    assert layout.labels == ("I", "Respo…")
    assert label_width(transcript) == 6
