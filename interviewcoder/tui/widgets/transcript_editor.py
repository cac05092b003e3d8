"""A transcript to be corrected, as text: whatever it holds, nothing of it acts on the terminal."""

from __future__ import annotations

from interviewcoder.tui.widgets.plain_text_area import PlainTextArea


class TranscriptEditor(PlainTextArea):
    """The whole text of a transcript; positions are code points, as everywhere."""

    DEFAULT_CSS = """
    TranscriptEditor, TranscriptEditor:focus { border: none; padding: 0 1; height: 1fr; }
    """

    def __init__(self, text: str, at: int) -> None:
        super().__init__(text, soft_wrap=True, show_line_numbers=False)
        self._first = text
        self._at = at

    def on_mount(self) -> None:
        before = self._first[: self._at]
        self.move_cursor((before.count("\n"), len(before) - before.rfind("\n") - 1), center=True)
        self.focus()

    @property
    def is_faithful(self) -> bool:
        """Whether the editor gives back the text it was given: it knows no line ends but the common ones."""
        return self.text == self._first

    @property
    def is_changed(self) -> bool:
        return self.text != self._first

    @property
    def position(self) -> int:
        """The code point where the cursor is."""
        row, column = self.cursor_location
        return sum(len(self.document.get_line(n)) + 1 for n in range(row)) + column
