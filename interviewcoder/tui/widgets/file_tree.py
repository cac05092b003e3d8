"""The files and folders of this machine to choose from, their names as text and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from rich.text import Text
from textual.binding import Binding
from textual.widgets import DirectoryTree

from interviewcoder.safe import visible
from interviewcoder.tui.keys import in_words


class FileTree(DirectoryTree, inherit_bindings=False):
    """A click or Enter on a folder is ``DirectorySelected`` and unfolds it, on a file ``FileSelected``."""

    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "
    ICON_FILE = "  "
    DEFAULT_CSS = """
    FileTree { background: $background; scrollbar-size-vertical: 1; padding: 0; }
    """
    BINDINGS = [
        Binding("up,k", "cursor_up", show=False),
        Binding("down,j", "cursor_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("home", "scroll_home", show=False),
        Binding("end", "scroll_end", show=False),
        Binding("space", "toggle_node", show=False),
        Binding("enter", "select_cursor", "importing.choose", id="files.choose"),
        Binding("backspace,left,h", "higher", "importing.higher", id="files.higher"),
    ]

    def __init__(self, path: Path, suffixes: Collection[str]) -> None:
        super().__init__(path)
        self._bindings = in_words(self._bindings)
        self._suffixes = suffixes

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Folders, and files with one of the suffixes; what is hidden stays so."""
        there = (path for path in paths if not path.name.startswith("."))
        return [path for path in there if path.suffix.casefold() in self._suffixes or self._safe_is_dir(path)]

    def process_label(self, label: str | Text) -> Text:
        return Text(visible(str(label)))

    def action_higher(self) -> None:
        """Show the folder above the one shown."""
        self.path = Path(self.path).resolve().parent
