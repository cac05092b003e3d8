"""The overview: coverage of the carriers by role, company, sector or coder, and what its blanks mean."""

from __future__ import annotations

import asyncio
from string import ascii_letters
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.analysis.coverage import By, Cell, Column, Coverage, Row
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Coding
from interviewcoder.safe import visible
from interviewcoder.tasks.overview import coverage_of
from interviewcoder.tui.screens.fragments import FragmentsScreen
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets import heat_cell
from interviewcoder.tui.widgets.choice import Choice, Option
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
    ]

    def __init__(self) -> None:
        super().__init__()
        self._by = By.ROLE
        self._crosswalk: str | None = None
        self._coder: str | None = None
        self._company: str | None = None
        self._unfolded: set[str] = set()
        self._coverage: Coverage | None = None
        self._total = ColumnHead(_TOTAL, say("overview.total"), "", 0)

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
        counted = self._covered(self._by)
        whole = self._covered(By.ROLE) if self._by is By.CODER else counted
        if not worker.is_cancelled:
            self.app.call_from_thread(self._counted, counted, _total_head(whole))

    def _covered(self, by: By) -> Coverage:
        return coverage_of(
            self.session.project,
            by=by,
            level="feature",
            crosswalk=self._crosswalk,
            coder=self._coder,
            company=self._company,
        )

    def _counted(self, counted: Coverage, total: ColumnHead) -> None:
        if self.is_attached:
            self._coverage, self._total = counted, total
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
            [*columns, self._total] if columns else [],
            cells,
            corner=corner,
        )
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
        interviews = _interviews(column.read, column.imported, column.planned)
        return ColumnHead(column.id, self._column_name(column.id), interviews, column.read)

    def _column_name(self, id: str) -> str:
        role = next((each for each in self._codebook.roles if each.id == id), None)
        if id == _TOTAL:
            return say("overview.total")
        return visible(pick(role.label) if role and self._by is By.ROLE else id) or say("overview.unassigned")

    def _scope(self) -> Text:
        crosswalk = next((each for each in self._codebook.crosswalks if each.id == self._crosswalk), None)
        line = say(
            "overview.scope",
            by=say(f"overview.by.{self._by.value}"),
            rows=pick(crosswalk.label) if crosswalk else say("overview.carriers"),
            coder=self._coder or say("overview.everyone"),
            company=self._company or say("overview.every-company"),
        )
        if self._coverage and self._coverage.outside:
            line += " · " + heat_cell.counted("overview.outside", self._coverage.outside)
        return Text(visible(line), no_wrap=True, overflow="ellipsis")

    # --- the cell in focus ------------------------------------------------------------------------

    def _focus(self) -> tuple[Row, str, Cell, int] | None:
        """Row, column id, cell and interviews read of the cell in focus."""
        row_id, column = self.matrix.focus_on
        if self._coverage is None or not column:
            return None
        row = next(each for each in self._coverage.rows if each.id == row_id)
        if column == _TOTAL:
            total = self._coverage.totals[row_id]
            return row, column, total, self._total.read
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
            sentence=heat_cell.sentence_of(cell, read),
        )
        self.query_one("#detail", Static).update(Text(visible(sentence)))

    async def on_heat_matrix_opened(self) -> None:
        if (focus := self._focus()) is None:
            return
        row, column, cell, read = focus
        if not cell.fragments:
            self.study.tell("overview.no-fragments", sentence=heat_cell.sentence_of(cell, read))
            return
        codings = await asyncio.to_thread(self._codings, row, column)
        title = f"{pick(row.label)} × {self._column_name(column)}"
        self.app.push_screen(FragmentsScreen(codings, title))

    def _codings(self, row: Row, column: str) -> list[Coding]:
        """The fragments that the cell counts."""
        ask = self.session.project.ask
        of = {each.id: each for each in ask.documents()}
        found = ask.codings(codes=row.codes, coder=self._coder, company=self._company)
        if column == _TOTAL:
            return found
        if self._by is By.CODER:
            return [each for each in found if each.coder == column]
        return [each for each in found if getattr(of[each.document], self._by.value) == column]

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

    def action_filter(self) -> None:
        options = [
            Option("m", say("overview.filter-mine")),
            Option("a", say("overview.filter-everyone")),
            Option("c", say("overview.filter-company")),
            Option("x", say("overview.filter-every-company")),
        ]

        def chosen(key: str | None) -> None:
            if key == "c":
                self._choose_company()
                return
            if key in ("m", "a"):
                self._coder = self.session.coder if key == "m" else None
            if key == "x":
                self._company = None
            self._count()

        self.app.push_screen(Choice(say("overview.filter"), options), chosen)

    def _choose_company(self) -> None:
        companies = [each.id for each in self.session.project.ask.companies()]
        if not companies:
            self.study.tell("overview.no-company")
            return
        by_key = dict(zip(ascii_letters, companies, strict=False))

        def chosen(key: str | None) -> None:
            if key in by_key:
                self._company = by_key[key]
                self._count()

        options = [Option(key, visible(company)) for key, company in by_key.items()]
        self.app.push_screen(Choice(say("overview.which-company"), options), chosen)


def _interviews(read: int, imported: int, planned: int) -> str:
    return f"{read}·{imported}" + (f"·{planned}" if planned else "")


def _total_head(coverage: Coverage) -> ColumnHead:
    """The total of columns that share no interview."""
    columns = coverage.columns
    read = sum(each.read for each in columns)
    interviews = _interviews(read, sum(each.imported for each in columns), sum(each.planned for each in columns))
    return ColumnHead(_TOTAL, say("overview.total"), interviews, read)
