"""Runs the commands shown in the documentation and puts what they really print below each.

Usage: python docs/refresh_outputs.py [FILE.md ...]      (README.md unless given; needs an installed interviewcoder)

A command stands in a ``console`` block after ``$``. All commands of a file run in one folder with the demo study
(demo.icdb), its interviews/, respondents.csv and design.csv, without a terminal, in English.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

from interviewcoder.cli import main
from interviewcoder.resources import shipped
from interviewcoder.tasks.demo import build_demo

README = Path(__file__).parent.parent / "README.md"
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
_FOR_A_SHELL = set("|<>&;$")


def lay_out(folder: Path) -> Path:
    """Put the demo study and the files it is made of in a folder."""
    build_demo(folder / "demo.icdb")
    return Path(shutil.copytree(shipped("corpus") / "learning_culture", folder, dirs_exist_ok=True))


def refresh(text: str, laid_out: Path) -> str:
    """The text with the output of each command as it is now, run in a copy of this folder (see :func:`lay_out`).

    Raises RuntimeError for a command that fails.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = shutil.copytree(laid_out, Path(name), dirs_exist_ok=True)
        return _BLOCK.sub(lambda block: _run_all(block[0], folder), text)


def _run_all(block: str, folder: Path) -> str:
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{_run(command, folder)}" for command in commands)


def _run(command: str, folder: Path) -> str:
    environment = {
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))),
        "INTERVIEWCODER_LANG": "en",
        "HOME": str(folder),
        "XDG_STATE_HOME": str(folder),
    }
    code, out, err = (_by_shell if set(command) & _FOR_A_SHELL else _here)(command, folder, environment)
    if code:
        raise RuntimeError(f"{command}: {err or out}")
    return re.sub(r"[ \t]+$", "", out.replace(str(folder), "."), flags=re.MULTILINE)


def _by_shell(command: str, folder: Path, environment: dict[str, str]) -> tuple[int, str, str]:
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def _here(command: str, folder: Path, environment: dict[str, str]) -> tuple[int, str, str]:
    """Run a command of interviewcoder in this process, which has read its modules already."""
    name, *words = shlex.split(command)
    assert name == "interviewcoder", command
    out, err, stdin, before = io.StringIO(), io.StringIO(), sys.stdin, dict(os.environ)
    try:
        os.environ.update(environment)
        with Path(os.devnull).open() as nothing, chdir(folder), redirect_stdout(out), redirect_stderr(err):
            sys.stdin = nothing
            code = main(words)
    finally:
        sys.stdin = stdin
        os.environ.clear()
        os.environ.update(before)
    return code, out.getvalue(), err.getvalue()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as laid_out:
        lay_out(Path(laid_out))
        for path in [Path(each) for each in sys.argv[1:]] or [README]:
            path.write_text(refresh(path.read_text("utf-8"), Path(laid_out)), "utf-8")
