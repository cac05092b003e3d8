"""Codings in doubt: one's own from before a rule of their code changed, each to be kept, taken off or recoded."""

from __future__ import annotations

from rich.text import Text
from textual.binding import Binding

from interviewcoder.locale import say
from interviewcoder.model import Coding
from interviewcoder.safe import visible
from interviewcoder.store.rules import confirm, doubtful, recode
from interviewcoder.tui.screens.list_and_detail import ListAndDetail
from interviewcoder.tui.widgets.codes_panel import key_of
from interviewcoder.tui.widgets.difference import rule_of, words_of
from interviewcoder.tui.widgets.empty import Empty


class DoubtfulScreen(ListAndDetail):
    """After a decision the next coding is in focus."""

    place = "doubtful"
    CSS_PATH = "doubtful.tcss"
    BINDINGS = [
        Binding("y", "keep", "rules.keep", id="doubtful.keep"),
        Binding("x", "remove", "rules.remove", id="doubtful.remove"),
        Binding("c", "recode", "rules.recode", id="doubtful.recode"),
        Binding("s", "skip", "rules.skip", id="doubtful.skip"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._codings: list[Coding] = []
        self._names: dict[str, str] = {}

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        project, coder = self.session.project, self.session.coder
        found = doubtful(project)
        self._codings = [each for each in found if each.coder == coder]
        self._names = {each.id: each.who or each.name for each in project.ask.documents()}
        others = len(found) - len(self._codings)
        why = say("rules.others-only", others=others) if others else say("rules.empty-queue")
        self.query_one(Empty).show(None if self._codings else why)
        key = "rules.count-others" if others else "rules.count"
        self.lines.border_title = Text(say(key, count=len(self._codings), others=others))
        self.lines.show(len(self._codings), self._line, at=self.lines.at or 0)
        self.lines.focus()

    def _line(self, number: int, width: int) -> Text:
        coding = self._codings[number]
        line = Text(no_wrap=True)
        line.append(f"{visible(self._names[coding.document])}  ", style="bold")
        line.append(f"{key_of(self.session.project.codebook, coding.code):<3}", style="bold")
        line.append(f"“{visible(coding.text)}”")
        return line

    @property
    def _chosen(self) -> Coding | None:
        at = self.lines.at
        return self._codings[at] if at is not None and at < len(self._codings) else None

    def on_lines_moved(self) -> None:
        told = Text()
        if coding := self._chosen:
            text = self.session.project.ask.transcript(coding.document).text
            words_of(told, text, coding.span, coding.span)
            rule_of(told, coding.code, (), self.session.project.codebook)
        self.show_detail(told)

    # --- what one can do --------------------------------------------------------------------------

    async def action_keep(self) -> None:
        if coding := self._chosen:
            await self.study.do(confirm, self.session.project, self.session.coder, coding.guid)

    async def action_remove(self) -> None:
        if coding := self._chosen:
            await self.study.do(self.session.project.remove_coding, self.session.coder, coding.guid)

    def action_recode(self) -> None:
        if (coding := self._chosen) is None:
            return
        from interviewcoder.tui.screens.code_picker import CodePicker

        async def found(code: str | None) -> None:
            if code and code != coding.code:
                await self.study.do(recode, self.session.project, self.session.coder, coding.guid, code)

        self.app.push_screen(CodePicker(self.session.project.codebook, say("rules.new-code")), found)

    def action_skip(self) -> None:
        self.lines.move(1)

    def on_lines_chosen(self) -> None:
        if coding := self._chosen:
            from interviewcoder.tui.opening import open_at

            open_at(self.study, coding.document, coding.start)
