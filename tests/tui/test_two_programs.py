"""Two programs on one study: what one does is there on the other's screen, whichever that is, without a key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import interview, new_document
from postgres import Server
from tui.visit import Visit, visit

from interviewcoder.store.addresses import Place, server_of
from interviewcoder.store.project import Project
from interviewcoder.store.rounds import new_round
from interviewcoder.store.rules import Rule, add_rule
from interviewcoder.store.versions import revise
from interviewcoder.tui import app

_OWN_ONLY = {"coding": "o", "codebook": "o"}
"""Screens on which others' work is left out unless it is asked for, and the key that does."""
SAID = "Nieuw woord. Iedereen leert hier van fouten, elke dag weer opnieuw."


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, study: Project, server: Server) -> Iterator[Place]:
    """Where a study of Anna and Bram is, in which both read R01 and Anna coded."""
    study.add_coder("Bram")
    document = study.ask.document("R01")
    study.apply_code("Anna", document.id, 14, 44, "mistakes")
    for coder in ("Anna", "Bram"):
        study.mark_read(coder, document.id, 0, document.length)
    if request.param == "file":
        assert isinstance(study.path, Path)
        yield study.path
        return
    from interviewcoder.store.copying import copy

    there = server_of(server.address(server.new()))
    copy(study, there)
    yield there


def _does(theirs: Project) -> dict[str, tuple[Callable[[], object], str]]:
    """By screen: what Bram does elsewhere, and what is to come on it; empty for anything new."""
    document = theirs.ask.document("R01").id
    code = theirs.apply_code
    last = theirs.ask.transcript(document).text.index("Dat beslis")
    return {
        "coding": (lambda: code("Bram", document, last, last + 10, "trust"), ""),
        "documents": (
            lambda: theirs.import_documents("Bram", [new_document("R09", interview((("R", SAID),)))]),
            "R09",
        ),
        "overview": (lambda: code("Bram", document, 46, 60, "work"), ""),
        "analyses": (lambda: code("Bram", document, last, last + 20, "work"), ""),
        "agreement": (lambda: code("Bram", document, 14, 44, "mistakes"), ""),
        "codebook": (lambda: code("Bram", document, 62, 70, "space"), ""),
        "memos": (lambda: theirs.write_memo("Bram", "study", "", "een gedachte van Bram"), "een gedachte van Bram"),
        "history": (lambda: theirs.set("Bram", "name", "Andere naam"), "Andere naam"),
        "quotes": (lambda: theirs.star("Bram", theirs.ask.codings(coder="Bram")[0].guid, True), ""),
        "rounds": (
            lambda: new_round(theirs, "Bram", "Ronde van Bram", [document], ["Anna", "Bram"]),
            "Ronde van Bram",
        ),
        "inbox": (lambda: code("Bram", document, 20, 40, "trust"), ""),
        "doubtful": (lambda: add_rule(theirs, "Bram", "mistakes", Rule.EXCLUDE, "Niet als Bram lacht."), "mistakes"),
        "review": (lambda: _correct(theirs, document), "R01"),
    }


def _correct(theirs: Project, document: str) -> None:
    revise(theirs, "Bram", document, interview((("R", SAID),)), {}, base=1, kept=())


@pytest.mark.slow
async def test_every_screen_shows_what_another_program_did(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_WATCH_SECONDS", 0.2)
    with Project.open(place, "Anna") as own, Project.open(place, "Bram") as theirs:
        async with visit(own, "coding", size=(80, 24)) as visiting:
            missed = [
                name for name, (act, said) in _does(theirs).items() if not await _shows(visiting, name, act, said)
            ]
            assert missed == []


async def _shows(visiting: Visit, name: str, act: Callable[[], object], expected: str) -> bool:
    """Whether a screen shows something else, and what is expected, soon after it was done elsewhere."""
    visiting.app.go(name)
    await visiting.settle()
    if name in _OWN_ONLY:
        await visiting.press(_OWN_ONLY[name])
    before = _body(visiting)
    act()
    try:
        await _until(lambda: _body(visiting) != before and expected in visiting.text)
    except TimeoutError:
        print(f"{name} does not show it:\n{visiting.text}")  # noqa: T201
        return False
    return True


def _body(visiting: Visit) -> str:
    """All but the title, which counts for itself."""
    return visiting.text.partition("\n")[2]


async def _until(ready: Callable[[], bool]) -> None:
    async with asyncio.timeout(8):
        while not ready():
            await asyncio.sleep(0.05)
