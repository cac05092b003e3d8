"""The password of a study at the keyboard: set for a new one, asked for one that has it, or for its backup."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input
from tui.quiet import give, press, quiet, until
from tui.visit import visit

from interviewcoder.store import encryption
from interviewcoder.store.backups import Why, back_up
from interviewcoder.store.project import Project
from interviewcoder.tasks.recent import remember
from interviewcoder.tui.palette import copy_study
from interviewcoder.tui.start import Chosen, Start

PASSWORD = "vier losse woorden"


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import_module("sqlcipher3.dbapi2")
    monkeypatch.setattr(encryption, "_ROUNDS", 1000)
    yield
    encryption._held.clear()
    encryption._made.cache_clear()


def text_of(app: Any) -> str:
    return " ".join("\n".join(strip.text for strip in app.screen._compositor.render_strips()).split())


async def type_in(app: Any, field: str, text: str) -> None:
    app.screen.query_one(field, Input).value = text
    await press(app, "enter")


async def test_a_new_study_gets_one_and_is_opened_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "geheim.icdb"
    app = Start(coder="Anna")
    async with app.run_test(size=(80, 24)):
        await press(app, "n")
        app.screen.query_one("#name", Input).value = "geheim"
        await press(app, "f4")
        assert "Without this password nobody gets the study back" in text_of(app)
        await type_in(app, "#first", "kort")
        assert "too short" in text_of(app)
        await type_in(app, "#first", PASSWORD)
        await type_in(app, "#second", PASSWORD + "x")
        assert "The two passwords differ" in text_of(app)
        await type_in(app, "#second", PASSWORD)
        assert "cannot be recovered" in text_of(app)
        await press(app, "space", "enter")
        assert "encrypted (F4)" in text_of(app)
        await press(app, "f2")
    assert app.return_value == Chosen(path, "Anna", importing=True)
    assert encryption.is_encrypted(path)
    made = back_up(path, Why.ASKED)
    remember(path, "Geheim", "Anna")
    encryption._held.clear()
    app = Start()
    async with app.run_test(size=(80, 24)):
        await press(app, "1")
        assert "is encrypted" in text_of(app)
        await type_in(app, "Input", "niet dit woord")
        assert "That is not the password" in text_of(app)
        assert "niet dit" not in text_of(app)
        await press(app, "escape", "b", "enter")
        assert made.path.name in text_of(app), "its backup asks for it too"
        await type_in(app, "Input", PASSWORD)
        assert "is again as it was" in text_of(app)
        await press(app, "1")
        await quiet(app)
    assert app.return_value == Chosen(path)
    with Project.open(path) as project:
        assert project.ask.coders() == ["Anna"]


@pytest.mark.slow
async def test_a_study_is_copied_with_one_and_stopped_halfway_nothing_is_there(
    study: Project, tmp_path: Path
) -> None:
    to = tmp_path / "copy.icdb"
    async with visit(study, "documents", size=(80, 24)) as visiting:
        copy_study(visiting.app)
        await visiting.settle()
        await visiting.press("f4")
        await type_in(visiting.app, "#first", PASSWORD)
        await type_in(visiting.app, "#second", PASSWORD)
        await visiting.press("space", "enter")
        assert "encrypted with a password" in text_of(visiting.app)
        await type_in(visiting.app, "#to", str(study.path))
        assert "exists already" in text_of(visiting.app)
        await type_in(visiting.app, "#to", str(to))
        assert visiting.said[-1].startswith(f"Copied to {to}")
        assert encryption.is_encrypted(to)
        copy_study(visiting.app)
        await visiting.settle()
        visiting.screen.query_one("#to", Input).value = str(tmp_path / "stopped.icdb")
        give(visiting.app, "enter")
        while not visiting.screen.has_class("-copying"):
            await asyncio.sleep(0)
        give(visiting.app, "escape")
        await until(visiting.app, lambda: not visiting.app.screen.has_class("-copying"))
        in_time = "nothing was left" in text_of(visiting.app)
        assert in_time or visiting.said[-1].startswith("Copied to"), "a small study may be copied before one can stop"
        await visiting.press("escape")
    assert list(tmp_path.glob("*stopped*")) == ([] if in_time else [tmp_path / "stopped.icdb"])
    with Project.open(to) as copied:
        assert copied.ask.history() == study.ask.history()
