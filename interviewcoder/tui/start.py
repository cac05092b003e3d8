"""The start screen: the studies opened lately, another one, a new one, the demo, a backup put back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.app import App
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import OptionList, ProgressBar, Static
from textual.widgets.option_list import Option
from textual.worker import Worker, get_current_worker

from interviewcoder import __version__
from interviewcoder.errors import Refused, Stopped
from interviewcoder.locale import pick, say
from interviewcoder.safe import visible
from interviewcoder.store.addresses import Place
from interviewcoder.tasks.recent import Recent, recent, tour_given
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.themes import DARK, LIGHT
from interviewcoder.tui.unlocking import asks_password, unlock_and
from interviewcoder.tui.when import local_time

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from interviewcoder.store.backups import Backup

_ACTIONS = {"n": "new", "o": "open", "d": "demo", "b": "backup"}
"""What there is to do but opening a study of the list, by its key."""

_NAME = 26
_TIME = 16


@dataclass(frozen=True, slots=True)
class Chosen:
    """A study to open, by whom where that is known, and what to begin with."""

    place: Place
    coder: str | None = None
    tour: bool = False
    importing: bool = False


class Start(App[Chosen]):
    """Gives what is to be opened; None when the program is left.

    ``coder`` is proposed as the first coder of a new study. ``trouble`` is a study that could not be opened, and why.
    """

    TITLE = "Interviewcoder"
    CSS = """
    Screen { background: $background; }
    ModalScreen { background: $background 40%; }
    Choice { background: $background 0%; }
    #title { height: 1; background: $primary 25%; text-style: bold; }
    #about { height: auto; padding: 1 2; color: $text-muted; }
    #lists { height: auto; max-height: 1fr; border: none; background: $background; padding: 0 1; }
    #note { height: auto; padding: 1 2 0 2; color: $warning; }
    #making { display: none; height: auto; padding: 1 2; }
    #making ProgressBar, #making Bar { width: 1fr; }
    .-making #making { display: block; }
    #keys { dock: bottom; height: 1; background: $panel; padding: 0 1; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [
        *(Binding(key, name, f"start.{name}") for key, name in _ACTIONS.items()),
        *(Binding(str(n), f"recent({n - 1})", "start.recent", show=n == 1) for n in range(1, 10)),
        Binding("question_mark", "help", "tui.help"),
        Binding("escape,q", "leave", "tui.quit"),
        Binding("ctrl+q", "leave", "tui.quit", show=False, priority=True),
    ]

    def __init__(self, *, coder: str | None = None, trouble: tuple[Place, str] | None = None) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._coder = coder
        self._trouble = trouble
        self._recent: tuple[Recent, ...] = ()
        self._making: Worker[None] | None = None
        self._leaving = False
        """Asked to stop. A worker that is cancelled before its thread begins would never say that it stopped."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    # --- build and show ---------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        yield Static(f" Interviewcoder {__version__}", id="title", markup=False)
        yield Static(id="about", markup=False)
        yield OptionList(id="lists")
        with Vertical(id="making"):
            yield Static(say("start.making"), markup=False)
            yield ProgressBar()
        yield Static(id="note", markup=False)
        yield Static(say("start.keys"), id="keys", markup=False)

    def on_mount(self) -> None:
        self._list()
        if self._trouble:
            place, why = self._trouble
            self._note(why)
            if isinstance(place, Path):
                self._offer_backups(place, why)

    def on_resize(self) -> None:
        self._list()

    def _list(self) -> None:
        """Fill the list, with the focus where it was."""
        self._recent = recent()
        self.query_one("#about", Static).update(say("start.about" if self._recent else "start.about-first"))
        lists = self.query_one(OptionList)
        at = lists.highlighted or 0
        lists.clear_options()
        for number, each in enumerate(self._recent):
            lists.add_option(Option(self._line(number, each)))
        if self._recent:
            lists.add_option(None)
        for key, name in _ACTIONS.items():
            lists.add_option(Option(Text.assemble((f"{key}", "bold"), f"  {say(f'start.{name}-long')}")))
        lists.highlighted = min(at, lists.option_count - 1)
        lists.focus()

    def _line(self, number: int, each: Recent) -> Text:
        """A study: its number, its name, where it is, and when it was opened, as far as there is room."""
        room = max(10, self.size.width - _NAME - _TIME - 12)
        line = Text(f"{number + 1}  ", style="bold", no_wrap=True)
        line.append(_cut(visible(each.name), _NAME).ljust(_NAME))
        line.append("  " + _cut_left(visible(at_home(each.place)), room).ljust(room), style="not bold")
        return line.append(f"  {local_time(each.at)}", style="not bold dim")

    def _note(self, why: str) -> None:
        self.query_one("#note", Static).update(visible(why))

    # --- choosing ---------------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        if event.option_list is self.query_one("#lists"):
            self._choose(event.option_index)

    def _choose(self, index: int) -> None:
        if index < len(self._recent):
            self._try(self._recent[index].place)
        else:
            actions = (self.action_new, self.action_open, self.action_demo, self.action_backup)
            actions[index - len(self._recent)]()

    def action_recent(self, index: int) -> None:
        if index < len(self._recent):
            self._try(self._recent[index].place)

    def action_leave(self) -> None:
        if self._making is None:
            self.exit()
        else:
            self._leaving = True

    def action_help(self) -> None:
        from interviewcoder.tui.screens.help import HelpScreen

        keys = [(key, say(f"start.{name}-long")) for key, name in _ACTIONS.items()]
        keys = [("1–9 enter", say("start.recent")), *keys, ("esc q ctrl+q", say("tui.quit"))]
        self.push_screen(HelpScreen([*keys, ("", ""), ("docs/", say("start.docs"))], say("start.title")))

    def action_open(self) -> None:
        from interviewcoder.tui.widgets.open_dialog import OpenDialog

        def chosen(place: Place | None) -> None:
            if place is not None:
                self._try(place)

        self.push_screen(OpenDialog(say("start.open-long")), chosen)

    # --- opening ----------------------------------------------------------------------------------

    @work(thread=True, exclusive=True, group="open")
    def _try(self, place: Place) -> None:
        """Look whether a study opens; if so that is what was chosen, if not its backups are offered."""
        try:
            _coders(place)
        except Refused as refused:
            if asks_password(refused) and isinstance(place, Path):
                self.call_from_thread(self._ask_password, place)
            else:
                self.call_from_thread(self._failed, place, str(refused))
            return
        self.call_from_thread(self.exit, Chosen(place))

    def _ask_password(self, study: Path) -> None:
        """Ask for the password of a study; its backups are offered where that fails, and first where the file may be
        a damaged one that never had any."""
        from interviewcoder.store.backups import refuse_damaged

        def ask() -> None:
            unlock_and(self, study, at_home(study), lambda: self._try(study), no_password)

        def no_password() -> None:
            self._offer_backups(study, say("encryption.wrong-password", path=at_home(study)))

        try:
            refuse_damaged(study)
        except Refused as refused:
            self._offer_backups(study, str(refused), ask)
        else:
            ask()

    def _failed(self, place: Place, why: str) -> None:
        self._note(why)
        if isinstance(place, Path):
            self._offer_backups(place, why)

    def _offer_backups(self, study: Path, why: str, otherwise: Callable[[], None] | None = None) -> None:
        """Let a backup be put in the place of a study, or go on ``otherwise``; nothing where it has none."""
        from interviewcoder.store.backups import backups_of
        from interviewcoder.tui.widgets.backups_dialog import BackupsDialog

        def chosen(backup: Backup | None) -> None:
            if backup is not None:
                self._put_back(study, backup)
            elif otherwise:
                otherwise()

        if backups := backups_of(study):
            self.push_screen(BackupsDialog(f"{why}\n{say('start.backup-safe')}", backups), chosen)

    @work(thread=True, exclusive=True, group="open")
    def _put_back(self, study: Path, backup: Backup) -> None:
        from interviewcoder.store.backups import restore

        try:
            restore(study, backup.path)
        except Refused as refused:
            if asks_password(refused):
                shown, again = at_home(backup.path), lambda: self._put_back(study, backup)
                self.call_from_thread(unlock_and, self, backup.path, shown, again)
            else:
                self.call_from_thread(self._note, str(refused))
            return
        at = local_time(backup.at.isoformat())
        self.call_from_thread(self._note, say("start.put-back", path=at_home(study), at=at))
        self.call_from_thread(self._list)

    def action_backup(self) -> None:
        """Offer the backups of the study in focus, else of one that is asked for."""
        from interviewcoder.store.backups import backups_of
        from interviewcoder.tui.widgets.open_dialog import OpenDialog

        def chosen(place: Place | None) -> None:
            if place is None:
                return
            if not isinstance(place, Path):
                self._note(say("server.only-files", path=place))
            elif backups_of(place):
                self._offer_backups(place, say("start.backup-of", path=at_home(place)))
            else:
                self._note(say("cli.backup.none", path=place))

        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self._recent):
            chosen(self._recent[at].place)
        else:
            self.push_screen(OpenDialog(say("start.backup-which")), chosen)

    # --- making -----------------------------------------------------------------------------------

    def action_new(self) -> None:
        from interviewcoder.tui.screens.new_study import NewStudyScreen

        def made(chosen: Chosen | None) -> None:
            if chosen is not None:
                self.exit(chosen)

        self.push_screen(NewStudyScreen(self._coder), made)

    def action_demo(self) -> None:
        """Open a demo study, made first where it is not there; where there are several, ask which."""
        from interviewcoder.codes.load import load_codebook
        from interviewcoder.tasks.demo import NAME, studies
        from interviewcoder.tui.widgets.choice import Choice
        from interviewcoder.tui.widgets.choice import Option as Line

        names = {str(number): name for number, name in enumerate(sorted(studies(), key=lambda n: n != NAME), 1)}

        def chosen(key: str | None) -> None:
            if name := names["1"] if key == "enter" else names.get(key or ""):
                self._leaving = False
                self._making = self._make_demo(name)

        lines = [Line(key, visible(pick(load_codebook(name).title))) for key, name in names.items()]
        self.push_screen(Choice(say("start.which-demo"), lines), chosen)

    @work(thread=True, exclusive=True, group="open")
    def _make_demo(self, name: str) -> None:
        from interviewcoder.tasks.demo import build_demo, demo_path

        worker, path = get_current_worker(), demo_path(name)

        def progress(done: int, total: int) -> None:
            if self._leaving or worker.is_cancelled:
                raise Stopped
            self.call_from_thread(self._show_making, done, total)

        try:
            if not path.exists():
                build_demo(path, name, progress=progress)
            coders = _coders(path)
        except Stopped:
            self.call_from_thread(self._made, say("start.demo-stopped"))
        except Refused as refused:
            self.call_from_thread(self._made, str(refused))
        else:
            self.call_from_thread(self.exit, Chosen(path, coders[0], tour=not tour_given()))

    def _show_making(self, done: int, total: int) -> None:
        self.screen.add_class("-making")
        self.query_one(ProgressBar).update(total=total, progress=done)

    def _made(self, why: str) -> None:
        self._making = None
        self.screen.remove_class("-making")
        self._note(why)


def _coders(place: Place) -> list[str]:
    """The coders of a study. Raises Refused when it does not open."""
    from interviewcoder.store.engines import said_plainly
    from interviewcoder.store.project import Project

    with said_plainly(place), Project.open(place) as project:
        return project.ask.coders()


def at_home(place: Place) -> str:
    """A path as people write it, from their home folder."""
    if isinstance(place, Path) and place.is_relative_to(Path.home()):
        return f"~/{place.relative_to(Path.home())}"
    return str(place)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _cut_left(text: str, width: int) -> str:
    return text if len(text) <= width else "…" + text[1 - width :]
