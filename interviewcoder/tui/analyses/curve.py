"""Saturation: the curve with its band, and what each further interview brought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from interviewcoder.analysis.plots import curve
from interviewcoder.analysis.saturation import BASE
from interviewcoder.locale import say
from interviewcoder.model import Codebook
from interviewcoder.publish.analyses import row_name, saturation_table
from interviewcoder.publish.tables import Table
from interviewcoder.safe import visible
from interviewcoder.store.project import Project
from interviewcoder.tasks.analyses import Saturated, saturation_of
from interviewcoder.tasks.narrowing import Narrowing
from interviewcoder.tui.analyses.analysis import Analysis, Behind, Seen, cut, left_out

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LEAST = 5
_AXIS = 5
_NAMED = 5
"""So many rows are named in a sentence; more are told by their keys."""


class Curve(Analysis):
    """New features per further interview."""

    id = "saturation"

    def __init__(self) -> None:
        self.level = "feature"

    def count(self, project: Project, only: Narrowing) -> Seen:
        return SeenCurve(project.codebook, saturation_of(project, level=self.level, only=only))

    def scope(self, codebook: Codebook) -> list[str]:
        return []


class SeenCurve(Seen):
    def __init__(self, codebook: Codebook, found: Saturated) -> None:
        self._codebook, self._found, self._curve = codebook, found, found.curve
        note = say("analyses.saturation-note", base=BASE, found=self._curve.base, rows=self._curve.rows)
        runs = [say("analyses.run", first=r.first, last=r.last, new=r.new, share=r.share) for r in self._curve.runs]
        self.notes = (*left_out(found.basis), *runs[-1:], note)

    @property
    def count(self) -> int:
        return len(self._curve.steps)

    def head(self, width: int, column: int) -> Text:
        names = ("interview", "new", "found", "expected_features", "band")
        heads = [say(f"analyses.head.{name}") for name in names]
        return Text(f"{heads[0]:<24}{heads[1]:>7}{heads[2]:>10}{heads[3]:>10}  {heads[4]}", no_wrap=True)

    def line(self, number: int, width: int, column: int) -> Text:
        step, document = self._curve.steps[number], self._found.basis.documents[number]
        new = len(self._found.first_in(number))
        name = f"{step.interviews:>3} {visible(document.who or document.name)} {visible(document.date)}"
        line = Text(f"{name[:24]:<24}", no_wrap=True, style="bold" if new else "")
        line.append(f"{f'+{new}' if new else '·':>7}{step.found:>10}{step.expected:>10.1f}")
        line.append(f"  {step.low:.0f}–{step.high:.0f}", style="dim")
        names = ", ".join(row_name(self._codebook, row) for row in self._found.first_in(number))
        return line.append(f"  {visible(names)}" if width > 90 else "")

    def chart(self, width: int, height: int) -> list[Text]:
        steps, rows = self._curve.steps, self._curve.rows
        if len(steps) < 2 or height < _LEAST:
            return []
        lines = [[step.expected for step in steps], [float(step.found) for step in steps]]
        band = [step.low for step in steps], [step.high for step in steps]
        drawn = curve(lines, band, rows, width - _AXIS, height - 1)
        axis = {0: str(rows), len(drawn) - 1: "0"}
        chart = [Text(f"{axis.get(at, ''):>{_AXIS - 2}} │{line}", no_wrap=True) for at, line in enumerate(drawn)]
        last = str(len(steps))
        room = max(0, width - _AXIS - 1 - len(last))
        under = f"{cut(say('analyses.curve-under'), room):─^{room}}"
        return [*chart, Text(f"{'':>{_AXIS - 2}} └1{under}{last}", no_wrap=True)]

    def detail(self, number: int, column: int) -> str:
        document, new = self._found.basis.documents[number], self._found.first_in(number)
        who = document.who or document.name
        if not new:
            return say("analyses.brought-nothing", who=who)
        called = [row_name(self._codebook, row) for row in new]
        names = ", ".join(called if len(called) <= _NAMED else (name.split()[0] for name in called))
        return say("analyses.brought", who=who, count=len(new), names=names)

    def behind(self, number: int, column: int) -> Sequence[Behind]:
        document = self._found.basis.documents[number]
        title = say("analyses.new-in", who=document.who or document.name)
        return [Behind(title, self._found.codings(number))]

    def table(self) -> Table:
        return saturation_table(self._curve)

    def figure(self, *, synthetic: bool) -> Figure:
        from interviewcoder.publish.figures import saturation_figure

        return saturation_figure(self._curve, synthetic=synthetic)
