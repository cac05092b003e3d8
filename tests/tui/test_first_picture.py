"""What comes before the first picture of a study, and what only after it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from tui.quiet import quiet

from interviewcoder.store.project import Project
from interviewcoder.tui.app import Interviewcoder


class Watched(Interviewcoder):
    """Knows what was asked of the study when its first whole screen was drawn."""

    asked: list[str]
    before: list[str] | None = None

    def post_display_hook(self) -> None:
        if self.before is None and len(self.screen_stack) > 1:
            self.before = list(self.asked)


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """The statements that are carried out."""
    heard: list[str] = []

    def hear(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        heard.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    yield heard
    event.remove(Engine, "before_cursor_execute", hear)


async def test_suggestions_come_after_the_first_picture(study: Project, asked: list[str]) -> None:
    app = Watched(study, "Anna")
    app.asked = asked
    async with app.run_test(size=(100, 24)):
        await quiet(app)
    assert app.before is not None
    assert any("text_version" in each for each in app.before), "the transcript was there"
    assert not any("suggestion_decision" in each for each in app.before)
    assert any("suggestion_decision" in each for each in asked)


async def test_garbage_is_collected_again_after_the_first_picture(study: Project) -> None:
    gc.disable()
    try:
        app = Interviewcoder(study, "Anna")
        async with app.run_test(size=(100, 24)):
            await quiet(app)
            assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.enable()
