"""An application that stays open when the study cannot be read for a while, as when a server went away.

Textual ends a message loop at the first fault in it. A refusal that nothing was ready for is caught before that, in
the loop of every widget, and shown; the screen stays as it is until the study can be read again.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from rich.text import Text
from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import WorkerFailed

from interviewcoder.errors import Refused
from interviewcoder.safe import visible

Dispatch = Callable[[Message], Awaitable[None]]


class Lasting(App[None]):
    """Shows refusals as notices; one upon which a first screen cannot be made ends the program with its sentence."""

    away = False
    """Whether the study could not be read when it was last looked at."""
    _unmade: Screen[Any] | None = None

    def on_refused(self) -> None:
        """Called when a refusal was shown that nothing was ready for: what is in sight may be half of what it was."""

    def _register_child(self, parent: DOMNode, child: Widget, before: int | None, after: int | None) -> None:
        if child not in self._registry:
            dispatch: Dispatch = type(child)._dispatch_message.__get__(child)
            child._dispatch_message = partial(self._carry, child, dispatch)  # type: ignore[method-assign]
        super()._register_child(parent, child, before, after)

    async def _dispatch_message(self, message: Message) -> None:
        await self._carry(self, super()._dispatch_message, message)

    async def _carry(self, pump: MessagePump, dispatch: Dispatch, message: Message) -> None:
        if pump is self._unmade and isinstance(message, events.ScreenResume):
            return
        try:
            await dispatch(message)
        except Refused as refused:
            if isinstance(message, events.Compose | events.Mount) and isinstance(pump, Widget):
                self._not_made(pump.screen, refused)
            else:
                self._refused(refused)

    def _handle_exception(self, error: Exception) -> None:
        """A refusal is shown, wherever it comes from: a worker, a timer, something put off."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, Refused):
            self._refused(cause)
        else:
            super()._handle_exception(error)

    def _refused(self, refused: Refused) -> None:
        if len(self.screen_stack) < 2:
            self._end(refused)
            return
        self.notify(str(refused), severity="warning", markup=False)
        self.on_refused()

    def _not_made(self, screen: Screen[Any], refused: Refused) -> None:
        """Go back from a screen that could not be made; from the first one there is no way back."""
        if len(self.screen_stack) < 3 or screen is not self.screen:
            self._end(refused)
            return
        if self._unmade is not screen:
            self._unmade = screen
            self.call_later(self.pop_screen)
        self._refused(refused)

    def _end(self, refused: Refused) -> None:
        self.exit(return_code=1, message=Text(visible(str(refused))))
