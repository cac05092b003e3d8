"""What would be imported: each file with whose it is and who speaks in it, to put right beforehand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.containers import Vertical
from textual.markup import escape
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option as Line

from interviewcoder.locale import pick, say
from interviewcoder.model import Respondent, Speaker
from interviewcoder.safe import visible
from interviewcoder.tui.arrivals import Arrival, Status, statuses
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.listing import MUTED, Column, Listing, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from interviewcoder.transcripts.speakers import Label
    from interviewcoder.tui.widgets.respondent_dialog import Whose

_OUT = (Status.REFUSED, Status.DOUBLE, Status.LEFT_OUT, Status.NAME_TAKEN)
_NEXT = {
    Speaker.INTERVIEWER: Speaker.RESPONDENT,
    Speaker.RESPONDENT: Speaker.OTHER,
    Speaker.OTHER: Speaker.INTERVIEWER,
}


class ImportPreviewScreen(StudyScreen):
    """The files as a table; below it the labels of the one in focus. Importing is one action, and one undo."""

    place = "documents"
    CSS_PATH = "import_preview.tcss"
    AUTO_FOCUS = "Listing"
    BINDINGS = [
        Binding("s,enter", "bring_in", "importing.bring-in", key_display="s", id="importing.bring-in"),
        Binding("e", "whose", "importing.whose", id="importing.whose"),
        Binding("i", "speaker('interviewer')", "importing.interviewer", id="importing.interviewer"),
        Binding("r", "speaker('respondent')", "importing.respondent", id="importing.respondent"),
        Binding("o", "speaker('other')", "importing.other", id="importing.other"),
        Binding("a", "everywhere", "importing.everywhere", id="importing.everywhere"),
        Binding("x", "leave_out", "importing.leave-out", id="importing.leave-out"),
        Binding("escape", "back", "importing.back", id="importing.back-to-paths"),
    ]

    def __init__(self, arrivals: Sequence[Arrival], typed: tuple[str, str]) -> None:
        super().__init__()
        self._arrivals = list(arrivals)
        self._typed = typed
        self._held: dict[str, str] = {}
        self._statuses: list[Status] = []
        self._shown_labels: tuple[int, int] = (-1, 0)
        self._importing = False

    # --- build and show ---------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        yield Listing(
            [
                Column("name", say("importing.name")),
                Column("format", say("importing.format"), 7, room=100),
                Column("speakers", say("importing.speakers"), room=100),
                Column("respondent", say("importing.who"), 10),
                Column("role", say("importing.role")),
                Column("company", say("importing.company"), 8),
                Column("date", say("importing.date"), 10, room=120),
                Column("warnings", "", 2),
                Column("status", say("importing.status"), 19),
            ]
        )
        with Vertical(id="file") as box:
            box.border_subtitle = say("importing.labels-keys")
            yield Static(id="remarks", markup=False)
            yield OptionList(compact=True)
        yield Static(id="sum", markup=False)

    @property
    def table(self) -> Listing:
        return self.query_one(Listing)

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        self._held = {document.name: document.sha256 for document in self.session.project.ask.documents()}
        self._show()

    def _show(self) -> None:
        self._statuses = statuses(self._arrivals, self._held)
        self.table.fill([self._row(number) for number in range(len(self._arrivals))])
        counts = Counter(self._statuses)
        parts = [say(f"importing.count-{status}", count=counts[status]) for status in Status if counts[status]]
        self.query_one("#sum", Static).update(" " + " · ".join(parts))
        self._show_file()

    def _row(self, number: int) -> Row:
        arrival, status = self._arrivals[number], self._statuses[number]
        cells = {"name": arrival.path.name, "status": say(f"importing.status-{status}")}
        if candidate := arrival.candidate:
            who = candidate.respondent
            roles = {role.id: pick(role.label) for role in self.session.project.codebook.roles}
            cells |= {
                "format": candidate.draft.format,
                "speakers": ", ".join(label.label for label in candidate.labels) or say("importing.no-labels"),
                "respondent": who.pseudonym if who else "·",
                "role": roles.get(who.role, who.role) if who and who.role else "·",
                "company": who.company if who and who.company else "·",
                "date": candidate.date,
                "warnings": "!" if arrival.remarks() else "",
            }
        style = MUTED if status in _OUT else ""
        return Row(str(number), cells, style=style, styles={} if status is Status.READY else {"status": "italic"})

    def _number(self) -> int | None:
        key = self.table.focused_key
        return int(key) if key is not None else None

    def on_data_table_row_highlighted(self) -> None:
        self._show_file()

    def _show_file(self) -> None:
        """Show the labels of the file in focus, what its reader had to say, or why it was refused."""
        if (number := self._number()) is None:
            return
        arrival, labels = self._arrivals[number], self.query_one(OptionList)
        candidate = arrival.candidate
        self.query_one("#file").border_title = escape(visible(arrival.path.name))
        remarks = arrival.remarks()
        if self._statuses[number] in (Status.NO_RESPONDENT, Status.NAME_TAKEN, Status.DOUBLE):
            remarks.append(say(f"importing.why-{self._statuses[number]}"))
        line = self.query_one("#remarks", Static)
        line.update("\n".join(f"! {visible(remark)}" for remark in remarks))
        line.display = bool(remarks)
        at = labels.highlighted if self._shown_labels[0] == number else 0
        self._shown_labels = (number, at or 0)
        labels.clear_options()
        labels.add_options([Line(_line(label)) for label in (candidate.labels if candidate else ())])
        labels.highlighted = at if labels.option_count else None

    # --- who speaks -------------------------------------------------------------------------------

    def _label(self) -> Label | None:
        """The label that keys act on. Says why when there is none."""
        number, at = self._number(), self.query_one(OptionList).highlighted
        candidate = self._arrivals[number].candidate if number is not None else None
        if candidate is None or at is None or at >= len(candidate.labels):
            self.study.tell("importing.no-label")
            return None
        return candidate.labels[at]

    def action_speaker(self, speaker: str) -> None:
        """Say for whom the label in focus stands in this file."""
        number, label = self._number(), self._label()
        if label and number is not None:
            self._arrivals[number] = self._arrivals[number].with_speaker(label.label, Speaker(speaker))
            self._show()

    def on_option_list_option_selected(self) -> None:
        """A click or Enter on a label: the next kind of speaker."""
        if label := self._label():
            self.action_speaker(_NEXT[label.speaker].value)

    def action_everywhere(self) -> None:
        """Let every label of this file stand for the same in all files that have it."""
        if self._label() is None or (number := self._number()) is None:
            return
        candidate = self._arrivals[number].candidate
        assert candidate
        before = list(self._arrivals)
        for label in candidate.labels:
            self._arrivals = [each.with_speaker(label.label, label.speaker) for each in self._arrivals]
        changed = sum(1 for old, new in zip(before, self._arrivals, strict=True) if old != new)
        self._show()
        self.study.tell("importing.everywhere-done", count=changed)

    # --- whose it is ------------------------------------------------------------------------------

    def on_data_table_row_selected(self) -> None:
        self.action_whose()

    def action_whose(self) -> None:
        number = self._number()
        candidate = self._arrivals[number].candidate if number is not None else None
        if candidate is None or number is None:
            self.study.tell("importing.refused-stays")
            return
        from interviewcoder.tui.widgets.respondent_dialog import RespondentDialog, Whose

        def settled(whose: Whose | None) -> None:
            if whose is not None:
                filled = replace(candidate, respondent=whose.respondent, date=whose.date)
                self._arrivals[number] = replace(self._arrivals[number], candidate=filled)
                self._show()

        ask = self.session.project.ask
        who = candidate.respondent or Respondent(candidate.draft.name, "", "")
        others = {
            each.candidate.respondent.pseudonym: each.path.name
            for place, each in enumerate(self._arrivals)
            if place != number and each.candidate and each.candidate.respondent
        }
        dialog = RespondentDialog(
            say("importing.whose-is", name=candidate.path.name),
            Whose(who, candidate.date),
            roles=self.session.project.codebook.roles,
            companies=[each.id for each in ask.companies()],
            taken={each.pseudonym: each.name for each in ask.documents() if each.pseudonym} | others,
        )
        self.app.push_screen(dialog, settled)

    def action_leave_out(self) -> None:
        """Leave the file in focus out, or take it in again."""
        if (number := self._number()) is not None:
            self._arrivals[number] = replace(self._arrivals[number], left_out=not self._arrivals[number].left_out)
            self._show()

    # --- import -----------------------------------------------------------------------------------

    async def action_bring_in(self) -> None:
        """Import what is ready; what lacks only its respondent comes along when one says so."""
        counts = Counter(self._statuses)
        ready, lacking = counts[Status.READY], counts[Status.NEEDS_ROLE]
        if not lacking:
            await self._bring_in({Status.READY})
            return
        options = [Option("a", say("importing.also-lacking", ready=ready, lacking=lacking))]
        if ready:
            options.insert(0, Option("s", say("importing.only-ready", ready=ready)))

        async def chosen(key: str | None) -> None:
            if key == "a":
                await self._bring_in({Status.READY, Status.NEEDS_ROLE})
            elif ready and key in ("s", "enter"):
                await self._bring_in({Status.READY})

        self.app.push_screen(Choice(say("importing.some-lack"), options), chosen)

    async def _bring_in(self, wanted: set[Status]) -> None:
        from interviewcoder.tasks.intake import bring_in

        candidates = [
            each.candidate
            for each, status in zip(self._arrivals, self._statuses, strict=True)
            if status in wanted and each.candidate
        ]
        if not candidates or self._importing:
            self.study.tell("importing.busy" if self._importing else "importing.nothing-ready")
            return
        self._importing = True
        self.query_one("#sum", Static).update(" " + say("importing.busy"))
        imported = await self.study.do(bring_in, self.session.project, self.session.coder, candidates)
        self._importing = False
        if imported is None:
            self._show()
            return
        self.study.tell("importing.done", count=len(imported.documents))
        self.study.go("documents")

    def action_back(self) -> None:
        from interviewcoder.tui.screens.importing import ImportingScreen

        self.app.switch_screen(ImportingScreen(*self._typed))


def _line(label: Label) -> Text:
    """A label in three lines: for whom it stands and how often, and how its first and last turn begin."""
    line = Text(no_wrap=True, overflow="ellipsis")
    line.append(f"{say(f'importing.{label.speaker}'):<14}", style="bold")
    line.append(f"{visible(label.label)}  ", style="bold")
    line.append(say("importing.turns", count=label.turns) + "\n", style="dim")
    line.append(f"  {say('importing.first')} “{visible(label.first)}”\n", style="")
    line.append(f"  {say('importing.last')} “{visible(label.last)}”")
    return line
