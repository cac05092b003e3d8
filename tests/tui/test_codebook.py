"""The codebook screen: the tree, the rule of each code, and the fragments behind each count."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea
from tui.six_carriers import make_study
from tui.visit import Visit, visit

from interviewcoder.locale import choose_language
from interviewcoder.store.project import Project
from interviewcoder.tui.screens.codebook import CodebookScreen
from interviewcoder.tui.screens.fragments import FragmentsScreen
from interviewcoder.tui.widgets.code_tree import CodeTree


@pytest.fixture
def coded(study: Project) -> Project:
    """Anna coded twice with a feature and once with its carrier, Bram once."""
    study.add_coder("Bram")
    document = study.ask.document("R01").id
    study.apply_code("Anna", document, 40, 50, "mistakes")
    study.apply_code("Anna", document, 60, 70, "mistakes")
    study.apply_code("Anna", document, 60, 70, "space")
    study.apply_code("Bram", document, 60, 70, "trust")
    return study


def tree(there: Visit) -> list[str]:
    """The codes and counts of the tree as they stand there."""
    codes = there.screen.query_one(CodeTree)
    drawn = [codes.render_line(line).text for line in range(codes.last_line + 1)]
    return [" ".join(line.strip("▼▶├└─ ").split()) for line in drawn]


async def test_the_tree_has_every_code_with_how_often_it_was_used(coded: Project) -> None:
    async with visit(coded, "codebook") as there:
        assert tree(there) == ["1 label space 3", "a label mistakes 2", "b label trust ·", "2 label work ·"]
        await there.press("o")
        assert tree(there) == ["1 label space 4", "a label mistakes 2", "b label trust 1", "2 label work ·"]
        assert "4 codings of all coders" in there.text


async def test_the_rule_of_the_code_in_focus_stands_beside_it(coded: Project) -> None:
    async with visit(coded, "codebook", size=(100, 40)) as there:
        assert "definition space" in there.text
        await there.press("down")
        for part in ("definition mistakes", "include mistakes", "exclude mistakes", "2 label work: both when both"):
            assert part in there.text
        assert "fout" in there.text
        assert "2 codings of your own" in there.text
        await there.press("j")
        assert "other: D1" in there.text


async def test_a_long_rule_can_be_read_to_its_end(coded: Project) -> None:
    async with visit(coded, "codebook", size=(80, 16)) as there:
        await there.press("down")
        rule = there.screen.query_one("#rule")
        assert rule.max_scroll_y > 0
        await there.press("pagedown", "pagedown", "pagedown")
        assert rule.scroll_y == rule.max_scroll_y
        await there.press("pageup", "pageup", "pageup")
        assert rule.scroll_y == 0


async def test_enter_opens_the_fragments_that_the_count_counts(coded: Project) -> None:
    async with visit(coded, "codebook") as there:
        await there.press("enter")
        assert isinstance(there.screen, FragmentsScreen)
        assert sorted(coding.code for coding in there.screen.codings) == ["mistakes", "mistakes", "space"]
        await there.press("escape")
        assert isinstance(there.screen, CodebookScreen)
        await there.press("end", "enter")
        assert isinstance(there.screen, CodebookScreen)
        assert "No fragments" in there.said[-1]


async def test_filtering_keeps_the_carrier_of_what_matches(coded: Project) -> None:
    async with visit(coded, "codebook") as there:
        await there.press("slash")
        await there.type("trust")
        assert tree(there) == ["1 label space 3", "b label trust ·"]
        assert "definition trust" in there.text
        await there.press("enter")
        assert there.screen.query_one(CodeTree).has_focus
        await there.press("slash")
        await there.type("xyz")
        assert "No code has these words" in there.text
        await there.press("escape")
        assert len(tree(there)) == 4


async def test_folding_with_the_arrows(coded: Project) -> None:
    async with visit(coded, "codebook") as there:
        await there.press("down", "down", "left")
        assert tree(there) == ["1 label space 3", "2 label work ·"]
        assert "definition space" in there.text
        await there.press("o")
        assert len(tree(there)) == 2
        await there.press("right")
        assert len(tree(there)) == 4


async def test_a_click_puts_the_focus_on_a_code(coded: Project) -> None:
    async with visit(coded, "codebook") as there:
        await there.pilot.click(CodeTree, offset=(8, 3))
        await there.settle()
        assert isinstance(there.screen, CodebookScreen)
        assert "definition work" in there.text


async def test_a_memo_on_a_code_is_shown_with_its_rule(coded: Project) -> None:
    async with visit(coded, "codebook", size=(100, 40)) as there:
        await there.press("down", "m")
        there.screen.query_one(TextArea).text = "Ook [bijna]-fouten?"
        await there.press("ctrl+s")
        assert coded.ask.memos("code", "mistakes")[0].text == "Ook [bijna]-fouten?"
        assert "Ook [bijna]-fouten? (Anna" in there.text
        assert "definition mistakes" in there.text
        await there.press("u")
        assert "bijna" not in there.text


async def test_speaks_the_language_of_the_interface(coded: Project) -> None:
    choose_language("nl")
    async with visit(coded, "codebook") as there:
        assert "Gebruik hem als" in there.text


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_six_carriers_fit(size: tuple[int, int], tmp_path: Path) -> None:
    with make_study(tmp_path / "six.icdb") as study:
        async with visit(study, "codebook", size=size) as there:
            assert len(tree(there)) == 18
            assert "1 Inhoud van werk" in there.text
            assert all(count in "·1234" for count in (line[-1] for line in tree(there)))
            await there.press("down")
            assert "D1 learning" in there.text or size[1] < 30
