"""A line for a path, completed with tab as a shell does; where the path is there already, tab goes on."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from textual.actions import SkipAction
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Input

from interviewcoder.safe import visible
from interviewcoder.tui.keys import in_words


class PathInput(Input):
    """Says ``Completed`` with the names that are possible.

    Tab goes on to the next field when there is nothing to add, and when the path is that of a file or a folder:
    what is in a folder comes once its name is begun. Down goes on always.

    ``suffixes`` are those of the files it is for; folders are always offered.
    """

    DEFAULT_CSS = """
    PathInput, PathInput.-textual-compact { background: $panel; padding: 0 1; }
    """
    BINDINGS = [
        Binding("enter", "submit", "importing.read", id="path.read"),
        Binding("tab", "complete", "importing.complete", id="path.complete"),
        Binding("down", "app.focus_next", "importing.next-field", id="path.next"),
        Binding("up", "app.focus_previous", show=False),
    ]

    class Completed(Message):
        """Tab was pressed: ``names`` are what the path can go on with; none where there was only one."""

        def __init__(self, names: list[str]) -> None:
            super().__init__()
            self.names = names

    def __init__(self, value: str, *, suffixes: Collection[str], placeholder: str, id: str) -> None:
        super().__init__(value, placeholder=placeholder, id=id, compact=True)
        self._bindings = in_words(self._bindings)
        self._suffixes = suffixes
        self._told: str | None = None

    def action_complete(self) -> None:
        if self.value.endswith("/") and Path(self.value).expanduser().is_dir():
            raise SkipAction()
        value, names = complete(self.value, self._suffixes)
        if value == self.value and (len(names) < 2 or self._told == value):
            raise SkipAction()
        self.value = value
        self.cursor_position = len(value)
        self._told = value if names else None
        self.call_after_refresh(self.post_message, self.Completed(names))


def complete(typed: str, suffixes: Collection[str]) -> tuple[str, list[str]]:
    """The path as far as it can be completed, and the names it can go on with when there are several.

    A folder ends in "/". Names that begin with a dot come only when one is typed; those with control characters
    never.
    """
    if not typed:
        return typed, []
    folder, _, prefix = typed.rpartition("/")
    above = folder + "/" if "/" in typed else ""
    try:
        entries = list(Path(above or ".").expanduser().iterdir())
    except OSError:
        return typed, []
    fitting = [entry for entry in entries if _fits(entry.name, prefix)]
    names = sorted(
        f"{entry.name}/" if entry.is_dir() else entry.name
        for entry in fitting
        if entry.is_dir() or entry.suffix.casefold() in suffixes
    )
    if len(names) < 2:
        return (above + names[0] if names else typed), []
    first, last = names[0], names[-1]
    alike = next((n for n, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    return above + (first[:alike] if alike >= len(prefix) else prefix), names


def _fits(name: str, prefix: str) -> bool:
    hidden = name.startswith(".") and not prefix.startswith(".")
    return name.casefold().startswith(prefix.casefold()) and not hidden and visible(name) == name
