"""The analyses: what is said together, saturation, dialogue, facets and gaps, one at a time in the same frame."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.analysis.gaps import Gap
from interviewcoder.locale import say
from interviewcoder.publish.analyses import WHOSE
from interviewcoder.publish.coders import called
from interviewcoder.publish.tables import Table, write_table
from interviewcoder.safe import visible
from interviewcoder.store.gaps import close_gap, reopen_gap
from interviewcoder.tasks.narrowing import EVERYTHING, Narrowing
from interviewcoder.tui.analyses.analysis import Analysis, Behind, Seen
from interviewcoder.tui.analyses.curve import Curve
from interviewcoder.tui.analyses.gap_list import Gaps, SeenGaps
from interviewcoder.tui.analyses.pairs import Pairs
from interviewcoder.tui.analyses.shares import Shares
from interviewcoder.tui.analyses.sides import Sides
from interviewcoder.tui.exporting import ask_export
from interviewcoder.tui.narrowing import ask_narrowing, scope_of
from interviewcoder.tui.screens.candidates import CandidatesScreen
from interviewcoder.tui.screens.fragments import FragmentsScreen
from interviewcoder.tui.screens.sides import SidesScreen
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.line_dialog import LineDialog
from interviewcoder.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from textual.app import ComposeResult

_KINDS = (Pairs, Curve, Sides, Shares, Gaps)
_CHART = 0.45
"""Which part of the room above the lines a picture may take."""


class AnalysesScreen(StudyScreen):
    """One analysis: its choices, a picture where it has one, its lines, and the line in focus in a sentence."""

    place = "analyses"
    CSS_PATH = "analyses.tcss"
    BINDINGS = [
        *(
            Binding(str(n), f"analysis({n})", f"analyses.kind.{kind.id}", show=False, id=f"analyses.{kind.id}")
            for n, kind in enumerate(_KINDS, 1)
        ),
        Binding("tab", "next", "analyses.next", id="analyses.next"),
        Binding("space", "level", "analyses.level", id="analyses.level"),
        Binding("w", "other", "analyses.other", id="analyses.other"),
        Binding("v", "picture", "analyses.picture", id="analyses.picture"),
        Binding("b", "apart", "analyses.apart", id="analyses.apart"),
        Binding("c", "close", "analyses.close", id="analyses.close"),
        Binding("f", "filter", "overview.filter", id="analyses.filter"),
        Binding("e", "export", "overview.export", id="analyses.export"),
        Binding("left,h", "across(-1)", "overview.left", show=False, id="analyses.left"),
        Binding("right,l", "across(1)", "overview.right", show=False, id="analyses.right"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._analyses: list[Analysis] = [kind() for kind in _KINDS]
        self._shown = 0
        self._only = EVERYTHING
        self._seen: Seen | None = None
        self._column = 0

    def body(self) -> ComposeResult:
        yield Static(id="kinds", markup=False)
        yield Static(id="scope", markup=False)
        yield Static(id="chart", markup=False)
        yield Static(id="head", markup=False)
        yield Lines()
        yield Static(id="detail", markup=False)

    @property
    def lines(self) -> Lines:
        return self.query_one(Lines)

    @property
    def analysis(self) -> Analysis:
        return self._analyses[self._shown]

    # --- count and show ---------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.lines.focus()
        self._begin()

    def reload(self) -> None:
        self._count()

    def _begin(self) -> None:
        """Show another analysis, or the same by other choices."""
        self._seen, self._column = None, 0
        self.refresh_bindings()
        self.query_one("#kinds", Static).update(self._kinds())
        self.query_one("#detail", Static).update(say("overview.counting"))
        self._count()

    @work(thread=True, exclusive=True, group="analyses")
    def _count(self) -> None:
        worker = get_current_worker()
        seen = self.analysis.count(self.session.project, self._only)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._counted, seen)

    def _counted(self, seen: Seen) -> None:
        if self.is_attached:
            self._seen = seen
            self._column = min(self._column, max(0, seen.columns - 1))
            self._draw()

    def _draw(self) -> None:
        seen = self._seen
        if seen is None:
            return
        width = self.size.width - 2
        chart = seen.chart(width, int((self.size.height - 6) * _CHART))
        shown = self.query_one("#chart", Static)
        shown.display = bool(chart)
        shown.update(Text("\n").join(chart))
        self.query_one("#head", Static).update(seen.head(width, self._column))
        codebook = self.session.project.codebook
        level = say(f"analyses.counted.{self.analysis.level}")
        scope = " · ".join([*scope_of(self._narrowed(), codebook), *self.analysis.scope(codebook), level])
        self.query_one("#scope", Static).update(Text(visible(scope), no_wrap=True, overflow="ellipsis"))
        self.lines.show(
            seen.count,
            lambda number, cells: seen.line(number, cells, self._column),
            headings=seen.headings,
            at=self.lines.at or 0,
        )
        if not seen.count:
            self.query_one("#detail", Static).update(Text(say("analyses.nothing")))

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def _kinds(self) -> Text:
        """The analyses by their keys; what can be pressed can be clicked too."""
        line = Text(no_wrap=True, overflow="ellipsis")
        for number, each in enumerate(self._analyses, 1):
            style = Style(reverse=each is self.analysis, meta={"@click": f"screen.analysis({number})"})
            line.append(f" {number} {say(f'analyses.kind.{each.id}')} ", style=style)
        return line

    def on_lines_moved(self) -> None:
        seen, at = self._seen, self.lines.at
        if seen is None or at is None or at >= seen.count:
            return
        told = Text(visible(seen.detail(at, self._column)), style="bold")
        for note in seen.notes:
            told.append(f"\n{visible(note)}", style="not bold")
        self.query_one("#detail", Static).update(told)

    # --- the line in focus ------------------------------------------------------------------------

    async def on_lines_chosen(self) -> None:
        seen, at = self._seen, self.lines.at
        if seen is None or at is None:
            return
        if isinstance(seen, SeenGaps):
            self._look(seen, seen.gaps[at])
            return
        behind = await asyncio.to_thread(seen.behind, at, self._column)
        if not any(each.codings for each in behind):
            self.study.tell("analyses.no-fragments")
        elif seen.beside:
            self.app.push_screen(SidesScreen(behind))
        elif len(behind) == 1:
            self.app.push_screen(FragmentsScreen(behind[0].codings, behind[0].title))
        else:
            self._ask_which(behind, seen.detail(at, self._column))

    def _ask_which(self, behind: Sequence[Behind], title: str) -> None:
        """Which of the numbers of a line is to be opened."""
        by_key = {str(number): each for number, each in enumerate(behind, 1) if each.codings}

        def chosen(key: str | None) -> None:
            if key in by_key:
                self.app.push_screen(FragmentsScreen(by_key[key].codings, by_key[key].title))

        options = [Option(key, visible(f"{each.title} ({len(each.codings)})")) for key, each in by_key.items()]
        self.app.push_screen(Choice(visible(title), options), chosen)

    def _look(self, seen: SeenGaps, gap: Gap) -> None:
        screen = CandidatesScreen(gap.row.id, seen.title(gap), role=gap.role, companies={gap.company})
        self.app.push_screen(screen)

    def action_close(self) -> None:
        """Close a gap with a note, or open it again."""
        seen, at, coder = self._seen, self.lines.at, self.session.coder
        if not isinstance(seen, SeenGaps) or at is None:
            return
        gap, project = seen.gaps[at], self.session.project
        place = (gap.row.id, gap.company, gap.role)

        async def noted(note: str | None) -> None:
            if note is not None:
                await self.study.do(close_gap, project, coder, *place, note)

        if gap.closed:
            self.run_worker(self.study.do(reopen_gap, project, coder, gap.closed.code, *place[1:]))
        else:
            self.app.push_screen(LineDialog(say("gaps.why", gap=seen.title(gap))), noted)

    # --- what the keys change ---------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key is one where it does something."""
        works = {
            "apart": self.analysis.apart,
            "other": self.analysis.other,
            "close": isinstance(self.analysis, Gaps),
            "picture": self.analysis.pictures,
            "across": self.analysis.across,
        }
        return works.get(action, True)

    def action_analysis(self, number: int) -> None:
        self._shown = number - 1
        self._begin()

    def action_next(self) -> None:
        self._shown = (self._shown + 1) % len(self._analyses)
        self._begin()

    def action_level(self) -> None:
        self.analysis.level = "carrier" if self.analysis.level == "feature" else "feature"
        self._begin()

    def action_other(self) -> None:
        self.analysis.change_other(self.session.project.codebook)
        self._begin()

    def action_apart(self) -> None:
        self.analysis.change_apart(self.session.project.codebook)
        self._begin()

    def action_picture(self) -> None:
        self.analysis.change_picture()
        self._begin()

    def action_across(self, step: int) -> None:
        if self._seen is not None and self._seen.columns:
            self._column = min(max(self._column + step, 0), self._seen.columns - 1)
            self._draw()

    def action_filter(self) -> None:
        def chosen(only: Narrowing) -> None:
            self._only = only
            self._begin()

        ask_narrowing(self.study, self._narrowed(), chosen, by_coding=not isinstance(self.analysis, Gaps))

    def _narrowed(self) -> Narrowing:
        """What is counted: facets and stars narrow no gaps."""
        return replace(self._only, facet=None, starred=False) if isinstance(self.analysis, Gaps) else self._only

    # --- out to a file ----------------------------------------------------------------------------

    def action_export(self) -> None:
        seen = self._seen
        if seen is None or not seen.count:
            self.study.tell("analyses.nothing")
            return
        synthetic = "synthetic" in self.session.project.ask.properties()
        note = say("publish.synthetic") if synthetic else ""

        def told() -> Table:
            return called(self.session.project.ask.coders()).table(seen.table(), whose=WHOSE)

        def table(path: Path) -> Path:
            return write_table(replace(told(), note=note), path, over=True)

        def draw(seen: Seen) -> Figure:
            figure = seen.figure(synthetic=synthetic)
            assert figure is not None
            return figure

        drawn = partial(draw, seen) if self.analysis.has_figure else None
        name = say(f"analyses.kind.{self.analysis.id}").replace(" ", "-")
        ask_export(self.study, name, lambda: told().texts(without=WHOSE), table, drawn)
