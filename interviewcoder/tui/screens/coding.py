"""The coding screen: read a transcript and put codes on fragments, from the keyboard."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.markup import escape

from interviewcoder.analysis.coverage import read_share
from interviewcoder.locale import pick, say
from interviewcoder.model import Coding, Decision, Document, Span, Suggestion
from interviewcoder.publish.attributed import Described
from interviewcoder.safe import visible
from interviewcoder.tasks.fragments import Look, look_at
from interviewcoder.tui.asking import ask_code, ask_facets, ask_feature, ask_memo
from interviewcoder.tui.held import Held, mark_of
from interviewcoder.tui.leaving import copy_out
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.codes_panel import CodesPanel, key_of
from interviewcoder.tui.widgets.empty import Empty
from interviewcoder.tui.widgets.suggestion_panel import SuggestionPanel
from interviewcoder.tui.widgets.transcript.highlights import Mark
from interviewcoder.tui.widgets.transcript.view import TranscriptView

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

_SETTLE_SECONDS = 0.05
"""How long the cursor rests before the panels follow, so that moving on costs no more than the words in sight."""


def _turn_over(key: str, step: int, which: str, display: str) -> Binding:
    name = f"coding.{which}-document"
    return Binding(key, f"document({step})", name, key_display=display, show=False, id=name)


class CodingScreen(StudyScreen):
    """A transcript with the coder's codings on it, the suggestions for it and the codes used."""

    place = "coding"
    CSS_PATH = "coding.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-normal"), (160, "-wide")]
    BINDINGS = [
        *(
            Binding(str(n), f"carrier('{n}')", "coding.carrier", show=n == 1, id=f"coding.carrier-{n}")
            for n in range(1, 10)
        ),
        Binding("full_stop", "again", "coding.again", key_display=".", id="coding.again"),
        Binding("slash", "find_code", "coding.find-code", key_display="/", id="coding.find-code"),
        Binding("a", "accept", "coding.accept", id="coding.accept"),
        Binding("r", "reject", "coding.reject", id="coding.reject"),
        Binding("c", "correct", "coding.correct", show=False, id="coding.correct"),
        Binding("n", "suggestion(1)", "coding.next-suggestion", id="coding.next-suggestion"),
        Binding("N", "suggestion(-1)", "coding.previous-suggestion", show=False, id="coding.previous-suggestion"),
        Binding("tab", "choose(1)", "coding.next-coding", show=False, id="coding.next-coding"),
        Binding("shift+tab", "choose(-1)", "coding.previous-coding", show=False, id="coding.previous-coding"),
        Binding("x", "remove", "coding.remove", show=False, id="coding.remove"),
        Binding("t", "facets", "coding.facets", show=False, id="coding.facets"),
        Binding("0", "absent", "coding.absent", show=False, id="coding.absent"),
        Binding("asterisk", "star", "coding.star", key_display="*", show=False, id="coding.star"),
        Binding("m", "memo", "coding.memo", id="coding.memo"),
        Binding("enter", "read", "coding.read", show=False, id="coding.read"),
        Binding("o", "others", "coding.others", show=False, id="coding.others"),
        Binding("T", "times", "coding.times", show=False, id="coding.times"),
        Binding("E", "edit", "coding.edit", show=False, id="coding.edit"),
        Binding("escape", "back", "coding.back", id="coding.back"),
        _turn_over("greater_than_sign", 1, "next", ">"),
        _turn_over("less_than_sign", -1, "previous", "<"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._document: Document | None = None
        self._held = Held((), "")
        self._last_code: str | None = None
        self._tally: Counter[str] = Counter()
        self._percent = 0
        self._settling: Timer | None = None

    # --- build and show ---------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        codebook = self.session.project.codebook
        with Horizontal():
            with Vertical(id="page"):
                yield TranscriptView()
            with Vertical(id="side"):
                yield SuggestionPanel(self.session)
                yield CodesPanel(codebook)
        yield Empty()

    @property
    def view(self) -> TranscriptView:
        return self.query_one(TranscriptView)

    @property
    def chosen(self) -> str | None:
        """The guid of the coding that a person stepped to."""
        return self._held.chosen

    @property
    def page(self) -> Vertical:
        """What stands around the transcript: whose it is, and what was last done."""
        return self.query_one("#page", Vertical)

    @property
    def suggestions(self) -> SuggestionPanel:
        return self.query_one(SuggestionPanel)

    def on_mount(self) -> None:
        documents = self.session.project.ask.documents()
        known = next((each for each in documents if each.id == self.session.document), None)
        self._open(known or (documents[0] if documents else None))

    def arrive(self) -> None:
        """Show the transcript that was opened last, where one was in it."""
        document = self.session.document
        here = self._document.id if self._document else None
        if document != here or self.session.places.get(document or "", self.view.cursor) != self.view.cursor:
            self.on_mount()

    def _open(self, document: Document | None) -> None:
        self.query_one(Empty).show(say("coding.empty") if document is None else None)
        self._document = document
        if document is None:
            return
        self.session.document = document.id
        codings = self.session.project.ask.codings(document=document.id)
        self._held = Held(codings, self.session.coder, everyone=self._held.everyone)
        transcript = self.session.project.ask.transcript(document.id)
        self.page.border_title = self._heading(document)
        at = self.session.places.get(document.id, 0)
        self.view.show(transcript, self._marks(), at=at, times=self.session.times)
        self.view.focus()
        self.shown_stamp = self.session.seen
        self._tally = Counter(self.session.project.ask.tally(self.session.coder))
        self._show_reading()
        self._show_counts()
        self.suggestions.look_through(document.id, transcript, self.view.cursor)
        self.suggestions.settle(self._held.own)

    def _heading(self, document: Document) -> str:
        whose = Described.of(document.respondents, self.session.project.codebook)
        parts = [whose.who or document.name, whose.role]
        if whose.company:
            parts.append(say("coding.company", company=whose.company))
        return escape(visible(" · ".join(part for part in parts if part)))

    def _marks(self) -> list[Mark]:
        return [mark_of(coding, self.session.project.codebook) for coding in self._held.shown]

    def _show_reading(self) -> None:
        assert self._document
        ask = self.session.project.ask
        spans = ask.read_spans(coder=self.session.coder).get(self._document.id, ())
        self.view.set_read(spans)
        self._percent = int(read_share(ask.transcript(self._document.id).turns, spans) * 100)
        waiting = ask.review_counts().get(self._document.id, 0)
        key = "coding.read-share-review" if waiting else "coding.read-share"
        self.page.border_subtitle = say(key, percent=self._percent, count=waiting)

    def _show_counts(self) -> None:
        here = Counter(coding.code for coding in self._held.own)
        self.query_one(CodesPanel).show_counts(here, self._tally)

    def _show_here(self) -> None:
        """What stands at the cursor: codings in the codes panel, suggestions in theirs."""
        self.query_one(CodesPanel).show_here(self._here(), self._held.chosen)
        self.suggestions.show_at(self.view.target)
        suggestion = self.suggestions.in_focus(self.view.target)
        self.view.set_pointer([Span(each.start, each.end) for each in suggestion.evidence] if suggestion else [])

    async def on_transcript_view_copying(self, event: TranscriptView.Copying) -> None:
        await copy_out(self.study, event.text, "", say("coding.copied", count=len(event.text)))

    def on_transcript_view_moved(self) -> None:
        if self._document is None:
            return
        self.session.places[self._document.id] = self.view.cursor
        if self._held.chosen and self._held.chosen not in {coding.guid for coding in self._here()}:
            self._choose(None)
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(_SETTLE_SECONDS, self._show_here)

    def reload(self) -> None:
        """Bring codings and reading up to date, touching only the marks that changed."""
        ask = self.session.project.ask
        documents = {each.id: each for each in ask.documents()}
        if self._document is None or self._document.id not in documents:
            self.on_mount()
            return
        if documents[self._document.id].version != self._document.version:
            self._open(documents[self._document.id])
            return
        gone, new = self._held.replace(ask.codings(document=self._document.id))
        for guid in gone:
            self.view.remove_mark(guid)
        for coding in new:
            self.view.add_mark(mark_of(coding, self.session.project.codebook))
        self.suggestions.settle(self._held.own)
        self._tally = Counter(self.session.project.ask.tally(self.session.coder))
        self._show_reading()
        self._show_counts()
        self._show_here()

    # --- codes ------------------------------------------------------------------------------------

    def action_carrier(self, key: str) -> None:
        codebook = self.session.project.codebook
        carrier = codebook.carrier_at(key)
        if carrier is None or self._document is None:
            return
        span = self.view.target
        if codebook.features(carrier.id):
            ask_feature(self.study, carrier, lambda code: self._apply(code, span))
        else:
            self.run_worker(self._apply(carrier.id, span))

    async def action_again(self) -> None:
        if self._last_code is None:
            self.study.tell("coding.no-last-code")
        elif self._document:
            await self._apply(self._last_code, self.view.target)

    def action_find_code(self) -> None:
        if self._document is not None:
            span = self.view.target
            ask_code(self.study, say("coding.find-code"), lambda code: self._apply(code, span))

    async def _apply(self, code: str, span: Span) -> None:
        assert self._document
        look = look_at(self.session.project.ask.transcript(self._document.id), span)
        if look.respondent:
            await self._put(code, span, look)
            return

        async def answered(key: str | None) -> None:
            if key == "y":
                await self._put(code, span, look)

        self.app.push_screen(Choice(say("coding.no-respondent"), [Option("y", say("coding.code-anyway"))]), answered)

    async def _put(self, code: str, span: Span, look: Look) -> None:
        assert self._document
        project = self.session.project
        guid = await self.study.do(
            project.apply_code, self.session.coder, self._document.id, span.start, span.end, code
        )
        if guid is not None:
            self._last_code = code
            self._landed(guid)
            if look.remarks:
                self.study.notify(visible(" ".join(look.remarks)), markup=False)

    def _landed(self, guid: str) -> None:
        """Show a coding that was just written, without reading the rest of the study again."""
        coding = self.session.project.ask.coding(guid)
        self._held.add(coding)
        self._tally[coding.code] += 1
        self.view.add_mark(mark_of(coding, self.session.project.codebook))
        if self.session.seen == self.shown_stamp + 1:
            self.shown_stamp = self.session.seen
        self.suggestions.coded(coding)
        self._show_counts()
        self._show_here()
        code = self.session.project.codebook.find(coding.code)
        label = pick(code.label) if code else coding.code
        key = key_of(self.session.project.codebook, coding.code)
        self.page.border_subtitle = say("coding.coded", key=key, code=label, percent=self._percent)

    # --- the codings under the cursor -------------------------------------------------------------

    def _here(self) -> list[Coding]:
        return self._held.at(self.view.marks_at(self.view.target))

    def _choose(self, guid: str | None) -> None:
        self._held.chosen = guid
        self.view.set_focus_mark(guid)

    def action_choose(self, step: int) -> None:
        if not (here := self._here()):
            self.study.tell("coding.no-coding-here")
            return
        self._held.step(here, step)
        self._choose(self._held.chosen)
        self._show_here()

    def _acted_on(self) -> Coding | None:
        """The coding keys act on. Says why when there is none."""
        here = self._here()
        coding = self._held.acted_on(here)
        if coding is None:
            self.study.tell("coding.choose-first" if here else "coding.no-coding-here")
        return coding

    async def action_remove(self) -> None:
        if coding := self._acted_on():
            await self.study.do(self.session.project.remove_coding, self.session.coder, coding.guid)

    async def action_absent(self) -> None:
        """Mark the coding as evidence that the thing is absent or hindered, or take that mark away."""
        if coding := self._acted_on():
            facets = {key: value for key, value in coding.facets.items() if key != "presence"}
            if coding.facets.get("presence") != "absent":
                facets["presence"] = "absent"
            await self.study.do(self.session.project.set_facets, self.session.coder, coding.guid, facets)

    def action_facets(self) -> None:
        if coding := self._acted_on():
            ask_facets(self.study, coding)

    async def action_star(self) -> None:
        if coding := self._acted_on():
            await self.study.do(self.session.project.star, self.session.coder, coding.guid, not coding.starred)

    def action_memo(self) -> None:
        """A memo on the coding under the cursor, or on the interview where there is none."""
        if self._document is None:
            return
        if not self._here():
            title = say("coding.memo-on-document", name=self._document.name)
            ask_memo(self.study, "document", self._document.id, title)
        elif coding := self._acted_on():
            title = say("coding.memo-on-coding", name=visible(coding.text)[:40])
            ask_memo(self.study, "coding", coding.guid, title)

    def action_others(self) -> None:
        """Show everyone's codings, or one's own again."""
        self._held.everyone = not self._held.everyone
        self.view.set_marks(self._marks())
        self._show_here()
        self.study.tell("coding.everyone" if self._held.everyone else "coding.only-mine")

    def action_times(self) -> None:
        """Show when each turn begins, or no longer."""
        if not self.view.has_times:
            self.study.tell("coding.no-times")
            return
        self.session.times = not self.session.times
        self.view.show_times(self.session.times)

    # --- reading, going on ------------------------------------------------------------------------

    async def action_read(self) -> None:
        """Enter everything from the last reading mark up to the cursor's sentence in the ledger."""
        if self._document is None:
            return
        ask = self.session.project.ask
        end = self.view.target.end
        if end >= ask.transcript(self._document.id).sentences[-1].end:
            end = self._document.length
        spans = ask.read_spans(coder=self.session.coder).get(self._document.id, ())
        start = max((span.end for span in spans if span.start <= end), default=0)
        if start >= end:
            self.study.tell("coding.read-already")
            return
        await self.study.do(self.session.project.mark_read, self.session.coder, self._document.id, start, end)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Going back is there where the transcript was opened over something, a digit where it is a carrier's."""
        if action == "back":
            return self.app.screen_stack[1] is not self
        return action != "carrier" or self.session.project.codebook.carrier_at(str(parameters[0])) is not None

    def command(self, binding: Binding) -> str:
        carrier = self.session.project.codebook.carrier_at((binding.id or "").rpartition(".carrier-")[2])
        return say("commands.with-code", code=pick(carrier.short)) if carrier else super().command(binding)

    def action_back(self) -> None:
        """Go back to where the transcript was opened from; a transcript that lies there is the open one again."""
        self.app.pop_screen()
        below = next((each for each in reversed(self.app.screen_stack) if isinstance(each, CodingScreen)), None)
        if below and below._document:
            self.session.document = below._document.id
            self.session.places[below._document.id] = below.view.cursor

    def action_document(self, step: int) -> None:
        documents = self.session.project.ask.documents()
        ids = [document.id for document in documents]
        if self._document is not None and self._document.id in ids:
            self._open(documents[(ids.index(self._document.id) + step) % len(ids)])

    def action_edit(self) -> None:
        """Correct the text of the transcript, from where one is."""
        if (document := self._document) is None:
            return
        from interviewcoder.tui.screens.editor import EditorScreen

        def corrected(position: int | None) -> None:
            if position is not None:
                self.session.places[document.id] = position
                self._open(self.session.project.ask.document(document.id))

        text = self.session.project.ask.transcript(document.id).text
        self.app.push_screen(EditorScreen(document, text, self.view.cursor), corrected)

    # --- suggestions ------------------------------------------------------------------------------

    def on_suggestion_panel_found(self) -> None:
        if self._document is not None:
            self._show_here()

    def action_suggestion(self, step: int) -> None:
        found = self.suggestions.step(self.view.target, step)
        if found is None:
            looking = self.suggestions.is_looking
            self.study.tell("coding.still-looking" if looking else "coding.no-more-suggestions")
            return
        self.view.go_to(found.start, found.end)
        self._show_here()

    def _in_focus(self) -> Suggestion | None:
        suggestion = self.suggestions.in_focus(self.view.target)
        if suggestion is None:
            self.study.tell("coding.no-suggestion-here")
        return suggestion

    async def action_accept(self) -> None:
        if suggestion := self._in_focus():
            await self._decide(suggestion, Decision.ACCEPT)

    async def action_reject(self) -> None:
        if suggestion := self._in_focus():
            await self._decide(suggestion, Decision.REJECT)

    def action_correct(self) -> None:
        if (suggestion := self._in_focus()) is None:
            return
        ask_code(self.study, say("coding.correct-to"), lambda code: self._decide(suggestion, Decision.CORRECT, code))

    async def _decide(self, suggestion: Suggestion, decision: Decision, code: str = "") -> None:
        assert self._document
        stamp = self.session.seen
        guid = await self.study.do(
            self.session.project.decide, self.session.coder, self._document.id, suggestion, decision, code
        )
        if guid is not None:
            self._last_code = code or suggestion.code
            self._landed(guid)
        elif self.session.seen != stamp:
            self.suggestions.settle(self._held.own)
            self._show_here()
            self.page.border_subtitle = say("coding.rejected")
