"""The rows of a transcript as they stand painted: each is painted when it is asked for, and anew when it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from textual.cache import LRUCache
from textual.strip import Strip

from interviewcoder.tui.widgets.transcript.paint import Scene

_KEPT = 4096
"""Rows whose strips are kept."""


class Rows:
    """Strips by the number of their row; ``scene`` says what a row shows besides its words, ``paint`` makes a strip.

    The strips of earlier scenes are kept as well, for a reader goes back and forth.
    """

    def __init__(self, scene: Callable[[int], Scene], paint: Callable[[int, Scene], Strip]) -> None:
        self._scene = scene
        self._paint = paint
        self._now: LRUCache[int, Strip] = LRUCache(_KEPT)
        self._painted: LRUCache[tuple[int, Scene], Strip] = LRUCache(_KEPT)

    def at(self, row: int) -> Strip:
        """The strip of a row as it is now."""
        if (strip := self._now.get(row)) is None:
            scene = self._scene(row)
            if (strip := self._painted.get((row, scene))) is None:
                strip = self._painted[row, scene] = self._paint(row, scene)
            self._now[row] = strip
        return strip

    def look_again(self, rows: Iterable[int] | None = None) -> None:
        """These rows, or all, may show something else besides their words: the selection, what was read."""
        if rows is None:
            self._now.clear()
        else:
            for row in rows:
                self._now.discard(row)

    def forget(self, rows: range | None = None) -> None:
        """The words of these rows, or of all, or the codings on them, are others."""
        self.look_again(rows)
        for key in [key for key in self._painted.keys() if rows is None or key[0] in rows]:  # noqa: SIM118 (an LRUCache)
            self._painted.discard(key)
