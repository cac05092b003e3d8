"""The step of the tour that one is at, under the title; there only while the tour is given."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static

from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.tui.session import Session


class TourLine(Static):
    """What to do now, over the whole width."""

    DEFAULT_CSS = """
    TourLine { display: none; height: auto; max-height: 4; padding: 0 1; background: $accent 25%;
        color: $foreground; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def on_mount(self) -> None:
        self.show()

    def show(self) -> None:
        """Draw the step one is at; nothing where no tour is given."""
        tour = self._session.tour
        self.display = tour is not None
        if tour:
            count, what = tour.line
            line = Text(f"{count} · ", style="bold").append(visible(what), style="not bold")
            way_out = say("tour.close" if tour.over else "tour.stop")
            self.update(line.append(f"  ({way_out})", style="not bold italic"))
