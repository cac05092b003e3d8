"""The disagreement inbox: where coders differ, one after the other, each settled with one key."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import partial

from rich.text import Text
from textual import work
from textual.binding import Binding

from interviewcoder.locale import say
from interviewcoder.model import Memo, Ruling, Span
from interviewcoder.safe import visible
from interviewcoder.store.consensus import give_reason
from interviewcoder.tasks.disagreements import Compare, Disagreement, as_it_stands, compared, settle, whose_goes
from interviewcoder.tui.agreed import export_differences
from interviewcoder.tui.filtering import Filter, ask_filter, in_words
from interviewcoder.tui.ruling import ask_rule
from interviewcoder.tui.screens.list_and_detail import ListAndDetail
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.codes_panel import key_of
from interviewcoder.tui.widgets.difference import label_of, told
from interviewcoder.tui.widgets.empty import Empty
from interviewcoder.tui.widgets.line_dialog import LineDialog
from interviewcoder.tui.widgets.title import TitleLine

_KEYS = {
    "a": Ruling.ONE,
    "b": Ruling.OTHER,
    "t": Ruling.BOTH,
    "0": Ruling.NEITHER,
    "l": Ruling.LATER,
}

_REST = 0.2
"""Seconds without a decision after which an interview is compared again, for what else the decisions settled."""


class InboxScreen(ListAndDetail):
    """What is not settled, by interview and place. After a decision the next one is in focus."""

    place = "inbox"
    CSS_PATH = "inbox.tcss"
    BINDINGS = [
        *(
            Binding(key, f"rule('{ruling.value}')", f"differences.{ruling.value}", id=f"inbox.{ruling.value}")
            for key, ruling in _KEYS.items()
        ),
        Binding("n", "anew", "differences.anew", id="inbox.anew"),
        Binding("r", "reason", "differences.reason", id="inbox.reason"),
        Binding("full_stop", "same_reason", "differences.same-reason", show=False, id="inbox.same-reason"),
        Binding("w", "rule_of_code", "differences.rule", id="inbox.rule"),
        Binding("f", "filter", "differences.filter", id="inbox.filter"),
        Binding("d", "decided", "differences.show-decided", id="inbox.decided"),
        Binding("e", "export", "differences.export", id="inbox.export"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._found = Compare((), (), {})
        self._shown: list[Disagreement] = []
        self._memos: dict[str, list[Memo]] = {}
        self._filter = Filter()
        self._with_decided = False
        self._last: str | None = None
        self._reason = ""
        self._stale: set[str] | None = None
        """The interviews, by id, to compare again; None for all."""

    # --- build and show ---------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        self._stale = None
        self._look_again()

    @work(exclusive=True, group="inbox")
    async def _look_again(self, after: float = 0.0) -> None:
        """Compare what is stale, from the start where that was going on; off the interface's thread, for a study may
        be long."""
        await asyncio.sleep(after)
        project, stale = self.session.project, self._stale
        if stale is None:
            self._found, memos = await asyncio.to_thread(lambda: (compared(project), project.ask.memos("coding")))
            self._memos = {}
            for memo in memos:
                self._memos.setdefault(memo.target, []).append(memo)
        else:
            again = await asyncio.to_thread(lambda: [compared(project, document=each) for each in stale])
            self._found = _with(self._found, again, stale)
        self._stale = set()
        if self.is_attached:
            self._list(self._place())

    def _place(self) -> int:
        """Where what is in focus will be among what is to be shown, or where it would be."""
        at, held = self.lines.at or 0, self._chosen
        ids = [each.id for each in self._to_show(self._inside())] if held else []
        return ids.index(held.id) if held and held.id in ids else at

    def _inside(self) -> list[Disagreement]:
        return [each for each in self._found.disagreements if self._filter.holds(each)]

    def _to_show(self, inside: Sequence[Disagreement]) -> list[Disagreement]:
        return [each for each in inside if self._with_decided or not each.settled]

    def _list(self, at: int) -> None:
        """Show what is to be shown, with the focus on that line."""
        inside = self._inside()
        self._shown = self._to_show(inside)
        count = {"settled": sum(each.settled for each in inside), "all": len(inside)}
        self.query_one(Empty).show(None if self._shown else self._why_empty(len(inside)))
        key = "differences.count-filtered" if self._filter != Filter() else "differences.count"
        only = in_words(self._filter, self._found, self.session.project.codebook)
        self.lines.border_title = Text(say(key, **count, filter=only))
        self.lines.show(len(self._shown), self._line, at=at)
        self.on_lines_moved()  # in the same frame as the list, not in the one after it
        self.lines.focus()

    def _why_empty(self, inside: int) -> str:
        if inside:
            return say("differences.all-settled", all=inside)
        return say("differences.none-match" if self._found.disagreements else "differences.empty")

    def _line(self, number: int, width: int) -> Text:
        each, codebook = self._shown[number], self.session.project.codebook
        difference = each.difference
        line = Text(no_wrap=True)
        line.append("✓ " if each.settled else "… " if each.adjudication else "  ")
        line.append(f"{visible(each.document.who or each.document.name)}  ", style="bold")
        keys = " / ".join(key_of(codebook, code) for code in difference.codes)
        line.append(f"{keys:<8}", style="bold")
        line.append(f"{say(f'differences.kind.{difference.kind.value}')}  ", style="dim")
        line.append(f"“{visible(difference.codings[0].text)}”")
        return line

    @property
    def _chosen(self) -> Disagreement | None:
        at = self.lines.at
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def on_lines_moved(self) -> None:
        shown = Text()
        if each := self._chosen:
            text = self.session.project.ask.transcript(each.difference.document).text
            shown = told(each, self.session.project.codebook, text, self._memos)
        self.show_detail(shown)

    # --- deciding ---------------------------------------------------------------------------------

    async def action_rule(self, ruling: str) -> None:
        if each := self._chosen:
            await self._settle(each, Ruling(ruling))

    async def _settle(
        self, each: Disagreement, ruling: Ruling, span: Span | None = None, code: str | None = None
    ) -> None:
        project, coder = self.session.project, self.session.coder

        def decide() -> tuple[str, Disagreement, Disagreement]:
            before = as_it_stands(project, each)  # someone may have decided on it since it was shown
            guid = settle(project, coder, before, ruling, span=span, code=code)
            return guid, before, as_it_stands(project, each)

        if (done := await self.study.do(decide)) is not None:
            self._last, before, after = done
            self._landed(after)
            if replaced := whose_goes(before, coder):
                self.study.notify(visible(replaced), markup=False)

    def _landed(self, decided: Disagreement) -> None:
        """Show a decision at once, so that the next key is for the next line; what else it settled shows later."""
        at = self.lines.at or 0
        there = tuple(decided if each.id == decided.id else each for each in self._found.disagreements)
        self._found = replace(self._found, disagreements=there)
        stays = self._with_decided or not decided.settled
        self._list(at + 1 if stays else at)
        if self._stale is not None:
            self._stale = {*self._stale, decided.difference.document}
        if self.session.seen == self.shown_stamp + 1:
            self.shown_stamp = self.session.seen
            self.query_one(TitleLine).show()
        self._look_again(_REST)

    def action_anew(self) -> None:
        """Choose the words, and the code where the coders chose two."""
        if (each := self._chosen) is None:
            return
        codebook = self.session.project.codebook
        codes = dict(zip("ab", each.difference.codes, strict=False))
        if len(codes) == 1:
            self._pick_place(each, each.difference.codes[0])
            return

        def chosen(key: str | None) -> None:
            if key in codes:
                self._pick_place(each, codes[key])

        options = [Option(key, visible(label_of(codebook, code))) for key, code in codes.items()]
        self.app.push_screen(Choice(say("differences.which-code"), options), chosen)

    def _pick_place(self, each: Disagreement, code: str) -> None:
        from interviewcoder.tui.screens.place_picker import PlacePicker

        async def picked(span: Span | None) -> None:
            if span:
                await self._settle(each, Ruling.ANEW, span, code)

        transcript = self.session.project.ask.transcript(each.difference.document)
        self.app.push_screen(PlacePicker(transcript, each.difference.span.start, say("differences.where")), picked)

    def action_reason(self) -> None:
        """Say why: of the decision in focus, else of the last one."""
        if (guid := self._decision()) is None:
            self.study.tell("differences.no-last")
            return
        each = self._chosen
        held = each.adjudication.reason if each and each.settled and each.adjudication else ""
        self.app.push_screen(LineDialog(say("differences.why"), held), partial(self._give_reason, guid))

    async def action_same_reason(self) -> None:
        """The reason given last, of this decision too."""
        guid = self._decision()
        if guid is None or not self._reason:
            self.study.tell("differences.no-reason-yet")
        else:
            await self._give_reason(guid, self._reason)

    def _decision(self) -> str | None:
        """The decision that a reason is given for, by guid."""
        each = self._chosen
        return each.adjudication.guid if each and each.settled and each.adjudication else self._last

    async def _give_reason(self, guid: str, reason: str | None) -> None:
        if reason is None:
            return
        session, before = self.session, self.session.seen
        await self.study.do(give_reason, session.project, session.coder, guid, reason)
        if session.seen != before:
            self._reason = reason
            self.study.tell("differences.reason-kept", reason=reason)

    def action_rule_of_code(self) -> None:
        """Make a reason a rule: of a code in focus, with the last reason to begin with."""
        rulings = self._found.disagreements
        last = next((each for each in rulings if each.adjudication and each.adjudication.guid == self._last), None)
        each = self._chosen if last is None or (self._chosen and self._chosen.settled) else last
        if each is None:
            self.study.tell("differences.no-last")
            return
        reason = each.adjudication.reason if each.adjudication else ""
        ask_rule(self.study, each.difference.codes, reason)

    # --- what is shown ----------------------------------------------------------------------------

    def action_decided(self) -> None:
        self._with_decided = not self._with_decided
        self._list(0)

    def action_filter(self) -> None:
        def chosen(only: Filter) -> None:
            self._filter = only
            self._list(0)

        ask_filter(self.study, self._chosen, chosen)

    def action_export(self) -> None:
        """What is shown by the filter, decided or not, with decisions and reasons."""
        inside = tuple(self._inside())
        if inside:
            export_differences(self.study, replace(self._found, disagreements=inside))
        else:
            self.study.tell("agreement.nothing-to-export")

    def on_lines_chosen(self) -> None:
        if each := self._chosen:
            from interviewcoder.tui.opening import open_at

            open_at(self.study, each.difference.document, each.difference.span.start)


def _with(found: Compare, again: Sequence[Compare], documents: Set[str]) -> Compare:
    """What was found, with these documents compared anew."""
    order = {each.difference.document: None for each in found.disagreements}
    by_document: dict[str, list[Disagreement]] = {id: [] for id in order}
    others = (each for each in found.disagreements if each.difference.document not in documents)
    for each in (*others, *(each for one in again for each in one.disagreements)):
        by_document.setdefault(each.difference.document, []).append(each)
    return replace(found, disagreements=tuple(each for held in by_document.values() for each in held))
