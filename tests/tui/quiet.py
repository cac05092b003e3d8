"""Waiting until the interface has nothing left to do, instead of for a while.

Textual's pilot waits after each key until the processor rests, which is 60 ms when nothing happens and too short when
a thread works on. Here a key is given as a terminal gives it, and what follows it is followed to its end: messages,
threads, the timers that put something off for a moment, and the drawing of the screen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from string import punctuation
from time import monotonic

from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.message_pump import MessagePump
from textual.widgets import DirectoryTree

_SOON = 0.5
"""Seconds: a timer that goes off once within these is worth waiting for; notices go later."""

_TOO_LONG = 60.0
_TYPED = {_character_to_key(character): character for character in punctuation + " "}
"""The keys that type a character and are called by a name."""


async def press(app: App[None], *keys: str) -> None:
    """Press keys one after the other, each when the one before it has done its work."""
    await quiet(app)
    for key in keys:
        give(app, key)
        await quiet(app)


def give(app: App[None], *keys: str) -> None:
    """Press keys, each by its name or as the character it types, without waiting for what they do."""
    assert app._driver
    for key in keys:
        character = key if len(key) == 1 else _TYPED.get(key)
        name = _character_to_key(key) if len(key) == 1 else key
        app._driver.send_message(events.Key(name, character))


async def quiet(app: App[None]) -> None:
    """Wait until nothing will happen any more unless a key is pressed. Raises TimeoutError with what goes on."""
    deadline = monotonic() + _TOO_LONG
    while True:
        await asyncio.sleep(0)
        busy = next(_goes_on(app), None)
        if busy is None:
            await asyncio.sleep(0)
            if next(_goes_on(app), None) is None:
                return
        if app._exception or not app._running:
            return
        if monotonic() > deadline:
            raise TimeoutError(f"still busy: {busy}")
        await asyncio.sleep(0.001)


async def until(app: App[None], condition: Callable[[], bool]) -> None:
    """Wait for what comes from outside. Raises TimeoutError when it does not come."""
    async with asyncio.timeout(_TOO_LONG):
        while not condition():
            await asyncio.sleep(0.01)
    await quiet(app)


def _goes_on(app: App[None]) -> Iterator[str]:
    for worker in app.workers:
        if not worker.is_finished and not isinstance(worker.node, DirectoryTree):
            yield f"worker {worker.name} of {worker.node}"
    if app._animator._animations or app._animator._scheduled:
        yield "an animation"
    for pump in _pumps(app):
        if pump._task and not pump._task.done() and not pump._closing and not _waits(pump):
            yield f"messages for {pump}"
        if isinstance(pump, DirectoryTree) and pump._load_queue._unfinished_tasks:
            yield f"reading of {pump}"
        for timer in pump._timers:
            if timer._task and not timer._task.done() and timer._active.is_set():
                if timer._repeat == 0 and timer._interval <= _SOON:
                    yield f"{timer} of {pump}"
                if timer.name == "screen_update":
                    yield f"drawing {pump}"
    if app.screen_stack and app.screen._callbacks:
        yield "what comes after drawing"


def _waits(pump: MessagePump) -> bool:
    """Whether a message pump stands at an empty queue, and is not in the middle of a message."""
    queue = pump._message_queue
    return queue.empty() and not pump._next_callbacks and any(not each.done() for each in queue.ready_event._waiters)


def _pumps(app: App[None]) -> Iterator[MessagePump]:
    yield app
    for screen in app.screen_stack:
        yield from screen.walk_children(with_self=True)
