"""The cues of a code on the screen: what one finds while it is typed, changes gathered, kept, and taken back."""

from __future__ import annotations

from textual.widgets import Input, Static
from tui.visit import Visit, visit

from interviewcoder.store import rounds
from interviewcoder.store.project import Project
from interviewcoder.tui.screens.codebook import CodebookScreen
from interviewcoder.tui.screens.coding import CodingScreen
from interviewcoder.tui.screens.cues import CuesScreen
from interviewcoder.tui.screens.rule import RuleScreen
from interviewcoder.tui.widgets.choice import Choice


def told(here: Visit) -> str:
    return str(here.screen.query_one("#told", Static).render())


async def typed(here: Visit, cue: str) -> None:
    here.screen.query_one(Input).value = cue
    await here.settle()


async def test_a_cue_shows_what_it_finds_and_is_kept_with_the_others(study: Project) -> None:
    document = study.ask.document("R01").id
    text = study.ask.transcript(document).text
    study.apply_code("Anna", document, text.index("Niemand"), text.index("Niemand") + 20, "mistakes")
    held = study.codebook.find("mistakes")
    async with visit(study, "codebook", size=(80, 24)) as here:
        await here.press("down", "e")
        assert isinstance(here.screen, CuesScreen)
        await typed(here, ".. boos")
        assert "'..' must stand between two words" in told(here)
        await here.press("enter")
        assert here.screen.is_changed, "what is no cue is not taken"
        await typed(here, "wordt .. fout")
        assert told(here) == "1 sentence in 1 interview; 1 coded, 1 of these as 1a"
        assert "✓" in here.text
        await here.press("enter", "down", "down", "ctrl+t", "up")
        await typed(here, "boos .. fout")
        assert told(here) == "1 sentence in 1 interview; 1 coded, 1 of these as 1a"
        await here.press("tab", "enter")
        assert "not kept" in here.said[-1]
        await here.press("shift+tab", "enter")
        assert "2 changes" in here.text or "3 changes" in here.text
        await here.press("escape")
        assert isinstance(here.screen, Choice)
        await here.press("enter", "ctrl+s")
        assert isinstance(here.screen, CodebookScreen)
        assert "version 2" in here.said[-1]
        kept = study.codebook.find("mistakes")
        assert (kept.cues, kept.hints) == (("boos .. fout",), held.cues)
        await here.press("e", "down", "tab", "enter")
        assert isinstance(here.screen, CodingScreen)
        await here.press("escape", "shift+tab")
        await typed(here, "")
        await here.press("enter", "f2")
        assert study.codebook.find("mistakes").cues == ()
        await here.press("u", "u")
        assert study.codebook.find("mistakes") == held
        study.add_coder("Bram")
        rounds.new_round(study, "Anna", "Een", ["R01"], ["Anna", "Bram"])
        rounds.seal(study, "Anna", "Een")
        await here.press("e")
        assert isinstance(here.screen, CodebookScreen)
        assert "being coded with this version" in here.said[-1]


async def test_the_rule_of_a_suggestion_is_one_key_away(study: Project) -> None:
    async with visit(study, "coding", size=(80, 24)) as here:
        await here.press("i")
        assert "no suggestion" in here.said[-1].lower()
        await here.press("n", "i")
        assert isinstance(here.screen, RuleScreen)
        for words in ("definition mistakes", "exclude mistakes", "2 label work: both when both"):
            assert words in here.text
        await here.press("i")
        assert isinstance(here.screen, CodingScreen)
