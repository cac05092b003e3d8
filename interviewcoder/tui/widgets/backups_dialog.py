"""The backups of a study, to put one back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.store.backups import Backup
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.when import local_time

if TYPE_CHECKING:
    from textual.app import ComposeResult


class BackupsDialog(ModalScreen[Backup | None]):
    """Gives the backup to put back, the newest in focus; None for none of them. Puts nothing back itself."""

    DEFAULT_CSS = """
    BackupsDialog { align: center middle; }
    BackupsDialog > Vertical { width: 76; max-width: 96%; height: auto; max-height: 90%; background: $surface;
        border: round $accent; padding: 0 1; }
    BackupsDialog Static { height: auto; margin: 0 0 1 0; }
    BackupsDialog OptionList, BackupsDialog OptionList:focus { height: auto; max-height: 12; border: none;
        background: $surface; }
    """
    BINDINGS = [Binding("escape", "dismiss(None)", "tui.close", id="backups.close")]

    def __init__(self, why: str, backups: Sequence[Backup]) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._why = why
        self._backups = tuple(backups)

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text(say("start.backups"))
            box.border_subtitle = Text(say("start.backups-keys"))
            yield Static(visible(self._why), markup=False)
            yield OptionList(*(Option(Text(_line(each))) for each in self._backups))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._backups[event.option_index])


def _line(backup: Backup) -> str:
    size = f"{backup.size / 1_000_000:.1f} MB"
    return f"{local_time(backup.at.isoformat())}   {size:>9}   {say(f'cli.backup.why.{backup.why.value}')}"
