"""An editor in which nothing of the text acts on the terminal."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import TextArea

from interviewcoder.safe import visible


class PlainTextArea(TextArea):
    """Draws controls and overrides of direction as signs that show; the text itself keeps them."""

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn; tabs are left, for the editor lays them out itself."""
        line = self.document.get_line(line_index)
        return Text("\t".join(visible(part) for part in line.split("\t")), end="", no_wrap=True)
