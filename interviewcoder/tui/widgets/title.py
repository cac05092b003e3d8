"""The title line: study, coder, where one is; on the right what is in and whether all is saved."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Static

from interviewcoder.locale import say
from interviewcoder.model import RoundState
from interviewcoder.safe import visible
from interviewcoder.tui.session import Session

_SHORTEST_NAME = 16
"""Cells: what is left of a study's name where there is little room."""


class TitleLine(Static):
    """One line over the whole width; a study that is made up is called so, always."""

    DEFAULT_CSS = """
    TitleLine { height: 1; background: $primary 25%; color: $foreground; text-style: bold; }
    """

    def __init__(self, session: Session, place: str) -> None:
        super().__init__()
        self._session = session
        self._place = place
        self._study = self._rest = ""
        self._parts: list[str] = []

    def on_resize(self) -> None:
        self._draw()

    def show(self) -> None:
        """Draw the line from the study as it is."""
        ask = self._session.project.ask
        properties = ask.properties()
        imported, planned = len(ask.documents()), sum(cell.expected for cell in ask.planned())
        self._study, self._rest = f" {properties['name']}", f" · {self._session.coder} · {self._place}"
        key = "tui.imported-of" if planned else "tui.imported"
        parts = [say(key, imported=imported, planned=planned), say("tui.saved")]
        if waiting := sum(ask.review_counts().values()):
            parts.insert(0, say("tui.to-review", count=waiting))
        if sealed := [each for each in ask.rounds() if each.state is RoundState.SEALED]:
            done = f"{len(sealed[-1].done)}/{len(sealed[-1].coders)}"
            parts.insert(0, say("rounds.title", name=visible(sealed[-1].name), done=done))
        if "synthetic" in properties:
            parts.insert(0, say("tui.synthetic"))
        self._parts = parts
        self._draw()

    def show_away(self) -> None:
        """Say that the study cannot be read now, in place of what was in it."""
        self._parts = [say("tui.away")]
        self._draw()

    def _draw(self) -> None:
        parts, width = list(self._parts), self.size.width
        name = Text(self._study, no_wrap=True)
        name.truncate(max(_SHORTEST_NAME, width - cell_len(self._rest + " · ".join(parts)) - 2), overflow="ellipsis")
        left = name.plain + self._rest
        while len(parts) > 1 and cell_len(left + " · ".join(parts)) + 2 > width:
            parts.pop()
        right = " · ".join(parts) + " "
        line = Text(left, no_wrap=True)
        line.truncate(max(0, width - len(right) - 1), overflow="ellipsis")
        line.append(" " * max(1, width - line.cell_len - len(right)))
        line.append(right, style="not bold")
        self.update(line)
