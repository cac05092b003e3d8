"""What would be imported: each file with whose it is and who speaks in it, to put right beforehand."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.containers import Vertical
from textual.markup import escape
from textual.message import Message
from textual.widgets import OptionList, ProgressBar, Static
from textual.widgets.option_list import Option as Line

from interviewcoder.errors import Stopped
from interviewcoder.locale import say
from interviewcoder.model import Document, Respondent, Speaker
from interviewcoder.publish.attributed import Described
from interviewcoder.safe import visible
from interviewcoder.tasks.known import Known
from interviewcoder.tasks.voices import with_voice
from interviewcoder.tui.arrivals import Arrival, Status, statuses
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.listing import MUTED, Column, Listing, Row
from interviewcoder.tui.widgets.respondent_dialog import RespondentDialog, Whose
from interviewcoder.tui.widgets.voice_choice import ONE, by_key, voice_options

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from interviewcoder.tasks.intake import Candidate
    from interviewcoder.transcripts.speakers import Label

_OUT = (Status.REFUSED, Status.DOUBLE, Status.LEFT_OUT, Status.NAME_TAKEN)
_TOLD_WHY = (Status.NO_RESPONDENT, Status.NAME_TAKEN, Status.KNOWN_OTHERWISE, Status.DOUBLE)
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
        Binding("n", "no_speaker", "importing.no-speaker", id="importing.no-speaker"),
        Binding("a", "everywhere", "importing.everywhere", id="importing.everywhere"),
        Binding("x", "leave_out", "importing.leave-out", id="importing.leave-out"),
        Binding("escape", "back", "importing.back", id="importing.back-to-paths"),
    ]

    @dataclass
    class Writing(Message):
        """So many of the steps of the import are done."""

        done: int
        total: int

    def __init__(self, arrivals: Sequence[Arrival], typed: tuple[str, str]) -> None:
        super().__init__()
        self._arrivals = list(arrivals)
        self._typed = typed
        self._names: set[str] = set()
        self._documents: Sequence[Document] = ()
        self._texts: set[str] = set()
        self._statuses: list[Status] = []
        self._shown_labels: tuple[int, int] = (-1, 0)
        self._stop: threading.Event | None = None
        """Set to stop the writing that is going on; None while none is."""

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
        yield ProgressBar()

    @property
    def called(self) -> str:
        return say("importing.title")

    @property
    def table(self) -> Listing:
        return self.query_one(Listing)

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        ask = self.session.project.ask
        self._documents = ask.documents()
        self._names, self._texts = {document.name for document in self._documents}, ask.text_hashes()
        self._show()

    def _show(self) -> None:
        known = Known(self._documents, self.session.project.codebook)
        self._statuses = statuses(self._arrivals, self._names, self._texts, known)
        self.table.fill([self._row(number) for number in range(len(self._arrivals))])
        counts = Counter(self._statuses)
        parts = [say(f"importing.count-{status}", count=counts[status]) for status in Status if counts[status]]
        self.query_one("#sum", Static).update(" " + " · ".join(parts))
        self._show_file()

    def _row(self, number: int) -> Row:
        arrival, status = self._arrivals[number], self._statuses[number]
        cells = {"name": arrival.path.name, "status": say(f"importing.status-{status}")}
        if candidate := arrival.candidate:
            whose = Described.of(candidate.respondents, self.session.project.codebook)
            cells |= {
                "format": candidate.draft.format,
                "speakers": ", ".join(label.label for label in candidate.labels) or say("importing.no-labels"),
                "respondent": whose.who or "·",
                "role": whose.role or "·",
                "company": whose.company or "·",
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
        if self._statuses[number] in _TOLD_WHY:
            remarks.append(say(f"importing.why-{self._statuses[number]}"))
        line = self.query_one("#remarks", Static)
        line.update("\n".join(f"! {visible(remark)}" for remark in remarks))
        line.display = bool(remarks)
        at = labels.highlighted if self._shown_labels[0] == number else 0
        self._shown_labels = (number, at or 0)
        labels.clear_options()
        if candidate:
            labels.add_options(Line(_line(label, candidate)) for label in (*candidate.labels, *candidate.passed))
        labels.highlighted = at if labels.option_count else None

    # --- who speaks -------------------------------------------------------------------------------

    def _label(self) -> Label | None:
        """The label that keys act on. Says why when there is none."""
        number, at = self._number(), self.query_one(OptionList).highlighted
        candidate = self._arrivals[number].candidate if number is not None else None
        labels = (*candidate.labels, *candidate.passed) if candidate else ()
        if at is None or at >= len(labels):
            self.study.tell("importing.no-label")
            return None
        return labels[at]

    def action_speaker(self, speaker: str) -> None:
        """Say for whom the label in focus stands in this file; one that was passed over becomes a speaker."""
        number, label = self._number(), self._label()
        if label and number is not None:
            self._arrivals[number] = self._arrivals[number].with_speaker(label.label, Speaker(speaker))
            self._show()
            self._keep_in_focus(number, label.label)

    def action_no_speaker(self) -> None:
        """Take the label in focus for a word of the turn before."""
        number, label = self._number(), self._label()
        if label and number is not None:
            self._arrivals[number] = self._arrivals[number].without_speaker(label.label)
            self._show()

    def _keep_in_focus(self, number: int, label: str) -> None:
        """The label may have gone up in the list."""
        candidate = self._arrivals[number].candidate
        names = [each.label for each in candidate.labels] if candidate else []
        if label in names:
            self.query_one(OptionList).highlighted = names.index(label)

    def on_option_list_option_selected(self) -> None:
        """A click or Enter on a label: the next kind of speaker, and respondent for one that was passed over."""
        number, label = self._number(), self._label()
        candidate = self._arrivals[number].candidate if number is not None else None
        if label and candidate:
            taken = label.label in candidate.speakers
            self.action_speaker((_NEXT[label.speaker] if taken else Speaker.RESPONDENT).value)

    def action_everywhere(self) -> None:
        """Let every label of this file stand for the same in all files that have it."""
        if self._label() is None or (number := self._number()) is None:
            return
        candidate = self._arrivals[number].candidate
        assert candidate
        before = list(self._arrivals)
        for label in candidate.labels:
            self._arrivals = [each.with_speaker(label.label, label.speaker) for each in self._arrivals]
        changed = sum(_speakers(old) != _speakers(new) for old, new in zip(before, self._arrivals, strict=True))
        self._show()
        self.study.tell("importing.everywhere-done", count=changed)

    # --- whose it is ------------------------------------------------------------------------------

    def on_data_table_row_selected(self) -> None:
        self.action_whose()

    def action_whose(self) -> None:
        """Ask whose interview the file in focus is; where several answer, of which of them that is to be said."""
        number = self._number()
        candidate = self._arrivals[number].candidate if number is not None else None
        if candidate is None or number is None:
            self.study.tell("importing.refused-stays")
            return
        answering = [each.label for each in candidate.labels if each.speaker is Speaker.RESPONDENT]
        if len(answering) < 2:
            self._ask_whole(number, candidate)
            return
        keys = by_key(answering)

        def chosen(key: str | None) -> None:
            if key == ONE:
                self._ask_whole(number, candidate)
            elif key in keys:
                self._ask_voice(number, candidate, keys[key])

        whose = {voice.label: voice.respondent for voice in candidate.voices}
        title = say("importing.whose-is", name=visible(candidate.path.name))
        options = voice_options(keys, whose, self.session.project.codebook)
        self.app.push_screen(Choice(title, options), chosen)

    def _ask_whole(self, number: int, candidate: Candidate) -> None:
        def settled(whose: Whose | None) -> None:
            if whose is not None:
                self._fill(number, replace(candidate, respondent=whose.respondent, voices=(), date=whose.date))

        who = candidate.respondent or Respondent(candidate.draft.name, "", "")
        title = say("importing.whose-is", name=candidate.path.name)
        self.app.push_screen(self._dialog(title, Whose(who, candidate.date), number), settled)

    def _ask_voice(self, number: int, candidate: Candidate, label: str) -> None:
        """Ask who speaks under a label, and go on to the next."""

        def settled(whose: Whose | None) -> None:
            if whose is not None:
                voices = with_voice(candidate.voices, [label], whose.respondent)
                self._fill(number, replace(candidate, respondent=None, voices=voices, date=whose.date))
            self.action_whose()

        who = next((voice.respondent for voice in candidate.voices if voice.label == label), None)
        title = say("documents.who-says", label=label)
        self.app.push_screen(self._dialog(title, Whose(who, candidate.date), number), settled)

    def _fill(self, number: int, candidate: Candidate) -> None:
        self._arrivals[number] = replace(self._arrivals[number], candidate=candidate)
        self._show()

    def _dialog(self, title: str, now: Whose, number: int) -> RespondentDialog:
        ask = self.session.project.ask
        others = {
            who.pseudonym: each.path.name
            for place, each in enumerate(self._arrivals)
            if place != number and each.candidate
            for who in each.candidate.respondents
        }
        return RespondentDialog(
            title,
            now,
            roles=self.session.project.codebook.roles,
            companies=[each.id for each in ask.companies()],
            taken={who.pseudonym: each.name for each in ask.documents() for who in each.respondents} | others,
        )

    def action_leave_out(self) -> None:
        """Leave the file in focus out, or take it in again."""
        if (number := self._number()) is None:
            return
        arrival = self._arrivals[number]
        if arrival.candidate is None:
            self.study.tell("importing.refused-stays")
            return
        self._arrivals[number] = replace(arrival, left_out=not arrival.left_out)
        self._show()

    # --- import -----------------------------------------------------------------------------------

    def action_bring_in(self) -> None:
        """Import what is ready; what lacks only its respondent comes along when one says so."""
        counts = Counter(self._statuses)
        ready, lacking = counts[Status.READY], counts[Status.NEEDS_ROLE]
        if not lacking:
            self._bring_in({Status.READY})
            return
        options = [Option("a", say("importing.also-lacking", count=ready + lacking, lacking=lacking))]
        if ready:
            options.insert(0, Option("s", say("importing.only-ready", ready=ready)))

        def chosen(key: str | None) -> None:
            if key == "a":
                self._bring_in({Status.READY, Status.NEEDS_ROLE})
            elif ready and key in ("s", "enter"):
                self._bring_in({Status.READY})

        self.app.push_screen(Choice(say("importing.some-lack"), options), chosen)

    def _bring_in(self, wanted: set[Status]) -> None:
        candidates = [
            each.candidate
            for each, status in zip(self._arrivals, self._statuses, strict=True)
            if status in wanted and each.candidate
        ]
        if self._stop is not None:
            return
        if not candidates:
            self.study.tell("importing.nothing-ready")
            return
        self._stop = threading.Event()
        self.query_one(ProgressBar).update(total=None, progress=0)
        self.query_one("#sum", Static).update(" " + say("importing.busy", count=len(candidates)))
        self.add_class("-writing")
        self._write(candidates, self._stop)

    @work(group="import")
    async def _write(self, candidates: Sequence[Candidate], stop: threading.Event) -> None:
        """Write all in one go, in a thread; stopped halfway the study is as it was."""
        from interviewcoder.tasks.intake import bring_in

        def tell(done: int, total: int) -> None:
            if stop.is_set():
                raise Stopped()
            self.post_message(self.Writing(done, total))

        project, coder = self.session.project, self.session.coder
        try:
            imported = await self.study.do(bring_in, project, coder, candidates, tell=tell)
        except Stopped:
            imported = None
            self.study.tell("importing.stopped-writing")
        self._stop = None
        self.remove_class("-writing")
        if imported is None:
            self._show()
            return
        self.study.tell("importing.done", count=len(imported.documents))
        self.study.go("documents")

    def on_import_preview_screen_writing(self, event: Writing) -> None:
        self.query_one(ProgressBar).update(total=event.total, progress=event.done)

    def action_back(self) -> None:
        """Stop the writing, else go back to the paths."""
        if self._stop is not None:
            self._stop.set()
            return
        from interviewcoder.tui.screens.importing import ImportingScreen

        self.app.switch_screen(ImportingScreen(*self._typed))


def _speakers(arrival: Arrival) -> Mapping[str, Speaker]:
    return arrival.candidate.speakers if arrival.candidate else {}


def _line(label: Label, candidate: Candidate) -> Text:
    """A label in three lines: for whom it stands and how often, and how its first and last turn begin."""
    taken = label.label in candidate.speakers
    line = Text(no_wrap=True, overflow="ellipsis")
    who = say(f"importing.{label.speaker}" if taken else "importing.no-speaker")
    line.append(f"{who:<14}", style="bold" if taken else "italic")
    line.append(f"{visible(label.label)}  ", style="bold")
    for voice in candidate.voices:
        if voice.label == label.label and label.speaker is Speaker.RESPONDENT:
            line.append(f"{visible(voice.respondent.pseudonym)}  ")
    line.append(say("importing.turns" if taken else "importing.lines", count=label.turns), style="dim")
    if label.label in candidate.as_before:
        line.append(f"  {say('importing.as-before')}", style="italic")
    line.append("\n")
    line.append(f"  {say('importing.first')} “{visible(label.first)}”\n", style="")
    line.append(f"  {say('importing.last')} “{visible(label.last)}”")
    return line
