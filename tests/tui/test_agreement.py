"""The agreement screen: values with intervals, words where there are none, and the way to what is behind a value."""

from __future__ import annotations

from pathlib import Path

import pytest
from tasks.two_coders import make_study
from textual.widgets import Static
from tui.visit import Visit, visit

from interviewcoder.locale import choose_language
from interviewcoder.model import Codebook
from interviewcoder.store.project import Project
from interviewcoder.tui.screens.agreement import AgreementScreen
from interviewcoder.tui.screens.coding import CodingScreen
from interviewcoder.tui.screens.differing import DifferingScreen


def shown(here: Visit, id: str) -> str:
    return str(here.screen.query_one(id, Static).render())


def line(here: Visit, words: str) -> str:
    return next(line for line in here.text.splitlines() if words in line)


async def settled(here: Visit) -> None:
    await here.app.workers.wait_for_complete([worker for worker in here.app.workers if worker.group == "agreement"])
    await here.settle()


async def test_from_a_value_to_the_words_behind_it(tmp_path: Path, codebook: Codebook) -> None:
    with make_study(tmp_path / "study.icdb", codebook) as project:
        async with visit(project, "agreement", size=(80, 24)) as here:
            await settled(here)
            assert "unit: sentence" in shown(here, "#scope")
            assert "Anna, Bram and Cleo · 6 interviews" in shown(here, "#scope")
            assert "├" in line(here, "1 short space")
            assert "α (MASI)" in shown(here, "#detail")
            await here.press("down", "space")
            await settled(here)
            assert "all features together" in here.text
            await here.press("end", "up")
            assert "1b short trust" in shown(here, "#detail")
            assert "No interval: used in too few interviews." in shown(here, "#detail")
            assert "although" in shown(here, "#detail")
            await here.press("enter")
            await here.settle()
            assert isinstance(here.screen, DifferingScreen)
            assert "“Een fout mag bij R02”" in line(here, "Anna 1b")
            assert "Bram: nothing" in here.text
            await here.press("escape")
            assert isinstance(here.screen, AgreementScreen)
            await here.press("enter", "enter")
            await here.settle()
            assert isinstance(here.screen, CodingScreen)
            assert here.app.session.document == project.ask.document("R02").id


async def test_what_is_shown_goes_to_a_file_and_coders_are_compared_with_the_consensus(
    tmp_path: Path, codebook: Codebook
) -> None:
    with make_study(tmp_path / "study.icdb", codebook) as project:
        async with visit(project, "agreement", size=(80, 24)) as here:
            await settled(here)
            await here.press("v", "2")
            await settled(here)
            assert "Anna – consensus · 3 interviews" in here.text
            await here.press("e", "m", "enter")
            await here.settle()
            told = (tmp_path / "study-agreement.md").read_text("utf-8")
            assert "| coder 1 – consensus | all carriers together | α (MASI) | 1.00 |" in told
            assert "Anna" not in told
            await here.press("v", "1")
            await settled(here)
            await here.press("end", "enter", "e", "c", "enter")
            await here.settle()
            assert "beslis ik zelf" in (tmp_path / "study-units.csv").read_text("utf-8-sig")
            assert isinstance(here.screen, DifferingScreen)
            await here.press("escape", "v", "3", *"2999-01-01", "enter")
            await settled(here)
            assert "Anna coded no interview again since 2999-01-01" in " ".join(here.text.split())


@pytest.mark.slow
async def test_apart_by_units_and_by_other_measures(tmp_path: Path, codebook: Codebook) -> None:
    with make_study(tmp_path / "study.icdb", codebook) as project:
        choose_language("nl")
        async with visit(project, "agreement", size=(110, 40)) as here:
            await settled(here)
            assert isinstance(here.screen, AgreementScreen)
            here.screen.action_apart()  # as the key does, with nothing drawn or counted in between
            assert "Tellen…" in shown(here, "#detail")
            assert here.screen.has_class("-counting")
            await settled(here)
            assert "Tellen…" not in shown(here, "#detail")
            assert not here.screen.has_class("-counting")
            assert "director · 3 interviews" in here.text
            await here.press("b", "b")
            await settled(here)
            assert "Anna – Bram · 6 interviews" in here.text
            assert ["Anna", "·"] in [each.split()[:2] for each in here.text.splitlines()]
            await here.press("w", "c", "8")
            await settled(here)
            assert "eenheid: fragment · unitising α" in shown(here, "#scope")


async def test_too_few_coders_are_told_what_to_do(study: Project) -> None:
    async with visit(study, "agreement") as here:
        await settled(here)
        assert "needs two coders who have marked what they read" in here.text
        await here.press("enter", "space", "E", "b")
        await settled(here)
        assert isinstance(here.screen, AgreementScreen)
