"""The names found in the interviews: a person says which go, and what comes instead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import DataTable, Static
from textual.worker import get_current_worker

from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.store.addresses import beside
from interviewcoder.tasks.keyfile import Named, key_path
from interviewcoder.tasks.pseudonyms import apply, propose
from interviewcoder.transcripts.candidates import Candidate
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.widgets.empty import Empty
from interviewcoder.tui.widgets.listing import MUTED, Column, Listing, Row

if TYPE_CHECKING:
    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class _Line:
    """A candidate, whether it is to go, and what a person made of its pseudonym."""

    candidate: Candidate
    chosen: bool
    replacement: str


class PseudonymsScreen(StudyScreen):
    """Candidates in a table; where the one in focus stands is shown below it."""

    place = "pseudonyms"
    CSS_PATH = "pseudonyms.tcss"
    AUTO_FOCUS = "Listing"
    BINDINGS = [
        Binding("space", "choose", "pseudonyms.choose", id="pseudonyms.choose"),
        Binding("A", "choose_kind", "pseudonyms.choose-kind", id="pseudonyms.choose-kind"),
        Binding("e", "edit", "pseudonyms.edit", id="pseudonyms.edit"),
        Binding("enter", "replace", "pseudonyms.replace", id="pseudonyms.replace"),
        Binding("escape", "back", "pseudonyms.back", id="pseudonyms.back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found: dict[str, _Line] = {}
        self._looked = False

    # --- build and show ---------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        yield Listing(
            [
                Column("chosen", "", 1),
                Column("name", say("pseudonyms.name")),
                Column("kind", say("pseudonyms.what"), 16),
                Column("count", say("pseudonyms.count"), 6, right=True),
                Column("documents", say("pseudonyms.documents"), 10, room=90, right=True),
                Column("replacement", say("pseudonyms.replacement")),
            ]
        )
        with VerticalScroll(id="contexts", can_focus=False):
            yield Static(id="places", markup=False)
        yield Static(id="sum", markup=False)
        yield Empty()

    @property
    def table(self) -> Listing:
        return self.query_one(Listing)

    def on_mount(self) -> None:
        self.query_one(Empty).show(say("pseudonyms.looking"))
        self.reload()

    def reload(self) -> None:
        self._look()

    @work(thread=True, exclusive=True, group="names")
    def _look(self) -> None:
        worker = get_current_worker()
        found = propose(self.session.project)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_found, found)

    def _show_found(self, found: tuple[Candidate, ...]) -> None:
        """Show what was found; what was chosen before stays so."""
        if not self.is_attached:
            return
        before, self._looked = self._found, True
        self._found = {
            each.text: replace(before[each.text], candidate=each)
            if each.text in before
            else _Line(each, each.sure, each.replacement)
            for each in found
        }
        self._show()

    def _show(self) -> None:
        self.table.fill([self._row(line) for line in self._found.values()])
        why = say("pseudonyms.empty" if self._looked else "pseudonyms.looking")
        self.query_one(Empty).show(None if self._found else why)
        chosen = sum(line.chosen for line in self._found.values())
        self.query_one("#sum", Static).update(f" {say('pseudonyms.sum', chosen=chosen, found=len(self._found))}")
        self._show_places()

    def _row(self, line: _Line) -> Row:
        each = line.candidate
        cells = {
            "chosen": "✓" if line.chosen else "",
            "name": each.text,
            "kind": say(f"pseudonyms.kind.{each.kind.value}"),
            "count": str(each.count),
            "documents": str(len(each.documents)),
            "replacement": line.replacement if line.chosen else "",
        }
        return Row(each.text, cells, style="" if line.chosen else MUTED)

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        self._show_places()

    def _show_places(self) -> None:
        line = self._in_focus
        shown = Text()
        for context in line.candidate.contexts if line else ():
            shown.append(visible(f"{context.document}  …{context.before}"))
            shown.append(visible(context.text), style="bold reverse")
            shown.append(visible(f"{context.after}…") + "\n")
        self.query_one("#places", Static).update(shown)

    # --- choose -----------------------------------------------------------------------------------

    @property
    def _in_focus(self) -> _Line | None:
        return self._found.get(self.table.focused_key or "")

    def on_data_table_row_selected(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Let the name in focus go, or stay; then on to the next."""
        if line := self._in_focus:
            self._found[line.candidate.text] = replace(line, chosen=not line.chosen)
            self._show()
            self.table.action_cursor_down()

    def action_choose_kind(self) -> None:
        """Let all of the same kind go; when all do already, let them stay."""
        if focus := self._in_focus:
            same = {n: line for n, line in self._found.items() if line.candidate.kind is focus.candidate.kind}
            chosen = not all(line.chosen for line in same.values())
            self._found |= {name: replace(line, chosen=chosen) for name, line in same.items()}
            self._show()

    def action_edit(self) -> None:
        """Another pseudonym for the name in focus."""
        if (line := self._in_focus) is None:
            return
        from interviewcoder.tui.widgets.text_dialog import TextDialog

        name = line.candidate.text

        def written(text: str | None) -> None:
            if text and text.strip():
                self._found[name] = replace(line, chosen=True, replacement=" ".join(text.split()))
                self._show()

        self.app.push_screen(TextDialog(say("pseudonyms.instead-of", name=visible(name)), line.replacement), written)

    def action_back(self) -> None:
        self.study.go("documents")

    # --- replace ----------------------------------------------------------------------------------

    def action_replace(self) -> None:
        names = [
            Named(line.candidate.text, line.candidate.kind.value, line.replacement)
            for line in self._found.values()
            if line.chosen
        ]
        if not names:
            if self._found:
                self.study.tell("pseudonyms.none-chosen")
            return
        from interviewcoder.tui.widgets.passphrase_dialog import PassphraseDialog

        key = key_path(beside(self.session.project.path))

        async def typed(passphrase: str | None) -> None:
            if passphrase is None:
                return
            self.study.tell("pseudonyms.busy")
            done = await self.study.do(apply, self.session.project, self.session.coder, names, passphrase)
            if done is None:
                return
            self.session.places.clear()
            told = {"names": done.names, "count": done.count, "documents": done.documents}
            self.study.tell("pseudonyms.done", key=visible(str(done.key)), **told)
            if not done.wiped:
                self.study.tell("cli.pseudonyms.not-wiped", path=visible(str(self.session.project.path)))

        note = say("pseudonyms.about-to", count=len(names), key=key)
        title = say("pseudonyms.replace-names")
        self.app.push_screen(PassphraseDialog(title, note, new=not key.exists()), typed)
