"""The coding screen: read a transcript and put codes on fragments, from the keyboard."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.markup import escape
from textual.widgets import Static

from interviewcoder.analysis.coverage import read_share
from interviewcoder.locale import pick, say
from interviewcoder.model import Coding, Decision, Document, Span, Suggestion
from interviewcoder.safe import visible
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.codes_panel import CodesPanel, counts_of, key_of
from interviewcoder.tui.widgets.suggestion_panel import SuggestionPanel
from interviewcoder.tui.widgets.transcript.highlights import Mark
from interviewcoder.tui.widgets.transcript.view import TranscriptView

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

_SETTLE_SECONDS = 0.05
"""How long the cursor rests before the panels follow, so that moving on costs no more than the words in sight."""


class CodingScreen(StudyScreen):
    """A transcript with the coder's codings on it, the suggestions for it and the codes used."""

    place = "coding"
    CSS_PATH = "coding.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-normal"), (160, "-wide")]
    BINDINGS = [
        *(
            Binding(
                str(n), f"carrier('{n}')", "coding.carrier", show=n == 1, key_display="1–9", id=f"coding.carrier-{n}"
            )
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
        Binding("E", "edit", "coding.edit", show=False, id="coding.edit"),
        Binding("greater_than_sign", "document(1)", "coding.next-document", key_display=">", show=False),
        Binding("less_than_sign", "document(-1)", "coding.previous-document", key_display="<", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._document: Document | None = None
        self._codings: dict[str, Coding] = {}
        self._chosen: str | None = None
        self._last_code: str | None = None
        self._last_coding: str | None = None
        self._everyone = False
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
        yield Static(id="empty")

    @property
    def view(self) -> TranscriptView:
        return self.query_one(TranscriptView)

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

    def _open(self, document: Document | None) -> None:
        self.set_class(document is None, "-without")
        self._document = document
        if document is None:
            self.query_one("#empty", Static).update(say("coding.empty"))
            return
        self.session.document = document.id
        self._codings = {each.guid: each for each in self.session.project.ask.codings(document=document.id)}
        self._chosen = self._last_coding = None
        transcript = self.session.project.ask.transcript(document.id)
        self.page.border_title = self._heading(document)
        self.view.show(transcript, self._marks(), at=self.session.places.get(document.id, 0))
        self.view.focus()
        self.shown_stamp = self.session.seen
        self._tally = Counter(self.session.project.ask.tally(self.session.coder))
        self._show_reading()
        self._show_counts()
        self.suggestions.look_through(document.id, transcript, self.view.cursor)

    def _heading(self, document: Document) -> str:
        role = next((each for each in self.session.project.codebook.roles if each.id == document.role), None)
        parts = [document.pseudonym or document.name, pick(role.label) if role else ""]
        if document.company:
            parts.append(say("coding.company", company=document.company))
        return escape(visible(" · ".join(part for part in parts if part)))

    def _visible(self, coding: Coding) -> bool:
        return self._everyone or coding.coder == self.session.coder

    def _marks(self) -> list[Mark]:
        return [self._mark(coding) for coding in self._codings.values() if self._visible(coding)]

    def _mark(self, coding: Coding) -> Mark:
        codebook = self.session.project.codebook
        code = codebook.find(coding.code)
        carrier = codebook.find(code.carrier) if code else None
        digit, colour = (carrier.key, carrier.colour) if carrier else ("?", "#999999")
        return Mark(coding.guid, coding.start, coding.end, digit, colour)

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
        here = counts_of(self._codings.values(), self.session.coder)
        self.query_one(CodesPanel).show_counts(here, self._tally)

    def _show_here(self) -> None:
        """What stands at the cursor: codings in the codes panel, suggestions in theirs."""
        self.query_one(CodesPanel).show_here(self._here(), self._chosen)
        self.suggestions.show_at(self.view.target)
        suggestion = self.suggestions.in_focus(self.view.target)
        self.view.set_pointer([Span(each.start, each.end) for each in suggestion.evidence] if suggestion else [])

    def on_transcript_view_copied(self, event: TranscriptView.Copied) -> None:
        self.study.tell("coding.copied", count=len(event.text))

    def on_transcript_view_moved(self) -> None:
        if self._document is None:
            return
        self.session.places[self._document.id] = self.view.cursor
        if self._chosen and self._chosen not in {coding.guid for coding in self._here()}:
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
        now = {each.guid: each for each in ask.codings(document=self._document.id)}
        for guid in self._codings.keys() - now.keys():
            self.view.remove_mark(guid)
        new = [coding for guid, coding in now.items() if guid not in self._codings and self._visible(coding)]
        self._codings = now
        for coding in new:
            self.view.add_mark(self._mark(coding))
        self.suggestions.settle(self._settled())
        self._tally = Counter(self.session.project.ask.tally(self.session.coder))
        self._show_reading()
        self._show_counts()
        self._show_here()

    # --- codes ------------------------------------------------------------------------------------

    def action_carrier(self, key: str) -> None:
        codebook = self.session.project.codebook
        carrier = next((each for each in codebook.carriers if each.key == key), None)
        if carrier is None or self._document is None:
            return
        features = codebook.features(carrier.id)
        span = self.view.target
        if not features:
            self.run_worker(self._apply(carrier.id, span))
            return
        options = [Option(each.key, pick(each.label)) for each in features]
        title = f"{carrier.key} {pick(carrier.label)} · {say('coding.which-feature')}"

        async def chosen(pressed: str | None) -> None:
            if pressed is None:
                return
            feature = next((each for each in features if each.key == pressed), None)
            await self._apply(feature.id if feature else carrier.id, span)
            if feature is None and pressed != "enter":
                self.app.simulate_key(pressed)

        self.app.push_screen(Choice(title, options), chosen)

    async def action_again(self) -> None:
        if self._last_code is None:
            self.study.tell("coding.no-last-code")
        elif self._document:
            await self._apply(self._last_code, self.view.target)

    def action_find_code(self) -> None:
        if self._document is None:
            return
        from interviewcoder.tui.screens.code_picker import CodePicker

        span = self.view.target

        async def found(code: str | None) -> None:
            if code:
                await self._apply(code, span)

        self.app.push_screen(CodePicker(self.session.project.codebook, say("coding.find-code")), found)

    async def _apply(self, code: str, span: Span) -> None:
        assert self._document
        project = self.session.project
        guid = await self.study.do(
            project.apply_code, self.session.coder, self._document.id, span.start, span.end, code
        )
        if guid is not None:
            self._last_code = code
            self._landed(guid)

    def _landed(self, guid: str) -> None:
        """Show a coding that was just written, without reading the rest of the study again."""
        coding = self.session.project.ask.coding(guid)
        self._codings[guid] = coding
        self._tally[coding.code] += 1
        self._last_coding = guid
        self.view.add_mark(self._mark(coding))
        if self.session.seen == self.shown_stamp + 1:
            self.shown_stamp = self.session.seen
        self.suggestions.settle([(coding.start, coding.end, coding.code)])
        self._show_counts()
        self._show_here()
        code = self.session.project.codebook.find(coding.code)
        label = pick(code.label) if code else coding.code
        key = key_of(self.session.project.codebook, coding.code)
        self.page.border_subtitle = say("coding.coded", key=key, code=label, percent=self._percent)

    # --- the codings under the cursor -------------------------------------------------------------

    def _here(self) -> list[Coding]:
        ids = [mark.id for mark in self.view.marks_at(self.view.target)]
        return [self._codings[id] for id in ids if id in self._codings]

    def _choose(self, guid: str | None) -> None:
        self._chosen = guid
        self.view.set_focus_mark(guid)

    def action_choose(self, step: int) -> None:
        here = self._here()
        if not here:
            self.study.tell("coding.no-coding-here")
            return
        guids = [coding.guid for coding in here]
        at = guids.index(self._chosen) + step if self._chosen in guids else (0 if step > 0 else -1)
        self._choose(guids[at % len(guids)])
        self._show_here()

    def _target_coding(self) -> Coding | None:
        """The coding keys act on: the chosen one, else the last one made, else the only one here. Says why none."""
        if self._chosen is not None and self._chosen in self._codings:
            return self._codings[self._chosen]
        here = self._here()
        last = [coding for coding in here if coding.guid == self._last_coding]
        if last or len(here) == 1:
            return (last or here)[0]
        self.study.tell("coding.choose-first" if here else "coding.no-coding-here")
        return None

    async def action_remove(self) -> None:
        if (coding := self._target_coding()) is None:
            return
        await self._change(self.session.project.remove_coding, coding.guid)

    async def action_absent(self) -> None:
        """Mark the coding as evidence that the thing is absent or hindered, or take that mark away."""
        if (coding := self._target_coding()) is None:
            return
        facets = dict(coding.facets)
        if facets.get("presence") == "absent":
            del facets["presence"]
        else:
            facets["presence"] = "absent"
        await self._change(self.session.project.set_facets, coding.guid, facets)

    def action_facets(self) -> None:
        coding = self._target_coding()
        if coding is None:
            return
        from interviewcoder.tui.screens.facets import FacetsScreen

        async def set_to(facets: dict[str, str] | None) -> None:
            if facets is not None and facets != coding.facets:
                await self._change(self.session.project.set_facets, coding.guid, facets)

        codebook = self.session.project.codebook
        title = f"{key_of(codebook, coding.code)} “{visible(coding.text)[:40]}”"
        self.app.push_screen(FacetsScreen(codebook.facets, coding.facets, title), set_to)

    async def action_star(self) -> None:
        if coding := self._target_coding():
            await self._change(self.session.project.star, coding.guid, not coding.starred)

    def action_memo(self) -> None:
        """A memo on the coding under the cursor, or on the interview where there is none."""
        if self._document is None:
            return
        coding = self._target_coding() if self._here() else None
        if self._here() and coding is None:
            return
        kind, target = ("coding", coding.guid) if coding else ("document", self._document.id)
        title = say(f"coding.memo-on-{kind}", name=visible(coding.text)[:40] if coding else self._document.name)
        from interviewcoder.tui.widgets.text_dialog import TextDialog

        async def written(text: str | None) -> None:
            if text and text.strip():
                await self.study.do(self.session.project.write_memo, self.session.coder, kind, target, text)

        self.app.push_screen(TextDialog(title), written)

    async def _change(self, change: object, guid: str, *values: object) -> None:
        """Carry out a change to one coding; the message that follows redraws what changed."""
        await self.study.do(change, self.session.coder, guid, *values)  # type: ignore[arg-type]

    def action_others(self) -> None:
        """Show everyone's codings, or one's own again."""
        self._everyone = not self._everyone
        self.view.set_marks(self._marks())
        self._show_here()
        self.study.tell("coding.everyone" if self._everyone else "coding.only-mine")

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
            self.suggestions.settle(self._settled())
            self._show_here()

    def _settled(self) -> list[tuple[int, int, str]]:
        """Where this coder needs no suggestion any more: decided there, or already coded so."""
        assert self._document
        decided = self.session.project.ask.decisions(document=self._document.id, coder=self.session.coder)
        own = [coding for coding in self._codings.values() if coding.coder == self.session.coder]
        settled = [(each.start, each.end, each.code) for each in decided if each.in_text]
        return settled + [(each.start, each.end, each.code) for each in own]

    def action_suggestion(self, step: int) -> None:
        found = self.suggestions.step(self.view.target, step)
        if found is None:
            self.study.tell("coding.no-more-suggestions")
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
        from interviewcoder.tui.screens.code_picker import CodePicker

        async def found(code: str | None) -> None:
            if code:
                await self._decide(suggestion, Decision.CORRECT, code)

        self.app.push_screen(CodePicker(self.session.project.codebook, say("coding.correct-to")), found)

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
            self.suggestions.settle(self._settled())
            self._show_here()
            self.page.border_subtitle = say("coding.rejected")
