"""Where to write a file; one that exists is named, and only written over when asked a second time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.markup import escape
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.tui.keys import in_words

if TYPE_CHECKING:
    from textual.app import ComposeResult


class FileDialog(ModalScreen[Path | None]):
    """Gives the path to write to, with ``~`` resolved, or None for nowhere. Writes nothing itself."""

    DEFAULT_CSS = """
    FileDialog { align: center middle; }
    FileDialog > Vertical { width: 90; max-width: 96%; height: auto; background: $surface; border: round $accent;
        padding: 0 1; }
    FileDialog #note { height: auto; min-height: 1; color: $warning; }
    FileDialog Horizontal { height: 1; }
    FileDialog Horizontal Static { width: auto; margin: 0 2 0 0; background: $panel; }
    """
    BINDINGS = [Binding("escape", "dismiss(None)", "tui.close", id="file.close")]

    def __init__(self, title: str, proposed: Path) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._title = title
        self._proposed = proposed
        self._confirmed: Path | None = None

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = escape(visible(self._title))
            yield Input(str(self._proposed), compact=True, select_on_focus=False)
            yield Static(id="note", markup=False)
            with Horizontal():
                yield Static(say("quotes.write"), id="write", markup=False)
                yield Static(say("quotes.not"), id="not", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_changed(self) -> None:
        self._confirmed = None
        self.query_one("#note", Static).update("")

    def on_input_submitted(self) -> None:
        self._decide()

    def on_click(self, event: events.Click) -> None:
        if event.widget is self.query_one("#write"):
            self._decide()
        elif event.widget is self.query_one("#not"):
            self.dismiss(None)

    def _decide(self) -> None:
        typed = self.query_one(Input).value.strip()
        path = Path(typed).expanduser() if typed else self._proposed
        if not path.is_absolute():
            path = self._proposed.parent / path
        if path.is_dir():
            self._note("publish.is-folder", path)
        elif not path.parent.is_dir():
            self._note("quotes.no-folder", path.parent)
        elif path.exists() and self._confirmed != path:
            self._confirmed = path
            self._note("quotes.exists", path)
        else:
            self.dismiss(path)

    def _note(self, key: str, path: Path) -> None:
        self.query_one("#note", Static).update(visible(say(key, path=path)))
