"""What every screen on a study has: the title line, the line of keys, help, undo, and ``g`` to go elsewhere."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding
from textual.screen import Screen

from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.tui.keys import PLACES, in_short, in_words
from interviewcoder.tui.session import Session
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.keys_line import KeysLine
from interviewcoder.tui.widgets.title import TitleLine
from interviewcoder.tui.widgets.tour_line import TourLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from interviewcoder.tui.app import Interviewcoder


class StudyScreen(Screen[None]):
    """A screen on the open study. Subclasses name their ``place`` and fill :meth:`body`."""

    place: ClassVar[str]
    lies_over: ClassVar[bool] = False
    """Whether it shows what was asked for at the place it lies over, whichever that is."""
    shown_stamp = 0
    """The study's stamp of what is shown; a screen that shows its own change at once sets it, and is not reloaded."""
    BINDINGS = [
        Binding("g", "go_to", "tui.go", id="study.go"),
        Binding("u", "undo", "tui.undo", id="study.undo"),
        Binding("ctrl+r", "redo", "tui.redo", show=False, id="study.redo"),
        Binding("ctrl+f", "search", "tui.search", show=False, id="study.search"),
        Binding("question_mark", "help", "tui.help", key_display="?", id="study.help"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)

    @property
    def study(self) -> Interviewcoder:
        """The application, with its own type."""
        return cast("Interviewcoder", self.app)

    @property
    def session(self) -> Session:
        return self.study.session

    def compose(self) -> ComposeResult:
        yield TitleLine(self.session, say(f"tui.place.{self._under()}"))
        yield TourLine(self.session)
        yield from self.body()
        yield KeysLine()

    def _under(self) -> str:
        """The place to name in the title: of what lies over a place, that place."""
        stack = self.app.screen_stack
        below = stack[stack.index(self) - 1] if self.lies_over and self in stack[1:] else self
        return below._under() if isinstance(below, StudyScreen) and below is not self else self.place

    def body(self) -> ComposeResult:
        """The widgets between the title and the line of keys."""
        raise NotImplementedError

    def reload(self) -> None:
        """Show the study as it is now; called when something was written, here or elsewhere."""

    def command(self, binding: Binding) -> str:
        """What the command palette calls a key: a sentence that begins with a verb."""
        return say(f"commands.{binding.id}")

    @property
    def called(self) -> str:
        """What the keys of this screen are said to be of."""
        return say(f"tui.place.{self.place}")

    def arrive(self) -> None:
        """Called when one goes to this place by its name, after it shows the study as it is."""

    def on_interviewcoder_study_changed(self) -> None:
        if self.session.seen != self.shown_stamp:
            self.shown_stamp = self.session.seen
            self.query_one(TitleLine).show()
            self.reload()

    def on_screen_resume(self) -> None:
        """Show what changed while another screen was in sight."""
        self.shown_stamp = self.shown_stamp or self.session.seen
        self.query_one(TitleLine).show()
        self.query_one(TourLine).show()
        self.on_interviewcoder_study_changed()

    def look_again(self, *, away: bool) -> None:
        """Have the study read anew once something is told of it; the title says so where it is ``away``."""
        self.shown_stamp = -1
        if away:
            for title in self.query(TitleLine):
                title.show_away()

    def action_go_to(self) -> None:
        options = [Option(key, say(f"tui.place.{place}")) for key, place in PLACES.items()]

        def went(key: str | None) -> None:
            if key in PLACES:
                self.study.go(PLACES[key])

        self.app.push_screen(Choice(say("tui.go"), options), went)

    async def action_undo(self) -> None:
        await self._take_back("undo")

    async def action_redo(self) -> None:
        await self._take_back("redo")

    async def _take_back(self, which: str) -> None:
        project, coder = self.session.project, self.session.coder
        lost = await asyncio.to_thread(project.taken_along, coder, which)
        if not lost:
            await self._carry_back(which)
            return

        async def answered(key: str | None) -> None:
            if key == "y":
                await self._carry_back(which, with_others=True)

        question = visible(say("tui.takes-others-work", work="; ".join(map(str, lost))))
        self.app.push_screen(Choice(question, [Option("y", say("tui.take-along"))]), answered)

    async def _carry_back(self, which: str, *, with_others: bool = False) -> None:
        change = partial(getattr(self.session.project, which), with_others=with_others)
        words = await self.study.do(change, self.session.coder)
        if words:
            self.study.tell(f"tui.{which}ne", words=words)
        else:
            self.study.tell(f"tui.nothing-to-{which}")

    def action_search(self) -> None:
        from interviewcoder.tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen())

    def action_help(self) -> None:
        from interviewcoder.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self._keys(), self.called))

    def _keys(self) -> list[tuple[str, str]]:
        """Every key that works here and what it does."""
        shown: dict[str, dict[str, None]] = {}
        for active in self.active_bindings.values():
            if active.binding.id:  # what has none is Textual's own
                keys = shown.setdefault(active.binding.description, {})
                keys[self.app.get_key_display(active.binding)] = None
        return [(in_short(keys), description) for description, keys in shown.items()]
