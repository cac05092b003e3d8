"""The tour goes on when something is done, in the places where it is done, and stays away once it was given."""

from __future__ import annotations

import pytest
from tui.quiet import press, quiet, until

from interviewcoder.locale import choose_language
from interviewcoder.store.project import Project
from interviewcoder.tasks.recent import tour_given
from interviewcoder.tui.app import Interviewcoder
from interviewcoder.tui.tour import STEPS
from interviewcoder.tui.widgets.tour_line import TourLine


@pytest.mark.slow
async def test_each_step_is_over_when_it_was_really_done(study: Project) -> None:
    choose_language("nl")
    app = Interviewcoder(study, "Anna", tour=True)
    done = {
        "select": ("j",),
        "code": ("1", "b"),
        "panel": ("tab",),
        "suggestion": ("n", "a"),
        "undo": ("u",),
        "overview": ("g", "o"),
        "cell": ("right", "enter"),
        "quotes": ("g", "q"),
    }
    assert list(done) == [step.name for step in STEPS]
    async with app.run_test(size=(80, 24)):
        await until(app, lambda: app.session.tour is not None)
        assert tour_given()
        tour = app.session.tour
        assert tour is not None
        await quiet(app)
        for number, keys in enumerate(done.values()):
            line = app.screen.query_one(TourLine)
            assert f"Rondleiding {number + 1}/8" in str(line.content)
            assert line.size.height <= 4
            tour.look()
            assert tour.step == number, "nothing was done yet"
            await press(app, *keys)
            await until(app, lambda number=number: tour.step == number + 1)
        assert "Dat was het" in str(app.screen.query_one(TourLine).content)
        await press(app, "escape")
        assert app.session.tour is None
        assert not app.screen.query_one(TourLine).display
        assert [each.code for each in study.ask.codings(coder="Anna")] == ["trust"]


async def test_without_interviews_there_is_no_tour(study: Project) -> None:
    study.remove_document("Anna", study.ask.documents()[0].id)
    app = Interviewcoder(study, "Anna", tour=True)
    async with app.run_test(size=(80, 24)):
        await quiet(app)
        assert [each.message for each in app._notifications] == [
            "The tour needs interviews: press g and then d, and i there brings transcripts in."
        ]
        assert not tour_given()
