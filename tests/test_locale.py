"""No sentence is missing: both languages hold the same keys and values, and the code asks for no other."""

from __future__ import annotations

import ast
import string
import tomllib
from pathlib import Path

import pytest

import interviewcoder
from interviewcoder.locale import LANGUAGES, _flat, choose_language, language, pick, say

PACKAGE = Path(interviewcoder.__file__).parent
ROOMS = sorted(path.stem for path in (PACKAGE / "locale" / "en").glob("*.toml"))


def sentences(of: str, room: str) -> dict[str, str]:
    return _flat(tomllib.loads((PACKAGE / "locale" / of / f"{room}.toml").read_text("utf-8")))


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_hold_the_same_sentences(room: str) -> None:
    english, dutch = (sentences(each, room) for each in LANGUAGES)
    assert english.keys() == dutch.keys()
    for key in english:
        assert fields(english[key]) == fields(dutch[key]), key


def keys_in_code() -> set[str]:
    """Every text in the code that looks like the key of a sentence in a room that exists."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                if name in {"say", "Refused", "tell", "Binding"}:
                    found |= {each.value for each in node.args if isinstance(each, ast.Constant)}
    return {
        key
        for key in found
        if isinstance(key, str) and key.split(".")[0] in ROOMS and key.count(".") >= 1 and " " not in key
    }


def test_every_sentence_the_code_asks_for_is_there() -> None:
    known = {f"{room}.{key}" for room in ROOMS for key in sentences("en", room)}
    asked = keys_in_code()
    assert len(asked) > 100, "the search itself works"
    assert asked - known == set()


def test_the_language_is_chosen_else_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWCODER_LANG", "nl_NL.UTF-8")
    assert language() == "nl"
    assert say("tui.undo") == "terug"
    choose_language("en")
    assert say("tui.undo") == "undo"
    choose_language(None)
    for name in ("INTERVIEWCODER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert language() == "en"


def test_of_labels_the_language_in_use_else_any() -> None:
    assert pick({"nl": "drager", "en": "carrier"}) == "carrier"
    assert pick({"de": "Träger"}) == "Träger"
    assert pick({}) == ""
