"""Screens in which something is typed that is gone when one leaves without keeping it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from textual.screen import ModalScreen
from textual.widgets import Input

from interviewcoder.locale import say
from interviewcoder.tui.widgets.choice import Choice, Option

T = TypeVar("T")


class TypedScreen(ModalScreen[T]):
    """Asks before one goes elsewhere, where something was typed."""

    @property
    def is_changed(self) -> bool:
        """Whether there is something typed that is not kept."""
        raise NotImplementedError

    def drop(self) -> None:
        """Called once it is said that what was typed may go."""

    def unless_changed(self, go: Callable[[], None]) -> None:
        """Go at once when nothing was typed, else only after asking."""
        if not self.is_changed:
            go()
            return

        def answered(key: str | None) -> None:
            if key == "x":
                self.drop()
                go()

        self.app.push_screen(Choice(say("typed.sure"), [Option("x", say("typed.drop"))]), answered)


class Form(TypedScreen[T]):
    """Fields to fill in; gives None for Escape (``action_leave``), which asks where they are not as they were."""

    _at_first: object = None

    @property
    def filled(self) -> object:
        """What the fields hold, to be compared with what they held at first."""
        return [field.value for field in self.query(Input)]

    def on_mount(self) -> None:
        self._at_first = self.filled

    @property
    def is_changed(self) -> bool:
        return self.filled != self._at_first

    def action_leave(self) -> None:
        def leave() -> None:
            self.dismiss(None)

        self.unless_changed(leave)
