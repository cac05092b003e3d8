"""Every key has a name to be called by in the palette, and to be given another key by."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import ModalScreen
from tui.quiet import press, quiet

import interviewcoder.tui
from interviewcoder.errors import Refused
from interviewcoder.locale import LANGUAGES, choose_language, say
from interviewcoder.store.project import Project
from interviewcoder.tui.app import Interviewcoder
from interviewcoder.tui.keymap import read_keymap
from interviewcoder.tui.screens.coding import CodingScreen


def kinds() -> Iterator[type[DOMNode]]:
    """Every screen and widget of the interface."""
    for module in pkgutil.walk_packages(interviewcoder.tui.__path__, "interviewcoder.tui."):
        for kind in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(kind) and kind.__module__ == module.name and issubclass(kind, DOMNode):
                yield kind


def bindings(kind: type[DOMNode]) -> list[Binding]:
    return [each for each in vars(kind).get("BINDINGS", ()) if isinstance(each, Binding)]


def test_the_palette_knows_a_sentence_for_every_key_of_a_place() -> None:
    ids = {
        each.id
        for kind in kinds()
        if not issubclass(kind, ModalScreen)
        for each in bindings(kind)
        if each.id and each.action.partition("(")[0] != "carrier"
    }
    assert len(ids) > 100, "the search itself works"
    for language in LANGUAGES:
        choose_language(language)
        assert [id for id in ids if not say(f"commands.{id}")[0].isupper()] == []


def test_what_a_key_does_has_one_name() -> None:
    named = [(each.id, kind.__name__) for kind in kinds() for each in bindings(kind) if each.id]
    assert sorted({id for id, _ in named}) == sorted(id for id, _ in named)


async def test_keys_of_ones_own_work_and_are_shown(six: Project, tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('[coding]\nread = "f5"\ncarrier-4 = ";"\n[transcript]\nnext = "n,down"\n', "utf-8")
    app = Interviewcoder(six, "Anna", read_keymap(path))
    async with app.run_test(size=(100, 30)):
        await quiet(app)
        assert isinstance(app.screen, CodingScreen)
        was = app.screen.view.cursor
        await press(app, "home", "n")
        assert app.screen.view.cursor != was
        await press(app, "j")
        await press(app, ";", "enter")
        document = app.session.document
        assert "lead" in {each.code for each in six.ask.codings(coder="Anna", document=document)}
        keys = {what: key for key, what in app.screen._keys()}
        assert keys["read up to here"] == "f5"
        assert "n" in keys["sentence"].split()


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ('[coding]\nagian = "a"', "'coding.agian', which nothing is called; did you mean 'coding.again'?"),
        ('zzzzz = "a"', "'zzzzz', which nothing is called; docs/keys.md"),
        ('[coding]\nagain = "ctrl+shft+a"', "'ctrl+shft+a', which is none"),
        ("[coding]\nagain = 3", "'3', which is none"),
        ("[coding", "cannot be read"),
    ],
)
def test_a_file_of_keys_that_is_wrong_says_what_and_where(held: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    assert read_keymap(path) == {}
    path.write_text(held, "utf-8")
    with pytest.raises(Refused) as refused:
        read_keymap(path)
    assert said in str(refused.value)
    assert str(path) in str(refused.value)
