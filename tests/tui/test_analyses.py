"""The analyses: each is shown, each number opens the fragments it counts, a gap is closed and opened again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from builders import new_document
from textual.widgets import Static
from tui.visit import Visit, visit

from interviewcoder.analysis.incidence import Within
from interviewcoder.locale import choose_language
from interviewcoder.model import Respondent
from interviewcoder.store.gaps import closed_gaps
from interviewcoder.store.project import Project
from interviewcoder.tasks.analyses import gaps_of, profiles_of, saturation_of, together_in
from interviewcoder.tui.screens.analyses import AnalysesScreen
from interviewcoder.tui.screens.candidates import CandidatesScreen
from interviewcoder.tui.screens.fragments import FragmentsScreen
from interviewcoder.tui.screens.sides import SidesScreen
from interviewcoder.tui.widgets.lines import Lines
from interviewcoder.tui.widgets.residue_dialog import ResidueDialog


def detail(here: Visit) -> str:
    return str(here.screen.query_one("#detail", Static).render())


def held(here: Visit) -> list[str]:
    """The guids of the fragments that were opened."""
    assert isinstance(here.screen, FragmentsScreen)
    return [each.guid for each in here.screen.codings]


async def test_every_number_opens_what_it_counts(six: Project) -> None:
    pairs = together_in(six, Within.INTERVIEW)
    best = max((pair for pair in pairs.pairs if pair.lift), key=lambda pair: (pair.lift or 0, pair.both))
    first = saturation_of(six).codings(0)
    told = (each for each in profiles_of(six, "presence").profiles if any(one.count for one in each.shares.values()))
    profile = next(told)
    async with visit(six, "analyses", size=(120, 40)) as here:
        await here.press("w")
        assert "per interview" in here.text
        await here.press("enter")
        assert sorted(held(here)) == sorted(each.guid for each in pairs.codings(best))
        assert "analyses" in here.text.split("\n")[0], "it lies over the analyses, not over the overview"
        await here.press("escape", "2", "enter")
        assert sorted(held(here)) == sorted(each.guid for each in first)
        await here.press("escape", "4")
        lines = here.screen.query_one(Lines)
        for _ in range(20):
            if "absent 0 " in detail(here) and "present 0 " in detail(here):
                await here.press("down")
        assert lines.at is not None
        await here.press("enter")
        chosen = [value for value, share in profile.shares.items() if share.count]
        await here.press(str(list(profile.shares).index(chosen[0]) + 1))
        assert len(held(here)) == profile.shares[chosen[0]].count


async def test_a_network_has_every_tie_and_each_opens_its_fragments(six: Project) -> None:
    pairs = together_in(six, Within.INTERVIEW)
    mine = [pair for pair in pairs.pairs if 1 in (pair.a, pair.b)]  # those of the second carrier
    strongest = sorted(mine, key=lambda pair: (pair.lift is None, -(pair.lift or 0), -pair.both))
    async with visit(six, "analyses", size=(80, 24)) as here:
        await here.press("w", "v", "down", "right")
        assert "network" in here.text
        assert any(0x2800 < ord(sign) <= 0x28FF for sign in here.text), "arcs are drawn"
        line = next(line for line in here.text.split("\n") if line.strip().startswith("2 Ruimte en veiligheid "))
        ties = [f"{pair.lift:.2f}" for pair in strongest if pair.lift is not None]
        assert all(each in line for each in ties)
        await here.press("enter")
        assert sorted(held(here)) == sorted(each.guid for each in pairs.codings(strongest[1]))
        await here.press("escape", "v")
        assert "network" not in here.text


async def test_two_sides_stand_beside_each_other(six: Project) -> None:
    """In company B an employee speaks of a feature of carrier 3; the line manager does not."""
    async with visit(six, "analyses", size=(120, 40)) as here:
        await here.press("3", "right")
        for _ in range(12):
            if not detail(here).startswith("together a, company B"):
                await here.press("down")
        await here.press("enter")
        assert isinstance(here.screen, SidesScreen)
        assert [lines.border_subtitle for lines in here.screen.query(Lines)] == ["0 fragments", "1 fragment"]
        assert "Samen kijken we ernaar" in here.text
        await here.press("tab", "escape")
        before = detail(here)
        await here.press("b")
        assert detail(here) != before, "two other roles"


async def test_a_gap_is_looked_into_closed_and_opened_again(six: Project) -> None:
    gap = next(each for each in gaps_of(six) if not each.closed)
    async with visit(six, "analyses", size=(80, 24)) as here:
        await here.press("5", "f")
        assert "one company" in here.text
        assert "with a star" not in here.text, "what is coded without one is no gap"
        await here.press("escape", "enter")
        assert isinstance(here.screen, CandidatesScreen)
        await here.press("escape", "c", *"read it", "enter")
        await here.settle()
        (closed,) = closed_gaps(six)
        assert (closed.code, closed.company, closed.role) == (gap.row.id, gap.company, gap.role)
        assert closed.note == "read it"
        await here.press("end")
        assert "Anna looked for it, and it is not there: read it" in detail(here).replace("\n", " ")
        await here.press("c")
        await here.settle()
        assert closed_gaps(six) == ()
        await here.press("u")
        await here.settle()
        assert len(closed_gaps(six)) == 1
        await here.app.action_quit()


@pytest.mark.parametrize(("number", "ending"), [("1", "c"), ("3", "c"), ("5", "c")])
async def test_each_goes_out_to_a_file(six: Project, tmp_path: Path, number: str, ending: str) -> None:
    async with visit(six, "analyses") as here:
        await here.press(number, "e", ending, "enter")
        await here.settle()
    (written,) = tmp_path.glob("study-*.csv")
    with written.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) > 1


async def test_a_table_with_a_name_stays_in_until_there_is_a_reason(six: Project, tmp_path: Path) -> None:
    who = Respondent("R09", "employee", "Wubbo Jansen")
    six.import_documents("Anna", [new_document("R09", respondent=who)])
    document = six.ask.document("R09")
    six.mark_read("Anna", document.id, 0, document.length)
    async with visit(six, "analyses") as here:
        await here.press("5", "e", "c")
        assert isinstance(here.screen, ResidueDialog)
    async with visit(six, "overview") as here:
        await here.press("b", "e", "s")
        assert isinstance(here.screen, ResidueDialog)
    assert list(tmp_path.glob("study-*.*v*")) == []


async def test_all_fits_the_smallest_terminal_in_dutch(six: Project) -> None:
    choose_language("nl")
    async with visit(six, "analyses", size=(80, 24)) as here:
        for key in "12345":
            await here.press(key)
            lines = here.text.split("\n")
            assert len(lines) == 24
            assert all(len(line) <= 80 for line in lines)
            assert here.screen.query_one(Lines).size.height >= 4
        await here.pilot.resize_terminal(200, 60)
        await here.settle()
        assert "hiaten" in here.text


async def test_a_study_without_anything_read_says_so(tmp_path: Path, six: Project) -> None:
    with Project.create(tmp_path / "new.icdb", name="New", codebook=six.codebook, coder="Anna") as project:
        async with visit(project, "analyses") as here:
            for key in "1235":
                await here.press(key, "enter", "e")
                assert isinstance(here.screen, AnalysesScreen)
                assert "There is nothing to count yet" in detail(here).replace("\n", " ")
