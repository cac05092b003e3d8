"""The memos screen: what was noted, on which fragment, interview or code, and the way back to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import DataTable, Static

from interviewcoder.locale import pick, say
from interviewcoder.model import Coding, Document, Memo
from interviewcoder.safe import visible
from interviewcoder.tui.opening import open_at, open_coding
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.when import local_time
from interviewcoder.tui.widgets.codes_panel import key_of
from interviewcoder.tui.widgets.empty import Empty
from interviewcoder.tui.widgets.filter_line import FilterLine
from interviewcoder.tui.widgets.listing import Column, Listing, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult


class MemosScreen(StudyScreen):
    """All memos, the newest first; the one in focus stands whole below."""

    place = "memos"
    CSS_PATH = "memos.tcss"
    AUTO_FOCUS = "Listing"
    BINDINGS = [
        Binding("enter", "open", "memos.open", id="memos.open"),
        Binding("e", "edit", "memos.edit", id="memos.edit"),
        Binding("n", "new", "memos.new", id="memos.new"),
        Binding("x", "remove", "memos.remove", id="memos.remove"),
        Binding("slash", "filter", "memos.filter", key_display="/", id="memos.filter"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._memos: dict[str, Memo] = {}
        self._codings: Mapping[str, Coding] = {}
        self._documents: Mapping[str, Document] = {}

    # --- build and show ---------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        yield FilterLine(say("memos.type-here"))
        yield Listing(
            [
                Column("at", say("memos.at"), 16),
                Column("coder", say("memos.coder"), 10, room=100),
                Column("on", say("memos.on")),
                Column("text", say("memos.text")),
            ]
        )
        with VerticalScroll(id="whole", can_focus=False):
            yield Static(id="on", markup=False)
            yield Static(id="text", markup=False)
        yield Empty()

    @property
    def table(self) -> Listing:
        return self.query_one(Listing)

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        ask = self.session.project.ask
        self._memos = {memo.guid: memo for memo in reversed(ask.memos())}
        self._codings = ask.codings_with_memo()
        self._documents = {document.id: document for document in ask.documents()}
        self._show()

    def _show(self) -> None:
        typed = self.query_one(FilterLine).value.casefold().split()
        rows = [self._row(memo) for memo in self._memos.values()]
        rows = [row for row in rows if all(word in " ".join(row.cells.values()).casefold() for word in typed)]
        self.table.fill(rows)
        why = say("memos.none-match" if self._memos else "memos.empty")
        self.query_one(Empty).show(None if rows else why)
        self._show_whole()

    def _row(self, memo: Memo) -> Row:
        cells = {"at": local_time(memo.at), "coder": memo.coder, "on": self._what(memo), "text": memo.text}
        return Row(memo.guid, cells)

    def _what(self, memo: Memo) -> str:
        """What a memo is on, in one line."""
        codebook = self.session.project.codebook
        if memo.kind == "coding":
            if (coding := self._codings.get(memo.target)) is None:
                return say("memos.coding-gone")
            return f"{self._interview(coding.document)} {key_of(codebook, coding.code)} “{coding.text}”"
        if memo.kind == "document":
            return self._interview(memo.target) or say("memos.document-gone")
        if memo.kind == "code":
            code = codebook.find(memo.target)
            return f"{key_of(codebook, memo.target)} {pick(code.label) if code else memo.target}"
        return say("memos.study")

    def _interview(self, document: str) -> str:
        found = self._documents.get(document)
        return found.who or found.name if found else ""

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        self._show_whole()

    def _show_whole(self) -> None:
        memo = self._memos.get(self.table.focused_key or "")
        on, text = self.query_one("#on", Static), self.query_one("#text", Static)
        if memo is None:
            on.update("")
            text.update("")
            return
        on.update(_lines(f"{self._what(memo)} · {memo.coder} · {local_time(memo.at)}"))
        text.update(_lines(memo.text))
        self.query_one("#whole").scroll_home(animate=False)

    # --- what one can do --------------------------------------------------------------------------

    def action_filter(self) -> None:
        self.query_one(FilterLine).focus()

    def on_input_changed(self) -> None:
        self._show()

    def on_filter_line_left(self) -> None:
        self.table.focus()

    def _in_focus(self) -> Memo | None:
        """The memo that keys act on. Says why when there is none."""
        memo = self._memos.get(self.table.focused_key or "")
        if memo is None:
            self.study.tell("memos.none-match" if self._memos else "memos.empty")
        return memo

    def on_data_table_row_selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Go to what the memo is on."""
        if (memo := self._in_focus()) is None:
            return
        if memo.kind == "coding" and (coding := self._codings.get(memo.target)):
            open_coding(self.study, coding)
        elif memo.kind == "document" and memo.target in self._documents:
            open_at(self.study, memo.target, self.session.places.get(memo.target, 0))
        elif memo.kind == "code" and self.session.project.codebook.find(memo.target):
            from interviewcoder.tui.screens.codebook import CodebookScreen

            self.app.switch_screen(CodebookScreen(memo.target))
        elif memo.kind == "study":
            self.action_edit()
        else:
            self.study.tell("memos.gone")

    def action_edit(self) -> None:
        if (memo := self._in_focus()) is None:
            return
        from interviewcoder.tui.widgets.text_dialog import TextDialog

        async def written(text: str | None) -> None:
            if text is not None and text.strip() != memo.text:
                await self.study.do(self.session.project.rewrite_memo, self.session.coder, memo.guid, text)

        self.app.push_screen(TextDialog(say("memos.change"), memo.text), written)

    def action_new(self) -> None:
        """A memo on the study as a whole."""
        from interviewcoder.tui.widgets.text_dialog import TextDialog

        async def written(text: str | None) -> None:
            if text and text.strip():
                project = self.session.project
                guid = await self.study.do(project.write_memo, self.session.coder, "study", "", text)
                if guid:
                    self.reload()
                    self.table.focus_key(guid)

        self.app.push_screen(TextDialog(say("memos.on-study")), written)

    async def action_remove(self) -> None:
        if memo := self._in_focus():
            stamp = self.session.seen
            await self.study.do(self.session.project.rewrite_memo, self.session.coder, memo.guid, "")
            if self.session.seen != stamp:
                self.study.tell("memos.removed")


def _lines(text: str) -> str:
    """The text made safe to show, with its lines kept."""
    return "\n".join(visible(line) for line in text.splitlines())
