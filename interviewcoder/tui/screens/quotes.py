"""The quotes: fragments worth quoting per carrier and role, whose they are, and out to a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.containers import Container
from textual.widgets import Static
from textual.worker import get_current_worker

from interviewcoder.locale import pick, say
from interviewcoder.model import Code, Span
from interviewcoder.publish.balance import balance_of
from interviewcoder.publish.quotes import Collection, Quote
from interviewcoder.publish.quoting.write import FORMATS, quotes_as, texts_in
from interviewcoder.publish.template import known_fields
from interviewcoder.publish.writing import write_whole
from interviewcoder.safe import visible
from interviewcoder.store.addresses import beside
from interviewcoder.tasks import quoting
from interviewcoder.tui.leaving import copy_out, let_out
from interviewcoder.tui.opening import open_at
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.empty import Empty
from interviewcoder.tui.widgets.file_dialog import FileDialog
from interviewcoder.tui.widgets.fragment import Fragments, InContext
from interviewcoder.tui.widgets.line_dialog import LineDialog
from interviewcoder.tui.widgets.lines import Lines
from interviewcoder.tui.widgets.text_dialog import TextDialog
from interviewcoder.tui.widgets.trim_dialog import TrimDialog

if TYPE_CHECKING:
    from textual.app import ComposeResult

_KEYS = dict(zip("mcdlhx", FORMATS, strict=True))
"""The letters that choose a format."""


class QuotesScreen(StudyScreen):
    """Quotes under a heading for each carrier and role, narrowed by keys; the one in focus with its context."""

    place = "quotes"
    CSS_PATH = "quotes.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-normal"), (160, "-wide")]
    BINDINGS = [
        *(
            Binding(str(n), f"carrier('{n}')", "quotes.carrier", show=False, id=f"quotes.carrier-{n}")
            for n in range(1, 10)
        ),
        Binding("0", "carrier('')", "quotes.every-carrier", show=False, id="quotes.every-carrier"),
        Binding("r", "role", "quotes.role", id="quotes.role"),
        Binding("s", "starred", "quotes.starred", id="quotes.starred"),
        Binding("asterisk", "star", "quotes.star", key_display="*", id="quotes.star"),
        Binding("e", "export", "quotes.export", id="quotes.export"),
        Binding("y", "copy", "quotes.copy", id="quotes.copy"),
        Binding("t", "trim", "quotes.trim", id="quotes.trim"),
        Binding("v", "translate", "quotes.translate", id="quotes.translate"),
        Binding("J", "move(1)", "quotes.move-down", show=False, id="quotes.move-down"),
        Binding("K", "move(-1)", "quotes.move-up", show=False, id="quotes.move-up"),
        Binding("a", "attribution", "quotes.attribution", show=False, id="quotes.attribution"),
        Binding("T", "times", "quotes.times", show=False, id="quotes.times"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._carrier: Code | None = None
        self._role: str | None = None
        self._starred = False
        self._times = False
        self._quotes: tuple[Quote, ...] = ()
        self._lines: list[Quote | str] = []

    def body(self) -> ComposeResult:
        yield Static(id="filters", markup=False)
        with Container(id="both"):
            yield Lines()
            yield InContext()
        yield Empty()
        yield Static(id="balance", markup=False)

    @property
    def lines(self) -> Lines:
        return self.query_one(Lines)

    # --- choose and show --------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.lines.focus()
        self.reload()

    def reload(self) -> None:
        self._choose()

    @work(thread=True, exclusive=True, group="quotes")
    def _choose(self) -> None:
        worker, project = get_current_worker(), self.session.project
        documents = {each.id: each for each in project.ask.documents()}
        codings, turns = project.ask.codings(), project.ask.turns()
        quotes = quoting.quotes_of(
            project,
            codings=codings,
            carrier=self._carrier.id if self._carrier else None,
            role=self._role,
            starred=self._starred,
            times=self._times,
        )
        if not worker.is_cancelled:
            held = [each.coding for each in quotes]
            fragments = Fragments.of(project.codebook, documents, held, turns, times=self._times)
            self.app.call_from_thread(self._chose, quotes, fragments, bool(codings))

    def _chose(self, quotes: Sequence[Quote], fragments: Fragments, coded: bool) -> None:
        if not self.is_attached:
            return
        focus, at = self._chosen, self.lines.at or 0
        self._quotes = tuple(quotes)
        self._lines = []
        for _, held in groupby(quotes, key=lambda each: (each.carrier.id, each.role)):
            same = list(held)
            self._lines += [self._heading(same[0], len(same)), *same]

        def draw(line: int, width: int) -> Text:
            entry = self._lines[line]
            if isinstance(entry, str):
                return Text(entry, style="dim underline")
            return fragments.line(replace(entry.coding, text=entry.text), width)

        guids = [None if isinstance(entry, str) else entry.coding.guid for entry in self._lines]
        if focus and focus.coding.guid in guids:
            at = guids.index(focus.coding.guid)
        headings = frozenset(line for line, guid in enumerate(guids) if guid is None)
        self.lines.show(len(guids), draw, headings=headings, at=at)
        self.query_one("#filters", Static).update(self._filters())
        none = say("quotes.none" if coded else "quotes.none-yet")
        self.query_one(Empty).show(None if quotes else none)
        self.query_one("#balance", Static).update(self._balance() if quotes else "")
        self.lines.focus()

    def _heading(self, first: Quote, count: int) -> str:
        role = first.role or say("overview.unassigned")
        return visible(f"{first.carrier.key} {pick(first.carrier.label)} · {role} · {count}")

    def _role_name(self, id: str) -> str:
        role = next((each for each in self.session.project.codebook.roles if each.id == id), None)
        return pick(role.label) if role else id

    def _filters(self) -> Text:
        """The choice in force; what can be pressed can be clicked too."""
        line = Text(say("quotes.carrier") + " ", no_wrap=True, overflow="ellipsis")
        for key, carrier in (("0", None), *((each.key, each) for each in self.session.project.codebook.carriers)):
            click = {"@click": f"screen.carrier('{key if carrier else ''}')"}
            line.append(f" {key} ", style=Style(reverse=carrier == self._carrier, meta=click))
        carrier = self._carrier
        role = self._role_name(self._role) if self._role else say("quotes.all")
        line.append(" · ")
        line.append(f"{say('quotes.role')} {visible(role)}", style=Style(meta={"@click": "screen.role"}))
        starred = say("quotes.only-starred" if self._starred else "quotes.also-unstarred")
        line.append(" · ")
        line.append(starred, style=Style(meta={"@click": "screen.starred"}))
        if carrier:
            line.append(f" · {visible(pick(carrier.label))}")
        return line

    def _balance(self) -> str:
        """How many quotes of how many, and whose voice is too loud or not heard."""
        found = balance_of(self._quotes, self.session.project.codebook, role=self._role)
        quotes = say("quotes.quotes", count=found.quotes)
        respondents = say("quotes.respondents", count=found.respondents)
        parts = [say("quotes.balance", quotes=quotes, respondents=respondents)]
        if found.loud:
            parts.append(say("quotes.most-of", who=found.loud, percent=round(100 * found.share)))
        if found.silent:
            parts.append(say("quotes.without-voice", roles=", ".join(found.silent)))
        return visible(" · ".join(parts))

    # --- the quote in focus -----------------------------------------------------------------------

    @property
    def _chosen(self) -> Quote | None:
        at = self.lines.at
        entry = self._lines[at] if at is not None and at < len(self._lines) else None
        return entry if isinstance(entry, Quote) else None

    def on_lines_moved(self) -> None:
        self._show_context()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_context)

    def _show_context(self) -> None:
        quote, project, preview = self._chosen, self.session.project, self.query_one(InContext)
        if quote is None:
            preview.show(None, None, project.codebook, None)
            preview.border_title = preview.border_subtitle = ""
            return
        transcript = project.ask.transcript(quote.coding.document)
        preview.show(quote.coding, quote.document, project.codebook, transcript)
        preview.border_title = Text(visible(quote.attribution))
        preview.border_subtitle = Text(visible(quote.translation))

    def on_lines_chosen(self) -> None:
        if quote := self._chosen:
            open_at(self.study, quote.coding.document, quote.coding.start)

    async def action_star(self) -> None:
        if quote := self._chosen:
            coding = quote.coding
            await self.study.do(self.session.project.star, self.session.coder, coding.guid, not coding.starred)

    async def action_copy(self) -> None:
        """Copy the words with whose they are, as they would stand in an article."""
        if quote := self._chosen:
            whose = quote.attribution
            await copy_out(self.study, quote.text, whose, say("fragments.copied", whose=whose))

    def action_trim(self) -> None:
        """Leave words of the quote out."""
        if quote := self._chosen:

            async def decided(left_out: tuple[Span, ...] | None) -> None:
                if left_out is not None:
                    await self._edit(quote, left_out=left_out)

            self.app.push_screen(TrimDialog(quote.coding.text, quote.edit.left_out if quote.edit else ()), decided)

    def action_translate(self) -> None:
        """Give the quote a translation, which stands below it in what is exported."""
        if quote := self._chosen:

            async def written(translation: str | None) -> None:
                if translation is not None:
                    await self._edit(quote, translation=translation)

            self.app.push_screen(TextDialog(say("quotes.translation"), quote.translation), written)

    async def _edit(
        self, quote: Quote, *, left_out: tuple[Span, ...] | None = None, translation: str | None = None
    ) -> None:
        change = partial(quoting.edit, left_out=left_out, translation=translation)
        await self.study.do(change, self.session.project, self.session.coder, quoting.guid_of(quote))

    def action_attribution(self) -> None:
        """Say how the study's quotes are attributed."""

        async def typed(template: str | None) -> None:
            if template is not None:
                project = self.session.project
                await self.study.do(quoting.set_template, project, self.session.coder, template)

        held = quoting.template_of(self.session.project).text
        title = say("quotes.attribution-fields", known=known_fields().replace(",", ""))
        self.app.push_screen(LineDialog(title, held), typed)

    async def action_move(self, step: int) -> None:
        """Move the quote past the one below or above it, within its carrier and role."""
        quote = self._chosen
        if quote is None:
            return
        mates = [each for each in self._quotes if (each.carrier, each.role) == (quote.carrier, quote.role)]
        to = mates.index(quote) + step
        if 0 <= to < len(mates):
            await self.study.do(quoting.move, self.session.project, self.session.coder, quote, mates[to])

    # --- narrow -----------------------------------------------------------------------------------

    def action_carrier(self, key: str) -> None:
        self._carrier = self.session.project.codebook.carrier_at(key)
        self._choose()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A digit is a key where it is a carrier's."""
        key = str(parameters[0]) if action == "carrier" else ""
        return not key or self.session.project.codebook.carrier_at(key) is not None

    def command(self, binding: Binding) -> str:
        carrier = self.session.project.codebook.carrier_at((binding.id or "").rpartition(".carrier-")[2])
        return say("commands.only-carrier", carrier=pick(carrier.short)) if carrier else super().command(binding)

    def action_role(self) -> None:
        every = [None, *(role.id for role in self.session.project.codebook.roles)]
        self._role = every[(every.index(self._role) + 1) % len(every)]
        self._choose()

    def action_times(self) -> None:
        """Tell when each quote is said, on the screen and in what is copied and exported, or no longer."""
        self._times = not self._times
        self._choose()

    def action_starred(self) -> None:
        self._starred = not self._starred
        self._choose()

    # --- out to a file ----------------------------------------------------------------------------

    def action_export(self) -> None:
        if not self._quotes:
            self.study.tell("quotes.nothing")
            return
        collection = quoting.collected(self.session.project, self._quotes, role=self._role)

        async def chosen(key: str | None) -> None:
            from interviewcoder.tasks.leaving import public_codebook  # what knows names is read when something leaves

            if form := _KEYS.get(key or ""):
                what = say("quotes.title").lower()
                texts = texts_in(collection, public=public_codebook(self.session.project))
                await let_out(self.study, what, texts, partial(self._ask_where, collection, form))

        options = [Option(key, say(f"quotes.{form}")) for key, form in _KEYS.items()]
        self.app.push_screen(Choice(f"{say('quotes.export')} {say('quotes.as')}", options), chosen)

    def _ask_where(self, collection: Collection, form: str) -> None:
        study, count = beside(self.session.project.path).absolute(), len(collection.quotes)

        async def where(path: Path | None) -> None:
            if path is None:
                return
            written = await self.study.do(lambda: write_whole(path, quotes_as(form, collection), over=True))
            if written:
                self.study.tell("quotes.written", count=count, path=visible(str(written)))

        proposed = study.with_name(f"{study.stem}-{say('quotes.title').lower()}.{form}")
        self.app.push_screen(FileDialog(say("quotes.where", count=count), proposed), where)
