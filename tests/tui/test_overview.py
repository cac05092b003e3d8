"""The overview: numbers, marks and shades of the matrix, and what its keys and clicks do."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.color import Color
from textual.theme import Theme
from textual.widgets import Static
from tui.quiet import until
from tui.six_carriers import code, six_carriers
from tui.visit import Visit, visit

from interviewcoder.analysis.coverage import By, Cell, Column
from interviewcoder.analysis.signs import counts_of, fraction_of, sign_of
from interviewcoder.locale import LANGUAGES, choose_language
from interviewcoder.model import Code, Company, Planned
from interviewcoder.store.gaps import close_gap
from interviewcoder.store.project import Project
from interviewcoder.tasks.narrowing import Narrowing
from interviewcoder.tasks.overview import coverage_of
from interviewcoder.tui.screens.fragments import FragmentsScreen
from interviewcoder.tui.screens.overview import OverviewScreen
from interviewcoder.tui.themes import DARK, LIGHT
from interviewcoder.tui.widgets import heat_cell
from interviewcoder.tui.widgets.heat_layout import HEAD, fold, fold_one_of, layout, within
from interviewcoder.tui.widgets.heat_legend import legend
from interviewcoder.tui.widgets.heat_matrix import HeatMatrix, ground


def cell(*, present: int = 0, absent: int = 0, both: int = 0, nothing: int = 0, unread: int = 0, missing: int = 0,
         fragments: int | None = None) -> Cell:  # fmt: skip
    """A cell by the interviews that say only present, only absent, or both."""
    coded = present + absent + both
    number = coded if fragments is None else fragments
    return Cell(coded, present + both, absent + both, nothing, unread, missing, number, number * 5)


def of_read(read: int) -> Column:
    """A column of which so many interviews were read."""
    return Column("", 0, read, read, 0, 1000)


def matrix(here: Visit) -> HeatMatrix:
    return here.screen.query_one(HeatMatrix)


def detail(here: Visit) -> str:
    return str(here.screen.query_one("#detail", Static).render())


# --- a cell ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "mark"),
    [
        (cell(present=2), ""),
        (cell(present=1, absent=1), "±"),
        (cell(both=1), "±"),
        (cell(absent=1, nothing=3), "∅"),
        (cell(nothing=3), "○"),
        (cell(nothing=3, unread=1), "…"),
        (cell(missing=2), "·"),
        (cell(), "—"),
    ],
)
def test_each_kind_of_cell_has_a_mark_of_its_own(seen: Cell, mark: str) -> None:
    assert sign_of(seen) == mark


def test_a_fraction_counts_read_interviews_and_names_the_others_apart() -> None:
    assert fraction_of(cell(present=3, nothing=1), read=4) == "3/4"
    assert fraction_of(cell(present=3, nothing=2), read=4) == "2/4+1"
    assert fraction_of(cell(present=2, unread=3), read=0) == "+2"
    assert fraction_of(cell(unread=3), read=0) == ""
    assert fraction_of(cell(nothing=3), read=3) == "0/3"


def test_a_shade_rises_a_quarter_a_step_and_anything_shows() -> None:
    assert [heat_cell.shade_of(share) for share in (0, 0.01, 0.25, 0.26, 0.75, 0.76, 1)] == list(" ░░▒▓██")


def test_interviews_that_nobody_read_keep_a_shade_low() -> None:
    assert heat_cell.share_of(cell(present=2, unread=6)) == 0.25
    assert heat_cell.share_of(cell(missing=4)) == 0.0


def test_a_cell_in_words_leaves_nothing_out() -> None:
    seen = cell(present=1, absent=1, both=1, nothing=1, unread=1, missing=7, fragments=7)
    assert heat_cell.sentence_of(seen, read=4) == (
        "3 of 4 read interviews, 7 codings, absent or hindered in 2, 1 says both; "
        "nothing found in 1; 1 not read; 7 not imported"
    )
    assert heat_cell.sentence_of(cell(present=2), read=1) == (
        "1 of 1 read interview, 1 interview not yet read to the end, 2 codings"
    )
    assert heat_cell.sentence_of(cell(), read=0) == "no interview planned or imported here"


counts = st.integers(0, 120)
cells = st.builds(
    cell, present=counts, absent=counts, both=counts, nothing=counts, unread=counts, missing=counts, fragments=counts
)


@given(cells, st.integers(0, 120), st.integers(7, 30), st.integers(1, 3))
def test_a_cell_fills_its_width_and_never_shows_part_of_a_number(
    seen: Cell, more: int, width: int, high: int
) -> None:
    read = seen.nothing + min(more, seen.interviews)
    lines = heat_cell.lines_of(seen, of_read(read), width, high)
    assert all(len(line) == width for line in lines)
    if high > 1 and len(lines[1].strip()) > 1 and heat_cell.MORE not in lines[1]:
        assert re.findall(r"\d+", lines[1]) == re.findall(r"\d+", counts_of(seen))
    allowed = set(re.findall(r"\d+", fraction_of(seen, read) + " " + counts_of(seen)))
    assert set(re.findall(r"\d+", "\n".join(lines))) <= allowed | {str(seen.fragments), str(seen.interviews)}


def test_four_counts_fit_a_narrow_cell_and_what_does_not_is_marked() -> None:
    seen = cell(absent=6, nothing=2, unread=28, missing=13)
    assert heat_cell.lines_of(seen, of_read(8), 11, 2)[1] == "░∅6○2…28·13"
    assert heat_cell.lines_of(seen, of_read(8), 10, 2)[1] == "░ ∅6 ○2»  "
    assert heat_cell.lines_of(seen, of_read(8), 15, 2)[1] == "░ ∅6 ○2 …28 ·13"


# --- the space it has -----------------------------------------------------------------------------


def test_six_carriers_and_four_roles_fit_the_smallest_terminal_in_two_lines_each() -> None:
    at = layout(78, 16, columns=4, rows=6, longest=38)
    assert (at.columns, at.rows, at.row) == (4, 6, 2)
    assert at.cell >= 12


@given(st.integers(40, 300), st.integers(5, 80), st.integers(0, 40), st.integers(0, 60), st.integers(0, 60))
def test_a_layout_stays_within_its_space(width: int, height: int, columns: int, rows: int, longest: int) -> None:
    at = layout(width, height, columns, rows, longest)
    assert at.label + at.cell * (at.columns + 1) <= width
    assert HEAD + at.rows * at.row <= height
    assert at.columns <= columns
    assert at.rows <= rows
    assert columns == 0 or at.columns >= 1
    assert rows == 0 or at.rows >= 1


@given(st.integers(0, 50), st.integers(1, 20), st.integers(0, 50))
def test_what_is_in_focus_is_always_among_what_is_drawn(first: int, shown: int, at: int) -> None:
    assert within(first, shown, at) <= at < within(first, shown, at) + shown


@given(st.text("abc -", max_size=60), st.integers(1, 20), st.integers(1, 3))
def test_a_folded_name_keeps_within_its_lines(name: str, width: int, height: int) -> None:
    lines = fold(name, width, height)
    assert 1 <= len(lines) <= height
    assert all(len(line) <= width for line in lines)


def test_a_name_is_broken_where_a_reader_would() -> None:
    assert fold("HRM-/opleidingsmanager", 17, 2) == ["HRM-/", "opleidingsmanager"]
    assert fold("HRM-/opleidingsmanager", 11, 3) == ["HRM-/", "opleidings-", "manager"]
    assert fold("leidinggevende", 11, 2) == ["leidingge-", "vende"]
    assert fold("HR / training manager", 16, 2) == ["HR / training", "manager"]
    assert fold_one_of("HRM-/opleidingsmanager", "HRM/opleiding", 11, 2) == ["HRM/", "opleiding"]
    assert fold_one_of("HRM-/opleidingsmanager", "HRM/opleiding", 23, 2) == ["HRM-/opleidingsmanager"]


def _luminance(colour: Color) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("carrier", six_carriers().carriers, ids=lambda carrier: carrier.id)
def test_numbers_stay_readable_on_every_shade(theme: Theme, carrier: Code) -> None:
    base = Style(color=theme.foreground, bgcolor=theme.background)
    text = _luminance(Color.parse(theme.foreground or ""))
    darkest = [ground(carrier.colour, share / 10, base) for share in range(11)]
    for on in map(_luminance, darkest):
        assert (max(text, on) + 0.05) / (min(text, on) + 0.05) >= 4.5
    assert len(set(darkest)) == 11


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legend_keeps_each_mark_with_its_words(language: str) -> None:
    choose_language(language)
    lines = legend(78).plain.split("\n")
    assert len(lines) <= 3
    assert all(len(line) <= 78 for line in lines)
    assert all(line[0] not in " abcdefghijklmnopqrstuvwxyz" for line in lines)


# --- the screen -----------------------------------------------------------------------------------


async def test_the_matrix_shows_numbers_and_marks_at_eighty_by_twenty_four(six: Project) -> None:
    async with visit(six, "overview", size=(80, 24)) as here:
        lines = here.text.split("\n")
        heads = [line for line in lines if re.match(r" ▸\d ", line)]
        assert len(heads) == 6
        space = next(line for line in heads if "2 Ruimte" in line)
        assert "1/1" in space
        assert "±2/2" in space
        assert "±3/4" in space
        together = next(line for line in heads if "3 Samenwerken" in line)
        assert "0/2+1" in together
        outside = next(line for line in heads if "6 Externe" in line)
        assert outside.count("○0/1") == 2
        assert "·" in outside
        assert "…0/2" in outside
        content = next(line for line in heads if "1 Inhoud" in line)
        assert content.count("∅1/") == 2
        assert "1·1·3" in here.text
        assert "0·0·3" in here.text
        assert "4·5·12" in here.text


async def test_without_colour_the_same_is_said_by_signs(six: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with visit(six, "overview") as here:
        space = next(line for line in here.text.split("\n") if "2 Ruimte" in line)
        assert "█ 1/1" in space
        assert "▓±2/2" in space


async def test_the_cell_in_focus_is_told_in_a_sentence(six: Project) -> None:
    async with visit(six, "overview") as here:
        await here.press("j", "l", "l", "l")
        assert matrix(here).focus_on == ("space", "employee")
        assert detail(here) == (
            "Ruimte en veiligheid × employee: 2 of 2 read interviews, 3 codings, absent or hindered in 1; 1 not read."
        )
        await here.press("right", "up", "up", "home", "end")
        assert "× total: 0 of 4 read interviews; nothing found in 4; 1 not read; 7 not imported." in detail(here)


async def test_a_role_without_interviews_is_not_a_role_that_is_silent(six: Project) -> None:
    async with visit(six, "overview") as here:
        await here.press("right")
        assert detail(here) == "Inhoud van werk × hr: 3 not imported."
        await here.press("enter")
        assert isinstance(here.screen, OverviewScreen)
        assert here.said == ["No fragments here: 3 not imported."]


async def test_a_carrier_unfolds_into_its_features(six: Project) -> None:
    async with visit(six, "overview") as here:
        await here.press("j", "space")
        assert re.search(r"▾2 Ruimte en veiligheid", here.text)
        assert "a space a" in here.text
        assert "b space b" in here.text
        assert "a content a" not in here.text
        await here.press("j", "j", "space")
        assert matrix(here).focus_on[0] == "space"
        assert "space a" not in here.text
        await here.press("E")
        assert "content a" in here.text
        assert "outside b" in here.text
        await here.press("E")
        assert "content a" not in here.text


async def test_unfolded_rows_that_do_not_fit_are_announced_and_reached(six: Project) -> None:
    async with visit(six, "overview", size=(80, 24)) as here:
        await here.press("E")
        assert "↓" in here.text
        assert "outside b" not in here.text
        await here.press("end")
        assert "outside b" in here.text
        assert "↑" in here.text
        assert detail(here).startswith("outside b × director")


async def test_columns_go_round_roles_companies_sectors_and_coders(six: Project) -> None:
    async with visit(six, "overview") as here:
        seen = []
        for _ in By:
            seen.append(next(line for line in here.text.split("\n") if "total" in line).split())
            await here.press("b")
        assert seen == [
            ["director", "hr", "manager", "employee", "total"],
            ["A", "B", "C", "total"],
            ["installatie", "maakindustrie", "total"],
            ["Anna", "Bram", "total"],
        ]
        assert "director" in here.text


async def test_the_total_over_coders_counts_each_interview_once(six: Project) -> None:
    async with visit(six, "overview") as here:
        await here.press("j", "l", "l", "l", "l")
        by_role = detail(here)
        assert by_role.startswith("Ruimte en veiligheid × total: 3 of 4 read interviews")
        await here.press("b", "b", "b", "l", "l")
        assert detail(here) == by_role
        assert "4·5·12" in here.text


async def test_columns_outside_the_window_are_announced_and_reached(six: Project) -> None:
    companies = [f"C{number:02}" for number in range(30)]
    six.plan("Anna", [Company(id) for id in companies], [Planned(id, "employee", 1) for id in companies])
    async with visit(six, "overview", size=(80, 24)) as here:
        await here.press("b")
        assert "C00" in here.text
        assert "C29" not in here.text
        assert "→" in here.text
        assert "total" in here.text
        await here.press(*["l"] * 32)
        assert "C29" in here.text
        assert "C00" not in here.text
        assert "←" in here.text
        assert "total" in here.text


async def test_rows_go_through_the_crosswalk_and_say_what_it_leaves_out(six: Project) -> None:
    async with visit(six, "overview") as here:
        await here.press("w")
        assert "D1 learning" in here.text
        assert "D2 dialogue" in here.text
        assert "rows: Seven dimensions" in here.text
        assert "4 codings in no cell" in here.text
        await here.press("space")
        assert here.said == ["This row has no features to unfold."]
        await here.press("w")
        assert "▸1 Inhoud van werk" in here.text


async def test_only_my_codings_and_one_company_narrow_what_is_counted(six: Project) -> None:
    async with visit(six, "overview") as here:
        await here.press("l", "l", "l")
        assert detail(here).startswith("Inhoud van werk × employee: 1 of 2 read interviews, 1 coding")
        await here.press("f", "m")
        assert "Coder: Anna" in here.text
        assert detail(here) == "Inhoud van werk × employee: 0 of 2 read interviews; nothing found in 2; 1 not read."
        await here.press("f", "c", "c")
        assert "company: C" in here.text
        assert detail(here) == "Inhoud van werk × employee: 0 of 1 read interview; nothing found in 1."
        await here.press("f", "x")
        assert "Coder: all · columns: role" in here.text


@pytest.mark.parametrize(
    ("by", "level", "mine"),
    [
        pytest.param(By.ROLE, "feature", False, marks=pytest.mark.slow),
        pytest.param(By.COMPANY, "carrier", False, marks=pytest.mark.slow),
        (By.SECTOR, "carrier", True),
        pytest.param(By.CODER, "carrier", False, marks=pytest.mark.slow),
    ],
)
async def test_every_number_opens_the_fragments_it_counts(six: Project, by: By, level: str, mine: bool) -> None:
    expected = coverage_of(six, by=by, level=level, only=Narrowing(coder="Anna" if mine else None))
    opened = 0
    async with visit(six, "overview", size=(120, 40)) as here:
        await here.press(*["b"] * list(By).index(by), *(["f", "m"] if mine else []))
        await here.press(*(["E"] if level == "feature" else []))
        for number, row in enumerate(expected.rows):
            numbers = [*(expected.cells[row.id, column.id] for column in expected.columns), expected.totals[row.id]]
            for place, seen in enumerate(numbers):
                if not seen.fragments:
                    continue
                matrix(here).action_move(-999, -999)
                matrix(here).action_move(number, place)
                await here.press("enter")
                assert isinstance(here.screen, FragmentsScreen)
                assert len(here.screen.codings) == seen.fragments
                assert len({each.document for each in here.screen.codings}) == seen.interviews
                opened += 1
                await here.press("escape")
    assert opened >= 5


async def test_a_click_moves_to_a_cell_and_a_second_opens_it(six: Project) -> None:
    async with visit(six, "overview") as here:
        line = next(n for n, text in enumerate(here.text.split("\n")) if "2 Ruimte" in text)
        column = here.text.split("\n")[line].index("±2/2")
        await here.pilot.click(offset=(column, line))
        await here.settle()
        assert matrix(here).focus_on == ("space", "employee")
        await here.pilot.click(offset=(column, line))
        await here.settle()
        assert isinstance(here.screen, FragmentsScreen)


async def test_a_click_on_a_carrier_unfolds_it(six: Project) -> None:
    async with visit(six, "overview") as here:
        line = next(n for n, text in enumerate(here.text.split("\n")) if "4 Leiderschap" in text)
        await here.pilot.click(offset=(4, line))
        await here.settle()
        assert "a lead a" in here.text


async def test_what_another_program_writes_appears_with_the_focus_where_it_was(six: Project) -> None:
    async with visit(six, "overview") as here:
        await here.press("end", "l", "l", "l")
        assert "0 of 2 read interviews" in detail(here)
        with Project.open(six.path) as other:
            code(other, "Bram", "R02", "Dat beslis ik zelf", "outside")
        await here.app._watch()
        await here.settle()
        assert matrix(here).focus_on == ("outside", "employee")
        assert detail(here).startswith("Externe omgeving × employee: 1 of 2 read interviews, 1 coding")


async def test_a_study_without_anything_says_which_keys_fill_it(tmp_path: Path) -> None:
    with Project.create(tmp_path / "new.icdb", name="New", codebook=six_carriers(), coder="Anna") as project:
        async with visit(project, "overview") as here:
            assert "Press g then d" in detail(here)
            await here.press("b", "enter", "space", "down", "w")
            assert isinstance(here.screen, OverviewScreen)


async def test_names_from_files_cannot_reach_the_terminal(tmp_path: Path, six: Project) -> None:
    six.plan("Anna", [Company("\x1b[31mX", "se\x07ctor")], [Planned("\x1b[31mX", "employee", 1)])
    async with visit(six, "overview", size=(120, 30)) as here:
        for _ in By:
            await here.press("b")
            assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", here.text)
        assert not re.search(r"[\x00-\x1f]", detail(here))


async def test_growing_and_shrinking_keeps_the_focus_in_sight(six: Project) -> None:
    async with visit(six, "overview", size=(120, 40)) as here:
        await here.press("E", "end")
        for size in ((80, 24), (60, 16), (200, 60)):
            await here.pilot.resize_terminal(*size)
            await here.settle()
            assert "outside b" in here.text
            lengths = {len(line) for line in here.text.split("\n")}
            assert max(lengths) <= size[0]


def test_the_shades_of_the_legend_are_those_of_the_cells() -> None:
    steps = [heat_cell.shade_of(share) for share in (0.2, 0.4, 0.6, 0.9)]
    assert "".join(steps) == heat_cell.SHADES[1:]
    assert all(one != other for one, other in pairwise(steps))


async def test_the_overview_is_as_it_was_left_and_shows_what_changed(six: Project) -> None:
    async with visit(six, "overview") as here:
        await here.press("down", "right", "space", "f", "m")
        was = here.screen.matrix.focus_on, here.text  # type: ignore[attr-defined]
        await here.press("g", "d", "g", "o")
        assert (here.screen.matrix.focus_on, here.text) == was  # type: ignore[attr-defined]
        code(six, "Anna", "R01", "Dat beslis ik zelf", "outside_a")
        await here.press("g", "d", "g", "o")
        assert here.screen.matrix.focus_on == was[0]  # type: ignore[attr-defined]
        assert here.text != was[1]


async def test_cells_show_another_measure_narrowed_and_out_to_a_file(six: Project, tmp_path: Path) -> None:
    starred = six.ask.codings()[0]
    six.star("Anna", starred.guid, True)
    async with visit(six, "overview", size=(100, 30)) as here:
        await here.press("v", "v")
        assert "cells: words" in here.text
        await here.press("v")
        assert re.search(r"\d\.\d%|\d\d%", here.text)
        await here.press("v", "f", "*")
        assert "○ read, none of these" in here.text
        assert "with a star" in here.text
        matrix(here).focus_row("space")
        matrix(here).action_move(0, 999)
        await here.press("enter")
        assert isinstance(here.screen, FragmentsScreen)
        assert [each.guid for each in here.screen.codings] == [starred.guid]
        await here.press("escape", "f", "x", "f", "t", "b")
        assert "presence absent" in here.text
        expected = coverage_of(six, only=Narrowing(facet=("presence", "absent")))
        assert sum(each.fragments for each in expected.totals.values()) == 2
        for key, ending in (("c", "csv"), ("s", "svg"), ("m", "md")):
            await here.press("e", key, "enter")
            await here.settle()
            (written,) = tmp_path.glob(f"study-overview.{ending}")
            assert written.stat().st_size > 400
        await here.press("p")
        assert "Progress per coder" in here.text
        assert "Anna" in here.text
        await here.press("escape", "f", "o")
        assert here.said[-1].startswith("No round has been planned yet")


async def test_a_closed_gap_is_told_with_its_cell(six: Project) -> None:
    close_gap(six, "Anna", "lead", "C", "employee", "read twice")
    async with visit(six, "overview") as here:
        await here.press("j", "j", "j", "l", "l", "l")
        assert detail(here).replace("\n", " ").endswith("Looked for, not there: employee C.")
        code(six, "Anna", "R05", "daar leren we van", "lead_a")
        await until(here.app, lambda: "2 of" in detail(here))
        assert "Looked for" not in detail(here), "a closing holds only while nothing is coded there"
