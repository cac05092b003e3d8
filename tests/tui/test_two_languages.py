"""No screen is half translated: in Dutch, nothing that only the English sentences say stands on it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from tui.visit import visit

import interviewcoder
from interviewcoder.codes.load import load_codebook
from interviewcoder.locale import _sentences, choose_language
from interviewcoder.store.project import Project
from interviewcoder.tui.keys import PLACES
from interviewcoder.tui.screens.importing import ImportingScreen
from interviewcoder.tui.screens.study_screen import StudyScreen

_FOLDER = Path(interviewcoder.__file__).parent / "locale" / "en"
_ROOMS = [path.stem for path in _FOLDER.glob("*.toml") if path.stem != "cli"]
_SHORTEST = 6
"""Letters of a piece that is looked for; shorter ones stand in many a word."""

_MADE_UP = {"absent", "definition", "exclude", "include", "together"}
"""Words of the codebook that the study here has, the same in both languages."""
_FILLS = {
    "documents": "Druk op i ",
    "coding": "g d naar de interviews",
    "overview": "Druk op g en dan d",
    "analyses": "(g c) legt enter vast",
    "agreement": "Druk tijdens het coderen op Enter",
    "quotes": "(g en dan c)",
    "memos": "Druk op n ",
    "review": "(E op het codeerscherm)",
    "rounds": "n plant er een",
    "inbox": "met Enter bij het coderen",
    "doubtful": "(w bij de verschillen)",
}
"""The key that fills a place with nothing in it, as it is said there."""


@cache
def only_english() -> list[str]:
    """The pieces of English sentences, between what is filled in, that no Dutch sentence has."""
    english, dutch = (
        {piece for room in _ROOMS for text in _sentences(of, room).values() for piece in pieces(text)}
        for of in ("en", "nl")
    )
    told = "\n".join(dutch).casefold()
    return sorted(piece for piece in english if len(piece) >= _SHORTEST and piece.casefold() not in told)


def pieces(text: str) -> list[str]:
    return [part.strip(" .,:;·()") for literal, *_ in Formatter().parse(text) for part in literal.split("\n")]


def english_on(shown: str) -> list[str]:
    flat = " ".join(shown.split())
    found = [piece for piece in only_english() if piece in flat and piece not in _MADE_UP]
    return [piece for piece in found if re.search(rf"(?<!\w){re.escape(piece)}(?!\w)", flat)]


async def walk(study: Project) -> dict[str, str]:
    """Every place as it stands there with its keys, and what else one key opens."""
    shown: dict[str, str] = {}
    async with visit(study, "documents", size=(100, 40)) as here:
        for place in PLACES.values():
            here.app.go(place)
            await here.settle()
            assert isinstance(here.screen, StudyScreen)
            assert here.screen.place == place
            shown[place] = here.text
            shown[f"{place} ?"] = " · ".join(does for _, does in here.screen._keys())
        for key in ("g", "ctrl+f", "ctrl+p", "question_mark"):
            await here.press(key)
            shown[key] = here.text
            await here.press("escape")
        here.app.push_screen(ImportingScreen())
        await here.settle()
        shown["import"] = here.text
    return shown


@pytest.mark.slow
async def test_in_dutch_all_is_dutch_and_what_is_empty_says_which_key_fills_it(six: Project, tmp_path: Path) -> None:
    choose_language("nl")
    assert len(only_english()) > 300, "the search itself works"
    assert english_on("│ Nothing to undo. │") != []
    codebook = load_codebook("learning_culture")
    with Project.create(tmp_path / "empty.icdb", name="Leeg", codebook=codebook, coder="Anna") as empty:
        places, empty_places = await walk(six), await walk(empty)
    for shown in (places, empty_places):
        assert {where: found for where, text in shown.items() if (found := english_on(text))} == {}
    assert set(PLACES.values()) - _FILLS.keys() == {"codebook", "history", "exchange"}, "these are never empty"
    for place, key in _FILLS.items():
        assert key in " ".join(empty_places[place].split()), place
