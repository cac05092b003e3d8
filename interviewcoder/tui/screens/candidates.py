"""Where a code may be spoken of that is not coded there yet: what a cell of the overview leaves to look at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.tasks.suggesting import Candidate, candidates
from interviewcoder.tui.opening import open_at
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.codes_panel import key_of
from interviewcoder.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult

_WHO = 8


class CandidatesScreen(StudyScreen):
    """Lies over the overview; Escape goes back there, Enter on to the transcript, where it can be coded."""

    place = "overview"
    lies_over = True
    CSS_PATH = "candidates.tcss"
    BINDINGS = [Binding("escape", "back", "fragments.back", id="candidates.back")]

    def __init__(self, code: str, title: str, *, role: str | None, companies: Collection[str] | None) -> None:
        super().__init__()
        self._code = code
        self._title = title
        self._role = role
        self._companies = companies
        self._found: Sequence[Candidate] = ()

    def body(self) -> ComposeResult:
        yield Lines()
        yield Static(say("candidates.looking"), id="why", markup=False)

    @property
    def lines(self) -> Lines:
        return self.query_one(Lines)

    def on_mount(self) -> None:
        self.lines.border_title = Text(visible(self._title))
        self.lines.focus()
        self._look()

    def reload(self) -> None:
        self._look()

    @work(thread=True, exclusive=True, group="candidates")
    def _look(self) -> None:
        """Look off the interface's thread; what is coded meanwhile is no candidate any more."""
        worker = get_current_worker()
        found = candidates(
            self.session.project,
            self.session.teacher,
            self._code,
            role=self._role,
            companies=self._companies,
            stopped=lambda: worker.is_cancelled,
        )
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, found)

    def _show(self, found: Sequence[Candidate]) -> None:
        if self.is_attached:
            self._found = found
            self.lines.border_subtitle = say("candidates.count", count=len(found))
            self.lines.show(len(found), self._line, at=self.lines.at or 0)
            if not found:
                self.query_one("#why", Static).update(say("candidates.none"))

    def _line(self, number: int, width: int) -> Text:
        each = self._found[number]
        line = Text(no_wrap=True)
        line.append(f"{visible(each.document.who or each.document.name)[:_WHO]:<{_WHO}} ", style="bold")
        line.append(f"{key_of(self.session.project.codebook, each.suggestion.code):<3}", style="bold")
        line.append("∅ " if each.suggestion.facets.get("presence") == "absent" else "  ")
        line.append(f"“{visible(each.text)}”")
        return line

    def on_lines_moved(self) -> None:
        if (at := self.lines.at) is not None:
            each = self._found[at]
            words = " ".join(f"“{visible(why.text)}”" for why in each.suggestion.evidence)
            why = Text(f"{visible(each.text)}\n\n")
            why.append(f"{say('coding.why')} {words}", style="italic")
            self.query_one("#why", Static).update(why)

    def on_lines_chosen(self) -> None:
        if (at := self.lines.at) is not None:
            open_at(self.study, self._found[at].document.id, self._found[at].suggestion.start)

    def action_back(self) -> None:
        self.app.pop_screen()
