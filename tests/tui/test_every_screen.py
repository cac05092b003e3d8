"""Every screen as it reads in a terminal of 80 by 24, in both languages: a change of words or layout must be meant.

Renew with ``pytest -m slow tests/tui/test_every_screen.py --snapshot-update`` and read the difference.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from tui.visit import Visit, visit

from interviewcoder.locale import choose_language
from interviewcoder.store.project import Project
from interviewcoder.tui.keys import PLACES

SMALL = (80, 24)
ON_TOP = {
    "go somewhere": ("coding", ("g",)),
    "which feature": ("coding", ("2",)),
    "any code": ("coding", ("slash",)),
    "memo": ("coding", ("1", "a", "m")),
    "facets": ("coding", ("j", "1", "a", "tab", "f")),
    "search": ("coding", ("ctrl+f", *"fout")),
    "palette": ("coding", ("ctrl+p",)),
    "help": ("coding", ("question_mark",)),
    "fragments": ("overview", ("enter",)),
    "correct": ("coding", ("E",)),
}
"""What opens over a place, and the keys that open it."""


async def seen(here: Visit, *keys: str) -> list[str]:
    """What stands on the screen after these keys, a line at a time, without the day and the hour of the test."""
    await here.press(*keys)
    return re.sub(r"\d{4}-\d\d-\d\d|\d\d:\d\d", lambda found: re.sub(r"\d", "0", found[0]), here.text).splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "nl"])
async def test_reads_as_it_did(six: Project, snapshot: Any, language: str) -> None:
    choose_language(language)
    shown: dict[str, list[str]] = {}
    async with visit(six, "coding", size=SMALL) as here:
        for place in PLACES.values():
            here.app.go(place)
            await here.settle()
            shown[place] = await seen(here)
    for what, (place, keys) in ON_TOP.items():
        async with visit(six, place, size=SMALL) as here:
            shown[what] = await seen(here, *keys)
    assert shown == snapshot
