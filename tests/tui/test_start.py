"""The start screen: what was opened lately, a new study, a damaged one, the demo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input
from tui.quiet import press, quiet, until
from tui.visit import visit

from interviewcoder.locale import choose_language
from interviewcoder.model import Company, Planned
from interviewcoder.store.backups import Why, back_up, backups_of
from interviewcoder.store.project import Project
from interviewcoder.tasks.demo import demo_path
from interviewcoder.tasks.recent import note_tour, remember
from interviewcoder.tui.app import Interviewcoder
from interviewcoder.tui.screens.importing import ImportingScreen
from interviewcoder.tui.start import Chosen, Start

SMALL = (80, 24)


def text_of(app: Any) -> str:
    """All that is on the screen, on one line; frames and what lies beside a dialog are in it."""
    return " ".join("\n".join(strip.text for strip in app.screen._compositor.render_strips()).split())


async def test_the_study_opened_last_is_in_focus_and_a_digit_opens_another(study: Project, tmp_path: Path) -> None:
    path = Path(str(study.path))
    other = tmp_path / "other.icdb"
    other.write_bytes(path.read_bytes())
    remember(other, "Ander [b]", "Anna")
    remember(path, "Proef", "Anna")
    app = Start()
    async with app.run_test(size=SMALL):
        await quiet(app)
        shown = text_of(app)
        assert shown.index("1 Proef") < shown.index("2 Ander [b]")
        assert "study.icdb" in shown
        await press(app, "question_mark")
        assert "Put a backup back" in text_of(app)
        await press(app, "escape", "enter")
    assert app.return_value == Chosen(path)
    app = Start()
    async with app.run_test(size=SMALL):
        await press(app, "2")
    assert app.return_value == Chosen(other)


async def test_a_new_study_is_asked_for_field_by_field(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    choose_language("nl")
    app = Start(coder="Anna")
    async with app.run_test(size=SMALL):
        await press(app, "n", *"Leren: in 't mkb")
        assert app.screen.query_one("#file", Input).value == str(tmp_path / "leren-in-t-mkb.icdb")
        await press(app, "f3", "tab", "tab", "2", "f2")
        assert "Hier staat een getal zonder bedrijf" in text_of(app)
        await press(app, "escape", "f3", *"A", "tab", *"bouw", "tab", "1", "x", "down", "down", *"A", "ctrl+s")
        assert "A staat er twee keer" in text_of(app)
        await press(app, "backspace", *"B", "tab", "tab", "2", "ctrl+s")
        assert "2 bedrijven, 3 interviews" in text_of(app)
        await press(app, "f2")
    path = tmp_path / "leren-in-t-mkb.icdb"
    assert app.return_value == Chosen(path, "Anna", importing=True)
    with Project.open(path) as project:
        assert project.ask.properties()["name"] == "Leren: in 't mkb"
        assert project.ask.companies() == [Company("A", "bouw"), Company("B")]
        assert project.ask.planned() == [Planned("A", "director", 1), Planned("B", "director", 2)]
        assert project.codebook.id == "learning_culture"
        opened = Interviewcoder(project, "Anna", importing=True)
        async with opened.run_test(size=SMALL):
            await until(opened, lambda: isinstance(opened.screen, ImportingScreen))


async def test_what_a_new_study_lacks_is_said_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = Start(coder="Anna")
    async with app.run_test(size=SMALL):
        await press(app, "n", "f2")
        assert "Give the study a name" in text_of(app)
        await press(app, *"x.icdb", "tab")
        assert [text_of(app).count(sign) for sign in ("▐●▌", "▐ ▌")] == [1, 2], "not told apart by colour alone"
        await press(app, "down", "down", "space", *"nothere", "f2")
        assert "nothere" in text_of(app)
        assert list(tmp_path.glob("*.icdb")) == []
        await press(app, "escape", "escape")
    assert app.return_value is None


async def test_of_a_damaged_study_the_newest_backup_is_offered(study: Project) -> None:
    path = Path(str(study.path))
    study.close()
    back_up(path, Why.ASKED)
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"x" * (len(whole) - 100))
    remember(path, "Proef", "Anna")
    app = Start()
    async with app.run_test(size=SMALL):
        await press(app, "enter")
        shown = text_of(app)
        assert "is damaged" in shown
        assert "asked for" in shown
        await press(app, "enter")
        assert "is again as it was" in text_of(app)
        await press(app, "enter")
    assert app.return_value == Chosen(path)
    with Project.open(path) as project:
        assert [each.name for each in project.ask.documents()] == ["R01"]
    assert len(backups_of(path)) == 1


async def test_a_study_whose_first_bytes_are_lost_is_not_taken_for_an_encrypted_one(study: Project) -> None:
    path = Path(str(study.path))
    study.close()
    back_up(path, Why.ASKED)
    path.write_bytes(bytes(range(256)) * 16 + path.read_bytes()[4096:])
    remember(path, "Proef", "Anna")
    app = Start()
    async with app.run_test(size=SMALL):
        await press(app, "enter")
        shown = text_of(app)
        assert "can no longer be read" in shown
        assert "asked for" in shown
        await press(app, "escape")
        assert "is encrypted." in text_of(app), "it may be all the same, and then it opens"
        await press(app, "escape", "enter", "enter")
        assert "is again as it was" in text_of(app)
        await press(app, "enter")
    assert app.return_value == Chosen(path)


async def test_a_demo_is_made_and_opens_with_the_tour_once() -> None:
    path = demo_path("return_to_work")
    for first in (True, False):
        app = Start()
        async with app.run_test(size=SMALL):
            await press(app, "d", "2")
        assert app.return_value == Chosen(path, "Kit", tour=first)
        note_tour()


async def test_the_plan_can_be_changed_and_taken_back(six: Project) -> None:
    before = six.ask.planned()
    async with visit(six, "documents") as here:
        here.app.action_plan()
        await here.settle()
        assert "maakindustrie" in here.text
        await here.press("up", "up", "up", "tab", "tab", "3", "f2")
        assert {each.company: each.expected for each in six.ask.planned() if each.role == "director"}["A"] == 3
        assert len(six.ask.planned()) == len(before)
        await here.press("u")
    assert six.ask.planned() == before
