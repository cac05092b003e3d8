"""The quotes: fragments worth quoting per carrier and role, whose they are, and out to a file."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
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
from interviewcoder.model import Code, Document
from interviewcoder.publish.quotes import Quote, choose_quotes, quotes_as_csv, quotes_as_markdown
from interviewcoder.publish.residue import scan_quotes
from interviewcoder.publish.writing import write_whole
from interviewcoder.safe import visible
from interviewcoder.store.pseudonyms import override
from interviewcoder.tasks.pseudonyms import known_names
from interviewcoder.tui.opening import open_at
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.file_dialog import FileDialog
from interviewcoder.tui.widgets.fragment import Fragments, InContext
from interviewcoder.tui.widgets.heat_cell import counted
from interviewcoder.tui.widgets.lines import Lines
from interviewcoder.tui.widgets.residue_dialog import ResidueDialog

if TYPE_CHECKING:
    from textual.app import ComposeResult

_ONE_CARRIES = 1 / 3
"""From this share on, one respondent's voice is the study's: worth a warning."""


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
    ]

    def __init__(self) -> None:
        super().__init__()
        self._carrier: Code | None = None
        self._role: str | None = None
        self._starred = False
        self._quotes: tuple[Quote, ...] = ()
        self._coded = False
        self._lines: list[Quote | str] = []

    def body(self) -> ComposeResult:
        yield Static(id="filters", markup=False)
        with Container(id="both"):
            yield Lines()
            yield InContext()
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
        codings = project.ask.codings()
        quotes = choose_quotes(
            project.codebook,
            codings,
            documents.values(),
            carrier=self._carrier.id if self._carrier else None,
            role=self._role,
            starred=self._starred,
        )
        if not worker.is_cancelled:
            self.app.call_from_thread(self._chose, quotes, documents, bool(codings))

    def _chose(self, quotes: Sequence[Quote], documents: dict[str, Document], coded: bool) -> None:
        if not self.is_attached:
            return
        focus, at = self._chosen, self.lines.at or 0
        self._quotes, self._coded = tuple(quotes), coded
        self._lines = []
        for (_, role), held in groupby(quotes, key=lambda each: (each.carrier.id, each.document.role)):
            same = list(held)
            self._lines += [self._heading(same[0].carrier, role, len(same)), *same]
        fragments = Fragments.of(self.session.project.codebook, documents, [each.coding for each in quotes])

        def draw(line: int, width: int) -> Text:
            entry = self._lines[line]
            if isinstance(entry, str):
                return Text(entry, style="dim underline")
            return fragments.line(entry.coding, width)

        guids = [None if isinstance(entry, str) else entry.coding.guid for entry in self._lines]
        if focus and focus.coding.guid in guids:
            at = guids.index(focus.coding.guid)
        headings = frozenset(line for line, guid in enumerate(guids) if guid is None)
        self.lines.show(len(guids), draw, headings=headings, at=at)
        self.query_one("#filters", Static).update(self._filters())
        self.query_one("#balance", Static).update(self._balance())

    def _heading(self, carrier: Code, role: str, count: int) -> str:
        return visible(f"{carrier.key} {pick(carrier.label)} · {self._role_name(role)} · {count}")

    def _role_name(self, id: str) -> str:
        role = next((each for each in self.session.project.codebook.roles if each.id == id), None)
        return pick(role.label) if role else id or say("overview.unassigned")

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
        """How many quotes of how many, and whose voice is too loud or not heard; why the list is empty if it is."""
        if not self._quotes:
            return say("quotes.none" if self._coded else "quotes.none-yet")
        voices = Counter(each.document.pseudonym or each.document.name for each in self._quotes)
        who, most = voices.most_common(1)[0]
        quotes, respondents = counted("quotes.quotes", len(self._quotes)), counted("quotes.respondents", len(voices))
        parts = [say("quotes.balance", quotes=quotes, respondents=respondents)]
        if len(self._quotes) > 2 and most / len(self._quotes) >= _ONE_CARRIES:
            parts.append(say("quotes.most-of", who=who, percent=round(100 * most / len(self._quotes))))
        heard = {each.document.role for each in self._quotes}
        silent = [pick(role.label) for role in self.session.project.codebook.roles if role.id not in heard]
        if silent and self._role is None:
            parts.append(say("quotes.without-voice", roles=", ".join(silent)))
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
            preview.show(None, None, project.codebook, "")
            preview.border_title = ""
            return
        text = project.ask.transcript(quote.coding.document).text
        preview.show(quote.coding, quote.document, project.codebook, text)
        preview.border_title = Text(visible(quote.attribution))

    def on_lines_chosen(self) -> None:
        if quote := self._chosen:
            open_at(self.study, quote.coding.document, quote.coding.start)

    async def action_star(self) -> None:
        if quote := self._chosen:
            coding = quote.coding
            await self.study.do(self.session.project.star, self.session.coder, coding.guid, not coding.starred)

    def action_copy(self) -> None:
        """Copy the words with whose they are, as they would stand in an article."""
        if quote := self._chosen:
            self.app.copy_to_clipboard(visible(f"“{quote.coding.text}” {quote.attribution}"))
            self.study.tell("fragments.copied", whose=visible(quote.attribution))

    # --- narrow -----------------------------------------------------------------------------------

    def action_carrier(self, key: str) -> None:
        found = next((each for each in self.session.project.codebook.carriers if each.key == key), None)
        if found or not key:
            self._carrier = found
            self._choose()

    def action_role(self) -> None:
        every = [None, *(role.id for role in self.session.project.codebook.roles)]
        self._role = every[(every.index(self._role) + 1) % len(every)]
        self._choose()

    def action_starred(self) -> None:
        self._starred = not self._starred
        self._choose()

    # --- out to a file ----------------------------------------------------------------------------

    def action_export(self) -> None:
        if not self._quotes:
            self.study.tell("quotes.nothing")
            return
        options = [Option("m", say("quotes.markdown")), Option("c", say("quotes.csv"))]

        async def chosen(key: str | None) -> None:
            if key in ("m", "c") and not await self._names_held("md" if key == "m" else "csv"):
                self._ask_where("md" if key == "m" else "csv")

        self.app.push_screen(Choice(f"{say('quotes.export')} {say('quotes.as')}", options), chosen)

    async def _names_held(self, ending: str) -> bool:
        """Whether the quotes may name someone; then the spots are shown, and a reason lets them out."""
        project, quotes = self.session.project, self._quotes
        if "synthetic" in project.ask.properties():  # of whom nobody is real no name can leak
            return False
        found = await asyncio.to_thread(lambda: scan_quotes(quotes, known_names(project)))
        if not found:
            return False

        async def decided(reason: str | None) -> None:
            if reason is None:
                return
            stamp, what = self.session.seen, say("quotes.title").lower()
            await self.study.do(override, project, self.session.coder, what, len(found), reason)
            if self.session.seen != stamp:
                self._ask_where(ending)

        self.app.push_screen(ResidueDialog(found), decided)
        return True

    def _ask_where(self, ending: str) -> None:
        study = self.session.project.path.absolute()
        quotes = self._quotes

        async def where(path: Path | None) -> None:
            if path is None:
                return
            written = await self.study.do(write_whole, path, self._written(quotes, ending), over=True)
            if written:
                self.study.tell("quotes.written", count=len(quotes), path=visible(str(written)))

        proposed = study.with_name(f"{study.stem}-{say('quotes.title').lower()}.{ending}")
        self.app.push_screen(FileDialog(say("quotes.where", count=len(quotes)), proposed), where)

    def _written(self, quotes: Sequence[Quote], ending: str) -> str:
        properties = self.session.project.ask.properties()
        synthetic = "synthetic" in properties
        if ending == "csv":
            return quotes_as_csv(quotes, synthetic=synthetic)
        return quotes_as_markdown(quotes, title=f"{say('quotes.title')}: {properties['name']}", synthetic=synthetic)
