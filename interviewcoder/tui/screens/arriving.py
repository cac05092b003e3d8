"""What a project of another program would bring, listed; brought in when a person says so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from interviewcoder.errors import Refused
from interviewcoder.exchange.foreign import ForeignProject, Remark
from interviewcoder.exchange.read import read_project
from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.tasks.exchange import Proposal, carry_in, propose
from interviewcoder.tasks.returned import without_doubles
from interviewcoder.tui.screens.study_screen import StudyScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class ArrivingScreen(StudyScreen):
    """The listed report of a file; new codes come in only with a key of their own."""

    place = "exchange"
    DEFAULT_CSS = """
    ArrivingScreen VerticalScroll { padding: 0 1; scrollbar-size-vertical: 1; }
    ArrivingScreen Static { height: auto; }
    """
    BINDINGS = [
        Binding("enter", "carry_in", "exchange.screen.carry-in", id="arriving.carry-in"),
        Binding("a", "carry_in_with_codes", "exchange.screen.add-codes", id="arriving.add-codes"),
        Binding("escape", "back", "exchange.screen.back", id="arriving.back"),
    ]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._proposal: Proposal | None = None

    def body(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(say("exchange.screen.reading", file=visible(self._path.name)), id="report", markup=False)

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self._look()

    @work(thread=True, exclusive=True, group="arriving")
    def _look(self) -> None:
        project = self.session.project
        try:
            foreign = read_project(self._path)
            if not foreign.documents and not foreign.codes:
                raise Refused("exchange.nothing", file=self._path.name)
            proposal = propose(foreign, self.session.coder, project=project, tell=lambda done, of: None)
        except Refused as refused:
            self.app.call_from_thread(self._tell, Text(visible(str(refused))))
            return
        self.app.call_from_thread(self._show, proposal)

    def _show(self, proposal: Proposal) -> None:
        self._proposal = proposal
        self.refresh_bindings()
        brought = proposal.brought
        new = {"new": brought.documents, "codes": len(proposal.new_codes), "codings": brought.codings}
        lines = [say("exchange.would", there=proposal.there, **new, memos=brought.memos)]
        if proposal.new_codes:
            names = ", ".join(visible(code.label["en"]) for code in proposal.new_codes[:10])
            more = ", …" if len(proposal.new_codes) > 10 else ""
            lines.append(say("exchange.screen.new-codes", count=len(proposal.new_codes), names=names + more))
        self._tell(_report(proposal.foreign, self._path, lines, proposal.remarks))

    def _tell(self, text: Text) -> None:
        if self.is_attached:
            self.query_one("#report", Static).update(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter brings in where there are no codes that the codebook has not; else ``a`` does."""
        if action in ("carry_in", "carry_in_with_codes"):
            adds = bool(self._proposal and self._proposal.new_codes)
            return self._proposal is not None and adds == (action == "carry_in_with_codes")
        return True

    async def action_carry_in(self) -> None:
        proposal, self._proposal = self._proposal, None
        if proposal is None:
            return
        self.refresh_bindings()
        done = await self.study.do(carry_in, self.session.project, self.session.coder, proposal)
        if done is None:
            self._proposal = proposal
            self.refresh_bindings()
            return
        counts = {name: getattr(done, name) for name in ("documents", "codes", "codings", "memos")}
        line = say("exchange.done", path=visible(str(self.session.project.path)), **counts)
        self._tell(_report(proposal.foreign, self._path, [line], done.remarks))
        self.study.tell("exchange.screen.came-in", **counts)

    async def action_carry_in_with_codes(self) -> None:
        """Bring in with the codes that are new, as a version of the codebook."""
        await self.action_carry_in()

    def action_back(self) -> None:
        self.workers.cancel_group(self, "arriving")
        self.dismiss()


def _report(foreign: ForeignProject, path: Path, lines: Sequence[str], remarks: Sequence[Remark]) -> Text:
    found = foreign.found
    text = Text(visible(f"{path.name} · {foreign.origin or path.suffix} · {foreign.name}"), style="bold")
    counts = say("exchange.found", documents=found.documents, codes=found.codes, codings=found.codings)
    for each in (counts, *lines):
        text.append(f"\n{visible(each)}", style="not bold")
    for remark in without_doubles(remarks):
        text.append(f"\n- {visible(str(remark))}", style="not bold")
    return text
