"""The documents screen: every interview that is in or planned, whose it is, and how far one is with it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widgets import DataTable, Static

from interviewcoder.analysis.coverage import Shortfall, read_share, shortfalls
from interviewcoder.locale import pick, say
from interviewcoder.model import Document, Span
from interviewcoder.publish.attributed import Described
from interviewcoder.safe import visible
from interviewcoder.tui.opening import open_at
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.empty import Empty
from interviewcoder.tui.widgets.listing import MUTED, Column, Listing, Row
from interviewcoder.tui.widgets.respondent_dialog import RespondentDialog, Whose
from interviewcoder.tui.widgets.voice_choice import ONE, by_key, voice_options

if TYPE_CHECKING:
    from textual.app import ComposeResult

_MISSING = "missing:"


class DocumentsScreen(StudyScreen):
    """The interviews as a table; those the design expects and nobody imported stand dimmed below."""

    place = "documents"
    CSS_PATH = "documents.tcss"
    BINDINGS = [
        Binding("enter", "open", "documents.open", id="documents.open"),
        Binding("i", "import", "documents.import", id="documents.import"),
        Binding("e", "assign", "documents.assign", id="documents.assign"),
        Binding("x", "remove", "documents.remove", id="documents.remove"),
        Binding("s", "sort", "documents.sort", id="documents.sort"),
        Binding("p", "names", "documents.names", id="documents.names"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._documents: dict[str, Document] = {}
        self._missing: tuple[Shortfall, ...] = ()
        self._read: dict[str, float] = {}
        self._coded: dict[str, int] = {}
        self._waiting = 0
        self._roles: dict[str, str] = {}
        self._order = ("pseudonym", False)

    # --- build and show ---------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        yield Listing(
            [
                Column("pseudonym", say("documents.pseudonym"), 14),
                Column("role", say("documents.role")),
                Column("company", say("documents.company"), 9),
                Column("sector", say("documents.sector"), 18, room=140),
                Column("date", say("documents.date"), 10, room=112),
                Column("words", say("documents.words"), 7, right=True),
                Column("read", say("documents.read"), 8, right=True),
                Column("codings", say("documents.codings"), 12, right=True),
                Column("name", say("documents.name"), room=96),
            ]
        )
        yield Static(id="sum", markup=False)
        yield Empty()

    @property
    def table(self) -> Listing:
        return self.query_one(Listing)

    def on_mount(self) -> None:
        self.reload()

    def arrive(self) -> None:
        if self.session.document:
            self.table.focus_key(self.session.document)

    def reload(self) -> None:
        ask, coder = self.session.project.ask, self.session.coder
        documents, planned = ask.documents(), ask.planned()
        self._roles = {role.id: pick(role.label) for role in self.session.project.codebook.roles}
        self._documents = {each.id: each for each in documents}
        gaps = shortfalls(documents, planned) if planned else ()
        self._missing = tuple(gap for gap in gaps if gap.imported < gap.expected)
        self._coded = ask.tally_by_document(coder)
        self._waiting = sum(ask.review_counts().values())
        self._read = self._read_shares()
        self.query_one(Empty).show(None if documents or self._missing else say("documents.empty"))
        self._show()

    def _read_shares(self) -> dict[str, float]:
        """Which share of each document this coder has read; turns are fetched of unfinished ones only."""
        ask = self.session.project.ask
        spans, spoken = ask.read_spans(coder=self.session.coder), ask.spoken()
        shares = {document: 1.0 for document, read in spans.items() if _covers(read, spoken.get(document))}
        begun = spans.keys() - shares.keys()
        for document, turns in ask.answers(begun).items():
            shares[document] = read_share(turns, spans[document])
        return shares

    def _show(self) -> None:
        column, backwards = self._order
        filled = [each for each in self._documents.values() if self._rank(each, column) is not None]
        blank = [each for each in self._documents.values() if self._rank(each, column) is None]
        documents = sorted(filled, key=lambda each: self._rank(each, column) or [], reverse=backwards) + blank
        missing = [
            self._missing_row(gap, number) for gap in self._missing for number in range(gap.expected - gap.imported)
        ]
        self.table.fill([*(self._row(each) for each in documents), *missing], self._order)
        self.query_one("#sum", Static).update(self._sum(documents, len(missing)))

    def _rank(self, document: Document, column: str) -> list[str | int | float] | None:
        """Where a document stands when sorted by a column; None when that is not filled in."""
        numbers = {
            "words": document.words,
            "read": self._read.get(document.id, 0.0),
            "codings": self._coded.get(document.id, 0),
        }
        if column in numbers:
            return [numbers[column]]
        text = self._cells(document)[column]
        return _natural(text) if text else None

    def _cells(self, document: Document) -> dict[str, str]:
        share = self._read.get(document.id, 0.0)
        whose = Described.of(document.respondents, self.session.project.codebook)
        return {
            "pseudonym": whose.who,
            "role": whose.role,
            "company": whose.company,
            "sector": document.sector,
            "date": document.date,
            "words": f"{document.words}",
            "read": f"{int(share * 100)}%" if share else "·",
            "codings": f"{self._coded.get(document.id) or '·'}",
            "name": document.name,
        }

    def _row(self, document: Document) -> Row:
        cells = self._cells(document)
        if document.respondents:
            return Row(document.id, cells)
        cells |= {"pseudonym": document.name, "role": say("documents.nobody")}
        return Row(document.id, cells, styles={"pseudonym": "italic", "role": "italic"})

    def _missing_row(self, gap: Shortfall, number: int) -> Row:
        cells = {
            "pseudonym": say("documents.missing"),
            "role": self._roles.get(gap.role, gap.role),
            "company": gap.company,
        }
        return Row(f"{_MISSING}{gap.company}:{gap.role}:{number}", cells, style=MUTED)

    def _sum(self, documents: Sequence[Document], missing: int) -> str:
        words = sum(each.words for each in documents)
        read = sum(each.words * self._read.get(each.id, 0.0) for each in documents)
        codings = sum(self._coded.get(each.id, 0) for each in documents)
        line = say(
            "documents.sum",
            interviews=len(documents),
            words=f"{words:,}".replace(",", " "),
            percent=int(100 * read / words) if words else 0,
            codings=codings,
            coder=visible(self.session.coder),
        )
        review = f" · {say('documents.review-count', count=self._waiting)}" if self._waiting else ""
        return f" {line}" + (f" · {say('documents.missing-count', count=missing)}" if missing else "") + review

    # --- sorting ----------------------------------------------------------------------------------

    def action_sort(self) -> None:
        columns = ("pseudonym", "role", "company", "sector", "date", "words", "read", "codings", "name")
        options = [Option(str(number), say(f"documents.{name}")) for number, name in enumerate(columns, 1)]

        def chosen(key: str | None) -> None:
            if key and key in "123456789":
                self._sort_by(columns[int(key) - 1])

        self.app.push_screen(Choice(say("documents.sort-by"), options), chosen)

    def on_data_table_header_selected(self, event: DataTable.HeaderSelected) -> None:
        self._sort_by(str(event.column_key.value))

    def _sort_by(self, column: str) -> None:
        """Sort by a column; by the same one again, backwards."""
        self._order = (column, self._order == (column, False))
        self._show()

    # --- what one can do --------------------------------------------------------------------------

    def _in_focus(self) -> Document | None:
        """The document that keys act on. Says why when there is none."""
        document = self._documents.get(self.table.focused_key or "")
        if document is None:
            self.study.tell("documents.not-in" if self._documents or self._missing else "documents.empty")
        return document

    def on_data_table_row_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        if document := self._in_focus():
            open_at(self.study, document.id, self.session.places.get(document.id, 0))

    def action_import(self) -> None:
        from interviewcoder.tui.screens.importing import ImportingScreen

        self.app.switch_screen(ImportingScreen())

    def action_names(self) -> None:
        from interviewcoder.tui.screens.pseudonyms import PseudonymsScreen

        self.app.switch_screen(PseudonymsScreen())

    def action_assign(self) -> None:
        if document := self._in_focus():
            self._assign(document)

    def _assign(self, document: Document) -> None:
        """Ask whose interview it is; where several answer in it, of which of them that is to be said."""
        from interviewcoder.tasks.voices import respondents_labels

        project = self.session.project
        names = respondents_labels(project.ask.transcript(document.id).turns)
        if len(names) < 2:
            self._assign_whole(document)
            return
        keys = by_key(names)

        def chosen(key: str | None) -> None:
            if key == ONE:
                self._assign_whole(document)
            elif key in keys:
                self._assign_voice(document, keys[key], names[keys[key]])

        whose = {voice.label: voice.respondent for voice in document.voices}
        known = {name: whose[label] for name, labels in names.items() for label in labels if label in whose}
        title = say("documents.whose", name=visible(document.name))
        self.app.push_screen(Choice(title, voice_options(keys, known, project.codebook)), chosen)

    def _assign_whole(self, document: Document) -> None:
        now = Whose(document.respondents[0] if document.pseudonym else None, document.date)

        async def settled(whose: Whose | None) -> None:
            if whose is not None and whose != now:
                assign = self.session.project.assign
                await self.study.do(assign, self.session.coder, document.id, whose.respondent, whose.date)

        self._ask(say("documents.whose", name=document.name), now, document, settled)

    def _assign_voice(self, document: Document, name: str, labels: Sequence[str]) -> None:
        """Say who speaks under a label, and go on to the next."""
        from interviewcoder.tasks.voices import with_voice

        project = self.session.project
        who = next((voice.respondent for voice in document.voices if voice.label in labels), None)
        now = Whose(who, document.date)

        async def settled(whose: Whose | None) -> None:
            if whose is not None and whose != now:
                voices = with_voice(document.voices, labels, whose.respondent)
                assign = partial(project.assign, voices=voices)
                await self.study.do(assign, self.session.coder, document.id, None, whose.date)
            self._assign(project.ask.document(document.id))

        self._ask(say("documents.who-says", label=name), now, document, settled)

    def _ask(
        self, title: str, now: Whose, document: Document, settled: Callable[[Whose | None], Awaitable[None]]
    ) -> None:
        project = self.session.project
        dialog = RespondentDialog(
            title,
            now,
            roles=project.codebook.roles,
            companies=[each.id for each in project.ask.companies()],
            taken={
                who.pseudonym: each.name
                for each in self._documents.values()
                if each.id != document.id
                for who in each.respondents
            },
        )
        self.app.push_screen(dialog, settled)

    def action_remove(self) -> None:
        if (document := self._in_focus()) is None:
            return
        count = len(self.session.project.ask.codings(document=document.id))
        name = visible(document.who or document.name)
        lost = self.session.project.others_work(self.session.coder, [document.id])

        async def answered(key: str | None) -> None:
            if key != "x":
                return
            remove = partial(self.session.project.remove_document, with_others=bool(lost))
            stamp = self.session.seen
            await self.study.do(remove, self.session.coder, document.id)
            if self.session.seen != stamp:
                self.study.tell("documents.removed", name=name)

        question = Option("x", say("documents.remove-with", name=name, count=count))
        title = say("documents.remove-sure")
        if lost:
            title += "\n" + visible(say("tui.takes-others-work", work="; ".join(map(str, lost))))
        self.app.push_screen(Choice(title, [question]), answered)


def _covers(read: Sequence[Span], spoken: Span | None) -> bool:
    """Whether one stretch of reading holds all that is said."""
    return spoken is None or any(span.start <= spoken.start and spoken.end <= span.end for span in read)


def _natural(text: str) -> list[str | int | float]:
    """A sort key by which R2 comes before R10; text and numbers alternate, so that like meets like."""
    return [int(part) if part.isdigit() else part for part in re.split(r"([0-9]+)", text.casefold())]
