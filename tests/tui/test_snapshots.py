"""Pictures of the screens, small and large, dark and light: a change of looks must be meant.

Renew them with ``pytest tests/tui/test_snapshots.py --snapshot-update`` and look at each before it is kept.
"""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from tui.quiet import press

from interviewcoder.store.project import Project
from interviewcoder.tui.app import Interviewcoder
from interviewcoder.tui.themes import LIGHT

SMALL, LARGE = (80, 24), (120, 36)


def keys(*pressed: str) -> Any:
    async def run(pilot: Pilot[None]) -> None:
        await press(pilot.app, *pressed)

    return run


@pytest.mark.parametrize(
    ("name", "size", "light", "pressed"),
    [
        ("coding", SMALL, False, ("j", "1", "a", "n")),
        pytest.param("coding", LARGE, False, ("j", "1", "a", "J", "v"), marks=pytest.mark.slow),
        ("coding", SMALL, True, ("j", "1", "a", "tab")),
        ("which-key", SMALL, False, ("2",)),
        ("overview", SMALL, False, ("g", "o")),
        pytest.param("overview", LARGE, False, ("g", "o", "space"), marks=pytest.mark.slow),
        ("overview", SMALL, True, ("g", "o")),
        pytest.param("documents", SMALL, False, ("g", "d"), marks=pytest.mark.slow),
        pytest.param("quotes", SMALL, False, ("g", "q"), marks=pytest.mark.slow),
        pytest.param("codebook", SMALL, False, ("g", "b"), marks=pytest.mark.slow),
    ],
)
def test_looks_as_it_did(
    six: Project, snap_compare: Any, name: str, size: tuple[int, int], light: bool, pressed: tuple[str, ...]
) -> None:
    app = Interviewcoder(six, "Anna")
    if light:
        app.theme = LIGHT.name
    assert snap_compare(app, terminal_size=size, run_before=keys(*pressed))
