"""The application: opens a study, moves between its screens, and says what happened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from typing import ParamSpec, TypeVar, cast

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.store.project import Project
from interviewcoder.tui.keys import PLACES, in_words
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.session import Session
from interviewcoder.tui.themes import DARK, LIGHT
from interviewcoder.tui.widgets.choice import Choice

P = ParamSpec("P")
T = TypeVar("T")

_WATCH_SECONDS = 1.0


class Interviewcoder(App[None]):
    """The interface on one study."""

    TITLE = "Interviewcoder"
    CSS = """
    Screen { background: $background; }
    ModalScreen { background: $background 40%; }
    Choice { background: $background 0%; }
    Toast { max-width: 90%; }
    """
    ENABLE_COMMAND_PALETTE = True
    NOTIFICATION_TIMEOUT = 3.0
    BINDINGS = [Binding("ctrl+q", "quit", "tui.quit", show=False, id="app.quit")]

    class StudyChanged(Message):
        """Something was written, here or by another program."""

    def __init__(self, project: Project, coder: str) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self.session = Session(project, coder)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def on_mount(self) -> None:
        self.session.seen = self.session.project.ask.stamp()
        self.go("coding" if self.session.project.ask.documents() else "documents")
        self.set_interval(_WATCH_SECONDS, self._watch)

    def on_key(self, event: events.Key) -> None:
        """A key typed ahead, before the list that asks for it was there, is for that list and for nothing else.

        A list takes every key it gets, so one that comes here while it is on top was sent to what lies under it.
        """
        if isinstance(self.screen, Choice):
            event.prevent_default()
            self.screen.take(event)

    def go(self, place: str) -> None:
        """Show a screen of :data:`PLACES`, made anew so that it shows the study as it is; leave what lies over it."""
        screen = _screen(place)
        while len(self.screen_stack) > 2:
            self.pop_screen()
        if len(self.screen_stack) > 1:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the command palette offers: every key of this screen by what it does, every place, the other look."""
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.id and active.enabled:
                press = partial(self.simulate_key, binding.key)
                yield SystemCommand(binding.description, self.get_key_display(binding), press)
        for key, place in PLACES.items():
            yield SystemCommand(
                say("tui.go-to", place=say(f"tui.place.{place}")), f"g {key}", partial(self.go, place)
            )
        yield SystemCommand(say("tui.other-look"), say("tui.other-look-help"), self.action_other_look)

    def action_other_look(self) -> None:
        """From dark to light, or back."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    async def do(self, change: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """Carry out a change of the study off the interface's thread; a refusal is shown and gives None."""
        try:
            result = await asyncio.to_thread(change, *args, **kwargs)
        except Refused as refused:
            self.notify(str(refused), severity="warning", markup=False)
            return None
        self.session.seen = await asyncio.to_thread(self.session.project.ask.stamp)
        self._tell_screens()
        return result

    async def _watch(self) -> None:
        """Notice what another program wrote to the same study."""
        stamp = await asyncio.to_thread(self.session.project.ask.stamp)
        if stamp != self.session.seen:
            self.session.seen = stamp
            self._tell_screens()

    def _tell_screens(self) -> None:
        """Tell every screen on the study, also one under a dialog."""
        for screen in self.screen_stack:
            if isinstance(screen, StudyScreen):
                screen.post_message(self.StudyChanged())

    def tell(self, key: str, /, **values: object) -> None:
        """Show a sentence of ``locale`` for a moment in place of the last one; nothing in it is taken for markup."""
        self.clear_notifications()
        self.notify(say(key, **values), markup=False)


def _screen(place: str) -> StudyScreen:
    """The screen of a place; its module is read only now, so that the first screen need not wait for the rest."""
    assert place in PLACES.values()
    module = import_module(f"interviewcoder.tui.screens.{place}")
    return cast(StudyScreen, getattr(module, f"{place.capitalize()}Screen")())
