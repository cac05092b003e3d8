"""A study that cannot be read for a while is told of, and the screen stays."""

from __future__ import annotations

from pathlib import Path

from tui.quiet import until
from tui.visit import visit

from interviewcoder.store.project import Project
from interviewcoder.tui.app import Interviewcoder
from interviewcoder.tui.widgets.title import TitleLine


def taken_away(study: Project) -> Path:
    """Have the next question about a study find no file; where that went."""
    assert isinstance(study.path, Path)
    study._engine.dispose()  # else what is open can be read on
    return study.path.rename(study.path.with_suffix(".away"))


async def test_a_screen_stays_while_the_file_is_away(study: Project) -> None:
    async with visit(study, "documents", size=(80, 24)) as there:
        await there.press("g", "m", "g", "d")
        away = taken_away(study)
        await until(there.app, lambda: "the study is away" in there.text)
        assert "saved" not in there.text
        await there.press("u", "g", "q", "g", "m", "ctrl+f", "escape", "u")
        assert there.app.is_running
        assert "was moved" in there.said[-1]
        away.rename(study.path)
        await until(there.app, lambda: "the study is away" not in there.text)
        await there.press("g", "d")
        assert "saved" in there.text
        assert "R01" in there.text


async def test_where_no_first_screen_can_be_made_it_ends_with_the_sentence(study: Project) -> None:
    away = taken_away(study)
    app = Interviewcoder(study, "Anna")
    async with app.run_test():
        pass
    away.rename(study.path)
    assert app.return_code == 1


async def test_a_long_name_leaves_room_for_what_is_saved(study: Project) -> None:
    async with visit(study, "documents", size=(80, 24)) as there:
        title = there.screen.query_one(TitleLine)
        title._study = " Leren van fouten in organisaties, de tweede en laatste reeks gesprekken"
        title._draw()
        await there.settle()
        assert "… · Anna · documents" in there.text.splitlines()[0]
        assert "1 imported · saved" in there.text.splitlines()[0]
