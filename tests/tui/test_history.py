"""The history screen: the log in words, a page at a time, and what was undone."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import pytest
from builders import new_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from tui.quiet import until
from tui.visit import visit

from interviewcoder.model import Codebook
from interviewcoder.store import events, schema
from interviewcoder.store.history import undone
from interviewcoder.store.project import Project
from interviewcoder.tui.screens.coding import CodingScreen
from interviewcoder.tui.screens.conflicts import ConflictsScreen
from interviewcoder.tui.screens.history import HistoryScreen
from interviewcoder.tui.when import local_time


@pytest.fixture
def worked(study: Project) -> Project:
    """Anna coded twice and undid the second; Bram wrote a memo."""
    study.add_coder("Bram")
    document = study.ask.document("R01").id
    study.apply_code("Anna", document, 42, 50, "mistakes")
    study.apply_code("Anna", document, 60, 70, "trust")
    study.undo("Anna")
    study.write_memo("Bram", "study", "", "Een [b]memo[/b].")
    return study


def add_events(project: Project, count: int, coder: str = "Anna") -> None:
    """Write reading marks straight to the log, as a long study would have them."""
    document = project.ask.document("R01").id
    last = project.ask.history(last=1)[0]
    payload = {"document": document, "name": "R01", "start": 0, "end": 10}
    rows = [
        {
            "id": f"{n:036d}",
            "replica": last.replica,
            "lamport": last.lamport + 1 + n,
            "coder": coder,
            "at": events.now(),
            "kind": "reading.mark",
            "version": 1,
            "payload": {**payload, "guid": f"{n:036d}"},
            "inverse": ["reading.remove", {"guid": f"{n:036d}", "name": "R01"}],
            "undoes": None,
        }
        for n in range(count)
    ]
    with project._writing() as conn:
        conn.execute(insert(schema.event), rows)


async def test_tells_the_newest_first_and_marks_what_was_undone(worked: Project) -> None:
    async with visit(worked, "history", size=(120, 36)) as there:
        what, sign, coder = (there.column(name) for name in ("what", "sign", "coder"))
        assert what[0] == "wrote a memo “Een [b]memo[/b].”"
        assert what[1].startswith("took label trust off")
        assert what[2].startswith("coded “")
        assert what[2].endswith("(undone)")
        assert not what[3].endswith("(undone)")
        assert sign[:4] == ["", "↶", "×", ""]
        assert coder[:2] == ["Bram", "Anna"]
        assert there.column("at")[0] == local_time(worked.ask.history(last=1)[0].at)


async def test_undo_and_redo_here_are_seen_at_once(worked: Project) -> None:
    async with visit(worked, "history") as there:
        before = len(there.rows)
        await there.press("ctrl+r")
        assert len(there.rows) == before + 1
        assert not [what for what in there.column("what") if what.startswith("coded") and what.endswith("(undone)")]
        await there.press("u")
        assert [sign for sign in there.column("sign") if sign == "×"] == ["×"]


async def test_shows_one_coders_doings(worked: Project) -> None:
    async with visit(worked, "history") as there:
        await there.press("f", "2")
        assert set(there.column("coder")) == {"Bram"}
        assert "Bram · 2 events" in there.text
        await there.press("f", "0")
        assert set(there.column("coder")) == {"Anna", "Bram"}
        await there.press("f", "escape")
        assert set(there.column("coder")) == {"Anna", "Bram"}


async def test_enter_goes_to_the_words_it_is_about(worked: Project) -> None:
    async with visit(worked, "history") as there:
        await there.press("down", "down", "down", "enter")
        assert isinstance(there.screen, CodingScreen)
        assert there.screen.view.cursor == worked.ask.codings()[0].start


async def test_enter_on_an_import_opens_the_interview_and_on_the_rest_says_why_not(worked: Project) -> None:
    async with visit(worked, "history") as there:
        await there.press("enter")
        assert isinstance(there.screen, HistoryScreen)
        assert "not about a place" in there.said[-1]
        imported = there.column("what").index("imported R01")
        there.table.move_cursor(row=imported)
        await there.press("enter")
        assert isinstance(there.screen, CodingScreen)


async def test_reads_on_as_one_goes_down(worked: Project) -> None:
    add_events(worked, 1200)
    total = len(worked.ask.history())
    async with visit(worked, "history") as there:
        assert len(there.rows) == 500
        assert "500+ events" in there.text
        await there.press("end")
        assert len(there.rows) == 1000
        await there.press("end")
        await there.press("end")
        assert len(there.rows) == total
        assert f"{total} events" in there.text
        ids = [row.value for row in there.table.rows]
        assert ids == [event.id for event in reversed(worked.ask.history())]
        await there.press("end")
        assert there.column("what")[-1] == "added coder Anna"


async def test_reads_on_with_the_wheel_too(worked: Project) -> None:
    add_events(worked, 1200)
    async with visit(worked, "history") as there:
        there.table.scroll_end(animate=False)
        await there.settle()
        assert len(there.rows) == 1000


async def test_what_another_program_writes_comes_in_and_keeps_the_place(
    worked: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewcoder.tui.app._WATCH_SECONDS", 0.05)
    async with visit(worked, "history") as there:
        await there.press("down", "down")
        focused = there.table.focused_key
        worked.import_documents("Bram", [new_document("R02", respondent=None)] * 2)
        worked.write_memo("Bram", "study", "", "Erbij.")
        await until(there.app, lambda: there.column("what")[0] == "wrote a memo “Erbij.”")
        assert there.table.focused_key == focused


@pytest.mark.slow
async def test_of_very_many_events_only_the_newest_are_read_until_one_reads_on(worked: Project) -> None:
    add_events(worked, 20_000)
    async with visit(worked, "history") as there:
        screen = there.screen
        assert isinstance(screen, HistoryScreen)
        screen.reload()
        assert len(there.rows) == 500
        screen._read_on()
        assert len(there.rows) == 1000


def test_times_are_those_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    time.tzset()
    try:
        assert local_time("2025-11-24T23:30:00.000Z") == "2025-11-25 00:30"
        assert local_time("2025-07-01T12:00:00.000Z") == "2025-07-01 14:00"
    finally:
        monkeypatch.undo()
        time.tzset()
    assert datetime.fromisoformat(local_time("2025-11-24T23:30:00.000Z"))


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=14))
def test_marks_just_what_undo_has_taken_back(
    steps: list[str], tmp_path_factory: pytest.TempPathFactory, codebook: Codebook
) -> None:
    path: Path = tmp_path_factory.mktemp("undone") / "study.icdb"
    with Project.create(path, name="Test", codebook=codebook, coder="Anna") as project:
        for number, step in enumerate(steps):
            if step == "do":
                project.write_memo("Anna", "study", "", f"memo {number}")
            else:
                getattr(project, step)("Anna")
        log = project.ask.history()[::-1]
        taken_back = undone(log)
        written = [event for event in log if event.kind == "memo.write" and event.id not in taken_back]
        assert {event.payload["guid"] for event in written} == {memo.guid for memo in project.ask.memos()}


@pytest.mark.slow
async def test_one_action_is_undone_narrowed_and_seen_as_it_was(worked: Project, tmp_path: Path) -> None:
    before = worked.ask.stamp()
    async with visit(worked, "history", size=(80, 24)) as there:
        await there.press("t", "1")
        assert len(there.column("what")) == 3
        assert "codings" in there.text
        await there.press("t", "0")
        await there.press("x")  # Bram's memo is not Anna's to undo
        assert worked.ask.stamp() == before
        assert "only Bram" in there.said[-1]
        await there.press("j", "j", "j", "x")
        assert worked.ask.codings() == []
        assert there.said[-1].startswith("Undone")
        await there.press("w", *["backspace"] * 200, *str(tmp_path / "then.icdb"), "enter")
        await there.press("c")
        assert isinstance(there.screen, ConflictsScreen)
        await there.press("escape")
        assert isinstance(there.screen, HistoryScreen)
    with Project.open(tmp_path / "then.icdb") as then:
        assert "as it was" in then.ask.properties()["name"]
