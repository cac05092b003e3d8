"""From a key to the finished frame, ANSI included, on a transcript of 200,000 words; beside a bare Textual app.

Textual's own ``pilot.press`` waits in steps of 20 ms and its headless driver skips the ANSI step, so keys are sent to
the driver here and the frame is rendered to ANSI as a terminal would get it.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from builders import interview, new_document
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.widgets import Static

from interviewcoder.model import Codebook, Transcript
from interviewcoder.store.project import Project
from interviewcoder.tui.app import Interviewcoder

pytestmark = pytest.mark.benchmark

WORDS, CODINGS = 200_000, 5_000
SAMPLES = 60
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
    """Milliseconds per key: on the clock, and of the process's own processor time."""

    clock: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)


async def times(app: Timed, key: str, count: int = SAMPLES, between: str = "") -> Times:
    """From a key to its frame, so many times; ``between`` is pressed in between and not timed."""
    taken = Times()
    for _ in range(count):
        for each in filter(None, (between, key)):
            await asyncio.sleep(0.08)
            app.frame = asyncio.Event()
            start, own = time.perf_counter(), time.process_time()
            assert app._driver is not None
            app._driver.send_message(events.Key(each, each if len(each) == 1 else None))
            await asyncio.wait_for(app.frame.wait(), 10)
        taken.clock.append(1000 * (time.perf_counter() - start))
        taken.own.append(1000 * (time.process_time() - own))
    app.frame = None
    return taken


def line(what: str, taken: Times, bare: Times) -> str:
    p95 = sorted(taken.clock)[int(0.95 * len(taken.clock))]
    clock, own = statistics.median(taken.clock), statistics.median(taken.own)
    ratios = (clock / statistics.median(bare.clock), own / statistics.median(bare.own))
    return f"{what:<28}{clock:>8.1f}{p95:>8.1f}{ratios[0]:>8.1f}{own:>8.1f}{ratios[1]:>8.1f}"


KEYS = {
    "j  next sentence": "j",
    "k  previous sentence": "k",
    "space  longer": "space",
    "backspace  shorter": "backspace",
    "w  next word": "w",
    "pagedown  whole screen": "pagedown",
    "pageup  whole screen": "pageup",
}


async def test_key_to_frame(long_study: Project, capsys: pytest.CaptureFixture[str]) -> None:
    code_at_random(long_study, CODINGS)
    async with Bare().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        bare = await times(pilot.app, "j")  # type: ignore[arg-type]
    rows = [line("a bare Textual app", bare, bare)]
    app = Ours(long_study, "Anna")
    start = time.perf_counter()
    async with app.run_test(size=(120, 40)) as pilot:
        opened = 1000 * (app.first_frame - start)
        await pilot.pause()
        await app.workers.wait_for_complete()
        for what, key in KEYS.items():
            rows.append(line(what, await times(app, key), bare))
        rows.append(line("2  apply a code, to disk", await times(app, "2", 20, between="j"), bare))
    with capsys.disabled():
        print(f"\n{WORDS:,} words, {CODINGS:,} codings, 120x40, ms from key to frame (bar: median 2x, p95 16)")
        print(f"{'':<28}{'median':>8}{'p95':>8}{'x bare':>8}{'cpu':>8}{'x bare':>8}")
        print("\n".join(rows))
        print(f"open to first frame: {opened:.0f} ms")
