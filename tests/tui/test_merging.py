"""A bundle written, and one that came back looked at and merged, at the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input
from tui.visit import Visit, visit

from interviewcoder.store.bundles import bundle_for, read_copy
from interviewcoder.store.merging import begin
from interviewcoder.store.project import Project
from interviewcoder.tui.palette import bundle_out


@pytest.fixture
def back(study: Project, tmp_path: Path) -> Path:
    """A bundle of what Bram did elsewhere, while Anna changed the same memo."""
    study.add_coder("Bram")
    document = study.ask.document("R01").id
    memo = study.write_memo("Anna", "document", document, "eerst")
    out = tmp_path / "out.icbundle"
    out.write_bytes(bundle_for(study, "Bram")[0])
    with begin(tmp_path / "away.icdb", read_copy(out)) as away:
        away.apply_code("Bram", document, 14, 44, "mistakes")
        away.rewrite_memo("Anna", memo, "van onderweg [red]")
        away.apply_code("Bram", document, 3, 9, "trust")
        out.write_bytes(bundle_for(away, "Anna")[0])
    study.rewrite_memo("Anna", memo, "op kantoor")
    return out


async def _choose(visiting: Visit, path: Path) -> None:
    await visiting.press("m")
    visiting.screen.query_one(Input).value = str(path)
    await visiting.press("enter")


async def test_what_comes_in_is_shown_and_only_then_merged(study: Project, back: Path) -> None:
    async with visit(study, "rounds", size=(80, 24)) as visiting:
        await _choose(visiting, back)
        text = visiting.text
        assert "would bring in 3 new actions" in " ".join(text.split())
        assert "Bram       2  codings" in text
        assert "Written in both" in text
        assert [row[0] for row in visiting.rows] == ["memo"]
        assert all(
            each in text.split("gave way")[-2] + text.split("gave way")[-1] for each in ("op kantoor", "[red]")
        )
        assert study.ask.codings() == []
        await visiting.press("y")
        assert len(study.ask.codings()) == 2
        assert visiting.said[-1] == "Merged into Test; new actions: 3."


@pytest.mark.slow
async def test_what_cannot_be_merged_is_said_and_leaving_merges_nothing(study: Project, back: Path) -> None:
    async with visit(study, "rounds", size=(80, 24)) as visiting:
        await _choose(visiting, back)
        await visiting.press("escape")
        assert study.ask.codings() == []
        await _choose(visiting, back)
        await visiting.press("y")
        await _choose(visiting, back)
        assert "Nothing new" in visiting.text
        await visiting.press("y", "escape")
        await _choose(visiting, Path(__file__))
        assert "is no bundle and no study" in " ".join(visiting.text.split())
        await visiting.press("y")
        assert visiting.said[-1] == "Nothing was merged."


async def test_a_bundle_is_written_for_a_colleague(study: Project, tmp_path: Path) -> None:
    async with visit(study, "documents", size=(80, 24)) as visiting:
        bundle_out(visiting.app)
        await visiting.settle()
        assert visiting.said[-1].startswith("There is no other coder")
        study.add_coder("Bram")
        bundle_out(visiting.app)
        await visiting.press("1", "enter")
        assert "holds what Bram may see" in visiting.said[-1]
        assert "hand it over as carefully" in visiting.said[-1]
    assert len(read_copy(tmp_path / "study-bram.icbundle").events) == len(study.ask.history())
