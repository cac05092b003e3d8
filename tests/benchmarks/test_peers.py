"""Beside what PyPI offers for the same work: Taguette and qualitative-coding, which want other libraries.

Each is put in an environment of its own, in one folder that INTERVIEWCODER_PEERS names:

    for peer in taguette qualitative-coding; do python3 -m venv peers/$peer; peers/$peer/bin/pip install $peer; done
    INTERVIEWCODER_PEERS=$PWD/peers pytest tests/benchmarks/test_peers.py
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from benchmarks.measured import Measured
from benchmarks.test_screens import CODINGS, WORDS, Ours, code_at_random, long_interview
from builders import new_document

from interviewcoder.model import Codebook
from interviewcoder.store.project import Project
from interviewcoder.tasks.demo import build_demo

pytestmark = pytest.mark.benchmark

OURS = str(Path(sys.executable).with_name("interviewcoder"))
PEERS = Path(os.environ.get("INTERVIEWCODER_PEERS", "peers"))


def peer(package: str, program: str) -> str:
    found = PEERS / package / "bin" / program
    if not found.exists():
        pytest.skip(f"{package} is not in INTERVIEWCODER_PEERS ({PEERS}): see the head of {Path(__file__).name}")
    return str(found.absolute())


def run(*command: str, folder: Path | None = None) -> str:
    """What a command prints; qualitative-coding has a breakpoint left in its reader of projects, to pass over."""
    quiet = {**os.environ, "PYTHONBREAKPOINT": "0"}
    return subprocess.run(command, cwd=folder, env=quiet, check=True, capture_output=True, text=True).stdout


def seconds(*command: str, folder: Path | None = None, times: int = 3) -> float:
    """The least of a few runs, on the clock."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        run(*command, folder=folder)
        taken.append(time.perf_counter() - begun)
    return min(taken)


def test_the_counts_of_a_study(tmp_path: Path, measured: Measured) -> None:
    """qualitative-coding opens our REFI-QDA export and counts codes; we count the same study per carrier and role."""
    theirs = peer("qualitative-coding", "qc")
    study = build_demo(tmp_path / "demo.icdb")
    run(OURS, "exchange", "export", str(study), str(tmp_path / "demo.qdpx"))
    folder = tmp_path / "theirs"
    folder.mkdir()
    run(theirs, "init", "-i", "../demo.qdpx", folder=folder)
    assert len(re.findall(r"R\d\d\.txt", run(theirs, "corpus", "list", folder=folder))) == 38
    ours, other = seconds(OURS, "coverage", str(study)), seconds(theirs, "codes", "stats", folder=folder)
    measured.tell("codes of the demo counted", ours, "s", beside=f"qualitative-coding {other:.2f} s")
    ours, other = seconds(OURS, "--help"), seconds(theirs, "--help")
    measured.tell("--help", ours, "s", below=0.4, beside=f"qualitative-coding {other:.2f} s")


def test_the_version(measured: Measured) -> None:
    theirs = peer("taguette", "taguette")
    ours, other = seconds(OURS, "--version"), seconds(theirs, "--version")
    measured.tell("--version", ours, "s", below=0.15, beside=f"Taguette {other:.2f} s")


HIGHLIGHT = """
import json, sys, time
from taguette.extract import highlight
asked = json.load(open(sys.argv[1]))
begun = time.perf_counter()
highlight(asked["html"], asked["places"])
print(time.perf_counter() - begun)
"""


async def test_a_long_document_with_many_fragments(tmp_path: Path, codebook: Codebook, measured: Measured) -> None:
    """Taguette puts its highlights into the page as HTML, which a browser must paint yet; we paint."""
    python = peer("taguette", "python")
    transcript = long_interview()
    with Project.create(tmp_path / "long.icdb", name="Long", codebook=codebook, coder="Anna") as project:
        project.import_documents("Anna", [new_document("R01", transcript)])
        code_at_random(project, CODINGS)
        places = sorted((each.start, each.end) for each in project.ask.codings())
        app = Ours(project, "Anna")
        begun = time.perf_counter()
        async with app.run_test(size=(120, 40)):
            ours = app.first_frame - begun
    asked = tmp_path / "asked.json"
    page = "".join(f"<p>{line}</p>" for line in transcript.text.splitlines())
    asked.write_text(json.dumps({"html": page, "places": places}))
    other = float(run(python, "-c", HIGHLIGHT, str(asked)))
    what = f"{WORDS:,} words with {CODINGS:,} codings, opened"
    measured.tell(what, ours, "s", beside=f"Taguette, HTML only {other:.2f} s")
