"""How far long work has come, on a terminal; nothing where no one looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

_WIDTH = 30


@contextmanager
def progress(stream: TextIO) -> Iterator[Callable[[int, int], None]]:
    """A function to tell how much is done of how much; its line is wiped at the end."""
    if not stream.isatty():
        yield lambda done, total: None
        return

    def tell(done: int, total: int) -> None:
        full = _WIDTH * done // max(total, 1)
        stream.write(f"\r{'█' * full}{'░' * (_WIDTH - full)} {done}/{total}")
        stream.flush()

    try:
        yield tell
    finally:
        stream.write("\r\x1b[K")
        stream.flush()
