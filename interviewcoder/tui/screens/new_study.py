"""A new study: its name and file, the codebook, the first coder and, if one likes, the planned interviews."""

from __future__ import annotations

import asyncio
import getpass
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, RadioButton, RadioSet, Static

from interviewcoder.codes.load import load_codebook, shipped_ids
from interviewcoder.errors import Refused
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook
from interviewcoder.safe import visible
from interviewcoder.store.addresses import place_of
from interviewcoder.tasks.beginning import SHIPPED, begin_study, named_after, study_file
from interviewcoder.transcripts.design import Design, read_design
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.start import Chosen, at_home
from interviewcoder.tui.typed import Form
from interviewcoder.tui.widgets.path_input import PathInput

if TYPE_CHECKING:
    from textual.app import ComposeResult

_NOTHING = Design((), ())


class _Choice(RadioButton):
    """One that shows whether it is chosen by a sign too, not by its colour alone."""

    def on_mount(self) -> None:
        self._sign()

    def watch_value(self) -> None:
        self._sign()
        super().watch_value()

    def _sign(self) -> None:
        self.BUTTON_INNER = "●" if self.value else " "


class NewStudyScreen(Form[Chosen | None]):
    """Makes the study and gives it, to go on with importing; None when none was made."""

    DEFAULT_CSS = """
    NewStudyScreen { align: center middle; }
    NewStudyScreen > Vertical { width: 90; max-width: 98%; height: auto; max-height: 98%; background: $surface;
        border: round $accent; padding: 0 1; }
    NewStudyScreen Horizontal { height: auto; margin: 0 0 1 0; }
    NewStudyScreen .label { width: 14; }
    NewStudyScreen Input { width: 1fr; height: 1; border: none; background: $panel; padding: 0 1; }
    NewStudyScreen RadioSet { width: 1fr; height: auto; border: none; background: $surface; padding: 0; }
    NewStudyScreen #own { margin: 0 0 1 14; width: 1fr; display: none; }
    NewStudyScreen #plan, NewStudyScreen #password { width: auto; margin: 0 0 0 1; background: $panel; }
    NewStudyScreen #note { height: auto; min-height: 1; color: $warning; }
    """
    BINDINGS = [
        Binding("ctrl+s,f2", "make", "start.make", priority=True),
        Binding("f3", "plan", "plan.title", priority=True),
        Binding("f4", "password", "encryption.dialog.title", priority=True),
        Binding("escape", "leave", "tui.close"),
    ]

    def __init__(self, coder: str | None) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._coder = coder or _login_name()
        self._codebooks = sorted(shipped_ids(), key=lambda id: id != SHIPPED)
        self._design = _NOTHING
        self._password: str | None = None
        self._named = ""
        """The file as it follows from the name; one that was typed stays as it is."""

    # --- build and show ---------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text(say("start.new-long"))
            box.border_subtitle = Text(say("start.new-keys"))
            with Horizontal():
                yield Static(say("start.name"), classes="label", markup=False)
                yield Input(placeholder=say("start.name-as"), id="name", compact=True)
            with Horizontal():
                yield Static(say("start.file"), classes="label", markup=False)
                yield PathInput("", suffixes=(".icdb",), placeholder=say("start.file-as"), id="file")
                yield Static(say("start.no-password"), id="password", markup=False)
            with Horizontal():
                yield Static(say("start.codebook"), classes="label", markup=False)
                with RadioSet(compact=True):
                    for number, id in enumerate(self._codebooks):
                        title = pick(load_codebook(id).title)
                        yield _Choice(Text(visible(f"{title} ({id})")), value=number == 0)
                    yield _Choice(Text(say("start.codebook-own")))
            yield PathInput("", suffixes=(".toml",), placeholder=say("start.codebook-as"), id="own")
            with Horizontal():
                yield Static(say("start.coder"), classes="label", markup=False)
                yield Input(self._coder, placeholder=say("start.coder-as"), id="coder", compact=True)
            with Horizontal():
                yield Static(say("start.design"), classes="label", markup=False)
                yield PathInput("", suffixes=(".csv",), placeholder=say("start.design-as"), id="design")
                yield Static(say("start.fill-in"), id="plan", markup=False)
            yield Static(id="note", markup=False)

    def on_mount(self) -> None:
        self._field("name").focus()

    def _field(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def _note(self, why: str) -> None:
        self.query_one("#note", Static).update(visible(why))

    # --- filling in -------------------------------------------------------------------------------

    @property
    def filled(self) -> object:
        return super().filled, self.query_one(RadioSet).pressed_index, self._design, self._password

    def on_input_changed(self, event: Input.Changed) -> None:
        self._note("")
        if event.input.id == "name" and self._field("file").value == self._named:
            self._named = _file_for(event.value)
            self._field("file").value = self._named

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next field; from the last one, make the study."""
        if event.input.id == "design":
            self.run_worker(self.action_make())
        else:
            self.focus_next()

    def on_path_input_completed(self, event: PathInput.Completed) -> None:
        self._note("  ".join(event.names))

    def on_radio_set_changed(self, event: RadioSet.Changed) -> None:
        own = event.index == len(self._codebooks)
        self._field("own").display = own
        if own:
            self._field("own").focus()

    def on_click(self, event: events.Click) -> None:
        if event.widget is self.query_one("#plan"):
            self.action_plan()
        elif event.widget is self.query_one("#password"):
            self.action_password()

    def action_password(self) -> None:
        """Have the file encrypted with a password; not any more, where none is given."""
        from interviewcoder.tui.widgets.password_dialogs import NewPasswordDialog

        def given(password: str | None) -> None:
            self._password = password
            said = say("start.no-password" if password is None else "start.with-password")
            self.query_one("#password", Static).update(said)

        self.app.push_screen(NewPasswordDialog(), given)

    def action_plan(self) -> None:
        """Fill in the planned interviews, by the roles of the codebook that was chosen."""
        from interviewcoder.tui.screens.plan import PlanScreen

        try:
            codebook = self._codebook()
        except Refused as refused:
            self._note(str(refused))
            return

        def planned(design: Design | None) -> None:
            if design is not None:
                self._design = design
                self._field("design").value = ""
                interviews = sum(each.expected for each in design.planned)
                said = say("start.planned", companies=len(design.companies), interviews=interviews)
                self._field("design").placeholder = said

        self.app.push_screen(PlanScreen(codebook.roles, self._design), planned)

    def _codebook(self) -> Codebook:
        """The codebook that was chosen. Raises Refused for one of one's own that cannot be read."""
        index = self.query_one(RadioSet).pressed_index
        if index < len(self._codebooks):
            return load_codebook(self._codebooks[index])
        return load_codebook(Path(self._field("own").value.strip()).expanduser())

    # --- making -----------------------------------------------------------------------------------

    async def action_make(self) -> None:
        """Make the study; what is missing or refused is said, and nothing is made."""
        name, file, coder, design = (self._field(each).value.strip() for each in ("name", "file", "coder", "design"))
        for field, typed in (("file", file), ("coder", coder)):
            if not typed:
                self._note(say(f"start.no-{field}"))
                self._field(field).focus()
                return
        try:
            place = place_of(file)
            place = study_file(place.expanduser() if isinstance(place, Path) else place)
            codebook = self._codebook()
            plan = read_design(Path(design).expanduser(), codebook.roles) if design else self._design
            await asyncio.to_thread(
                begin_study,
                place,
                name=name or named_after(place),
                codebook=codebook,
                coder=coder,
                design=None if plan == _NOTHING else plan,
                password=self._password,
            )
        except Refused as refused:
            self._note(str(refused))
            return
        self.dismiss(Chosen(place, coder, importing=True))


def _file_for(name: str) -> str:
    """A file for a study of this name, in the folder one is in."""
    stem = re.sub(r"\W+", "-", name.casefold()).strip("-")
    return at_home(Path.cwd() / f"{stem}.icdb") if stem else ""


def _login_name() -> str:
    """The name of whoever is logged in; empty where the system does not say."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""
