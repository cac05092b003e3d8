"""The overview: coverage of the carriers by role, company, sector or coder, and what its blanks mean."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.analysis.coverage import By, Cell, Column, Coverage, Row, column_for
from interviewcoder.analysis.measures import Measure
from interviewcoder.analysis.signs import interviews_of
from interviewcoder.locale import pick, say
from interviewcoder.model import ClosedGap, Codebook, Coding
from interviewcoder.publish.analyses import column_name
from interviewcoder.publish.coverage import write_coverage
from interviewcoder.safe import visible
from interviewcoder.store.gaps import closed_gaps
from interviewcoder.tasks.narrowing import EVERYTHING, Narrowing
from interviewcoder.tasks.overview import codings_behind, coverage_of
from interviewcoder.tui.exporting import ask_export
from interviewcoder.tui.narrowing import ask_narrowing, scope_of
from interviewcoder.tui.screens.candidates import CandidatesScreen
from interviewcoder.tui.screens.fragments import FragmentsScreen
from interviewcoder.tui.screens.progress import ProgressScreen
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets import heat_cell
from interviewcoder.tui.widgets.heat_legend import HeatLegend
from interviewcoder.tui.widgets.heat_matrix import ColumnHead, HeatMatrix, RowHead

if TYPE_CHECKING:
    from textual.app import ComposeResult

_TOTAL = "\0total"


class OverviewScreen(StudyScreen):
    """The heat matrix, what it is narrowed to, the cell in focus in a sentence, and what the marks mean."""

    place = "overview"
    CSS_PATH = "overview.tcss"
    BINDINGS = [
        Binding("space", "unfold", "overview.expand", id="overview.expand"),
        Binding("E", "unfold_all", "overview.expand-all", show=False, id="overview.expand-all"),
        Binding("b", "columns", "overview.columns", id="overview.columns"),
        Binding("w", "rows", "overview.rows", id="overview.rows"),
        Binding("f", "filter", "overview.filter", id="overview.filter"),
        Binding("v", "measure", "overview.measure", id="overview.measure"),
        Binding("e", "export", "overview.export", id="overview.export"),
        Binding("p", "progress", "overview.progress-key", show=False, id="overview.progress"),
        Binding("G", "candidates", "overview.candidates", id="overview.candidates"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._by = By.ROLE
        self._crosswalk: str | None = None
        self._only = EVERYTHING
        self._measure = Measure.INTERVIEWS
        self._unfolded: set[str] = set()
        self._coverage: Coverage | None = None
        self._gaps_closed: Sequence[ClosedGap] = ()

    def body(self) -> ComposeResult:
        yield Static(id="scope", markup=False)
        yield HeatMatrix()
        yield Static(id="detail", markup=False)
        yield HeatLegend(id="legend", markup=False)

    @property
    def matrix(self) -> HeatMatrix:
        return self.query_one(HeatMatrix)

    @property
    def _codebook(self) -> Codebook:
        return self.session.project.codebook

    # --- count and show ---------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.matrix.focus()
        self.query_one("#detail", Static).update(say("overview.counting"))
        self._count()

    def reload(self) -> None:
        self._count()

    @work(thread=True, exclusive=True, group="coverage")
    def _count(self) -> None:
        """Count off the interface's thread; what is newer takes the place of what is still being counted."""
        worker = get_current_worker()
        counted = coverage_of(
            self.session.project,
            by=self._by,
            level="feature",
            crosswalk=self._crosswalk,
            only=self._only,
        )
        closed = closed_gaps(self.session.project)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._counted, counted, closed)

    def _counted(self, counted: Coverage, closed: Sequence[ClosedGap]) -> None:
        if self.is_attached:
            self._coverage, self._gaps_closed = counted, closed
            self._draw()

    def _draw(self) -> None:
        if self._coverage is None:
            return
        coverage = self._coverage
        rows = [row for row in coverage.rows if not row.depth or row.carrier in self._unfolded]
        cells = {**coverage.cells, **{(row.id, _TOTAL): coverage.totals[row.id] for row in rows}}
        columns = [self._column_head(column) for column in coverage.columns]
        planned = any(column.planned for column in coverage.columns)
        corner = say("overview.counted" if planned else "overview.counted-without-plan")
        self.matrix.show(
            [self._row_head(row) for row in rows],
            [*columns, self._column_head(replace(coverage.total, id=_TOTAL))] if columns else [],
            cells,
            corner=corner,
            measure=self._measure,
        )
        self.query_one(HeatLegend).show(self._measure, some=coverage.some)
        self.query_one("#scope", Static).update(self._scope())

    def _row_head(self, row: Row) -> RowHead:
        code = self._codebook.find(row.id) if self._crosswalk is None else None
        if code is None:
            return RowHead(row.id, visible(pick(row.label)))
        label = visible(f"{code.key} {pick(code.short)}")
        if row.depth:
            return RowHead(row.id, label, code.colour, depth=1)
        sign = ("▾" if row.id in self._unfolded else "▸") if self._codebook.features(row.id) else " "
        return RowHead(row.id, label, code.colour, fold=sign)

    def _column_head(self, column: Column) -> ColumnHead:
        role = next((each for each in self._codebook.roles if each.id == column.id and self._by is By.ROLE), None)
        short = visible(pick(role.short)) if role else ""
        return ColumnHead(column, self._column_name(column.id), interviews_of(column), short)

    def _column_name(self, id: str) -> str:
        role = next((each for each in self._codebook.roles if each.id == id), None)
        if id == _TOTAL:
            return say("overview.total")
        return visible(pick(role.label) if role and self._by is By.ROLE else id) or say("overview.unassigned")

    def _scope(self) -> Text:
        crosswalk = next((each for each in self._codebook.crosswalks if each.id == self._crosswalk), None)
        shown = say(
            "overview.scope",
            by=say(f"overview.by.{self._by.value}"),
            rows=pick(crosswalk.label) if crosswalk else say("overview.carriers"),
            measure=say(f"overview.measure-of.{self._measure.value}"),
        )
        line = " · ".join([*scope_of(self._only, self._codebook), shown])
        if self._coverage and self._coverage.outside:
            line += " · " + say("overview.outside", count=self._coverage.outside)
        return Text(visible(line), no_wrap=True, overflow="ellipsis")

    # --- the cell in focus ------------------------------------------------------------------------

    def _focus(self) -> tuple[Row, str, Cell, int] | None:
        """Row, column id, cell and interviews read of the cell in focus."""
        row_id, column = self.matrix.focus_on
        if self._coverage is None or not column:
            return None
        row = next(each for each in self._coverage.rows if each.id == row_id)
        if column == _TOTAL:
            return row, column, self._coverage.totals[row_id], self._coverage.total.read
        read = next(each.read for each in self._coverage.columns if each.id == column)
        return row, column, self._coverage.cells[row_id, column], read

    def on_heat_matrix_moved(self) -> None:
        if (focus := self._focus()) is None or self._coverage is None:
            return
        if not any(column.planned or column.imported for column in self._coverage.columns):
            self.query_one("#detail", Static).update(say("overview.empty"))
            return
        row, column, cell, read = focus
        sentence = say(
            "overview.cell",
            row=pick(row.label),
            column=self._column_name(column),
            sentence=heat_cell.sentence_of(cell, read, some=self._only.some_codings),
        )
        if cell.nothing and (looked := self._looked_for(row, column)):
            sentence += " " + say("gaps.in-cell", places=looked)
        self.query_one("#detail", Static).update(Text(visible(sentence)))

    def _looked_for(self, row: Row, column: str) -> str:
        """Where what a cell is about was looked for and is not there."""
        sectors = {each.id: each.sector for each in self.session.project.ask.companies()}
        everywhere = column == _TOTAL or self._by is By.CODER
        here = [
            each
            for each in self._gaps_closed
            if each.code in (row.id, row.carrier)
            and self._only.means_place(each.company, each.role, sectors)
            and (everywhere or column_for(self._by, each.company, each.role, sectors) == column)
        ]
        return ", ".join(f"{column_name(self._codebook, each.role)} {each.company}" for each in here)

    async def on_heat_matrix_opened(self) -> None:
        if (focus := self._focus()) is None:
            return
        row, column, cell, read = focus
        if not cell.fragments:
            sentence = heat_cell.sentence_of(cell, read, some=self._only.some_codings)
            self.study.tell("overview.no-fragments", sentence=sentence)
            return
        codings = await asyncio.to_thread(self._codings, row, column)
        title = f"{pick(row.label)} × {self._column_name(column)}"
        self.app.push_screen(FragmentsScreen(codings, title))

    def _codings(self, row: Row, column: str) -> list[Coding]:
        """The fragments that the cell counts."""
        where = None if column == _TOTAL else column
        return codings_behind(self.session.project, row, self._by, where, self._only)

    def action_candidates(self) -> None:
        """Where what the cell is about may be said without being coded."""
        if (focus := self._focus()) is None:
            return
        row, column, _, _ = focus
        if self._crosswalk is not None:
            self.study.tell("candidates.no-crosswalk")
            return
        role = column if self._by is By.ROLE and column != _TOTAL else None
        title = say("candidates.title", row=pick(row.label), column=self._column_name(column))
        self.app.push_screen(CandidatesScreen(row.id, title, role=role, companies=self._companies_in(column)))

    def _companies_in(self, column: str) -> set[str] | None:
        """The companies whose respondents a column counts; None for all of them."""
        if self._by is By.COMPANY and column != _TOTAL:
            return {column}
        if self._only.company is not None:
            return {self._only.company}
        sector = column if self._by is By.SECTOR and column != _TOTAL else self._only.sector
        if sector is not None:
            return {each.id for each in self.session.project.ask.companies() if each.sector == sector}
        return None

    # --- what the keys change ---------------------------------------------------------------------

    def action_unfold(self) -> None:
        focus = self._focus()
        if focus is None or not focus[0].carrier or not self._codebook.features(focus[0].carrier):
            self.study.tell("overview.no-features")
            return
        self._unfolded ^= {focus[0].carrier}
        self.matrix.focus_row(focus[0].carrier)
        self._draw()

    def on_heat_matrix_folded(self) -> None:
        self.action_unfold()

    def action_unfold_all(self) -> None:
        carriers = {each.id for each in self._codebook.carriers if self._codebook.features(each.id)}
        self._unfolded = set() if carriers <= self._unfolded else carriers
        self._draw()

    def action_columns(self) -> None:
        every = list(By)
        self._by = every[(every.index(self._by) + 1) % len(every)]
        self._count()

    def action_rows(self) -> None:
        every = [None, *(each.id for each in self._codebook.crosswalks)]
        if len(every) == 1:
            self.study.tell("overview.no-crosswalk")
            return
        self._crosswalk = every[(every.index(self._crosswalk) + 1) % len(every)]
        self._count()

    def action_measure(self) -> None:
        every = list(Measure)
        self._measure = every[(every.index(self._measure) + 1) % len(every)]
        self._draw()

    def action_filter(self) -> None:
        def chosen(only: Narrowing) -> None:
            self._only = only
            self._count()

        ask_narrowing(self.study, self._only, chosen)

    def action_progress(self) -> None:
        self.app.push_screen(ProgressScreen())

    # --- out to a file ----------------------------------------------------------------------------

    def action_export(self) -> None:
        """The matrix as it is shown: with features where some are unfolded, and in the measure of its cells."""
        if self._coverage is None:
            return
        from interviewcoder.publish.coders import called
        from interviewcoder.publish.coverage import coverage_table
        from interviewcoder.publish.figures import heat_figure

        rows = tuple(row for row in self._coverage.rows if not row.depth or row.carrier in self._unfolded)
        names = called(self.session.project.ask.coders())
        shown, measure = names.coverage(replace(self._coverage, rows=rows)), self._measure
        synthetic = "synthetic" in self.session.project.ask.properties()

        def table(path: Path) -> Path:
            return write_coverage(self._codebook, shown, path, measure, synthetic=synthetic, over=True)

        draw = partial(heat_figure, self._codebook, shown, measure, synthetic=synthetic)

        def texts() -> dict[str, str]:
            told = coverage_table(self._codebook, shown, measure).texts()
            columns = () if shown.by is By.CODER else shown.columns
            return told | {"– ": "\n".join(column.id for column in columns)}

        ask_export(self.study, say("tui.place.overview").lower(), texts, table, draw)
