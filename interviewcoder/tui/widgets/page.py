"""The transcript that is open, with the codings on it, and the keys that act on the codings at the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.binding import Binding
from textual.containers import Vertical
from textual.markup import escape
from textual.message import Message

from interviewcoder.analysis.coverage import read_share
from interviewcoder.locale import pick, say
from interviewcoder.model import Coding, Document, Transcript
from interviewcoder.publish.attributed import Described
from interviewcoder.safe import visible
from interviewcoder.tui.asking import ask_facets, ask_memo
from interviewcoder.tui.held import Held, mark_of
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.leaving import copy_out
from interviewcoder.tui.session import Session
from interviewcoder.tui.widgets.codes_panel import key_of
from interviewcoder.tui.widgets.transcript.view import TranscriptView

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from interviewcoder.tui.app import Interviewcoder


def _key(key: str, action: str, name: str, **more: str) -> Binding:
    return Binding(key, action, f"coding.{name}", show=False, id=f"coding.{name}", **more)  # type: ignore[arg-type]


class Page(Vertical):
    """Says above the transcript whose it is, and below it how much was read or what was last done."""

    BINDINGS = [
        _key("tab", "choose(1)", "next-coding"),
        _key("shift+tab", "choose(-1)", "previous-coding"),
        _key("x", "remove", "remove"),
        _key("t", "facets", "facets"),
        _key("0", "absent", "absent"),
        _key("asterisk", "star", "star", key_display="*"),
        _key("enter", "read", "read"),
        _key("o", "others", "others"),
        _key("T", "times", "times"),
    ]
    DEFAULT_CSS = """
    Page { width: 1fr; border: round $foreground 25%;
        &:focus-within { border: round $accent; }
    }
    """

    class Changed(Message):
        """Another coding is the one that keys act on, or codings came in sight or left it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._session = session
        self.document: Document | None = None
        self.transcript = Transcript("", (), ())
        self.held = Held((), "")
        self._percent = 0
        self._said = ""

    def compose(self) -> ComposeResult:
        yield TranscriptView()

    @property
    def view(self) -> TranscriptView:
        return self.query_one(TranscriptView)

    @property
    def _study(self) -> Interviewcoder:
        return cast("Interviewcoder", self.app)

    # --- showing ----------------------------------------------------------------------------------

    def show(self, document: Document) -> None:
        """Open a document where its reader was."""
        self.document = document
        self.transcript = self._session.project.ask.transcript(document.id)
        codings = self._session.project.ask.codings(document=document.id)
        self.held = Held(codings, self._session.coder, everyone=self.held.everyone)
        self.border_title = self._heading(document)
        at = self._session.places.get(document.id, 0)
        marks = [mark_of(coding, self._session.project.codebook) for coding in self.held.shown]
        self.view.show(self.transcript, marks, at=at, times=self._session.times)
        self.view.focus()
        self._show_reading()

    def _heading(self, document: Document) -> str:
        whose = Described.of(document.respondents, self._session.project.codebook)
        parts = [whose.who or document.name, whose.role]
        if whose.company:
            parts.append(say("coding.company", company=whose.company))
        return escape(visible(" · ".join(part for part in parts if part)))

    def _show_reading(self) -> None:
        assert self.document
        ask = self._session.project.ask
        spans = ask.read_spans(coder=self._session.coder).get(self.document.id, ())
        self.view.set_read(spans)
        self._percent = int(read_share(self.transcript.turns, spans) * 100)
        waiting = ask.review_counts().get(self.document.id, 0)
        key = "coding.read-share-review" if waiting else "coding.read-share"
        self.say(say(key, percent=self._percent, count=waiting))

    def say(self, what: str) -> None:
        """Say something below the transcript; with its border Textual draws all of the page, so not without need."""
        if what != self._said:
            self._said = self.border_subtitle = what

    def reload(self) -> None:
        """Bring codings and reading up to date, touching only the marks that changed."""
        assert self.document
        project = self._session.project
        self.transcript = project.ask.transcript(self.document.id)
        gone, new = self.held.replace(project.ask.codings(document=self.document.id))
        for guid in gone:
            self.view.remove_mark(guid)
        for coding in new:
            self.view.add_mark(mark_of(coding, project.codebook))
        self._show_reading()

    def add(self, coding: Coding) -> None:
        """Show a coding that was just made, and say so."""
        codebook = self._session.project.codebook
        self.held.add(coding)
        self.view.add_mark(mark_of(coding, codebook))
        code = codebook.find(coding.code)
        said = say(
            "coding.coded",
            key=key_of(codebook, coding.code),
            code=pick(code.label) if code else coding.code,
            percent=self._percent,
        )
        self.call_after_refresh(self.say, said)

    async def on_transcript_view_copying(self, event: TranscriptView.Copying) -> None:
        await copy_out(self._study, event.text, "", say("coding.copied", count=len(event.text)))

    def on_transcript_view_moved(self) -> None:
        if self.document is None:
            return
        self._session.places[self.document.id] = self.view.cursor
        if self.held.chosen and self.held.chosen not in {coding.guid for coding in self.here()}:
            self._choose(None)

    # --- the codings at the cursor ----------------------------------------------------------------

    @property
    def chosen(self) -> str | None:
        """The guid of the coding that a person stepped to."""
        return self.held.chosen

    def here(self) -> list[Coding]:
        """The codings in sight that overlap the target."""
        return self.held.at(self.view.marks_at(self.view.target))

    def _choose(self, guid: str | None) -> None:
        self.held.chosen = guid
        self.view.set_focus_mark(guid)

    def action_choose(self, step: int) -> None:
        if not (here := self.here()):
            self._study.tell("coding.no-coding-here")
            return
        self.held.step(here, step)
        self._choose(self.held.chosen)
        self.post_message(self.Changed())

    def _acted_on(self) -> Coding | None:
        """The coding keys act on. Says why when there is none."""
        here = self.here()
        coding = self.held.acted_on(here)
        if coding is None:
            self._study.tell("coding.choose-first" if here else "coding.no-coding-here")
        return coding

    async def action_remove(self) -> None:
        if coding := self._acted_on():
            await self._study.do(self._session.project.remove_coding, self._session.coder, coding.guid)

    async def action_absent(self) -> None:
        """Mark the coding as evidence that the thing is absent or hindered, or take that mark away."""
        if coding := self._acted_on():
            facets = {key: value for key, value in coding.facets.items() if key != "presence"}
            if coding.facets.get("presence") != "absent":
                facets["presence"] = "absent"
            await self._study.do(self._session.project.set_facets, self._session.coder, coding.guid, facets)

    def action_facets(self) -> None:
        if coding := self._acted_on():
            ask_facets(self._study, coding)

    async def action_star(self) -> None:
        if coding := self._acted_on():
            await self._study.do(self._session.project.star, self._session.coder, coding.guid, not coding.starred)

    def ask_memo(self) -> None:
        """A memo on the coding at the cursor, or on the interview where there is none."""
        if self.document is None:
            return
        if not self.here():
            title = say("coding.memo-on-document", name=self.document.name)
            ask_memo(self._study, "document", self.document.id, title)
        elif coding := self._acted_on():
            title = say("coding.memo-on-coding", name=visible(coding.text)[:40])
            ask_memo(self._study, "coding", coding.guid, title)

    # --- what is in sight, what was read ----------------------------------------------------------

    def action_others(self) -> None:
        """Show everyone's codings, or one's own again."""
        self.held.everyone = not self.held.everyone
        self.view.set_marks(mark_of(coding, self._session.project.codebook) for coding in self.held.shown)
        self.post_message(self.Changed())
        self._study.tell("coding.everyone" if self.held.everyone else "coding.only-mine")

    def action_times(self) -> None:
        """Show when each turn begins, or no longer."""
        if not self.view.has_times:
            self._study.tell("coding.no-times")
            return
        self._session.times = not self._session.times
        self.view.show_times(self._session.times)

    async def action_read(self) -> None:
        """Enter everything from the last reading mark up to the cursor's sentence in the ledger."""
        if self.document is None:
            return
        end = self.view.target.end
        if end >= self.transcript.sentences[-1].end:
            end = self.document.length
        spans = self._session.project.ask.read_spans(coder=self._session.coder).get(self.document.id, ())
        start = max((span.end for span in spans if span.start <= end), default=0)
        if start >= end:
            self._study.tell("coding.read-already")
            return
        await self._study.do(self._session.project.mark_read, self._session.coder, self.document.id, start, end)
