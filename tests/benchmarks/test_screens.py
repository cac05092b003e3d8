"""From a key to the finished frame, ANSI included, on a transcript of 200,000 words; beside bare Textual apps.

One bare app changes one line at a key: what a key costs at least. The other scrolls Textual's own RichLog by a page,
of as many cells as the transcript has and one style a line: what a whole new screen costs Textual.

Textual's own ``pilot.press`` waits in steps of 20 ms and its headless driver skips the ANSI step, so keys are sent to
the driver here and the frame is rendered to ANSI as a terminal would get it.
"""

from __future__ import annotations

import asyncio
import gc
import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from benchmarks.measured import Measured
from builders import interview, new_document
from rich.text import Text
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.widgets import RichLog, Static

from interviewcoder.model import Codebook, Transcript
from interviewcoder.store.project import Project
from interviewcoder.tui.app import Interviewcoder

pytestmark = pytest.mark.benchmark

WORDS, CODINGS = 200_000, 5_000
SAMPLES = 60
OF = f"{WORDS:,} words, {CODINGS:,} codings: "
_REST = 0.15
"""Seconds between keys: what follows a key at rest is done then, and Textual's cap on frames holds none back."""
VOCABULARY = [
    "wij",
    "doen",
    "dat",
    "hier",
    "altijd",
    "samen",
    "op",
    "de",
    "vloer",
    "want",
    "anders",
    "leert",
    "er",
    "niemand",
    "iets",
    "van",
    "een",
    "fout",
    "en",
    "dan",
    "zegt",
    "de",
    "leidinggevende",
    "dat",
    "je",
    "het",
    "zelf",
    "mag",
    "uitzoeken",
    "met",
    "een",
    "collega",
]


class Timed(App[None]):
    """Renders each frame to ANSI, also without a terminal, and says when one is done."""

    frame: asyncio.Event | None = None
    first_frame = 0.0

    def _display(self, screen: Any, renderable: Any) -> None:
        if isinstance(renderable, CompositorUpdate):
            renderable.render_segments(self.console)
        super()._display(screen, renderable)

    def post_display_hook(self) -> None:
        self.first_frame = self.first_frame or time.perf_counter()
        if self.frame is not None:
            self.frame.set()


class Bare(Timed):
    """One line that changes at each key."""

    pressed = 0

    def compose(self) -> ComposeResult:
        yield Static("0")

    def on_key(self) -> None:
        self.pressed += 1
        self.query_one(Static).update(str(self.pressed))


class Pages(Timed):
    """Textual's own lines of text, with as many cells as the transcript has, scrolled by a page at each key."""

    CSS = "RichLog { width: 77; height: 36; scrollbar-size-vertical: 1; }"

    def compose(self) -> ComposeResult:
        yield RichLog(auto_scroll=False)

    def on_ready(self) -> None:
        rng = random.Random(3)
        for number in range(WORDS // 20):
            words = " ".join(rng.choices(VOCABULARY, k=14))
            self.query_one(RichLog).write(Text(words, style="on #3b2f1e" if number % 3 else ""))

    def on_key(self, event: events.Key) -> None:
        event.prevent_default()
        log = self.query_one(RichLog)
        log.scroll_to(y=log.scroll_y + (34 if event.key == "pagedown" else -34), animate=False)


class Ours(Timed, Interviewcoder):
    """The program itself."""


def long_interview() -> Transcript:
    rng, lines, made = random.Random(1), [], 0
    while made < WORDS:
        sentences = []
        for _ in range(rng.randint(3, 8)):
            words = rng.choices(VOCABULARY, k=rng.randint(5, 25))
            made += len(words)
            sentences.append(" ".join(words).capitalize() + ".")
        lines.append(("R" if len(lines) % 2 else "I", " ".join(sentences)))
    return interview(tuple(lines))


@pytest.fixture
def long_study(tmp_path: Path, codebook: Codebook) -> Project:
    """A study of one long interview with many overlapping codings."""
    project = Project.create(tmp_path / "long.icdb", name="Long", codebook=codebook, coder="Anna")
    project.import_documents("Anna", [new_document("R01", long_interview())])
    return project


def code_at_random(project: Project, count: int) -> None:
    """Codings of up to 800 characters anywhere, written to the tables directly: the log is not what is timed."""
    from sqlalchemy import insert

    from interviewcoder.store import events, schema

    document = project.ask.documents()[0]
    rng = random.Random(2)
    rows = []
    for _ in range(count):
        start = rng.randrange(document.length - 900)
        rows.append(
            {
                "guid": events.new_id(),
                "document": document.id,
                "version": 1,
                "start": start,
                "end": start + rng.randint(20, 800),
                "code": rng.choice(["space", "mistakes", "trust", "work"]),
                "coder": "Anna",
                "origin": "manual",
                "codebook_version": 1,
                "facets": {},
                "word_start": 0,
                "word_end": 1,
                **dict.fromkeys(("quote", "before", "after", "at"), ""),
            }
        )
    with project._writing() as conn:
        conn.execute(insert(schema.coding), rows)


@dataclass
class Times:
    """Milliseconds per key, on the clock."""

    clock: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.clock)

    @property
    def p95(self) -> float:
        return sorted(self.clock)[int(0.95 * len(self.clock))]

    def __str__(self) -> str:
        return f"a bare app, one line {self.median:.1f} ms"


