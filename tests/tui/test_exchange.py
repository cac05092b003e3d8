"""In and out at the keyboard: a project leaves past the gate, comes back listed, and what leaves is asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchange.archives import coded_archive
from textual.widgets import Input
from tui.visit import Visit, visit

from interviewcoder.exchange.offsets import OURS
from interviewcoder.exchange.read import read_project
from interviewcoder.store.project import Project
from interviewcoder.tui.screens.arriving import ArrivingScreen
from interviewcoder.tui.screens.exchange import ExchangeScreen
from interviewcoder.tui.screens.quotes import QuotesScreen
from interviewcoder.tui.widgets.file_dialog import FileDialog
from interviewcoder.tui.widgets.residue_dialog import ResidueDialog


async def write_to(here: Visit, path: Path) -> None:
    assert isinstance(here.screen, FileDialog)
    here.screen.query_one(Input).value = str(path)
    await here.press("enter")


async def test_a_project_leaves_comes_back_and_names_are_asked_about(six: Project, tmp_path: Path) -> None:
    six.write_memo("Anna", "study", "", "Bel Wubbo op +31 6 12345678.")
    count = len(six.ask.codings())
    out, archive = tmp_path / "uit.qdpx", coded_archive(tmp_path / "in.qdpx", OURS, crlf=False)
    async with visit(six, "documents", size=(80, 24)) as here:
        await here.press("g", "x")
        assert isinstance(here.screen, ExchangeScreen)
        await here.press("enter")
        assert isinstance(here.screen, QuotesScreen)
        await here.press("g", "x", "down", "down", "down", "enter")
        assert isinstance(here.screen, ResidueDialog)
        assert "12345678" in here.text
        await here.press("escape")
        assert isinstance(here.screen, ExchangeScreen)
        await here.press("enter", *"mag", "enter")
        await write_to(here, out)
        assert "Left behind" in here.text
        assert set(read_project(out).coders) == {f"coder {n}" for n in range(1, len(six.ask.coders()) + 1)}
        assert "mag" in str(six.ask.history()[-1].payload)

        await here.press("i")
        here.screen.query_one(Input).value = str(out)
        await here.press("enter")
        assert isinstance(here.screen, ArrivingScreen)
        assert f"not doubled: {count}" in " ".join(here.text.split())
        await here.press("a")
        assert len(six.ask.codings()) == count, "there is nothing to add codes for"
        await here.press("enter", "escape", "i")
        assert len(six.ask.codings()) == count
        here.screen.query_one(Input).value = str(archive)
        await here.press("enter", "enter")
        assert len(six.ask.codings()) == count, "new codes have a key of their own"
        await here.press("a")
        assert "codings 10" in here.text
        assert len(six.ask.codings()) == count + 10


@pytest.mark.slow
async def test_what_else_leaves(six: Project, tmp_path: Path) -> None:
    async with visit(six, "exchange", size=(80, 24)) as here:
        await here.press("n", "n", "down", "down", "enter", "l")
        await write_to(here, tmp_path / "cb.tex")
        assert "longtable" in (tmp_path / "cb.tex").read_text("utf-8")
        await here.press("down", "down", "enter")
        await write_to(here, tmp_path / "c.qdc")
        assert len(read_project(tmp_path / "c.qdc").codes) == len(six.codebook.codes)
        (tmp_path / "broken.qdpx").write_bytes(b"PK")
        await here.press("i")
        here.screen.query_one(Input).value = str(tmp_path / "broken.qdpx")
        await here.press("enter", "enter")
        assert "broken.qdpx" in here.text
        await here.press("escape")
        assert isinstance(here.screen, ExchangeScreen)
