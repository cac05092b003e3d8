"""The codebook screen: the carriers and their features, and the rule of each: when to use it and when not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.markup import escape
from textual.widgets import Static, Tree

from interviewcoder.errors import Refused
from interviewcoder.locale import pick, say
from interviewcoder.model import Code, Codebook, Memo
from interviewcoder.safe import visible
from interviewcoder.store.rules import refuse_while_coding_blind
from interviewcoder.tui.asking import ask_memo
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.when import local_time
from interviewcoder.tui.widgets.code_tree import CodeTree
from interviewcoder.tui.widgets.codes_panel import key_of
from interviewcoder.tui.widgets.filter_line import FilterLine

if TYPE_CHECKING:
    from textual.app import ComposeResult


class CodebookScreen(StudyScreen):
    """The codes as a tree on the left, with how often each was used; the rule of the one in focus on the right."""

    place = "codebook"
    CSS_PATH = "codebook.tcss"
    AUTO_FOCUS = "CodeTree"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-normal"), (160, "-wide")]
    BINDINGS = [
        Binding("enter", "fragments", "codebook.fragments", id="codebook.fragments"),
        Binding("slash", "filter", "codebook.filter", key_display="/", id="codebook.filter"),
        Binding("o", "others", "codebook.others", id="codebook.others"),
        Binding("e", "cues", "codebook.edit-cues", id="codebook.edit-cues"),
        Binding("m", "memo", "codebook.memo", id="codebook.memo"),
        Binding("pagedown", "page(1)", "codebook.page-down", show=False, id="codebook.page-down"),
        Binding("pageup", "page(-1)", "codebook.page-up", show=False, id="codebook.page-up"),
    ]

    def __init__(self, code: str | None = None) -> None:
        super().__init__()
        self._code = code
        self._everyone = False
        self._counts: Counter[str] = Counter()

    # --- build and show ---------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        yield FilterLine(say("codebook.type-here"))
        with Horizontal():
            with Vertical(id="codes") as codes:
                codes.border_title = escape(visible(pick(self._codebook.title)))
                codes.border_subtitle = say("codebook.version", version=self._codebook.version)
                yield CodeTree()
            with VerticalScroll(id="rule", can_focus=False):
                yield Static(id="text", markup=False)

    @property
    def _codebook(self) -> Codebook:
        return self.session.project.codebook

    @property
    def codes(self) -> CodeTree:
        return self.query_one(CodeTree)

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        ask = self.session.project.ask
        coders = ask.coders() if self._everyone else [self.session.coder]
        self._counts = Counter()
        for coder in coders:
            self._counts.update(ask.tally(coder))
        self._grow()

    def _grow(self) -> None:
        """Draw the tree, with the codes that match what is typed and the carriers they belong to."""
        typed = self.query_one(FilterLine).value.casefold().split()
        matching = {code.id for code in self._codebook.codes if all(word in self._words(code) for word in typed)}
        there = matching | {code.carrier for code in self._codebook.codes if code.id in matching}
        counted = {code.id: self._count(code) for code in self._codebook.codes}
        self.codes.show([code for code in self._codebook.codes if code.id in there], counted)
        first = next((code.id for code in self._codebook.codes if code.id in matching), None)
        self._code = self._code if self._code in matching else first
        self.codes.focus_code(self._code)
        self._show_rule()

    def _words(self, code: Code) -> str:
        """What filtering looks through."""
        texts = (*code.label.values(), *code.definition.values(), *code.cues, code.id)
        return " ".join((key_of(self._codebook, code.id), *texts)).casefold()

    def _count(self, code: Code) -> int:
        """How often a code was used; a carrier counts its features too."""
        features = self._codebook.features(code.id)
        return sum(self._counts[each.id] for each in (code, *features))

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[str]) -> None:
        self._code = event.node.data
        self._show_rule()

    def _show_rule(self) -> None:
        code = self._codebook.find(self._code or "")
        if code is None:
            self.query_one("#text", Static).update(say("codebook.none-match"))
            return
        memos = self.session.project.ask.memos("code", code.id)
        self.query_one("#text", Static).update(rule_of(code, self._codebook, self._used(code), memos))
        self.query_one("#rule").scroll_home(animate=False)

    def _used(self, code: Code) -> str:
        whose = "everyone" if self._everyone else "yours"
        return say(f"codebook.count-{whose}", count=self._count(code))

    # --- what one can do --------------------------------------------------------------------------

    def action_filter(self) -> None:
        self.query_one(FilterLine).focus()

    def on_input_changed(self) -> None:
        self._grow()

    def on_filter_line_left(self) -> None:
        self.codes.focus()

    def action_others(self) -> None:
        """Count everyone's codings, or one's own again."""
        self._everyone = not self._everyone
        self.reload()

    def action_page(self, step: int) -> None:
        rule = self.query_one("#rule", VerticalScroll)
        rule.scroll_relative(y=step * max(1, rule.size.height - 2), animate=False)

    def action_fragments(self) -> None:
        """Open the fragments that the count of the code in focus counts."""
        if (code := self._codebook.find(self._code or "")) is None:
            return
        codes = [code.id, *(each.id for each in self._codebook.features(code.id))]
        coder = None if self._everyone else self.session.coder
        codings = self.session.project.ask.codings(codes=codes, coder=coder)
        if not codings:
            self.study.tell("codebook.no-fragments")
            return
        from interviewcoder.tui.screens.fragments import FragmentsScreen

        self.app.push_screen(FragmentsScreen(codings, _name(code, self._codebook)))

    def action_cues(self) -> None:
        """Change the cues of the code in focus; not while a round is being coded blind."""
        if (code := self._codebook.find(self._code or "")) is None:
            return
        try:
            refuse_while_coding_blind(self.session.project)
        except Refused as refused:
            self.study.notify(str(refused), severity="warning", markup=False)
            return
        from interviewcoder.tui.screens.cues import CuesScreen

        self.app.push_screen(CuesScreen(code, key_of(self._codebook, code.id)))

    def action_memo(self) -> None:
        """A memo on the code in focus."""
        if (code := self._codebook.find(self._code or "")) is None:
            return
        title = say("codebook.memo-on", key=key_of(self._codebook, code.id))
        ask_memo(self.study, "code", code.id, title)


def _name(code: Code, codebook: Codebook) -> str:
    return f"{key_of(codebook, code.id)} {visible(pick(code.label))}"


def rule_of(code: Code, codebook: Codebook, used: str, memos: Sequence[Memo]) -> Text:
    """All that the codebook says of a code, in the language in use, with the memos written on it."""
    page = Text()
    page.append(f"{key_of(codebook, code.id)} ", style=Style(bold=True, color=code.colour))
    page.append(visible(pick(code.label)), style="bold")
    page.append(f"\n{used}\n" if used else "\n", style="dim")
    for part in ("definition", "include", "exclude"):
        _part(page, part, [visible(pick(getattr(code, part)))])
    between = [
        (codebook.find(boundary.other), visible(pick(boundary.rule)), boundary.other) for boundary in code.boundaries
    ]
    lines = [f"{_name(other, codebook) if other else visible(id)}: {rule}" for other, rule, id in between]
    _part(page, "boundaries", lines, bullet="↔ ")
    _part(page, "examples", [f"“{visible(example)}”" for example in code.examples], bullet="• ")
    features = [_name(feature, codebook) for feature in codebook.features(code.id)]
    _part(page, "features", features, bullet="• ")
    _part(page, "crosswalks", list(_groups(code, codebook)), bullet="• ")
    noted = [f"{visible(memo.text)} ({visible(memo.coder)}, {local_time(memo.at)})" for memo in memos]
    _part(page, "memos", noted, bullet="✎ ")
    _part(page, "cues", [" · ".join(visible(cue) for cue in code.cues)] if code.cues else [])
    _part(page, "absent", [" · ".join(visible(cue) for cue in code.absent)] if code.absent else [])
    _part(page, "hints", [" · ".join(visible(hint) for hint in code.hints)] if code.hints else [])
    return page


def _part(page: Text, name: str, lines: Sequence[str], bullet: str = "") -> None:
    """A heading and its lines; nothing when there are none."""
    if any(lines):
        page.append(f"\n{say(f'codebook.{name}')}\n", style="bold")
        page.append("".join(f"{bullet}{line}\n" for line in lines))


def _groups(code: Code, codebook: Codebook) -> Sequence[str]:
    """The boxes of other models that a code falls in; a carrier falls where its features do."""
    ids = {code.id, *(feature.id for feature in codebook.features(code.id))}
    return [
        f"{visible(pick(crosswalk.label))}: {visible(pick(group.label))}"
        for crosswalk in codebook.crosswalks
        for group in crosswalk.groups
        if ids.intersection(group.codes)
    ]
