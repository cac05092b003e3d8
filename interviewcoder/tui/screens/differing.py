"""The units on which coders differ: a list, and the one in focus between the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from interviewcoder.analysis.agreement import words
from interviewcoder.analysis.agreement.judging import Differing
from interviewcoder.analysis.agreement.units import Unit
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook
from interviewcoder.publish.attributed import role_label
from interviewcoder.safe import visible
from interviewcoder.tui.agreed import export_units
from interviewcoder.tui.opening import open_at
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.codes_panel import key_of
from interviewcoder.tui.widgets.fragment import after, before
from interviewcoder.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult

_WHO, _CODES = 10, 16
_RAGGED = 8


class DifferingScreen(StudyScreen):
    """Lies over the agreement screen; Escape goes back there, Enter on to the transcript."""

    place = "agreement"
    CSS_PATH = "differing.tcss"
    BINDINGS = [
        Binding("escape", "back", "agreement.back", id="agreement.back"),
        Binding("space", "read_on(1)", "differences.read-on", id="agreement.read-on"),
        Binding("backspace", "read_on(-1)", "differences.read-back", show=False, id="agreement.read-back"),
        Binding("e", "export", "agreement.export", id="agreement.export-differing"),
    ]

    def __init__(self, units: Sequence[Differing], unit: Unit, title: str, level: str) -> None:
        super().__init__()
        self._units = list(units)
        self._unit = unit
        self._title = title
        self._level = level

    def body(self) -> ComposeResult:
        yield Lines()
        with VerticalScroll(id="unit", can_focus=False):
            yield Static(markup=False)

    @property
    def lines(self) -> Lines:
        return self.query_one(Lines)

    @property
    def _codebook(self) -> Codebook:
        return self.session.project.codebook

    def on_mount(self) -> None:
        self.lines.focus()
        self.lines.border_title = Text(visible(self._title))
        self.lines.border_subtitle = words.differing(self._units, self._unit, short=True)
        self._show()

    def reload(self) -> None:
        """The numbers were of the study as it was; what is gone from it since is left out."""
        there = {each.id: each.version for each in self.session.project.ask.documents()}
        self._units = [each for each in self._units if there.get(each.document.id) == each.document.version]
        self._show()

    def _show(self) -> None:
        shown = {each: self._keys_of(each[1]) for unit in self._units for each in unit.codes}
        wide = min(_CODES, max((len(f"{coder} {keys}") for (coder, _), keys in shown.items()), default=0))

        def draw(number: int, width: int) -> Text:
            unit = self._units[number]
            line = Text(f"{visible(unit.who)[:_WHO]:<{_WHO + 1}}", style="bold", no_wrap=True)
            for each in unit.codes:
                line.append(f"{visible(each[0])} {shown[each]}"[:wide].ljust(wide + 2), style="not bold")
            return line.append(f"“{visible(self._words(unit))}”", style="not bold")

        self.lines.show(len(self._units), draw, at=self.lines.at or 0)

    def _keys_of(self, codes: Sequence[str]) -> str:
        return " ".join(key_of(self._codebook, code) for code in codes) or "–"

    def _words(self, unit: Differing) -> str:
        return self.session.project.ask.transcript(unit.document.id).text[unit.start : unit.end]

    # --- the unit in focus ------------------------------------------------------------------------

    @property
    def _chosen(self) -> Differing | None:
        at = self.lines.at
        return self._units[at] if at is not None else None

    def on_lines_moved(self) -> None:
        self._show_context()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_context)

    def _show_context(self) -> None:
        unit, pane = self._chosen, self.query_one("#unit", VerticalScroll)
        pane.scroll_to(y=0, animate=False)
        told = self._told(unit, *pane.content_size) if unit else Text()
        pane.query_one(Static).update(told)

    def _told(self, unit: Differing, width: int, height: int) -> Text:
        role = role_label(unit.respondent.role, self._codebook) if unit.respondent else ""
        company = unit.respondent.company if unit.respondent else ""
        parts = [unit.who, role, say("agreement.company", company=company) if company else ""]
        told = Text(" · ".join(visible(part) for part in parts if part), style="bold")
        for coder, codes in unit.codes:
            labels = ", ".join(f"{key_of(self._codebook, code)} {self._label(code)}" for code in codes)
            line = say("agreement.whose-said", coder=coder, codes=labels or say("agreement.nothing"))
            told.append(f"\n{visible(line)}", style="not bold")
        text, room = self.session.project.ask.transcript(unit.document.id).text, max(20, width - _RAGGED)
        lines = max(1, (height - len(unit.codes) - 2 - (unit.end - unit.start) // room) // 2)
        told.append("\n").append(_lines(before(text[: unit.start], lines, room)), style="not bold dim")
        told.append(_lines(text[unit.start : unit.end]), style="underline")
        return told.append(_lines(after(text[unit.end :], lines, room)), style="not bold dim")

    def _label(self, code: str) -> str:
        found = self._codebook.find(code)
        return pick(found.label) if found else code

    # --- keys -------------------------------------------------------------------------------------

    def on_lines_chosen(self) -> None:
        if unit := self._chosen:
            open_at(self.study, unit.document.id, unit.start)

    def action_read_on(self, step: int) -> None:
        pane = self.query_one("#unit")
        pane.scroll_relative(y=step * max(1, pane.size.height - 1), animate=False)

    def action_export(self) -> None:
        export_units(self.study, self._units, self._unit, self._level)

    def action_back(self) -> None:
        self.app.pop_screen()


def _lines(text: str) -> str:
    """The text with its own line ends, every line of it safe to show."""
    return "\n".join(visible(line) for line in text.split("\n"))
