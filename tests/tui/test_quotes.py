"""The quotes: grouped, narrowed by keys and clicks, starred, and written to a file without losing one."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import docx
import pytest
from builders import interview, new_document
from textual.widgets import Input, Static
from tui.six_carriers import code, six_carriers
from tui.visit import Visit, visit

from interviewcoder.model import Respondent
from interviewcoder.store.project import Project
from interviewcoder.tui.screens.coding import CodingScreen
from interviewcoder.tui.screens.quotes import QuotesScreen
from interviewcoder.tui.widgets.file_dialog import FileDialog
from interviewcoder.tui.widgets.fragment import InContext
from interviewcoder.tui.widgets.lines import Lines
from interviewcoder.tui.widgets.trim_dialog import TrimDialog


def listed(here: Visit) -> list[str]:
    """The lines of the list, headings and quotes, without the frame around them."""
    lines = here.screen.query_one(Lines)
    return [text for y in range(lines.size.height) if (text := lines.render_line(y).text.strip())]


def balance(here: Visit) -> str:
    return str(here.screen.query_one("#balance", Static).render())


async def test_quotes_stand_under_their_carrier_and_role(six: Project) -> None:
    async with visit(six, "quotes", size=(100, 40)) as here:
        assert [line for line in listed(here) if line[0].isdigit()] == [
            "1 Inhoud van werk · employee · 1",
            "2 Ruimte en veiligheid · director · 1",
            "2 Ruimte en veiligheid · employee · 3",
            "3 Samenwerken en teamontwikkeling · line_manager · 1".replace("_", " "),
            "3 Samenwerken en teamontwikkeling · employee · 1",
            "4 Leiderschap · employee · 1",
        ]
        assert balance(here) == "8 quotes from 5 respondents · R02 carries 38% · no voice: hr"


async def test_digits_choose_a_carrier_and_zero_all(six: Project) -> None:
    async with visit(six, "quotes") as here:
        await here.press("3")
        assert len(listed(here)) == 4
        assert "Samenwerken en teamontwikkeling" in here.text.split("\n")[1]
        await here.press("9")
        assert len(listed(here)) == 4
        await here.press("6")
        assert listed(here) == []
        assert "No quotes with this choice" in here.text
        await here.press("enter", "asterisk", "y", "e")
        assert isinstance(here.screen, QuotesScreen)
        await here.press("0")
        assert len(listed(here)) > 4


async def test_roles_go_round_and_stars_narrow(six: Project) -> None:
    async with visit(six, "quotes") as here:
        await here.press("r")
        assert [line[0] for line in listed(here)] == ["2", "R"]
        await here.press("r", "r", "r", "r")
        assert len(listed(here)) > 10
        await here.press("s")
        assert listed(here) == []
        await here.press("s", "asterisk", "s")
        assert listed(here)[0] == "1 Inhoud van werk · employee · 1"
        assert listed(here)[1].startswith("★ R05")
        assert len(listed(here)) == 2


async def test_the_choice_can_be_clicked(six: Project) -> None:
    async with visit(six, "quotes") as here:
        line = here.text.split("\n")[1]
        await here.pilot.click(offset=(line.index(" 3 ") + 1, 1))
        await here.settle()
        assert len(listed(here)) == 4
        await here.pilot.click(offset=(line.index("role all"), 1))
        await here.settle()
        assert "role director" in here.text.split("\n")[1]
        await here.pilot.click(offset=(here.text.split("\n")[1].index("starred and not"), 1))
        await here.settle()
        assert "starred only" in here.text.split("\n")[1]


async def test_a_star_moves_a_quote_up_and_the_focus_goes_along(six: Project) -> None:
    async with visit(six, "quotes", size=(100, 40)) as here:
        await here.press("2", "end")
        assert listed(here)[-1].startswith("R05")
        await here.press("asterisk")
        assert six.ask.codings(codes=["space_b"])[0].starred
        assert listed(here)[3].startswith("★ R05")
        lines = here.screen.query_one(Lines)
        assert lines.at == 3
        await here.press("asterisk")
        assert not six.ask.codings(codes=["space_b"])[0].starred


async def test_the_quote_in_focus_has_its_attribution_and_its_words_around_it(six: Project) -> None:
    async with visit(six, "quotes") as here:
        await here.press("4")
        preview = here.screen.query_one(InContext)
        assert "(R02, employee)" in str(preview.border_title)
        assert "[b]Geen opmaak[/b]" in str(preview.query_one(Static).render())
        await here.press("y")
        assert here.app.clipboard == "“[b]Geen opmaak[/b].” (R02, employee)"
        await here.press("enter")
        assert isinstance(here.screen, CodingScreen)
        assert here.app.session.document == six.ask.document("R02").id


async def test_a_study_without_codings_says_how_to_get_quotes(tmp_path: Path) -> None:
    with Project.create(tmp_path / "new.icdb", name="New", codebook=six_carriers(), coder="Anna") as project:
        async with visit(project, "quotes") as here:
            assert "No fragments are coded yet" in here.text


@pytest.mark.parametrize(("key", "ending"), [("m", "md"), ("c", "csv")])
async def test_what_is_shown_is_written_beside_the_study(six: Project, key: str, ending: str) -> None:
    async with visit(six, "quotes", size=(120, 36)) as here:
        await here.press("2", "e", key)
        assert isinstance(here.screen, FileDialog)
        await here.press("enter")
        path = six.path.with_name(f"study-quotes.{ending}")
        assert here.said == [f"4 quotes written to {path}."]
        written = path.read_text(encoding="utf-8")
        assert written.count("Niemand wordt boos") == 3
        assert "Samen kijken" not in written
        if ending == "csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
            assert [row["quote"] for row in rows][:2] == ["Niemand wordt boos om een fout"] * 2


async def test_a_file_is_only_written_over_when_asked_twice(six: Project) -> None:
    there = six.path.with_name("study-quotes.md")
    there.write_text("mine", encoding="utf-8")
    async with visit(six, "quotes", size=(120, 36)) as here:
        await here.press("e", "m", "enter")
        assert isinstance(here.screen, FileDialog)
        assert "exists already" in str(here.screen.query_one("#note", Static).render())
        assert there.read_text(encoding="utf-8") == "mine"
        await here.press("escape")
        assert there.read_text(encoding="utf-8") == "mine"
        await here.press("e", "m", "enter", "x", "backspace", "enter")
        assert there.read_text(encoding="utf-8") == "mine"
        await here.press("enter")
        assert "Niemand wordt boos" in there.read_text(encoding="utf-8")
        assert sorted(each.name for each in six.path.parent.glob("*quotes*")) == ["study-quotes.md"]


async def test_a_folder_or_a_place_that_is_not_there_is_not_a_file(six: Project) -> None:
    async with visit(six, "quotes", size=(120, 36)) as here:
        await here.press("e", "m")
        asked = here.screen.query_one(Input)
        for typed, answer in ((str(six.path.parent), "is a folder"), ("nowhere/quotes.md", "There is no folder")):
            asked.value = typed
            await here.press("enter")
            assert isinstance(here.screen, FileDialog)
            assert answer in str(here.screen.query_one("#note", Static).render())
        asked.value = "other.md"
        await here.press("enter")
        assert six.path.with_name("other.md").exists()


async def test_the_dialog_can_be_clicked(six: Project) -> None:
    async with visit(six, "quotes", size=(120, 36)) as here:
        await here.press("e", "m")
        await here.pilot.click("#not")
        await here.settle()
        assert isinstance(here.screen, QuotesScreen)
        await here.press("e", "m")
        await here.pilot.click("#write")
        await here.settle()
        assert six.path.with_name("study-quotes.md").exists()


async def test_a_synthetic_study_says_so_in_what_leaves_it(six: Project) -> None:
    six.set("Anna", "synthetic", "yes")
    async with visit(six, "quotes", size=(120, 36)) as here:
        await here.press("e", "m", "enter")
    assert re.search("synthetic", six.path.with_name("study-quotes.md").read_text(encoding="utf-8"), re.IGNORECASE)


async def test_terminal_escapes_never_reach_the_terminal(six: Project) -> None:
    said = (("R", "Kijk \x1b[31m lassen \x9b2J weg."),)
    six.import_documents("Anna", [new_document("R09", interview(said), respondent=Respondent("R\x1b9", "hr", "A"))])
    document = next(each for each in six.ask.documents() if each.name == "R09")
    six.apply_code("Anna", document.id, 3, document.length - 1, "outside")
    code(six, "Anna", "R01", "Samen kijken", "outside")
    async with visit(six, "quotes", size=(120, 36)) as here:
        await here.press("6")
        assert "lassen" in here.text
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", here.text)


async def test_a_quote_is_trimmed_translated_and_moved_and_leaves_so_in_word(six: Project) -> None:
    async with visit(six, "quotes", size=(120, 36)) as here:
        await here.press("2", "j")
        assert isinstance(here.screen, QuotesScreen)
        first = listed(here)[3]
        assert "Niemand wordt boos om een fout" in first
        await here.press("t", "w", "space", "left_square_bracket", "w", "right_square_bracket")
        assert isinstance(here.screen, TrimDialog)
        assert str(here.screen.query_one("#result", Static).render()) == "Niemand […] een fout"
        await here.press("enter")
        assert "“Niemand […] een fout”" in listed(here)[3]
        await here.press("v", *"Nobody", "f2")
        assert str(here.screen.query_one(InContext).border_subtitle) == "Nobody"
        await here.press("J")
        assert "“Niemand […] een fout”" in listed(here)[4]
        await here.press("K", "J", "a", *"/{sector}", "enter")
        assert six.ask.properties()["attribution"] == "({pseudonym}, {role})/{sector}"
        await here.press("e", "d", "enter")
        made = docx.Document(str(six.path.with_name("study-quotes.docx")))
        cells = [cell for table in made.tables for row in table.rows for cell in row.cells]
        said = [paragraph.text for cell in cells for paragraph in cell.paragraphs]
        assert said.index("Niemand […] een fout") == said.index("Nobody") - 1
        await here.press(*"uuuuu")
        assert listed(here)[3].endswith("“Niemand […] een fout”")
        assert str(here.screen.query_one(InContext).border_subtitle) == ""
        await here.press("u")
        assert listed(here)[3].endswith("“Niemand wordt boos om een fout”")
