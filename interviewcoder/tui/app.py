"""The application: opens a study, moves between its screens, and says what happened."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from importlib import import_module
from time import time
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette
from textual.message import Message
from textual.screen import Screen

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.store.project import Project
from interviewcoder.tui.keys import PLACES, in_words
from interviewcoder.tui.lasting import Lasting
from interviewcoder.tui.opening import last_place
from interviewcoder.tui.palette import for_the_study
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.session import Session
from interviewcoder.tui.themes import CONTRAST, DARK, LIGHT
from interviewcoder.tui.typed import TypedScreen
from interviewcoder.tui.widgets.choice import Choice

if TYPE_CHECKING:
    from interviewcoder.transcripts.design import Design

P = ParamSpec("P")
T = TypeVar("T")

_WATCH_SECONDS = 1.0
_STANDS_SECONDS = 1.0


class Interviewcoder(Lasting):
    """The interface on one study."""

    TITLE = "Interviewcoder"
    CSS = """
    Screen { background: $background; }
    ModalScreen { background: $background 40%; }
    Choice { background: $background 0%; }
    Toast { max-width: 90%; padding: 0 1; }
    .-theme-interviewcoder-contrast CodesPanel, .-theme-interviewcoder-contrast SuggestionPanel {
        border: round $foreground; }
    Choice Toast, CodePicker Toast, FacetsScreen Toast { display: none; }
    """
    ENABLE_COMMAND_PALETTE = True
    NOTIFICATION_TIMEOUT = 3.0
    BINDINGS = [
        Binding("ctrl+q", "quit", "tui.quit", show=False, id="app.quit"),
        Binding("escape", "leave_tour", "tour.leave", show=False, id="app.leave-tour"),
    ]

    class StudyChanged(Message):
        """Something was written, here or by another program."""

    def __init__(
        self,
        project: Project,
        coder: str,
        keymap: Mapping[str, str] | None = None,
        *,
        tour: bool = False,
        importing: bool = False,
    ) -> None:
        """``tour`` begins the tour at once, ``importing`` asks at once which transcripts are to come in."""
        super().__init__()
        self._begins = self.action_tour if tour else self._offer_import if importing else None
        self.to_start = False
        """Whether it was left to go to the start screen."""
        self._own_keys = keymap or {}
        self._bindings = in_words(self._bindings)
        self.session = Session(project.as_coder(coder), coder)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.register_theme(CONTRAST)
        self.theme = DARK.name

    def on_mount(self) -> None:
        self.session.seen = self.session.project.ask.stamp()
        self.set_keymap(self._own_keys)
        self.go(self.first_place())
        if self._begins:
            self.call_later(self._begins)
        self.set_interval(_WATCH_SECONDS, self._watch)
        self.call_after_refresh(_collect_again)

    def first_place(self) -> str:
        """The transcript the coder was last busy with, where that was; the list of documents when there is none."""
        project = self.session.project
        if not project.ask.documents():
            return "documents"
        if (last := last_place(project, self.session.coder)) is not None:
            self.session.document, position = last
            self.session.places[self.session.document] = position
        return "coding"

    def _offer_import(self) -> None:
        from interviewcoder.tui.screens.importing import ImportingScreen

        self.go("documents")
        self.call_later(self.switch_screen, ImportingScreen())

    def action_tour(self) -> None:
        """Begin the tour, from its first step."""
        from interviewcoder.tui.tour import Tour

        self.session.tour = Tour(self)
        self.session.tour.begin()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leaving the tour is there where it is given."""
        return action != "leave_tour" or self.session.tour is not None

    def action_leave_tour(self) -> None:
        """Go on without the tour."""
        if self.session.tour:
            self.session.tour.leave()

    def action_evaluate(self) -> None:
        """Measure how good the suggestions are, over the screen one is on."""
        from interviewcoder.tui.screens.evaluation import EvaluationScreen

        self.push_screen(EvaluationScreen())

    def action_plan(self) -> None:
        """Let it be said which interviews are planned."""
        from interviewcoder.tui.screens.plan import PlanScreen, design_of

        project = self.session.project

        async def planned(design: Design | None) -> None:
            if design is not None:
                await self.do(project.plan, self.session.coder, design.companies, design.planned)

        self.push_screen(PlanScreen(project.codebook.roles, design_of(project)), planned)

    def action_start(self) -> None:
        """Leave the study for the start screen."""
        self.to_start = True
        self.exit()

    def on_key(self, event: events.Key) -> None:
        """A key typed ahead, before the list that asks for it was there, is for that list and for nothing else.

        A list takes every key it gets, so one that comes here while it is on top was sent to what lies under it.
        """
        if isinstance(self.screen, Choice):
            event.prevent_default()
            self.screen.take(event)

    def go(self, place: str) -> None:
        """Show a screen of :data:`PLACES` as it was left, with the study as it is; leave what lies over it."""
        self._notice(self.session.project.ask.stamp())
        if not self.is_screen_installed(place):
            self.install_screen(_screen(place), place)
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) > 1:
            self.switch_screen(place)
        else:
            self.push_screen(place)
        self.screen.call_later(cast(StudyScreen, self.screen).arrive)

    def leave_for(self, go: Callable[[], None]) -> None:
        """Go elsewhere, also from a screen that is open over a place: what was typed there is asked about first."""
        typed = next((each for each in reversed(self.screen_stack) if isinstance(each, TypedScreen)), None)
        if typed is None:
            go()
        else:
            typed.unless_changed(go)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the command palette offers: every key of this screen by what it does, every place, the other look."""
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.id and active.enabled:
                press = partial(self.simulate_key, binding.key)
                called = screen.command(binding) if isinstance(screen, StudyScreen) else binding.description
                yield SystemCommand(called, self.get_key_display(binding), press)
        for key, place in PLACES.items():
            yield SystemCommand(
                say("tui.go-to", place=say(f"tui.place.{place}")),
                f"g {key}",
                partial(self.leave_for, partial(self.go, place)),
            )
        yield SystemCommand(say("tour.command"), say("tour.command-help"), partial(self.leave_for, self.action_tour))
        yield SystemCommand(say("evaluate.command"), say("evaluate.command-help"), self.action_evaluate)
        yield SystemCommand(say("plan.command"), say("plan.command-help"), self.action_plan)
        yield from for_the_study(self)
        if not self.is_web:  # a tab of a browser is on one study
            leave = partial(self.leave_for, self.action_start)
            yield SystemCommand(say("start.command"), say("start.command-help"), leave)
        yield SystemCommand(say("tui.other-look"), say("tui.other-look-help"), self.action_other_look)
        yield SystemCommand(say("tui.contrast"), say("tui.other-look-help"), self.action_contrast)

    def action_command_palette(self) -> None:
        """Find what can be done by typing; what to type is said in the language in use."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=say("tui.palette"), id="--command-palette"))

    def get_key_display(self, binding: Binding) -> str:
        """What a key is called on the screen, in the language in use."""
        shown = super().get_key_display(binding)
        return say("tui.key.space") if shown == "space" else shown

    def action_other_look(self) -> None:
        """From dark to light, or back."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_contrast(self) -> None:
        """To high contrast, or back to dark."""
        self.theme = DARK.name if self.theme == CONTRAST.name else CONTRAST.name

    async def do(self, change: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Carry out a change of the study off the interface's thread; a refusal is shown and gives None."""

        def carry_out() -> tuple[T, int]:
            return change(*args, **kwargs), self.session.project.ask.stamp()

        try:
            result, self.session.seen = await asyncio.to_thread(carry_out)
        except Refused as refused:
            self.notify(str(refused), severity="warning", markup=False)
            return None
        self._tell_screen()
        return result

    async def _watch(self) -> None:
        """Notice what another program wrote to the same study; while a server is away, say so and look again."""
        try:
            stamp = await asyncio.to_thread(self.session.project.ask.stamp)
        except Refused as refused:
            self.away = True
            self.notify(str(refused), severity="warning", markup=False)
            self.on_refused()
            return
        back, self.away = self.away, False
        if self._notice(stamp) or back:
            self._tell_screen()

    def on_refused(self) -> None:
        """What is shown may be half of the study: it is read anew once that can be."""
        for screen in {*self.screen_stack, *self._installed_screens.values()}:
            if isinstance(screen, StudyScreen):
                screen.look_again(away=self.away)

    def _notice(self, stamp: int) -> bool:
        """Whether the study's stamp is another than was seen; what was read of the codebook is forgotten then."""
        changed, self.session.seen = stamp != self.session.seen, stamp
        if changed:
            self.session.project.look_again()
        return changed

    def _tell_screen(self) -> None:
        """Tell the screen on the study that is in sight, maybe under a dialog; others look once they are again."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, StudyScreen):
                screen.post_message(self.StudyChanged())
                return

    def tell(self, key: str, /, **values: object) -> None:
        """Show a sentence of ``locale`` for a moment; nothing in it is taken for markup."""
        self.notify(say(key, **values), markup=False)

    async def on_event(self, event: events.Event) -> None:
        """A key pressed takes the last notice out of sight; a warning or error stands for at least a second."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._clear_read()
        await super().on_event(event)

    def _clear_read(self) -> None:
        shown, lately = list(self._notifications), time() - _STANDS_SECONDS
        if shown and all(each.severity == "information" or each.raised_at < lately for each in shown):
            self.clear_notifications()

    def notify(self, message: str, **how: Any) -> None:
        """Show a notice in place of the last one; where a key is asked for, not before that is pressed."""
        self.clear_notifications()
        super().notify(message, **how)


def _collect_again() -> None:
    """Let the collection of garbage go on where it waited for the first picture; what was read by then stays."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _screen(place: str) -> StudyScreen:
    """The screen of a place; its module is read only now, so that the first screen need not wait for the rest."""
    assert place in PLACES.values()
    module = import_module(f"interviewcoder.tui.screens.{place}")
    return cast(StudyScreen, getattr(module, f"{place.capitalize()}Screen")())
