"""A visit to one of the places, at the keyboard, on a real study."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot
from textual.screen import Screen
from tui.quiet import press, quiet

from interviewcoder.store.project import Project
from interviewcoder.tui.app import Interviewcoder
from interviewcoder.tui.widgets.listing import Listing


class Visit:
    """The application opened at a place."""

    def __init__(self, app: Interviewcoder, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        await press(self.app, *keys)

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def settle(self) -> None:
        await quiet(self.app)

    @property
    def screen(self) -> Screen[object]:
        return self.app.screen

    @property
    def text(self) -> str:
        """Everything on the screen, line by line."""
        return "\n".join(strip.text.rstrip() for strip in self.screen._compositor.render_strips())

    @property
    def table(self) -> Listing:
        return self.screen.query_one(Listing)

    @property
    def rows(self) -> list[list[str]]:
        """The cells of the table as they stand there."""
        return [[cell.plain for cell in self.table.get_row_at(n)] for n in range(self.table.row_count)]

    def column(self, id: str) -> list[str]:
        return [cell.plain for cell in self.table.get_column(id)]

    @property
    def said(self) -> list[str]:
        return [each.message for each in self.app._notifications]


class OpenedAt(Interviewcoder):
    """The interface, opened at a place instead of at the first interview."""

    def __init__(self, project: Project, coder: str, place: str) -> None:
        super().__init__(project, coder)
        self._place = place

    def first_place(self) -> str:
        return self._place


@asynccontextmanager
async def visit(
    study: Project, place: str, *, size: tuple[int, int] = (100, 30), coder: str = "Anna"
) -> AsyncIterator[Visit]:
    app = OpenedAt(study, coder, place)
    async with app.run_test(size=size) as pilot:
        visiting = Visit(app, pilot)
        await visiting.settle()
        yield visiting
