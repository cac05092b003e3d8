"""In and out: what can leave a study as a file, past the gate, and what of another program can come in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding

from interviewcoder.errors import Refused
from interviewcoder.exchange.read import SUFFIXES
from interviewcoder.locale import say
from interviewcoder.publish.coders import Called, CodersAs, called
from interviewcoder.safe import visible
from interviewcoder.store.addresses import Place, beside
from interviewcoder.tui.leaving import let_out
from interviewcoder.tui.screens.list_and_detail import ListAndDetail
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.file_dialog import FileDialog
from interviewcoder.tui.widgets.open_dialog import OpenDialog

if TYPE_CHECKING:
    from interviewcoder.exchange.foreign import Remark

_OUT = ("quotes", "report", "codebook", "project", "codes", "list", "overview", "analyses")
_IN = ("arriving",)
_PLACES = ("quotes", "overview", "analyses")
"""What has a place of its own, where it is chosen what leaves."""
_SUFFIXES = {"report": ".html", "project": ".qdpx", "codes": ".qdc", "list": ".csv"}
_TABLES = {"d": ".docx", "l": ".tex", "h": ".html", "m": ".md", "x": ".xlsx", "c": ".csv"}

Texts = Mapping[str, str]
Write = Callable[[Path], "tuple[Remark, ...]"]
"""Writes what leaves to a path, and tells what of it stays behind."""


class ExchangeScreen(ListAndDetail):
    """A line for each thing that can leave or come in; below them what the one in focus is."""

    place = "exchange"
    CSS_PATH = "exchange.tcss"
    BINDINGS = [
        Binding("i", "bring_in", "exchange.screen.bring-in", id="exchange.bring-in"),
        Binding("n", "coders", "exchange.screen.coders", id="exchange.coders"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._coders = CodersAs.NUMBERS
        self._lines = ["", *_OUT, "", *_IN]

    def on_mount(self) -> None:
        heads = iter((say("exchange.screen.out"), say("exchange.screen.in")))
        told = [say(f"exchange.item.{each}") if each else next(heads) for each in self._lines]
        headings = frozenset(at for at, each in enumerate(self._lines) if not each)

        def draw(line: int, width: int) -> Text:
            return Text(told[line], style="dim underline") if line in headings else Text(f"  {told[line]}")

        self.lines.show(len(told), draw, headings=headings)
        self.lines.focus()

    @property
    def _chosen(self) -> str:
        return self._lines[self.lines.at or 0]

    def on_lines_moved(self) -> None:
        if not (chosen := self._chosen):
            return
        text = Text(say(f"exchange.about.{chosen}"))
        if chosen in ("report", "project"):
            text.append(f"\n{say(f'exchange.coders.{self._coders.value}')}", style="dim")
        self.show_detail(text)

    async def on_lines_chosen(self) -> None:
        chosen = self._chosen
        if chosen in _PLACES:
            self.study.go(chosen)
        elif chosen in _IN:
            self.action_bring_in()
        elif chosen == "codebook":
            self._choose_table()
        else:
            await self._send(chosen, _SUFFIXES[chosen])

    def action_coders(self) -> None:
        """Call coders by number, by initials or by name in what leaves, in turn."""
        order = list(CodersAs)
        self._coders = order[(order.index(self._coders) + 1) % len(order)]
        self.study.tell(f"exchange.coders.{self._coders.value}")
        self.on_lines_moved()

    # --- out --------------------------------------------------------------------------------------

    def _choose_table(self) -> None:
        async def chosen(key: str | None) -> None:
            if key in _TABLES:
                await self._send("codebook", _TABLES[key])

        options = [Option(key, say(f"exchange.as{suffix}")) for key, suffix in _TABLES.items()]
        self.app.push_screen(Choice(say("exporting.title"), options), chosen)

    async def _send(self, what: str, suffix: str) -> None:
        """Make what leaves, have it looked through, and ask where it goes."""
        self.study.tell("exchange.screen.busy")
        try:
            texts, write = await asyncio.to_thread(self._made, what, suffix)
        except Refused as refused:
            self.study.notify(str(refused), severity="warning", markup=False)
            return
        name = f"{say(f'exchange.file.{what}')}{suffix}"
        go = partial(self._ask_where, name, write)
        self.study.clear_notifications()
        await let_out(self.study, name, texts, go, coders_named=self._coders is CodersAs.NAMES)

    def _made(self, what: str, suffix: str) -> tuple[Texts, Write]:
        names = called(self.session.project.ask.coders(), self._coders)
        if what == "report":
            return self._report()
        return self._codebook() if what == "codebook" else self._project(suffix, names)

    def _report(self) -> tuple[Texts, Write]:
        from interviewcoder.publish.report import report_as_html
        from interviewcoder.publish.writing import write_whole
        from interviewcoder.tasks.report import report_of

        report = report_of(self.session.project, coders=self._coders)

        def write(path: Path) -> tuple[Remark, ...]:
            write_whole(path, report_as_html(report), over=True)
            return ()

        return report.texts(), write

    def _codebook(self) -> tuple[Texts, Write]:
        from interviewcoder.codes.load import shipped_codebook
        from interviewcoder.publish.codebook import codebook_table, texts_in
        from interviewcoder.publish.tables import write_table

        codebook = self.session.project.codebook
        public, table = shipped_codebook(codebook.id), codebook_table(codebook)

        def write(path: Path) -> tuple[Remark, ...]:
            write_table(table, path, over=True)
            return ()

        return texts_in(table, [codebook_table(public)] if public else ()), write

    def _project(self, suffix: str, names: Called) -> tuple[Texts, Write]:
        from interviewcoder.exchange.write import written
        from interviewcoder.publish.writing import write_whole
        from interviewcoder.tasks.taking_out import called_as, public_codes, take_out, texts_in

        project, whole = self.session.project, suffix == ".qdpx"
        foreign = called_as(take_out(project), names)

        def write(path: Path) -> tuple[Remark, ...]:
            write_whole(path, written(foreign, path), over=True)
            return foreign.remarks if whole else ()

        return texts_in(foreign, only_codes=not whole, known=public_codes(project)), write

    def _ask_where(self, name: str, write: Write) -> None:
        held = beside(self.session.project.path).absolute()

        async def where(path: Path | None) -> None:
            if path is None or (remarks := await self.study.do(write, path)) is None:
                return
            self.study.tell("exporting.written", path=visible(str(path)))
            if remarks:
                told = Text(say("exporting.written", path=visible(str(path))), style="bold")
                told.append("".join(f"\n- {visible(str(each))}" for each in remarks), style="not bold")
                self.show_detail(told)

        self.app.push_screen(FileDialog(say("exporting.where"), held.with_name(f"{held.stem}-{name}")), where)

    # --- in ---------------------------------------------------------------------------------------

    def action_bring_in(self) -> None:
        """Choose a file of another program, and see what of it would come in."""

        def chosen(place: Place | None) -> None:
            from interviewcoder.tui.screens.arriving import ArrivingScreen

            if isinstance(place, Path):
                self.app.push_screen(ArrivingScreen(place))

        self.app.push_screen(OpenDialog(say("exchange.screen.which"), SUFFIXES), chosen)
