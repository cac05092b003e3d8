"""No sentence is missing: both languages hold the same keys and values, and the code asks for no other."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

import interviewcoder
from interviewcoder.locale import _COUNTING, LANGUAGES, _flat, choose_language, language, pick, say

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


LIMITS = {"agreement.rough", "codes.long-short", "pseudonyms.short-passphrase", "search.limited"}
"""Sentences with a number that is laid down in the program, and is never one."""


@pytest.mark.parametrize("of", LANGUAGES)
def test_a_sentence_with_a_number_is_right_for_one(of: str) -> None:
    said = {f"{room}.{key}": sentence for room in ROOMS for key, sentence in sentences(of, room).items()}
    forms = re.findall(r"\{(\w+)\} \{\1:(\w+)[^{}|]*\|(\w+)[^{}|]*\}", "\n".join(said.values()))
    nouns = {several for _, one, several in forms if one != several and one[:2] == several[:2]}
    assert {"interviews", "codings"} <= nouns or {"fragmenten", "coderingen"} <= nouns
    numbers = dict.fromkeys((name for name, _, _ in forms), 1)
    wrong = re.compile(rf"\b1 ((?!van |of )\w+ )?({'|'.join(nouns)})\b")
    for key, sentence in said.items():
        for_one = _COUNTING.vformat(sentence, (), defaultdict(lambda: 0, numbers))
        assert key in LIMITS or not wrong.search(for_one), (key, for_one)


def test_a_number_has_its_word_beside_it() -> None:
    choose_language("en")
    assert [say("fragments.count", count=n) for n in (0, 1, 2)] == ["0 fragments", "1 fragment", "2 fragments"]
    values = {"lost": 1, "extra": 2, "table": "coding"}
    assert "1 row lacks and 2 are too many" in say("doctor.differs", **values)
    differing = [say("agreement.differing", count=n, unit="turn", units="turns") for n in (1, 3)]
    assert differing == ["1 turn on which they differ.", "3 turns on which they differ."]
    choose_language("nl")
    assert say("doctor.coding-without-code", count=1, first="x").startswith("1 codering heeft ")
    choose_language(None)


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
