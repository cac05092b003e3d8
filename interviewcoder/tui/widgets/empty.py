"""What stands in place of a list with nothing in it: why, and what to do about it."""

from __future__ import annotations

from textual.widgets import Static


class Empty(Static):
    """Shown while there is nothing to list; the screen has the class ``-without`` then, to hide the list by."""

    DEFAULT_CSS = """
    Empty { display: none; content-align: center middle; height: 1fr; width: 1fr; padding: 0 4; text-align: center; }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, why: str | None) -> None:
        """Say why there is nothing; None when there is something."""
        self.screen.set_class(why is not None, "-without")
        self.display = why is not None
        self.update(why or "")
