"""How long it takes to correct a transcript of 200,000 words with 5,000 codings on it."""

from __future__ import annotations

import itertools
import random
import re
import time
from pathlib import Path

import pytest
from textual.pilot import Pilot

from interviewcoder.model import Codebook, Respondent, Span, Speaker
from interviewcoder.store.bringing import bring_in
from interviewcoder.store.brought import Bringing, BroughtCoding
from interviewcoder.store.project import NewDocument, Project
from interviewcoder.tasks.correct import carry_out, correct_text
from interviewcoder.transcripts.anchoring import Anchors, Moved
from interviewcoder.transcripts.turns import build_transcript
from interviewcoder.tui.app import Interviewcoder
from interviewcoder.tui.screens.editor import EditorScreen

pytestmark = pytest.mark.benchmark

WORDS, CODINGS, EDITS = 200_000, 5_000, 200


def long_text(chance: random.Random) -> str:
    """Words as often as in speech: the second one half as often as the first, the third a third."""
    sounds = [a + b for a in "bdfghklmnprstvwz" for b in "aeiou"]
    vocabulary = ["".join(chance.choices(sounds, k=chance.randint(1, 5))) for _ in range(30_000)]
    weights = list(itertools.accumulate(1 / (n + 1) for n in range(len(vocabulary))))
    words = chance.choices(vocabulary, cum_weights=weights, k=WORDS)
    lines, at = [], 0
    while at < WORDS:
        size = chance.randint(3, 120)
        lines.append(f"{'RI'[len(lines) % 2]}: {' '.join(words[at : at + size])}.")
        at += size
    return "\n".join(lines) + "\n"


def corrected(text: str, chance: random.Random) -> str:
    """The text with a word changed, put in or left out in so many places."""
    pieces = re.split(r"(\s+)", text)
    for _ in range(EDITS):
        place = 2 * chance.randrange(len(pieces) // 2)
        pieces[place] = chance.choice(["", "verbeterd", f"{pieces[place]} en nog iets"])
    return "".join(pieces)


def fragments(text: str, chance: random.Random) -> list[Span]:
    """Fragments of one to fifty words, none twice."""
    words = [found.span() for found in re.finditer(r"\w+", text)]
    spans: dict[Span, None] = {}
    while len(spans) < CODINGS:
        first = chance.randrange(len(words) - 60)
        spans[Span(words[first][0], words[first + chance.choice([0, 5, 12, 20, 50])][1])] = None
    return list(spans)


def test_finding_the_places() -> None:
    chance = random.Random(5)
    old = long_text(chance)
    new, spans = corrected(old, chance), fragments(old, chance)
    times = []
    for _ in range(3):
        started = time.perf_counter()
        found = Anchors(old, new).find(spans)
        times.append(time.perf_counter() - started)
    placed = [each for each in found if isinstance(each, Moved)]
    print(f"\nre-anchoring {CODINGS} codings over {EDITS} edits: {min(times):.2f} s; {len(placed)} placed")
    assert min(times) < 1.0
    assert len(placed) > 0.9 * CODINGS


async def test_correcting_and_opening_the_editor(tmp_path: Path, codebook: Codebook) -> None:
    chance = random.Random(5)
    old = long_text(chance)
    transcript = build_transcript(old, {"I": Speaker.INTERVIEWER, "R": Speaker.RESPONDENT})
    with Project.create(tmp_path / "long.icdb", name="T", codebook=codebook, coder="Anna") as study:
        who = Respondent("R01", "employee", "A")
        study.import_documents("Anna", [NewDocument("R01", "txt", transcript, old.encode(), who)])
        document = study.ask.document("R01")
        spans = fragments(old, chance)
        bring_in(study, "Anna", Bringing(codings=[BroughtCoding("", "Anna", document.id, s, "work") for s in spans]))
        app = Interviewcoder(study, "Anna")
        async with app.run_test(size=(120, 40)) as pilot:
            await report_editor(app, pilot)
        worked_out, seconds = timed(lambda: correct_text(study, document, corrected(old, chance)))
        print(f"working a correction out: {seconds:.2f} s")
        _, seconds = timed(lambda: carry_out(study, "Anna", worked_out))
        print(f"carrying it out: {seconds:.2f} s; {len(worked_out.doubtful)} to review")
        assert len(study.ask.codings()) == worked_out.stays
        _, seconds = timed(lambda: study.undo("Anna"))
        print(f"taking it back: {seconds:.2f} s")
        assert len(study.ask.codings()) == CODINGS


async def report_editor(app: Interviewcoder, pilot: Pilot[None]) -> None:
    started = time.perf_counter()
    await pilot.press("E")
    assert isinstance(app.screen, EditorScreen)
    print(f"\nopening the editor: {time.perf_counter() - started:.2f} s")
    started = time.perf_counter()
    await pilot.press(*"verbeterd")
    print(f"a key in it: {(time.perf_counter() - started) / 9 * 1000:.0f} ms")


def timed(act):
    started = time.perf_counter()
    return act(), time.perf_counter() - started
