"""The agreement screen: how far coders agree on each code, why a value is low, and what lies behind it."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.analysis.agreement import words
from interviewcoder.analysis.agreement.judging import Agreed
from interviewcoder.analysis.agreement.measuring import Coefficient
from interviewcoder.analysis.agreement.units import Unit
from interviewcoder.analysis.resampling import DRAWS
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.model import Code, Codebook
from interviewcoder.publish.agreement import code_name, group_name
from interviewcoder.safe import visible
from interviewcoder.tasks.agreement import Agreement, By, judged
from interviewcoder.tui.agreed import export_values
from interviewcoder.tui.comparing import Against, ask_against
from interviewcoder.tui.screens.differing import DifferingScreen
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.themes import legible
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.empty import Empty
from interviewcoder.tui.widgets.forest import Forest
from interviewcoder.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult

T = TypeVar("T")


class AgreementScreen(StudyScreen):
    """The forest plot, what it is of, and the row in focus in words. Values come at once, intervals follow."""

    place = "agreement"
    CSS_PATH = "agreement.tcss"
    BINDINGS = [
        Binding("space", "unfold", "agreement.unfold", id="agreement.unfold"),
        Binding("E", "unfold_all", "agreement.unfold-all", show=False, id="agreement.unfold-all"),
        Binding("b", "apart", "agreement.apart", id="agreement.apart"),
        Binding("w", "unit", "agreement.unit-key", id="agreement.unit"),
        Binding("c", "measure", "agreement.measure-key", id="agreement.measure"),
        Binding("v", "against", "agreement.against-key", id="agreement.against"),
        Binding("e", "export", "agreement.export", id="agreement.export"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._against = Against()
        self._by = By.CODE
        self._unit = Unit.SENTENCE
        self._coefficient = Coefficient.ALPHA
        self._unfolded: set[str] = set()
        self._found: Agreement | None = None
        self._lines: list[Agreed | str] = []
        """What stands on each line: a row, or a heading."""

    def body(self) -> ComposeResult:
        yield Static(id="scope", markup=False)
        yield Static(id="head", markup=False)
        yield Lines()
        yield Static(say("agreement.counting"), id="detail", markup=False)
        yield Empty()

    @property
    def lines(self) -> Lines:
        return self.query_one(Lines)

    @property
    def _codebook(self) -> Codebook:
        return self.session.project.codebook

    # --- judge and show ---------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.lines.focus()
        self._count()

    def reload(self) -> None:
        self._count()

    def _count(self) -> None:
        """Judge anew; the numbers that stand there are dimmed until there are others."""
        self.add_class("-counting")
        self.query_one("#detail", Static).update(say("agreement.counting"))
        self._judge()

    @work(thread=True, exclusive=True, group="agreement")
    def _judge(self) -> None:
        """Judge off the interface's thread, first without intervals; what is newer takes the place of it."""
        worker, project = get_current_worker(), self.session.project
        by, unit, coefficient = self._by, self._unit, self._coefficient
        level = "feature" if self._unfolded else "carrier"
        try:
            comparison = self._against.compare(project, unit, level)
        except Refused as refused:
            self.app.call_from_thread(self._nothing, str(refused))
            return
        for draws in (0, DRAWS):
            found = judged(comparison, project.codebook.roles, unit, by, coefficient, draws=draws)
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._judged, found)

    def _nothing(self, why: str) -> None:
        if self.is_attached:
            self._found = None
            self.remove_class("-counting")
            self.query_one(Empty).show(why)

    def _judged(self, found: Agreement) -> None:
        if self.is_attached:
            self._found = found
            self.remove_class("-counting")
            self.query_one(Empty).show(None)
            self._draw()

    def _draw(self) -> None:
        if self._found is None:
            return
        found, focus = self._found, self._focus
        several = len(found.coders) > 2 and not found.standard
        self._lines = self._matrix(found) if found.by is By.PAIR and several else []
        for group in found.groups:
            if found.by is not By.CODE:
                self._lines.append(self._group(group[0]))
            self._lines += [row for row in group if not row.depth or self._carrier(row) in self._unfolded]
        names = {line.code: self._called(line) for line in self._lines if not isinstance(line, str)}
        forest = Forest.of(list(names.values()), shares=not found.coefficient.by_fragments)
        headings = {at for at, line in enumerate(self._lines) if isinstance(line, str)}

        def draw(number: int, width: int) -> Text:
            line = self._lines[number]
            if isinstance(line, str):
                return Text(line, style="dim" if line.startswith(" ") else "bold underline")
            return forest.line(line, names[line.code], self._colour(line), width)

        at = max(range(len(self._lines)), key=lambda number: (_likeness(self._lines[number], focus), -number))
        self.lines.show(len(self._lines), draw, headings=headings, at=at)
        self.query_one("#head", Static).update(forest.head(self.lines.scrollable_content_region.width))
        self.query_one("#scope", Static).update(self._scope(found))

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def _matrix(self, found: Agreement) -> list[Agreed | str]:
        """All codes together, each coder against each other, as headings; the groups are pairs of coders."""
        values = {frozenset(group[0].coders): words.number(group[0].value) for group in found.groups}
        names = [visible(coder) for coder in found.coders]
        wide = max(map(len, names)) + 2
        rows = [" " * wide + "".join(f"{name:>{wide}}" for name in names)]
        for name, coder in zip(names, found.coders, strict=True):
            cells = (values.get(frozenset((coder, other)), "·") for other in found.coders)
            rows.append(f" {name:<{wide - 1}}" + "".join(f"{cell:>{wide}}" for cell in cells))
        return [*rows]

    def _group(self, row: Agreed) -> str:
        assert self._found
        name = group_name(self._codebook, row, self._found.by.value, self._found.standard)
        return visible(say("agreement.in-group", group=name, n=row.n))

    def _code(self, row: Agreed) -> Code | None:
        return self._codebook.find(row.code)

    def _carrier(self, row: Agreed) -> str:
        code = self._code(row)
        return code.carrier if code else ""

    def _called(self, row: Agreed) -> str:
        assert self._found
        name = visible(code_name(self._codebook, row.code, self._found.level))
        if not row.code or row.depth:
            return f"  {'  ' * row.depth}{name}"
        sign = ("▾" if row.code in self._unfolded else "▸") if self._codebook.features(row.code) else " "
        return f"{sign} {name}"

    def _colour(self, row: Agreed) -> str:
        code = self._code(row)
        return legible(code.colour, self.app.current_theme.dark) if code else ""

    def _scope(self, found: Agreement) -> Text:
        line = say(
            "agreement.scope",
            by=say(f"agreement.by.{found.by.value}"),
            unit=say(f"agreement.unit.{'fragment' if found.coefficient.by_fragments else found.unit.value}"),
            coefficient=say(f"agreement.coefficient.{found.coefficient.of_one}"),
            coders=words.names(found.coders),
            n=found.interviews,
        )
        return Text(visible(line), no_wrap=True, overflow="ellipsis")

    # --- the row in focus -------------------------------------------------------------------------

    @property
    def _focus(self) -> Agreed | None:
        at = self.lines.at
        line = self._lines[at] if at is not None and at < len(self._lines) else None
        return None if isinstance(line, str) else line

    def on_lines_moved(self) -> None:
        row, found = self._focus, self._found
        if row is None or found is None:
            return
        told = words.whole(row, self._called(row).strip(" ▸▾"), found.unit, found.unread)
        self.query_one("#detail", Static).update(Text(visible(told)))

    async def on_lines_chosen(self) -> None:
        row, found = self._focus, self._found
        if row is None or found is None:
            return
        units = await asyncio.to_thread(lambda: list(found.differing(row)))
        if not units:
            self.study.tell("agreement.none-differ", sentence=words.reason(row) or say("agreement.all-alike"))
            return
        name = self._called(row).strip(" ▸▾")
        title = f"{name} · {self._group(row)}" if found.by is not By.CODE else name
        self.app.push_screen(DifferingScreen(units, found.unit, title, found.level))

    # --- what the keys change ---------------------------------------------------------------------

    def action_unfold(self) -> None:
        row = self._focus
        carrier = self._carrier(row) if row else ""
        if row is None or not self._codebook.features(carrier):
            self.study.tell("agreement.no-features")
            return
        self._unfold(self._unfolded ^ {carrier})

    def action_unfold_all(self) -> None:
        every = {each.id for each in self._codebook.carriers if self._codebook.features(each.id)}
        self._unfold(set() if every <= self._unfolded else every)

    def _unfold(self, carriers: set[str]) -> None:
        """Judge anew only where features come to be judged, or no longer are."""
        anew = bool(carriers) != bool(self._unfolded)
        self._unfolded = carriers
        if anew:
            self._count()
        else:
            self._draw()

    def action_apart(self) -> None:
        self._by = _next(list(By), self._by)
        self._count()

    def action_unit(self) -> None:
        self._unit = _next(list(Unit), self._unit)
        self._count()

    def action_against(self) -> None:
        def chosen(against: Against) -> None:
            self._against = against
            self._count()

        ask_against(self.study, chosen)

    def action_export(self) -> None:
        if self._found is None:
            self.study.tell("agreement.nothing-to-export")
        else:
            export_values(self.study, self._found)

    def action_measure(self) -> None:
        by_key = dict(zip("1234567890", Coefficient, strict=True))

        def chosen(key: str | None) -> None:
            if key in by_key:
                self._coefficient = by_key[key]
                self._count()

        options = [Option(key, say(f"agreement.coefficient.{each.value}")) for key, each in by_key.items()]
        self.app.push_screen(Choice(say("agreement.which-measure"), options), chosen)


def _likeness(line: Agreed | str, focus: Agreed | None) -> int:
    """How much a line is that of the row in focus: 2 for the same code and group, 1 for the same code."""
    if isinstance(line, str) or focus is None or line.code != focus.code:
        return 0
    return 1 + ((line.group, line.coders) == (focus.group, focus.coders))


def _next(every: list[T], one: T) -> T:
    return dict(pairwise([*every, every[0]]))[one]
