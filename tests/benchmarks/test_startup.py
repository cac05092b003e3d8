"""From the command to what a person sees: the version, the help, and the first screen of an existing study.

The program is as an installation leaves it, each module compiled once before it is timed.
"""

from __future__ import annotations

import os
import pty
import select
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from benchmarks.measured import Measured

from interviewcoder.tasks.demo import build_demo

pytestmark = pytest.mark.benchmark

RUNS = 7
PROGRAM = [str(Path(sys.executable).with_name("interviewcoder"))]


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """The environment of a program whose modules lie compiled in a folder of this test's, once each was read."""
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return own | {"PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")}


def seconds_of(environment: dict[str, str], *arguments: str) -> float:
    def once() -> float:
        start = time.perf_counter()
        subprocess.run([*PROGRAM, *arguments], capture_output=True, check=True, env=environment)
        return time.perf_counter() - start

    once()

    return statistics.median(once() for _ in range(RUNS))


def seconds_to_see(environment: dict[str, str], study: Path, words: bytes) -> float:
    """Until the terminal has been sent these words."""
    environment = {**environment, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "36"}
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execve(PROGRAM[0], [*PROGRAM, "--coder", "Anna", str(study)], environment)
    try:
        seen = b""
        while words not in seen:
            assert select.select([terminal], [], [], 20)[0], "nothing more came"
            seen += os.read(terminal, 65536)
        return time.perf_counter() - start
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def test_from_the_command_to_the_screen(tmp_path: Path, installed: dict[str, str], measured: Measured) -> None:
    study = build_demo(tmp_path / "demo.icdb")
    beside = f"python -c pass {statistics.median(_bare_python() for _ in range(RUNS)):.3f} s"
    seconds_to_see(installed, study, b"R38")
    first = statistics.median(seconds_to_see(installed, study, b"R38") for _ in range(RUNS))
    measured.tell("--version", seconds_of(installed, "--version"), "s", below=0.15, beside=beside)
    measured.tell("--help", seconds_of(installed, "--help"), "s", below=0.4, beside=beside)
    measured.tell("coverage of the demo", seconds_of(installed, "coverage", str(study)), "s", beside=beside)
    measured.tell("first screen of the demo", first, "s", below=0.6, beside=beside)


def _bare_python() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - start
