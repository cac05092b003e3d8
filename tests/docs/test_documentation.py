"""Every command that the documentation shows runs as it stands there."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    page for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if "```console" in page.read_text()
]


@pytest.fixture(scope="session")
def refreshing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh_outputs", ROOT / "docs" / "refresh_outputs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def laid_out(refreshing: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = refreshing.lay_out(tmp_path_factory.mktemp("laid-out"))
    return made


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_on_a_page_run(refreshing: ModuleType, laid_out: Path, page: Path) -> None:
    shown = page.read_text("utf-8")
    again = refreshing.refresh(shown, laid_out)
    commands = [line for line in shown.splitlines() if line.startswith("$ ")]
    assert commands == [line for line in again.splitlines() if line.startswith("$ ")]


def test_a_command_that_fails_is_told(refreshing: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"none\.icdb"):
        refreshing.refresh("```console\n$ interviewcoder coverage none.icdb\n```\n", tmp_path)


def test_every_link_to_a_file_leads_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
