"""The cues of a code: add, change and remove them, and see what each finds in the interviews while it is typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual import work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from interviewcoder.errors import Refused
from interviewcoder.locale import pick, say
from interviewcoder.model import Code
from interviewcoder.safe import visible
from interviewcoder.tasks.cues import Corpus, Found, Tried, change_cues, check_cue
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.opening import open_at
from interviewcoder.tui.typed import TypedScreen
from interviewcoder.tui.widgets.codes_panel import key_of
from interviewcoder.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from interviewcoder.tui.app import Interviewcoder

_PAUSE = 0.15
"""Seconds without a key before looking, so that a word being typed is looked for once."""


_MARKS = {"cues": "●", "hints": "·", "absent": "∅"}
"""The lists that a cue can be in, as fields of a code, each with its sign."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A cue and the list that it is in."""

    text: str
    kind: str = "cues"


class CuesScreen(TypedScreen[None]):
    """The line typed in is a new cue or, when one of the list is chosen, that one; emptied, it goes.

    Changes are gathered, and kept as one version of the codebook.
    """

    DEFAULT_CSS = """
    CuesScreen { align: center middle; }
    CuesScreen > Vertical { width: 150; max-width: 100%; height: 100%; background: $surface; border: round $accent; }
    CuesScreen Input { margin: 0 1; }
    CuesScreen #told { height: 2; padding: 0 1; color: $text-muted; }
    CuesScreen Lines { background: $surface; border: round $foreground 25%; }
    CuesScreen #cues { width: 28; }
    CuesScreen #whole { height: 4; padding: 0 1; }
    CuesScreen #found:focus { border: round $accent; }
    """
    BINDINGS = [
        Binding("ctrl+s,f2", "keep", "cues.keep", id="cues.keep", priority=True),
        Binding("ctrl+t", "kind", "cues.kind", id="cues.kind", priority=True),
        Binding("escape", "leave", "cues.leave", id="cues.leave"),
        Binding("up", "step(-1)", "cues.up", show=False, id="cues.up"),
        Binding("down", "step(1)", "cues.down", show=False, id="cues.down"),
        Binding("pageup", "page(-1)", "cues.page-up", show=False, id="cues.page-up"),
        Binding("pagedown", "page(1)", "cues.page-down", show=False, id="cues.page-down"),
    ]

    def __init__(self, code: Code, key: str) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._code = code
        self._key = key
        self._rows = self._first = [_Row(cue, kind) for kind in _MARKS for cue in getattr(code, kind)]
        self._at = 0
        """The row chosen: 0 for a new one, else that of the list with this number, from 1."""
        self._tried = Tried((), frozenset())
        self._waiting: Timer | None = None
        self.cues, self.found = Lines(), Lines()
        self.cues.id, self.found.id = "cues", "found"

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text(say("cues.title", code=f"{self._key} {visible(pick(self._code.label))}"))
            box.border_subtitle = say("cues.keys")
            yield Input(placeholder=say("cues.type"), compact=True, select_on_focus=False)
            yield Static(id="told", markup=False)
            with Horizontal():
                yield self.cues
                with Vertical():
                    yield self.found
                    yield Static(id="whole", markup=False)

    @property
    def study(self) -> Interviewcoder:
        return cast("Interviewcoder", self.app)

    @property
    def line(self) -> Input:
        return self.query_one(Input)

    def on_mount(self) -> None:
        self._corpus = Corpus(self.study.session.project)
        self.cues.can_focus = False
        self.found.border_title = say("cues.found")
        self._draw()
        self._tell(say("cues.no-cue"))
        self.line.focus()

    # --- the cues ---------------------------------------------------------------------------------

    def _draw(self) -> None:
        count = len(set(self._rows) ^ set(self._first))
        self.cues.border_subtitle = say("cues.changed", count=count) if count else ""
        self.cues.show(len(self._rows) + 1, self._cue_line, at=self._at)

    def _cue_line(self, number: int, width: int) -> Text:
        if number == 0:
            return Text(f"+ {say('cues.new')}", style="italic", no_wrap=True)
        row = self._rows[number - 1]
        return Text(
            f"{_MARKS[row.kind]} {visible(row.text)}", style="dim" if row.kind == "hints" else "", no_wrap=True
        )

    def _typed(self) -> str:
        return " ".join(self.line.value.split())

    def _chosen(self) -> str:
        """What stood on the line before anything was typed on it."""
        return self._rows[self._at - 1].text if self._at else ""

    def _choose(self, at: int) -> None:
        self._at = at
        self._draw()
        self.line.value = self._chosen()
        self.line.cursor_position = len(self.line.value)

    def on_lines_moved(self) -> None:
        if self.cues.at is not None and self.cues.at != self._at:
            self._choose(self.cues.at)
        found = [] if self.found.at is None else self._tried.found[self.found.at :][:1]
        whole = "".join(f"{each.before}{each.text}{each.after}" for each in found)
        self.query_one("#whole", Static).update(Text(visible(whole)))

    def action_step(self, step: int) -> None:
        if self.found.has_focus:
            self.found.move(step)
        else:
            self._choose(min(max(self._at + step, 0), len(self._rows)))

    def on_input_submitted(self) -> None:
        self._take()

    def _take(self) -> bool:
        """Take what is typed: as a new cue, in place of the one chosen, or, when nothing is, as its removal."""
        typed, at = self._typed(), self._at
        if typed != self._chosen():
            rows = list(self._rows)
            if at:
                del rows[at - 1]
            if typed:
                if any(row.text == typed for row in rows):
                    self._tell(say("cues.double", cue=visible(typed)))
                    return False
                try:
                    check_cue(typed)
                except Refused as refused:
                    self._tell(str(refused))
                    return False
                rows.insert(at - 1 if at else 0, _Row(typed, self._rows[at - 1].kind if at else "cues"))
            self._rows = rows
        self._choose(0)
        return True

    def action_kind(self) -> None:
        """Make the cue chosen a hint, the hint a cue that the code is missing, that one a cue again."""
        if self._at:
            row, kinds = self._rows[self._at - 1], list(_MARKS)
            kind = kinds[(kinds.index(row.kind) + 1) % len(kinds)]
            self._rows = [*self._rows[: self._at - 1], replace(row, kind=kind), *self._rows[self._at :]]
            self._draw()
            self._tell(say(f"cues.is-{kind}"))

    # --- what it finds ----------------------------------------------------------------------------

    def on_input_changed(self) -> None:
        if self._waiting:
            self._waiting.stop()
        self._waiting = self.set_timer(_PAUSE, self._try)

    def _try(self) -> None:
        if not (typed := self._typed()):
            self._show(Tried((), frozenset()), say("cues.no-cue"))
            return
        try:
            check_cue(typed)
        except Refused as refused:
            self._show(Tried((), frozenset()), str(refused))
            return
        self._tell(say("cues.looking"))
        self._look(typed)

    @work(thread=True, exclusive=True, group="cues")
    def _look(self, cue: str) -> None:
        worker = get_current_worker()
        tried = self._corpus.try_cue(cue, self._code.id, lambda: worker.is_cancelled)
        if not worker.is_cancelled:
            counted = {"count": len(tried.found), "interviews": tried.interviews}
            counted |= {"coded": tried.coded, "right": tried.right}
            words = say("cues.counted", **counted, code=self._key) if tried.found else say("cues.none")
            self.app.call_from_thread(self._show, tried, words)

    def _show(self, tried: Tried, words: str) -> None:
        if self.is_attached:
            self._tried = tried
            self.found.show(len(tried.found), self._found_line)
            self._tell(words)

    def _tell(self, words: str) -> None:
        self.query_one("#told", Static).update(Text(visible(words)))

    def _found_line(self, number: int, width: int) -> Text:
        """Whose words, the codes that stand on them, and the words with what surrounds them."""
        each = self._tried.found[number]
        line = Text(f"{visible(each.document.who or each.document.name):<4.8} ", style="bold", no_wrap=True)
        line.append(f"{self._codes_of(each):<5.8} ", style="not bold")
        room = max(8, (width - line.cell_len) // 3)
        before = visible(each.before)
        line.append(before if len(before) <= room else f"…{before[1 - room :]}", style="not bold")
        line.append(visible(each.text), style="bold underline")
        return line.append(visible(each.after), style="not bold")

    def _codes_of(self, found: Found) -> str:
        if not self._tried.codes.isdisjoint(found.codes):
            return "✓"
        codebook = self.study.session.project.codebook
        return " ".join(sorted(key_of(codebook, code) for code in found.codes)) or "·"

    def action_page(self, step: int) -> None:
        self.found.action_page(step)

    def on_lines_chosen(self) -> None:
        """Open the sentence in focus; not over changes that are not kept, which would be gone with this screen."""
        if self.found.has_focus and (at := self.found.at) is not None:
            if self.is_changed:
                self.study.tell("cues.keep-first")
            else:
                open_at(self.study, self._tried.found[at].document.id, self._tried.found[at].words.start)

    # --- keeping ----------------------------------------------------------------------------------

    @property
    def is_changed(self) -> bool:
        return self._rows != self._first or self._typed() != self._chosen()

    async def action_keep(self) -> None:
        """Keep the changes as a new version of the codebook."""
        if not self._take():
            return
        if self._rows == self._first:
            self.study.tell("cues.same")
            self.dismiss()
            return
        cues, hints, absent = ([row.text for row in self._rows if row.kind == kind] for kind in _MARKS)
        project, coder = self.study.session.project, self.study.session.coder
        version = await self.study.do(change_cues, project, coder, self._code.id, cues, hints, absent)
        if version is not None:
            self.study.tell("cues.kept", version=version)
            self.dismiss()

    def action_leave(self) -> None:
        self.unless_changed(self._leave)

    def _leave(self) -> None:
        self.dismiss()
