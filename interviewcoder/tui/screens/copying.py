"""The open study copied to another file or a server, with a password or without; left halfway, nothing is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, ProgressBar, Static
from textual.worker import Worker, get_current_worker

from interviewcoder.errors import Refused, Stopped
from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.store.addresses import Place, place_of
from interviewcoder.store.copying import copy
from interviewcoder.store.encryption import own_password
from interviewcoder.store.project import Project
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.widgets.password_dialogs import NewPasswordDialog
from interviewcoder.tui.widgets.path_input import PathInput

if TYPE_CHECKING:
    from textual.app import ComposeResult


class CopyingScreen(ModalScreen[str | None]):
    """Gives what was done in a sentence; None when nothing was."""

    DEFAULT_CSS = """
    CopyingScreen { align: center middle; }
    CopyingScreen > Vertical { width: 90; max-width: 96%; height: auto; background: $surface; border: round $accent;
        padding: 0 1; }
    CopyingScreen Static { height: auto; }
    CopyingScreen PathInput { margin: 1 0; }
    CopyingScreen #note { min-height: 1; color: $warning; }
    CopyingScreen ProgressBar { display: none; }
    CopyingScreen.-copying ProgressBar { display: block; }
    CopyingScreen ProgressBar, CopyingScreen Bar { width: 1fr; }
    """
    BINDINGS = [
        Binding("f4", "password", "encryption.dialog.title", priority=True, id="copying.password"),
        Binding("escape", "leave", "tui.close", id="copying.leave"),
    ]

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._project = project
        self._password: str | None = None
        self._copying: Worker[None] | None = None
        self._leaving = False
        """Asked to stop. A worker that is cancelled before its thread begins would never say that it stopped."""

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text(say("copying.title"))
            box.border_subtitle = Text(say("copying.keys"))
            yield Static(say("copying.about"), markup=False)
            yield PathInput("", suffixes=(".icdb",), placeholder=say("copying.to"), id="to")
            yield Static(say("copying.plain"), id="password", markup=False)
            yield ProgressBar(show_eta=False)
            yield Static(id="note", markup=False)

    def on_path_input_completed(self, event: PathInput.Completed) -> None:
        self._note("  ".join(event.names))

    def action_password(self) -> None:
        """Have the copy encrypted with a password; not any more, where none is given."""

        def given(password: str | None) -> None:
            self._password = password
            said = say("copying.plain" if password is None else "copying.encrypted")
            self.query_one("#password", Static).update(said)

        if self._copying is None:
            self.app.push_screen(NewPasswordDialog(), given)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        typed = event.value.strip()
        if not typed or self._copying:
            return
        try:
            place = place_of(typed)
        except Refused as refused:
            self._note(str(refused))
            return
        self._note("")
        self._leaving = False
        self.add_class("-copying")
        self._copying = self._copy(place.expanduser() if isinstance(place, Path) else place)

    @work(thread=True, exclusive=True, group="copying")
    def _copy(self, to: Place) -> None:
        worker, shown = get_current_worker(), -1

        def tell(done: int, total: int) -> None:
            nonlocal shown
            if self._leaving or worker.is_cancelled:
                raise Stopped
            if (percent := 100 * done // max(total, 1)) != shown:
                shown = percent
                self.app.call_from_thread(self.query_one(ProgressBar).update, total=total, progress=done)

        try:
            events = copy(self._project, to, password=self._password, tell=tell)
        except Stopped:
            self.app.call_from_thread(self._stopped, say("cli.copy.stopped", to=to))
        except Refused as refused:
            self.app.call_from_thread(self._stopped, str(refused))
        else:
            told = say("cli.copy.done", path=self._project.path, to=to, events=events)
            if own_password(self._project.path) and not self._password:
                told += " " + say("encryption.copy-is-plain", to=to)
            self.app.call_from_thread(self.dismiss, told)

    def _stopped(self, why: str) -> None:
        self._copying = None
        self.remove_class("-copying")
        self._note(why)

    def _note(self, why: str) -> None:
        self.query_one("#note", Static).update(visible(why))

    def action_leave(self) -> None:
        """Stop copying; where nothing is being copied, close."""
        if self._copying:
            self._leaving = True
        else:
            self.dismiss(None)
