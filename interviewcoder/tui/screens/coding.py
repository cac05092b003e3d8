"""The coding screen: read a transcript and put codes on fragments, from the keyboard."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Horizontal, Vertical

from interviewcoder.locale import pick, say
from interviewcoder.model import Decision, Document, Span, Suggestion
from interviewcoder.safe import visible
from interviewcoder.tasks.fragments import Look, look_at
from interviewcoder.tui.asking import ask_code, ask_feature
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.codes_panel import CodesPanel
from interviewcoder.tui.widgets.empty import Empty
from interviewcoder.tui.widgets.page import Page
from interviewcoder.tui.widgets.suggestion_panel import SuggestionPanel
from interviewcoder.tui.widgets.transcript.view import TranscriptView

if TYPE_CHECKING:
    from textual.app import ComposeResult


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
        Binding("a", "decide('accept')", "coding.accept", id="coding.accept"),
        Binding("r", "decide('reject')", "coding.reject", id="coding.reject"),
        Binding("c", "correct", "coding.correct", show=False, id="coding.correct"),
        Binding("i", "rule", "coding.rule", show=False, id="coding.rule"),
        Binding("n", "suggestion(1)", "coding.next-suggestion", id="coding.next-suggestion"),
        Binding("N", "suggestion(-1)", "coding.previous-suggestion", show=False, id="coding.previous-suggestion"),
        Binding("m", "memo", "coding.memo", id="coding.memo"),
        Binding("E", "edit", "coding.edit", show=False, id="coding.edit"),
        Binding("escape", "back", "coding.back", id="coding.back"),
        _turn_over("greater_than_sign", 1, "next", ">"),
        _turn_over("less_than_sign", -1, "previous", "<"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._last_code: str | None = None
        self._tally: Counter[str] = Counter()

    # --- build and show ---------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        with Horizontal():
            yield Page(self.session)
            with Vertical(id="side"):
                yield SuggestionPanel(self.session)
                yield CodesPanel(self.session.project.codebook)
        yield Empty()

    @property
    def page(self) -> Page:
        """The transcript that is open, with its codings."""
        return self.query_one(Page)

    @property
    def view(self) -> TranscriptView:
        return self.page.view

    @property
    def chosen(self) -> str | None:
        """The guid of the coding that a person stepped to."""
        return self.page.chosen

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
        here = self.page.document.id if self.page.document else None
        if document != here or self.session.places.get(document or "", self.view.cursor) != self.view.cursor:
            self.on_mount()

    def _open(self, document: Document | None) -> None:
        self.query_one(Empty).show(say("coding.empty") if document is None else None)
        self.page.document = document
        if document is None:
            return
        self.session.document = document.id
        self.page.show(document)
        self.shown_stamp = self.session.seen
        self._count()
        self.query_one(CodesPanel).show_here([], None)
        self.suggestions.look_through(document.id, self.page.transcript, self.view.cursor)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        self.suggestions.settle(self.page.held.own)

    def _count(self) -> None:
        self._tally = Counter(self.session.project.ask.tally(self.session.coder))
        self.query_one(CodesPanel).count(self.page.held.counts, self._tally)

    def _show_here(self) -> None:
        """What stands at the cursor: codings in the codes panel, suggestions in theirs."""
        self.query_one(CodesPanel).show_here(self.page.here(), self.chosen)
        self.suggestions.show_at(self.view.target)
        suggestion = self.suggestions.in_focus(self.view.target)
        self.view.set_pointer([Span(each.start, each.end) for each in suggestion.evidence] if suggestion else [])

    def on_page_changed(self) -> None:
        self._show_here()

    def on_transcript_view_rested(self) -> None:
        if self.page.document is not None:
            self._show_here()

    def reload(self) -> None:
        """Show the study as it is now, without drawing anew what stayed the same."""
        documents = {each.id: each for each in self.session.project.ask.documents()}
        document = self.page.document
        if document is None or document.id not in documents:
            self.on_mount()
            return
        if documents[document.id].version != document.version:
            self._open(documents[document.id])
            return
        self.page.reload()
        if self.suggestions.is_outdated:
            self.suggestions.look_through(document.id, self.page.transcript, self.view.cursor)
        self._settle()
        self._count()
        self._show_here()

    # --- codes ------------------------------------------------------------------------------------

    def action_carrier(self, key: str) -> None:
        codebook = self.session.project.codebook
        carrier = codebook.carrier_at(key)
        if carrier is None or self.page.document is None:
            return
        span = self.view.target
        if codebook.features(carrier.id):
            ask_feature(self.study, carrier, lambda code: self._apply(code, span))
        else:
            self.run_worker(self._apply(carrier.id, span))

    async def action_again(self) -> None:
        if self._last_code is None:
            self.study.tell("coding.no-last-code")
        elif self.page.document:
            await self._apply(self._last_code, self.view.target)

    def action_find_code(self) -> None:
        if self.page.document is not None:
            span = self.view.target
            ask_code(self.study, say("coding.find-code"), lambda code: self._apply(code, span))

    async def _apply(self, code: str, span: Span) -> None:
        assert self.page.document
        look = look_at(self.page.transcript, span)
        if look.respondent:
            await self._put(code, span, look)
            return

        async def answered(key: str | None) -> None:
            if key == "y":
                await self._put(code, span, look)

        self.app.push_screen(Choice(say("coding.no-respondent"), [Option("y", say("coding.code-anyway"))]), answered)

    async def _put(self, code: str, span: Span, look: Look) -> None:
        assert self.page.document
        project = self.session.project
        guid = await self.study.do(
            project.apply_code, self.session.coder, self.page.document.id, span.start, span.end, code
        )
        if guid is not None:
            self._last_code = code
            self._landed(guid)
            if look.remarks:
                self.study.notify(visible(" ".join(look.remarks)), markup=False)

    def _landed(self, guid: str) -> None:
        """Show a coding that was just written, without reading the rest of the study again; the panels follow."""
        coding = self.session.project.ask.coding(guid)
        self.page.add(coding)
        self._tally[coding.code] += 1
        if self.session.seen == self.shown_stamp + 1:
            self.shown_stamp = self.session.seen
        self.suggestions.coded(coding)

    def action_memo(self) -> None:
        self.page.ask_memo()

    # --- going elsewhere --------------------------------------------------------------------------

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
        if below and below.page.document:
            self.session.document = below.page.document.id
            self.session.places[below.page.document.id] = below.view.cursor

    def action_document(self, step: int) -> None:
        documents = self.session.project.ask.documents()
        ids = [document.id for document in documents]
        if self.page.document is not None and self.page.document.id in ids:
            self._open(documents[(ids.index(self.page.document.id) + step) % len(ids)])

    def action_edit(self) -> None:
        """Correct the text of the transcript, from where one is."""
        if (document := self.page.document) is None:
            return
        from interviewcoder.tui.screens.editor import EditorScreen

        def corrected(position: int | None) -> None:
            if position is not None:
                self.session.places[document.id] = position
                self._open(self.session.project.ask.document(document.id))

        text = self.page.transcript.text
        self.app.push_screen(EditorScreen(document, text, self.view.cursor), corrected)

    # --- suggestions ------------------------------------------------------------------------------

    def on_suggestion_panel_found(self) -> None:
        if self.page.document is not None:
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

    async def action_decide(self, decision: str) -> None:
        if suggestion := self._in_focus():
            await self._decide(suggestion, Decision(decision))

    def action_rule(self) -> None:
        """Show what the codebook says of the code suggested."""
        codebook = self.session.project.codebook
        if (suggestion := self._in_focus()) and (code := codebook.find(suggestion.code)):
            from interviewcoder.tui.screens.rule import RuleScreen

            self.app.push_screen(RuleScreen(code, codebook))

    def action_correct(self) -> None:
        if (suggestion := self._in_focus()) is None:
            return
        ask_code(self.study, say("coding.correct-to"), lambda code: self._decide(suggestion, Decision.CORRECT, code))

    async def _decide(self, suggestion: Suggestion, decision: Decision, code: str = "") -> None:
        assert self.page.document
        stamp = self.session.seen
        guid = await self.study.do(
            self.session.project.decide, self.session.coder, self.page.document.id, suggestion, decision, code
        )
        if guid is not None:
            self._last_code = code or suggestion.code
            self._landed(guid)
        elif self.session.seen != stamp:
            self._settle()
            self._show_here()
            self.page.say(say("coding.rejected"))