async def times(app: Timed, key: str, count: int = SAMPLES, between: str = "") -> Times:
    """From a key to its frame, so many times; ``between`` is pressed in between and not timed."""
    taken = Times()
    for _ in range(count):
        for each in filter(None, (between, key)):
            await asyncio.sleep(_REST)
            app.frame = asyncio.Event()
            start = time.perf_counter()
            assert app._driver is not None
            app._driver.send_message(events.Key(each, each if len(each) == 1 else None))
            await asyncio.wait_for(app.frame.wait(), 10)
        taken.clock.append(1000 * (time.perf_counter() - start))
    app.frame = None
    return taken


@pytest.fixture
def collecting_as_the_program() -> Iterator[None]:
    """The collection of garbage waits for the first picture, as it does in the program."""
    threshold = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()
    gc.set_threshold(*threshold)


KEYS = {
    "j": "next sentence",
    "k": "previous sentence",
    "space": "longer",
    "backspace": "shorter",
    "w": "next word",
    "pagedown": "whole screen",
    "pageup": "whole screen",
}
JUMPS = ("pagedown", "pageup")


async def test_key_to_frame(long_study: Project, measured: Measured, collecting_as_the_program: None) -> None:
    code_at_random(long_study, CODINGS)
    async with Bare().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        bare = await times(pilot.app, "j")  # type: ignore[arg-type]
    async with Pages().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        pages = {key: await times(pilot.app, key) for key in JUMPS}  # type: ignore[arg-type]
    app = Ours(long_study, "Anna")
    start = time.perf_counter()
    async with app.run_test(size=(120, 40)) as pilot:
        measured.tell(f"{OF}opened to the first frame", 1000 * (app.first_frame - start))
        await pilot.pause()
        await app.workers.wait_for_complete()
        for key, what in KEYS.items():
            tell(measured, f"{OF}{key} ({what})", await times(app, key), bare, pages.get(key))
        taken = await times(app, "2", 20, between="j")
        measured.tell(f"{OF}2 (apply a code) to its frame, median", taken.median, beside=f"{bare}")
        measured.tell(f"{OF}2 (apply a code) to its frame, p95", taken.p95)


def tell(measured: Measured, what: str, taken: Times, bare: Times, pages: Times | None) -> None:
    """A key is measured against one line of a bare app; a whole screen against a whole screen of Textual's own."""
    beside = f"{bare}; Textual's RichLog {pages.median:.1f} ms" if pages else f"{bare}"
    measured.tell(
        f"{what} to its frame, median", taken.median, below=round(2 * (pages or bare).median, 1), beside=beside
    )
    measured.tell(f"{what} to its frame, p95", taken.p95, below=16)
