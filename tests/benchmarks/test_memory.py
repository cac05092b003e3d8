"""What a process holds that has the demo study open: at the first picture, and once all suggestions were found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.measured import Measured

from interviewcoder.tasks.demo import build_demo

pytestmark = pytest.mark.benchmark

MEGABYTES = {"first picture": 120, "suggestions": 250}

_PROGRAM = """
import asyncio, sys
from pathlib import Path
from interviewcoder.store.project import Project
from interviewcoder.tui.app import Interviewcoder

def held():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]) / 1024

async def main():
    app = Interviewcoder(Project.open(Path(sys.argv[1])), "Anna")
    async with app.run_test(size=(120, 36)) as pilot:
        print(held())
        while "spacy" not in sys.modules or app.screen.suggestions.is_looking:
            await pilot.pause(0.1)
        print(held())

asyncio.run(main())
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measured where the system tells it in a file")
def test_what_an_open_study_holds(tmp_path: Path, measured: Measured) -> None:
    study = build_demo(tmp_path / "demo.icdb")
    command = [sys.executable, "-c", _PROGRAM, str(study)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    told = dict(zip(MEGABYTES, map(float, ran.stdout.split()), strict=True))
    for when, most in MEGABYTES.items():
        measured.tell(f"memory, 38 interviews open: {when}", told[when], "MB", below=most)
    for when, most in MEGABYTES.items():
        assert told[when] < most
