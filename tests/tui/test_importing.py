"""Importing: choosing paths, reading them with a way out, and the preview in which things are put right."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from textual.widgets import Input, OptionList
from tui.quiet import give
from tui.visit import Visit, visit

from interviewcoder.model import Codebook, Respondent, Speaker
from interviewcoder.store import events
from interviewcoder.store.events import Event
from interviewcoder.store.project import Project
from interviewcoder.tasks.correct import carry_out, correct_text
from interviewcoder.tasks.intake import prepare
from interviewcoder.tasks.known import Known
from interviewcoder.tui.arrivals import Arrival, Status, paths_in, statuses
from interviewcoder.tui.screens.documents import DocumentsScreen
from interviewcoder.tui.screens.import_preview import ImportPreviewScreen
from interviewcoder.tui.screens.importing import ImportingScreen
from interviewcoder.tui.widgets.file_tree import FileTree
from interviewcoder.tui.widgets.path_input import complete
from interviewcoder.tui.widgets.respondent_dialog import RespondentDialog

SUFFIXES = (".txt", ".docx")


def said(name: str) -> str:
    return (
        f"I: Hoe leren jullie hier van elkaar, {name}?\n"
        f"{name}: Nou, dat doen we op de werkvloer. Als er iets misgaat dan bespreken we dat.\n"
        f"I: En dan?\n{name}: Dan pakt iemand het op [red]meteen[/red].\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """R01 and R02 are listed, R03 is not; one file is broken, one tells a story without labels."""
    here = tmp_path / "interviews"
    here.mkdir()
    for name in ("R01", "R02", "R03"):
        (here / f"{name}.txt").write_text(said(name), "utf-8")
    (here / "kapot.docx").write_bytes(b"dit is geen docx")
    (here / "verhaal.txt").write_text("Een verhaal zonder labels.\n\nMet twee alinea's.\n", "utf-8")
    (tmp_path / "respondents.csv").write_text(
        "file,pseudonym,role,company,sector,date\nR01.txt,R01,director,A,maakindustrie,2025-03-01\n"
        "R02.txt,R02,employee,A,maakindustrie,2025-03-02\n",
        "utf-8",
    )
    return here


@pytest.fixture
def empty(tmp_path: Path, codebook: Codebook) -> Iterator[Project]:
    with Project.create(tmp_path / "study.icdb", name="New", codebook=codebook, coder="Anna") as project:
        yield project


@asynccontextmanager
async def previewed(
    study: Project, folder: Path, *, listed: bool = True, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Visit]:
    """The preview of a folder, reached as a person does."""
    async with visit(study, "documents", size=size) as there:
        await there.press("i")
        there.screen.query_one("#transcripts", Input).value = str(folder)
        if listed:
            there.screen.query_one("#respondents", Input).value = str(folder.parent / "respondents.csv")
        await there.press("enter")
        await there.settle()
        assert isinstance(there.screen, ImportPreviewScreen), there.text
        yield there


# --- choosing -------------------------------------------------------------------------------------


async def test_tab_completes_a_path_and_then_goes_on(empty: Project, folder: Path) -> None:
    async with visit(empty, "documents") as there:
        await there.press("i")
        field = there.screen.query_one("#transcripts", Input)
        assert field.has_focus
        field.value = str(folder.parent) + "/inter"
        field.cursor_position = len(field.value)
        await there.press("tab")
        assert field.value == f"{folder}/"
        await there.press("R", "tab")
        assert field.value == f"{folder}/R0"
        assert "R01.txt  R02.txt  R03.txt" in there.text
        await there.press("tab")
        assert there.screen.query_one("#respondents", Input).has_focus
        field.focus()
        field.value = f"{folder}/"  # a folder that is there is what one means: tab goes on, and the keys tell
        await there.press("tab")
        assert field.value == f"{folder}/"
        assert there.screen.query_one("#respondents", Input).has_focus
        assert "↓ next field" in there.text
        assert "tab complete, then next" in there.text


async def test_the_tree_fills_in_paths(empty: Project, folder: Path) -> None:
    async with visit(empty, "documents", size=(80, 30)) as there:
        await there.press("i", "down", "down")
        tree = there.screen.query_one(FileTree)
        assert tree.has_focus
        assert "interviews" in there.text
        assert "study.icdb" not in there.text
        await there.press("down", "enter")
        assert there.screen.query_one("#transcripts", Input).value == f"{folder}/"
        await there.press("end", "enter")
        assert there.screen.query_one("#respondents", Input).value == str(folder.parent / "respondents.csv")


async def test_nothing_to_read_is_said_and_one_stays(empty: Project, tmp_path: Path) -> None:
    async with visit(empty, "documents") as there:
        await there.press("i", "enter")
        assert "which file or folder" in there.said[-1]
        there.screen.query_one("#transcripts", Input).value = str(tmp_path / "nergens")
        await there.press("enter")
        await there.settle()
        assert isinstance(there.screen, ImportingScreen)
        assert "nergens" in there.said[-1]
        assert there.screen.query_one("#transcripts", Input).has_focus
        await there.press("escape")
        assert isinstance(there.screen, DocumentsScreen)


async def test_a_bad_list_of_respondents_is_refused_before_anything_is_read(empty: Project, folder: Path) -> None:
    (folder.parent / "respondents.csv").write_text("file,pseudonym,role,company\nR01.txt,R01,koning,A\n", "utf-8")
    async with visit(empty, "documents") as there:
        await there.press("i")
        there.screen.query_one("#transcripts", Input).value = str(folder)
        there.screen.query_one("#respondents", Input).value = str(folder.parent / "respondents.csv")
        await there.press("enter")
        await there.settle()
        assert isinstance(there.screen, ImportingScreen)
        assert "koning" in there.said[-1]


async def test_escape_stops_the_reading_and_nothing_comes_of_it(
    empty: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, reading = threading.Event(), threading.Event()
    read: list[Path] = []

    def slowly(path: Path, **more: object) -> object:
        read.append(path)
        reading.set()
        going.wait(10)
        return prepare(path, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("interviewcoder.tasks.intake.prepare", slowly)
    async with visit(empty, "documents") as there:
        await there.press("i")
        there.screen.query_one("#transcripts", Input).value = str(folder)
        give(there.app, "enter")
        while not reading.is_set():
            await there.pilot.pause(0.01)
        await there.pilot.pause()
        assert "Reading 1 of 5: kapot.docx" in there.text
        give(there.app, "escape")
        await there.pilot.pause()
        going.set()
        await there.settle()
        assert isinstance(there.screen, ImportingScreen)
        assert "nothing was imported" in there.said[-1]
        assert there.screen.query_one("#transcripts", Input).has_focus
        assert len(read) == 1
        assert empty.ask.documents() == []


# --- the preview ----------------------------------------------------------------------------------


async def test_shows_each_file_with_whose_it_is_and_how_it_stands(empty: Project, folder: Path) -> None:
    async with previewed(empty, folder) as there:
        names, status = there.column("name"), there.column("status")
        assert dict(zip(names, status, strict=True)) == {
            "R01.txt": "ready",
            "R02.txt": "ready",
            "R03.txt": "whose is it?",
            "kapot.docx": "refused",
            "verhaal.txt": "whose is it?",
        }
        row = names.index("R01.txt")
        assert there.column("respondent")[row] == "R01"
        assert there.column("role")[row] == "director"
        assert there.column("company")[row] == "A"
        assert there.column("speakers")[row] == "I, R01"
        assert "2 ready · 2 without role or company · 1 refused" in there.text


async def test_the_file_in_focus_shows_its_labels_or_why_it_was_refused(empty: Project, folder: Path) -> None:
    async with previewed(empty, folder, size=(80, 24)) as there:
        there.table.focus_key(str(there.column("name").index("R01.txt")))
        await there.settle()
        assert "interviewer   I  2 turns" in there.text
        assert "first “Hoe leren jullie hier van elkaar, R01?”" in there.text
        assert "last  “Dan pakt iemand het op [red]meteen[/red].”" in there.text
        there.table.focus_key(str(there.column("name").index("kapot.docx")))
        await there.settle()
        assert "! " in there.text
        assert "kapot.docx" in there.text
        assert there.screen.query_one(OptionList).option_count == 0
        await there.press("r")
        assert "no label" in there.said[-1]
        await there.press("e")
        assert isinstance(there.screen, ImportPreviewScreen)


async def test_imports_what_is_ready_as_one_action(empty: Project, folder: Path) -> None:
    async with previewed(empty, folder) as there:
        await there.press("s")
        assert "only the 2 that are ready" in there.text
        await there.press("s")
        await there.settle()
        assert isinstance(there.screen, DocumentsScreen)
        assert there.column("pseudonym") == ["R01", "R02"]
        assert "2 interviews imported" in there.said[-1]
        document = empty.ask.document("R02")
        assert (document.role, document.company, document.date) == ("employee", "A", "2025-03-02")
        await there.press("u")
        assert empty.ask.documents() == []


async def test_what_lacks_a_respondent_comes_along_when_one_says_so(empty: Project, folder: Path) -> None:
    async with previewed(empty, folder, listed=False) as there:
        await there.press("question_mark")
        assert "Keys: Import transcripts" in there.text
        await there.press("escape", "enter")
        assert "all 4; the role or company of 4 is filled in later" in there.text
        await there.press("x")
        assert isinstance(there.screen, ImportPreviewScreen)
        await there.press("enter", "a")
        await there.settle()
        assert isinstance(there.screen, DocumentsScreen)
        assert [document.name for document in empty.ask.documents()] == ["R01", "R02", "R03", "verhaal"]


async def test_says_whose_a_file_is(empty: Project, folder: Path) -> None:
    async with previewed(empty, folder) as there:
        there.table.focus_key(str(there.column("name").index("R03.txt")))
        await there.press("e")
        dialog = there.screen
        assert isinstance(dialog, RespondentDialog)
        assert dialog.query_one("#pseudonym", Input).value == "R03"
        await there.press("tab", "2", "tab", "B", "enter")
        row = there.column("name").index("R03.txt")
        assert [there.column(name)[row] for name in ("respondent", "role", "company", "status")] == [
            "R03",
            "employee",
            "B",
            "ready",
        ]
        await there.press("s", "s")
        await there.settle()
        assert empty.ask.document("R03").company == "B"


async def test_says_who_speaks_and_it_holds_for_the_text(empty: Project, folder: Path) -> None:
    async with previewed(empty, folder) as there:
        there.table.focus_key(str(there.column("name").index("R01.txt")))
        await there.press("tab", "down", "o")
        row = there.column("name").index("R01.txt")
        assert there.column("status")[row] == "who answers?"
        assert "press r on the label" in there.text
        await there.press("up", "r")
        assert there.column("status")[row] == "ready"
        await there.press("s", "s")
        await there.settle()
        turns = empty.ask.transcript(empty.ask.document("R01").id).turns
        assert [(turn.label, turn.speaker) for turn in turns[:2]] == [
            ("I", Speaker.RESPONDENT),
            ("R01", Speaker.OTHER),
        ]


async def test_enter_on_a_label_takes_the_next_kind_of_speaker(empty: Project, folder: Path) -> None:
    async with previewed(empty, folder) as there:
        there.table.focus_key(str(there.column("name").index("R01.txt")))
        await there.press("tab", "enter")
        assert "respondent    I  2 turns" in there.text
        await there.press("enter")
        assert "other         I  2 turns" in there.text


async def test_labels_can_stand_for_the_same_in_all_files(empty: Project, folder: Path) -> None:
    async with previewed(empty, folder) as there:
        there.table.focus_key(str(there.column("name").index("R01.txt")))
        await there.press("o", "a")
        assert "in 2 other files" in there.said[-1]
        for name in ("R02.txt", "R03.txt"):
            there.table.focus_key(str(there.column("name").index(name)))
            await there.settle()
            assert "other         I  2 turns" in there.text


async def test_a_speaker_of_few_words_is_told_of_taken_and_known_next_time(empty: Project, tmp_path: Path) -> None:
    here = tmp_path / "gesprekken"
    here.mkdir()
    (here / "README.md").write_text("Over deze map.\n", "utf-8")
    (here / "een.txt").write_text(said("R1") * 3 + "Karin: Koffie?\nR1: Graag.\nKarin: Hier.\n", "utf-8")
    async with previewed(empty, here, listed=False, size=(80, 24)) as there:
        assert dict(zip(there.column("name"), there.column("status"), strict=True)) == {
            "een.txt": "whose is it?",
            "README.md": "left out",
        }
        assert "not taken for a speaker: “Karin:” (2)" in " ".join(there.text.split())
        await there.press("tab", "end")
        assert "no speaker    Karin  2 lines" in there.text
        await there.press("o")
        assert "other         Karin  2 turns" in there.text
        await there.press("n")
        assert "no speaker    Karin  2 lines" in there.text
        await there.press("o")
        assert "other         Karin  2 turns" in there.text
        assert "not taken for a speaker" not in there.text
        await there.press("s", "a")
        await there.settle()
    (document,) = empty.ask.documents()
    assert [turn.label for turn in empty.ask.transcript(document.id).turns[-3:]] == ["Karin", "R1", "Karin"]
    (here / "twee.txt").write_text(said("R2") * 3 + "Karin: Nog koffie?\nR2: Nee.\n", "utf-8")
    async with previewed(empty, here, listed=False) as there:
        there.table.focus_key(str(there.column("name").index("twee.txt")))
        await there.press("tab", "end")
        assert "other         Karin  1 turn  as last time in this folder" in there.text


async def test_escape_stops_the_writing_and_the_study_is_as_it_was(
    empty: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    halfway, stopping = threading.Event(), threading.Event()
    carry_one_out = events.carry_out

    def slowly(conn: Connection, event: Event, *more: Any) -> Any:
        if event.kind == "document.import":
            halfway.set()
            stopping.wait(10)
        return carry_one_out(conn, event, *more)

    before = empty.ask.stamp()
    async with previewed(empty, folder) as there:
        monkeypatch.setattr(events, "carry_out", slowly)
        await there.pilot.press("s", "s")
        while not halfway.is_set():
            await there.pilot.pause(0.01)
        assert "Importing 2 interviews…   (esc stops" in there.text
        assert "%" in there.text
        await there.pilot.press("escape")
        stopping.set()
        await there.settle()
        assert isinstance(there.screen, ImportPreviewScreen)
        assert "the study is as it was" in there.said[-1]
        assert (empty.ask.stamp(), empty.ask.documents()) == (before, [])
        monkeypatch.undo()
        await there.press("s", "s")
        await there.settle()
        assert len(empty.ask.documents()) == 2


async def test_leaves_a_file_out_and_takes_it_in_again(empty: Project, folder: Path) -> None:
    async with previewed(empty, folder) as there:
        there.table.focus_key(str(there.column("name").index("R01.txt")))
        await there.press("x")
        assert there.column("status")[there.column("name").index("R01.txt")] == "left out"
        await there.press("s", "s")
        await there.settle()
        assert [document.name for document in empty.ask.documents()] == ["R02"]


async def test_what_is_in_already_stays_out(empty: Project, folder: Path) -> None:
    async with previewed(empty, folder) as there:
        await there.press("s", "s")
        await there.settle()
    (folder / "R02.txt").write_text(said("R02") + "I: Nog iets?\nR02: Nee.\n", "utf-8")
    corrected = correct_text(empty, empty.ask.document("R01"), said("R01").replace("Nou, dat", "Dat"))
    carry_out(empty, "Anna", corrected)
    async with previewed(empty, folder) as there:
        stand = dict(zip(there.column("name"), there.column("status"), strict=True))
        assert stand["R01.txt"] == "a double"  # of the text as it was
        assert stand["R02.txt"] == "name in use"


async def test_escape_goes_back_to_the_paths_as_they_were(empty: Project, folder: Path) -> None:
    async with previewed(empty, folder) as there:
        await there.press("escape")
        assert isinstance(there.screen, ImportingScreen)
        assert there.screen.query_one("#transcripts", Input).value == str(folder)
        await there.press("escape")
        assert isinstance(there.screen, DocumentsScreen)
        assert empty.ask.documents() == []


async def test_with_the_mouse(empty: Project, folder: Path) -> None:
    async with previewed(empty, folder) as there:
        await there.pilot.click("Listing", offset=(3, 2))
        await there.settle()
        assert there.table.cursor_row == 1
        assert isinstance(there.screen, ImportPreviewScreen)
        await there.pilot.click("Listing", offset=(3, 2))
        await there.settle()
        assert isinstance(there.screen, RespondentDialog)
        await there.press("escape")
        await there.pilot.click(OptionList, offset=(3, 0))
        await there.settle()
        assert "respondent    I  2 turns" in there.text


# --- without a screen -----------------------------------------------------------------------------


def test_of_two_files_with_one_text_the_one_comes_in_of_which_is_known_whose_it_is(
    tmp_path: Path, codebook: Codebook
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(said("R01"), "utf-8")
    nobodys, known = (prepare(tmp_path / f"{name}.txt", roles=codebook.roles) for name in ("a", "b"))
    nobodys, known = (
        Arrival.read(each) for each in (nobodys, replace(known, respondent=Respondent("R01", "director", "A")))
    )
    assert statuses([nobodys, known], set(), set()) == [Status.DOUBLE, Status.READY]
    assert statuses([nobodys, known], {"x"}, {known.sha256}) == [Status.DOUBLE, Status.DOUBLE]
    assert statuses([nobodys, known], {"a", "b"}, set()) == [Status.NAME_TAKEN, Status.NAME_TAKEN]


def test_a_file_says_no_other_role_of_a_respondent_than_the_study_or_another_file(
    study: Project, tmp_path: Path, codebook: Codebook
) -> None:
    arrivals = []
    for name, role in (("R01 a", "director"), ("R02 a", "director"), ("R02 b", "employee")):
        (tmp_path / f"{name}.txt").write_text(said("R01") + name, "utf-8")
        candidate = prepare(tmp_path / f"{name}.txt", roles=codebook.roles)
        arrivals.append(Arrival.read(replace(candidate, respondent=Respondent(name[:3], role, "A"))))
    known = Known(study.ask.documents(), codebook)
    assert statuses(arrivals, set(), set(), known) == [Status.KNOWN_OTHERWISE, Status.READY, Status.KNOWN_OTHERWISE]


def test_paths_as_a_terminal_drops_them(tmp_path: Path) -> None:
    for name in ("een twee.txt", "drie.txt"):
        (tmp_path / name).touch()
    first, second = tmp_path / "een twee.txt", tmp_path / "drie.txt"
    assert paths_in(str(first)) == [first]
    assert paths_in(f"'{first}' {second} ") == [first, second]
    assert paths_in(str(first).replace(" ", "\\ ")) == [first]
    assert paths_in(f"{tmp_path}/*.docx") == [tmp_path / "*.docx"]
    assert paths_in("het is 'half") == [Path("het is 'half")]
    assert paths_in("  ") == []


def test_completes_as_far_as_names_agree(tmp_path: Path) -> None:
    for name in ("R01.txt", "R02.txt", "notities.csv", ".R0.txt", "R0\x1b9.txt"):
        (tmp_path / name).touch()
    (tmp_path / "Ruw").mkdir()
    here = f"{tmp_path}/"
    assert complete(here + "r0", SUFFIXES) == (here + "R0", ["R01.txt", "R02.txt"])
    assert complete(here + "Ru", SUFFIXES) == (here + "Ruw/", [])
    assert complete(here + "n", SUFFIXES) == (here + "n", [])
    assert complete(here + ".", SUFFIXES) == (here + ".R0.txt", [])
    assert complete(here + "R01.txt", SUFFIXES) == (here + "R01.txt", [])
    assert complete(here + "nergens/x", SUFFIXES) == (here + "nergens/x", [])
    assert complete("", SUFFIXES) == ("", [])
