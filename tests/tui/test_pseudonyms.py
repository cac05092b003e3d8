"""The names screen, and the names that keep quotes from being exported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import interview, new_document
from textual.widgets import Input
from tui.visit import Visit, visit

from interviewcoder.model import Codebook
from interviewcoder.store.project import Project
from interviewcoder.tasks.keyfile import key_path
from interviewcoder.tui.screens.documents import DocumentsScreen
from interviewcoder.tui.screens.pseudonyms import PseudonymsScreen
from interviewcoder.tui.widgets.passphrase_dialog import PassphraseDialog
from interviewcoder.tui.widgets.residue_dialog import ResidueDialog

SAID = (
    ("I", "Wie helpt?"),
    ("R", "Mijn collega Wubbo helpt. Bel 06-12345678. Dat heet bij ons de Melder, zegt Wubbo [red]vaak[/red]."),
)


@pytest.fixture
def study(tmp_path: Path, codebook: Codebook) -> Iterator[Project]:
    with Project.create(tmp_path / "study.icdb", name="Proef", codebook=codebook, coder="Anna") as project:
        project.import_documents("Anna", [new_document("R01", interview(SAID))])
        document = project.ask.document("R01")
        start = project.ask.transcript(document.id).text.index("collega Wubbo helpt")
        project.apply_code("Anna", document.id, start, start + 19, "trust")
        yield project


async def at_names(there: Visit) -> None:
    await there.press("p")
    assert isinstance(there.screen, PseudonymsScreen)
    await there.app.workers.wait_for_complete()
    await there.settle()


async def test_what_is_found_stands_with_its_places_and_what_is_sure_is_chosen(study: Project) -> None:
    async with visit(study, "documents") as there:
        await at_names(there)
        assert there.column("name") == ["Wubbo", "Melder", "06-12345678"]
        assert there.column("chosen") == ["✓", "", "✓"]
        assert there.column("replacement") == ["[naam 1]", "", "[telefoonnummer 1]"]
        assert "R01  …" in there.text
        assert "zegt Wubbo [red]vaak" in there.text
        assert "2 of 3 chosen" in there.text


async def test_choosing_one_a_kind_and_another_pseudonym(study: Project) -> None:
    async with visit(study, "documents") as there:
        await at_names(there)
        await there.press("space")
        assert there.column("chosen") == ["", "", "✓"]
        await there.press("A")
        assert there.column("chosen") == ["✓", "✓", "✓"]
        await there.press("A")
        assert there.column("chosen") == ["", "", "✓"]
        await there.press("home", "e", *("backspace" for _ in range(8)))
        await there.type("[monteur]")
        await there.press("ctrl+s")
        assert there.column("replacement")[0] == "[monteur]"
        await there.press("escape")
        assert isinstance(there.screen, DocumentsScreen)
        assert study.ask.search("Wubbo")


@pytest.mark.slow
async def test_names_are_replaced_after_the_passphrase_is_typed_twice(study: Project) -> None:
    async with visit(study, "documents") as there:
        await at_names(there)
        await there.press("enter")
        assert isinstance(there.screen, PassphraseDialog)
        await there.type("kort")
        await there.press("enter")
        assert "too short" in there.text
        await there.type("e zin van mij")
        await there.press("enter", "x", "enter")
        assert "not the same" in there.text
        assert "kort" not in there.text
        there.screen.query_one("#second", Input).value = "korte zin van mij"
        await there.press("enter")
        await there.app.workers.wait_for_complete()
        await there.settle()
        assert key_path(study.path).exists()
        assert there.column("name") == ["Melder"]
        assert [each.text for each in study.ask.codings()] == ["collega [naam 1] helpt"]


async def test_escape_leaves_the_names(study: Project) -> None:
    async with visit(study, "documents") as there:
        await at_names(there)
        await there.press("enter", "escape")
        assert study.ask.search("Wubbo")
        assert not key_path(study.path).exists()


async def test_quotes_with_a_name_ask_for_a_reason_first(study: Project, tmp_path: Path) -> None:
    async with visit(study, "quotes") as there:
        await there.app.workers.wait_for_complete()
        await there.settle()
        await there.press("e", "m")
        assert isinstance(there.screen, ResidueDialog)
        assert "»Wubbo«" in there.text
        await there.press("escape")
        assert not list(tmp_path.glob("*.md"))
        await there.press("e", "m")
        await there.press("enter")
        assert isinstance(there.screen, ResidueDialog), "not without a reason"
        await there.type("mag")
        await there.press("enter")
        await there.settle()
        await there.press("enter")
        await there.settle()
        assert len(list(tmp_path.glob("*.md"))) == 1
        assert study.ask.history()[-1].payload["reason"] == "mag"


async def test_a_copy_with_a_name_asks_for_a_reason_too(study: Project) -> None:
    async with visit(study, "quotes") as there:
        await there.press("y")
        assert isinstance(there.screen, ResidueDialog)
        await there.press("escape")
        assert there.app.clipboard == ""
        await there.press("y")
        await there.type("mag")
        await there.press("enter")
        assert "collega Wubbo helpt" in there.app.clipboard
        assert study.ask.history()[-1].payload["reason"] == "mag"
        await there.press("enter", "y")
        assert isinstance(there.screen, ResidueDialog), "nor from the transcript"
