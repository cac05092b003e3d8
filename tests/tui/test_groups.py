"""A group interview at the keyboard: who speaks under which label, from the preview to the quotes, with its times."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, OptionList
from tui.visit import Visit, visit

from interviewcoder.model import Respondent
from interviewcoder.store.doctor import examine
from interviewcoder.store.project import Project
from interviewcoder.tasks.intake import bring_in, prepare
from interviewcoder.tui.screens.fragments import FragmentsScreen
from interviewcoder.tui.widgets.choice import Choice
from interviewcoder.tui.widgets.respondent_dialog import RespondentDialog

TEXT = """[00:00:05] I: Hoe leren jullie hier?
[00:00:12] Karin: Wij praten veel met elkaar, op de vloer.
[00:01:03] Piet: Nou, ik merk het niet.
[01:00:07] Karin: Jawel hoor.
[01:00:31] Piet: Echt niet.
"""
KARIN, PIET = Respondent("R07", "director", "A"), Respondent("R08", "employee", "A")


def written(folder: Path) -> Path:
    (folder / "groep.txt").write_text(TEXT, "utf-8")
    return folder / "groep.txt"


async def answered(there: Visit, key: str, pseudonym: str, role: str, company: str) -> None:
    """Press the key of a label in the list, and fill in who it is."""
    assert isinstance(there.screen, Choice), there.text
    await there.press(key)
    assert isinstance(there.screen, RespondentDialog), there.text
    there.screen.query_one("#pseudonym", Input).value = pseudonym
    there.screen.query_one("#company", Input).value = company
    there.screen.query_one(OptionList).focus()
    await there.press(role, "enter")


async def test_who_speaks_is_said_in_the_preview_and_changed_later(study: Project, tmp_path: Path) -> None:
    async with visit(study, "documents", size=(80, 24)) as there:
        await there.press("i")
        there.screen.query_one("#transcripts", Input).value = str(written(tmp_path))
        await there.press("enter")
        await there.press("e")
        assert "1   Karin: nobody yet" in there.text
        await answered(there, "1", "R07", "1", "A")
        assert "1   Karin: R07 · director · A" in there.text
        await answered(there, "2", "R08", "2", "B")
        await there.press("escape")
        assert (there.column("respondent"), there.column("status")) == (["R07, R08"], ["ready"])
        await there.press("s")
        document = study.ask.document("groep")
        assert document.respondents == (KARIN, Respondent("R08", "employee", "B"))
        assert "director, employee" in there.text

        there.table.focus_key(document.id)
        await there.press("e")
        await answered(there, "2", "R09", "2", "A")
        await there.press("escape")
        assert study.ask.document("groep").who == "R07, R09"
        await there.press("u")
        assert study.ask.document("groep") == document
    assert examine(study) == ()


async def test_a_fragment_is_whose_words_it_holds_and_told_with_its_time(study: Project, tmp_path: Path) -> None:
    found = prepare(written(tmp_path), roles=study.codebook.roles, whose={"Karin": KARIN, "Piet": PIET})
    bring_in(study, "Anna", [found])
    document = study.ask.document("groep").id
    text = study.ask.transcript(document).text
    for first, last in (("Wij", "elkaar"), ("Nou", "niet"), ("vloer", "merk")):
        study.apply_code("Anna", document, text.index(first), text.index(last) + len(last), "work")
    async with visit(study, "coding", size=(80, 24)) as there:
        await there.press("T")
        assert there.said[-1] == "This transcript has no time codes."
        there.app.session.document = document
        there.app.go("coding")
        await there.settle()
        row = next(line for line in there.text.split("\n") if "Nou, ik" in line)
        assert "00:01:03  Piet Nou, ik" in row
        await there.press("T")
        assert "00:01:03" not in there.text
        await there.press("T")
        assert "01:00:07" in there.text

        there.app.push_screen(FragmentsScreen(study.ask.codings(document=document), "group"))
        await there.settle()
        lines = [line for line in there.text.split("\n") if "“" in line]
        whose = [line.split()[1:3] for line in lines[:3]]
        assert whose == [["R07", "director"], ["R07,", "R08"], ["R08", "employee"]]
        await there.press("T", "j", "y")
        assert "00:00:12" in there.text
        assert there.said[-1].endswith("(R07, director, 00:00:12; R08, employee, 00:01:03).")
        assert "[R07:] vloer. [R08:] Nou, ik merk" in there.app.clipboard
