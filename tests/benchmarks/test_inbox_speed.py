"""The inbox with the differences of the demo study: until it is there, and from a key to the decision shown."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path

import pytest
from benchmarks.measured import Measured
from benchmarks.test_screens import Ours
from textual import events

from interviewcoder.store.project import Project
from interviewcoder.tasks.demo import build_demo
from interviewcoder.tui.screens.inbox import InboxScreen

pytestmark = pytest.mark.benchmark

KEYS = "ab0" * 17
"""Decisions; none of these is refused for any difference."""


class Inbox(Ours):
    """The program at the inbox; knows when it first drew what stands above the list."""

    shown = ""
    drawn = 0.0

    def first_place(self) -> str:
        return "inbox"

    def post_display_hook(self) -> None:
        super().post_display_hook()
        if isinstance(self.screen, InboxScreen):
            title = str(self.screen.lines.border_title or "")
            if title != self.shown:
                self.shown, self.drawn = title, time.perf_counter()


async def drawn(app: Inbox, since: float) -> float:
    """Milliseconds until the list is drawn with another number of decisions; the next difference is told with it."""
    while app.drawn < since:
        await asyncio.sleep(0.002)
    return 1000 * (app.drawn - since)


async def decided(app: Inbox, *keys: str) -> float:
    start = time.perf_counter()
    assert app._driver is not None
    for key in keys:
        app._driver.send_message(events.Key(key, key))
    return await drawn(app, start)


async def test_a_hundred_differences(tmp_path: Path, measured: Measured) -> None:
    with Project.open(build_demo(tmp_path / "demo")) as project:
        app = Inbox(project, "Anna")
        start = time.perf_counter()
        async with app.run_test(size=(80, 24)):
            opened, there = await drawn(app, start), app.shown
            read, ahead = [], []
            for key in KEYS:
                await asyncio.sleep(0.4)  # as a person reads; what a decision settled besides is found meanwhile
                read.append(await decided(app, key))
            for key in KEYS:
                ahead.append(await decided(app, key))
            start = time.perf_counter()
            await decided(app, *KEYS)
            while len(project.ask.adjudications()) < 3 * len(KEYS):
                await asyncio.sleep(0.01)
            whole = time.perf_counter() - start
    for what, taken in (("after reading", read), ("at once", ahead)):
        p95 = sorted(taken)[int(0.95 * len(taken))]
        measured.tell(f"inbox, {there}: a decision {what}, median", statistics.median(taken))
        measured.tell(f"inbox, {there}: a decision {what}, p95", p95)
    measured.tell(f"inbox, {there}: {len(KEYS)} keys typed ahead", whole, "s")
    measured.tell(f"inbox, {there}: opened", opened / 1000, "s")
