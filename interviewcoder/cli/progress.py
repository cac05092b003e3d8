"""How far long work has come, on a terminal; nothing where no one looks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_WIDTH = 30
_SOON = 2
"""Seconds of work before a guess is made of the time left."""


@contextmanager
def progress(stream: TextIO) -> Iterator[Callable[[int, int], None]]:
    """A function to tell how much is done of how much; its line is wiped at the end."""
    if not stream.isatty():
        yield lambda done, total: None
        return

    began = time.monotonic()

    def tell(done: int, total: int) -> None:
        full = _WIDTH * done // max(total, 1)
        left = _left(time.monotonic() - began, done, total)
        stream.write(f"\r{'█' * full}{'░' * (_WIDTH - full)} {done}/{total}{left}\x1b[K")
        stream.flush()

    try:
        yield tell
    finally:
        stream.write("\r\x1b[K")
        stream.flush()


def _left(seconds: float, done: int, total: int) -> str:
    """The time that the rest will take, as "  0:07", going by what is done; nothing while that is too little."""
    if not done or seconds < _SOON:
        return ""
    left = round(seconds * (total - done) / done)
    return f"  {left // 60}:{left % 60:02}"
