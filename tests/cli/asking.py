"""What a command left, and what tests ask of the study it was run on."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from interviewcoder.model import Span, Transcript
from interviewcoder.store.project import Project

_PATIENCE = 60.0
"""Seconds after which a program on a terminal is stuck."""


@dataclass
class Ran:
    """What a command left: its exit code, and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Ran]


def place(file: Path, document: str, words: str) -> tuple[int, int]:
    """Where words stand in a document."""
    with Project.open(file) as project:
        start = project.ask.transcript(project.ask.document(document).id).text.index(words)
    return start, start + len(words)


def stamp(file: Path) -> int:
    """A number that grows with every change of the study."""
    with Project.open(file) as project:
        return project.ask.stamp()


def made_up(transcript: Transcript) -> Transcript:
    """The transcript with a first line that says that nobody said it."""
    mark = "SYNTHETIC INTERVIEW: made up.\n\n"
    by = len(mark)
    turns = tuple(replace(each, start=each.start + by, end=each.end + by) for each in transcript.turns)
    sentences = tuple(Span(each.start + by, each.end + by) for each in transcript.sentences)
    return Transcript(mark + transcript.text, turns, sentences)


def on_terminal(
    *words: object, keys: str = "", after: str = "", then: tuple[tuple[str, str], ...] = (), columns: int = 80
) -> tuple[int, str]:
    """Run a command on a terminal and type ``keys`` once ``after`` has been on the screen; its code and output.

    ``then`` are more keys, each with what is to come on the screen before them.
    """
    steps = [(after, keys), *then] if keys else []
    heard = b""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
    command = [sys.executable, "-m", "interviewcoder", *map(str, words)]
    environment = {**os.environ, "TERM": "xterm-256color"}
    said = b""
    try:
        with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
            os.close(theirs)
            watch = threading.Timer(_PATIENCE, process.kill)
            watch.start()
            while chunk := _read(ours):
                said += chunk
                heard += chunk
                if steps and steps[0][0].encode() in heard:
                    os.write(ours, steps.pop(0)[1].encode())
                    heard = b""
            watch.cancel()
    finally:
        os.close(ours)
    return process.returncode, said.decode(errors="replace").replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    """What a terminal says next; nothing once the program at its other end has left."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
