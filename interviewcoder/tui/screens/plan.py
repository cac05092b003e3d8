"""Which interviews are planned: a row for each company, a number for each role."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from interviewcoder.locale import pick, say
from interviewcoder.model import Company, Planned, Role
from interviewcoder.safe import visible
from interviewcoder.transcripts.design import Design
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.typed import Form

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from interviewcoder.store.project import Project

_MOST_DIGITS = 4


def design_of(project: Project) -> Design:
    """What a study plans now."""
    return Design(tuple(project.ask.companies()), tuple(project.ask.planned()))


class PlanScreen(Form[Design | None]):
    """A grid to fill in. Gives the design as it should be, or None when nothing is to change.

    Enter goes to the row below, which is made where there is none; a row without a company is no row.
    """

    DEFAULT_CSS = """
    PlanScreen { align: center middle; }
    PlanScreen > Vertical { width: 100; max-width: 98%; height: 90%; background: $surface; border: round $accent;
        padding: 0 1; }
    PlanScreen .row { height: 1; }
    PlanScreen #heads { height: 1; margin: 1 0 0 0; }
    PlanScreen #heads Static { height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
    PlanScreen .row > *, PlanScreen #heads > * { width: 1fr; margin: 0 1 0 0; }
    PlanScreen Input { background: $panel; padding: 0; }
    PlanScreen #note { height: auto; min-height: 1; color: $warning; }
    """
    BINDINGS = [
        Binding("ctrl+s,f2", "keep", "tui.keep", id="plan.keep", priority=True),
        Binding("enter,down", "below", "plan.below", id="plan.below", priority=True),
        Binding("up", "above", "plan.above", id="plan.above", priority=True),
        Binding("escape", "leave", "tui.close", id="plan.close"),
    ]

    def __init__(self, roles: Sequence[Role], design: Design) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._roles = tuple(roles)
        self._before = design
        self._regions = {each.id: each.region for each in design.companies}

    # --- build and show ---------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text(say("plan.title"))
            box.border_subtitle = Text(say("plan.keys"))
            yield Static(say("plan.what"), markup=False)
            with Horizontal(id="heads"):
                yield Static(say("plan.company"), markup=False)
                yield Static(say("plan.sector"), markup=False)
                for role in self._roles:
                    yield Static(visible(pick(role.label)), markup=False)
            with VerticalScroll(can_focus=False):
                yield from self._rows_at_first()
            yield Static(id="note", markup=False)

    def _rows_at_first(self) -> Iterable[Horizontal]:
        expected = {(each.company, each.role): each.expected for each in self._before.planned}
        for company in self._before.companies:
            yield self._row([company.id, company.sector, *(expected.get((company.id, r.id), 0) for r in self._roles)])
        yield self._row()

    def _row(self, cells: Sequence[str | int] = ()) -> Horizontal:
        shown = [str(each) if each else "" for each in cells] or [""] * (2 + len(self._roles))
        fields = [Input(text, compact=True, select_on_focus=True) for text in shown]
        for field in fields[2:]:
            field.restrict = rf"[0-9]{{0,{_MOST_DIGITS}}}"
        return Horizontal(*fields, classes="row")

    def on_mount(self) -> None:
        self._rows()[-1].query(Input).first().focus()

    def _rows(self) -> list[Horizontal]:
        return list(self.query(".row").results(Horizontal))

    # --- walking ----------------------------------------------------------------------------------

    @property
    def filled(self) -> object:
        rows = (self._cells(row) for row in range(len(self._rows())))
        return [cells for cells in rows if any(cells)]

    async def action_below(self) -> None:
        row, column = self._where()
        if row == len(self._rows()) - 1:
            if not self._cells(row)[0]:
                return
            await self.query_one(VerticalScroll).mount(self._row())
            column = 0
        self._go(row + 1, column)

    def action_above(self) -> None:
        row, column = self._where()
        self._go(max(0, row - 1), column)

    def _where(self) -> tuple[int, int]:
        """The row and the column of the field in focus."""
        for number, row in enumerate(self._rows()):
            fields = list(row.query(Input))
            if self.focused in fields:
                return number, fields.index(self.focused)
        return 0, 0

    def _go(self, row: int, column: int) -> None:
        list(self._rows()[row].query(Input))[column].focus()

    # --- what was filled in -----------------------------------------------------------------------

    def _cells(self, row: int) -> list[str]:
        return [field.value.strip() for field in self._rows()[row].query(Input)]

    def action_keep(self) -> None:
        """Give the design, unless a company stands there twice or a number stands without a company."""
        companies: dict[str, Company] = {}
        planned: list[Planned] = []
        for row in range(len(self._rows())):
            name, sector, *numbers = self._cells(row)
            if not name:
                if any(numbers):
                    self._complain(row, "plan.no-company")
                    return
                continue
            if name in companies:
                self._complain(row, "plan.twice", company=name)
                return
            companies[name] = Company(name, sector, self._regions.get(name, ""))
            counts = zip(self._roles, numbers, strict=True)
            planned += [Planned(name, role.id, int(number)) for role, number in counts if int(number or 0)]
        ids = {role.id for role in self._roles}
        before = [each for each in self._before.planned if each.expected]
        planned += [each for each in before if each.role not in ids and each.company in companies]
        same = set(companies.values()) == set(self._before.companies) and set(planned) == set(before)
        self.dismiss(None if same else Design(tuple(companies.values()), tuple(planned)))

    def _complain(self, row: int, key: str, **values: str) -> None:
        self.query_one("#note", Static).update(visible(say(key, **values)))
        self._go(row, 0)
