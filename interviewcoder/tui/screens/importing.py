"""The importing screen: which transcripts, and the list that says whose they are; reading them can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import DirectoryTree, ProgressBar, Static
from textual.worker import Worker, get_current_worker

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.store.addresses import beside
from interviewcoder.tui.arrivals import Arrival, paths_in
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.file_tree import FileTree
from interviewcoder.tui.widgets.path_input import PathInput

if TYPE_CHECKING:
    from textual.app import ComposeResult


class ImportingScreen(StudyScreen):
    """Two paths to fill in, by hand or from the tree below; then the files are read and shown for approval."""

    place = "documents"
    CSS_PATH = "importing.tcss"
    BINDINGS = [
        Binding("r", "read", "importing.read", id="importing.read"),
        Binding("escape", "back", "importing.back", id="importing.back"),
    ]

    @dataclass
    class Reading(Message):
        """A file is about to be read."""

        worker: Worker[None]
        number: int
        total: int
        name: str

    @dataclass
    class Stopped(Message):
        """There was nothing to read, or the list of respondents could not be."""

        worker: Worker[None]
        why: str

    @dataclass
    class Read(Message):
        """All files were looked at."""

        worker: Worker[None]
        arrivals: Sequence[Arrival]

    def __init__(self, transcripts: str = "", respondents: str = "") -> None:
        super().__init__()
        self._typed = (transcripts, respondents)
        self._reading: Worker[None] | None = None

    # --- build and show ---------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        from interviewcoder.transcripts.read import SUFFIXES

        with Vertical(id="form") as form:
            form.border_title = say("importing.title")
            yield Static(say("importing.what"), classes="say", markup=False)
            for name, typed, suffixes in (
                ("transcripts", self._typed[0], SUFFIXES),
                ("respondents", self._typed[1], (".csv",)),
            ):
                with Horizontal(classes="field"):
                    yield Static(say(f"importing.{name}"), classes="label", markup=False)
                    yield PathInput(typed, suffixes=suffixes, placeholder=say(f"importing.{name}-as"), id=name)
            yield Static(id="names", markup=False)
            yield FileTree(self._folder(), {*SUFFIXES, ".csv"})
        with Vertical(id="progress"):
            yield Static(id="now", markup=False)
            yield ProgressBar()

    def _folder(self) -> Path:
        """Where the tree starts: at the path that was typed before, else where the study lies."""
        before = Path(self._typed[0]).expanduser() if self._typed[0] else beside(self.session.project.path)
        return before if before.is_dir() else before.resolve().parent

    def _field(self, name: str) -> PathInput:
        return self.query_one(f"#{name}", PathInput)

    def on_path_input_completed(self, event: PathInput.Completed) -> None:
        self.query_one("#names", Static).update("  ".join(event.names))

    def on_input_changed(self) -> None:
        self.query_one("#names", Static).update("")

    def on_directory_tree_directory_selected(self, event: DirectoryTree.DirectorySelected) -> None:
        self._take(event.path, folder=True)

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        self._take(event.path, folder=False)

    def _take(self, path: Path, *, folder: bool) -> None:
        """Fill in a path from the tree: a CSV file is the list of respondents, anything else is transcripts."""
        if visible(str(path)) != str(path):
            self.study.tell("importing.odd-name", name=visible(path.name))
            return
        field = self._field("respondents" if path.suffix.casefold() == ".csv" and not folder else "transcripts")
        field.value = f"{path}/" if folder else str(path)
        field.cursor_position = len(field.value)
        if not folder:
            field.focus()

    # --- reading ----------------------------------------------------------------------------------

    def on_input_submitted(self) -> None:
        self.action_read()

    def action_read(self) -> None:
        """Start reading what the fields name."""
        if self._reading is not None:
            return
        transcripts, respondents = (self._field(name).value.strip() for name in ("transcripts", "respondents"))
        if not transcripts:
            self._field("transcripts").focus()
            self.study.tell("importing.no-path")
            return
        self._typed = (transcripts, respondents)
        self._show_reading(True)
        self._reading = self._read(paths_in(transcripts), paths_in(respondents))

    def _show_reading(self, reading: bool) -> None:
        self.set_class(reading, "-reading")
        self.query_one("#form").disabled = reading
        self.query_one("#now", Static).update(say("importing.looking"))
        self.query_one(ProgressBar).update(total=None, progress=0)
        if not reading:
            self._field("transcripts").focus()

    @work(thread=True, exclusive=True, group="import")
    def _read(self, paths: Sequence[Path], respondents: Sequence[Path]) -> None:
        """Read the files one by one and say how it goes; nothing touches the study."""
        from interviewcoder.tasks.before import remembered
        from interviewcoder.tasks.gathering import gather
        from interviewcoder.tasks.intake import prepare
        from interviewcoder.transcripts.respondents import read_respondents, without_file

        worker = get_current_worker()
        roles = self.session.project.codebook.roles
        arrivals: list[Arrival] = []
        try:
            tables = {path: read_respondents(path, roles) for path in respondents}
            listed = [row for rows in tables.values() for row in rows]
            gathered = gather(paths)
            before = remembered(self.session.project)
        except Refused as refused:
            self.post_message(self.Stopped(worker, str(refused)))
            return
        files = gathered.files
        for number, path in enumerate(files, 1):
            if worker.is_cancelled:
                return
            self.post_message(self.Reading(worker, number, len(files), path.name))
            try:
                arrivals.append(Arrival.read(prepare(path, roles=roles, listed=listed, before=before(path))))
            except Refused as refused:
                arrivals.append(Arrival(path, None, str(refused)))
        arrivals += [Arrival(each.path, None, each.why, left_out=True) for each in gathered.skipped]
        seen, names = [each.path for each in arrivals], [each.name for each in self.session.project.ask.documents()]
        for table, rows in tables.items():
            lost = without_file(table, rows, seen, names)
            arrivals += [Arrival(Path(name), None, why) for name, why in lost.items()]
        self.post_message(self.Read(worker, arrivals))

    def on_importing_screen_reading(self, event: Reading) -> None:
        if event.worker is self._reading:
            line = say("importing.reading", number=event.number, total=event.total, name=visible(event.name))
            self.query_one("#now", Static).update(line)
            self.query_one(ProgressBar).update(total=event.total, progress=event.number - 1)

    def on_importing_screen_stopped(self, event: Stopped) -> None:
        if event.worker is self._reading:
            self._reading = None
            self._show_reading(False)
            self.notify(visible(event.why), severity="warning", markup=False)

    def on_importing_screen_read(self, event: Read) -> None:
        if event.worker is self._reading:
            from interviewcoder.tui.screens.import_preview import ImportPreviewScreen

            self.app.switch_screen(ImportPreviewScreen(event.arrivals, self._typed))

    def action_back(self) -> None:
        """Stop reading, else go back to the documents."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
            self._show_reading(False)
            self.study.tell("importing.stopped")
        else:
            self.study.go("documents")
