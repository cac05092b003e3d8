"""Which study to open: a path or the address of a server typed, or a file chosen from the tree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DirectoryTree, Static

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.store.addresses import Place, place_of
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.widgets.file_tree import FileTree
from interviewcoder.tui.widgets.path_input import PathInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

STUDIES = (".icdb",)
"""How the files of studies end."""


class OpenDialog(ModalScreen[Place | None]):
    """Gives the study chosen, which may not be there or be none; None for Escape."""

    DEFAULT_CSS = """
    OpenDialog { align: center middle; }
    OpenDialog > Vertical { width: 90; max-width: 96%; height: 90%; background: $surface; border: round $accent;
        padding: 0 1; }
    OpenDialog #note { height: auto; min-height: 1; color: $text-muted; }
    OpenDialog FileTree { height: 1fr; background: $surface; }
    """
    BINDINGS = [Binding("escape", "dismiss(None)", "tui.close", id="open.close")]

    def __init__(self, title: str, suffixes: Sequence[str] = STUDIES) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._title = title
        self._suffixes = tuple(suffixes)

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text(visible(self._title))
            box.border_subtitle = Text(say("start.open-keys"))
            yield PathInput("", suffixes=self._suffixes, placeholder=say("start.open-as"), id="path")
            yield Static(id="note", markup=False)
            yield FileTree(Path.cwd(), self._suffixes)

    def on_path_input_completed(self, event: PathInput.Completed) -> None:
        self.query_one("#note", Static).update("  ".join(event.names))

    def on_input_submitted(self, event: PathInput.Submitted) -> None:
        typed = event.value.strip()
        try:
            place = place_of(typed)
        except Refused as refused:
            self.query_one("#note", Static).update(visible(str(refused)))
            return
        if typed:
            self.dismiss(place.expanduser() if isinstance(place, Path) else place)

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        self.dismiss(event.path)
