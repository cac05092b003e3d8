"""Rows of the transcript are kept as they were painted: what is in sight is what would be painted now."""

from __future__ import annotations

import pytest
from builders import interview, new_document
from textual.strip import Strip
from tui.quiet import press, quiet

from interviewcoder.store.project import Project
from interviewcoder.tui.app import Interviewcoder
from interviewcoder.tui.held import Held
from interviewcoder.tui.screens.coding import CodingScreen
from interviewcoder.tui.widgets.transcript.view import TranscriptView


@pytest.fixture
def long(study: Project) -> Project:
    """A study with an interview of some screens, and codings of two coders at its beginning."""
    turns = [
        ("I" if number % 3 == 0 else "R", f"Zin {number} over de fout. En nog een zin erbij.") for number in range(90)
    ]
    study.import_documents("Anna", [new_document("A00", interview(tuple(turns)))])
    document = study.ask.document("A00").id
    study.add_coder("Bram")
    study.apply_code("Bram", document, 40, 90, "trust")
    for start in (10, 30, 60):
        study.apply_code("Anna", document, start, start + 45, "work")
    return study


def in_sight(view: TranscriptView) -> list[Strip]:
    return [view.render_line(row) for row in range(view.size.height)]


def painted_anew(view: TranscriptView) -> list[Strip]:
    view._rows.forget()
    return in_sight(view)


@pytest.mark.slow
async def test_what_is_in_sight_is_what_would_be_painted_now(long: Project) -> None:
    app = Interviewcoder(long, "Anna")
    async with app.run_test(size=(100, 24)) as pilot:
        await quiet(app)
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        view = screen.view
        steps = [
            "j",
            "2",
            "j",
            "space",
            "space",
            "2",
            "backspace",
            "escape",
            "k",
            "tab",
            "tab",
            "0",
            "enter",
            "o",
            "o",
        ]
        steps += [
            "u",
            "u",
            "ctrl+r",
            "w",
            "w",
            "[",
            "w",
            "]",
            "escape",
            "v",
            "J",
            "pagedown",
            "2",
            "x",
            "pageup",
            "end",
        ]
        last = in_sight(view)
        changed = 0
        for key in steps:
            await press(app, key)
            shown = in_sight(view)
            changed += shown != last
            assert shown == painted_anew(view), key
            last = shown
        assert changed > len(steps) / 2, "the keys do show"
        assert view.vertical_scrollbar.position == pytest.approx(view.scroll_y, abs=0.2), "the bar follows"
        await press(app, "home")
        dark = in_sight(view)
        app.action_other_look()
        await quiet(app)
        assert in_sight(view) == painted_anew(view) != dark
        await pilot.resize_terminal(120, 30)
        await quiet(app)
        assert in_sight(view) == painted_anew(view)
        assert {strip.cell_length for strip in in_sight(view)} == {view.scrollable_content_region.width}


async def test_what_another_program_did_is_drawn(long: Project) -> None:
    app = Interviewcoder(long, "Anna")
    async with app.run_test(size=(100, 24)):
        await quiet(app)
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        before = in_sight(screen.view)
        with Project.open(long.path) as elsewhere:
            elsewhere.apply_code("Anna", long.ask.document("A00").id, 100, 160, "space")
        await app._watch()
        await quiet(app)
        assert in_sight(screen.view) == painted_anew(screen.view) != before


def test_the_counts_of_the_panel_follow_each_coding(long: Project) -> None:
    codings = long.ask.codings()
    held = Held(codings[:-1], "Anna")
    held.add(codings[-1])
    assert held.counts == Held(codings, "Anna").counts
    held.replace(codings[:1])
    assert held.counts == Held(codings[:1], "Anna").counts
