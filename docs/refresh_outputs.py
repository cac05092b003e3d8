"""Runs the commands shown in the documentation and puts what they really print below each.

Usage: python docs/refresh_outputs.py [FILE.md ...]      (README.md unless given; needs an installed interviewcoder)

A command stands in a ``console`` block after ``$``. All commands of a file run in one folder with the demo study
(demo.icdb), its interviews/, respondents.csv and design.csv, without a terminal, in English.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from interviewcoder.resources import shipped
from interviewcoder.tasks.demo import build_demo

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)


def refresh(text: str) -> str:
    """The text with the output of each command as it is now. Raises RuntimeError for a command that fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_demo(folder / "demo.icdb")
        shutil.copytree(shipped("corpus") / "learning_culture", folder, dirs_exist_ok=True)
        return _BLOCK.sub(lambda block: _run_all(block[0], folder), text)


def _run_all(block: str, folder: Path) -> str:
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{_run(command, folder)}" for command in commands)


def _run(command: str, folder: Path) -> str:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env={
            **os.environ,
            "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))),
            "INTERVIEWCODER_LANG": "en",
            "HOME": str(folder),
            "XDG_STATE_HOME": str(folder),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{command}: {done.stderr or done.stdout}")
    return re.sub(r"[ \t]+$", "", done.stdout.replace(str(folder), "."), flags=re.MULTILINE)


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:] or [README]):
        path.write_text(refresh(path.read_text("utf-8")), "utf-8")
