"""The rounds screen: blind coding planned, sealed, finished and revealed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from inspect import isawaitable
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.widgets import DataTable, Static

from interviewcoder.locale import say
from interviewcoder.model import Round, Suggesting
from interviewcoder.safe import visible
from interviewcoder.store import rounds
from interviewcoder.tui import bundling
from interviewcoder.tui.screens.study_screen import StudyScreen
from interviewcoder.tui.when import local_time
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.empty import Empty
from interviewcoder.tui.widgets.listing import Column, Listing, Row
from interviewcoder.tui.widgets.text_dialog import TextDialog

if TYPE_CHECKING:
    from textual.app import ComposeResult


class RoundsScreen(StudyScreen):
    """All rounds, the newest first; the one in focus is told whole below."""

    place = "rounds"
    CSS_PATH = "rounds.tcss"
    AUTO_FOCUS = "Listing"
    BINDINGS = [
        Binding("n", "new", "rounds.new", id="rounds.new"),
        Binding("s", "seal", "rounds.seal", id="rounds.seal"),
        Binding("d", "done", "rounds.done", id="rounds.done"),
        Binding("r", "reveal", "rounds.reveal", id="rounds.reveal"),
        Binding("x", "remove", "rounds.remove", id="rounds.remove"),
        Binding("e", "bundle_out", "bundles.out", id="rounds.bundle-out"),
        Binding("m", "bundle_in", "bundles.in", id="rounds.bundle-in"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._rounds: dict[str, Round] = {}
        self._names: dict[str, str] = {}

    # --- build and show ---------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        yield Listing(
            [
                Column("name", say("rounds.name")),
                Column("state", say("rounds.state"), 11),
                Column("coders", say("rounds.coders")),
                Column("documents", say("rounds.documents"), 10, right=True),
            ]
        )
        yield Static(id="whole", markup=False)
        yield Empty()

    @property
    def table(self) -> Listing:
        return self.query_one(Listing)

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        ask = self.session.project.ask
        self._rounds = {each.guid: each for each in reversed(ask.rounds())}
        self._names = {each.id: each.who or each.name for each in ask.documents()}
        self.table.fill([self._row(each) for each in self._rounds.values()])
        self.query_one(Empty).show(None if self._rounds else say("rounds.empty"))
        self._show_whole()

    def _row(self, round: Round) -> Row:
        cells = {
            "name": round.name,
            "state": say(f"rounds.is.{round.state.value}"),
            "coders": " ".join(f"{each} ✓" if each in round.done else each for each in round.coders),
            "documents": str(len(round.documents)),
        }
        return Row(round.guid, cells)

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        self._show_whole()

    def _show_whole(self) -> None:
        round, told = self._rounds.get(self.table.focused_key or ""), []
        if round:
            documents = sorted(self._names[each] for each in round.documents if each in self._names)
            told.append(f"{say('rounds.documents')}: {', '.join(documents)}")
            allowed = f"{say('rounds.suggestions')}: {say(f'rounds.with.{round.suggestions.value}')}"
            told.append(f"{allowed} · {say('rounds.codebook')} {round.codebook_version}")
            for moment in ("sealed", "revealed"):
                if at := getattr(round, moment):
                    told.append(f"{say(f'rounds.is.{moment}')}: {local_time(at)}")
            if round.reason:
                told[-1] += f" · {round.revealed_by}: {round.reason}"
        self.query_one("#whole", Static).update("\n".join(map(visible, told)))

    # --- what one can do --------------------------------------------------------------------------

    def _in_focus(self) -> Round | None:
        """The round that keys act on. Says why when there is none."""
        round = self._rounds.get(self.table.focused_key or "")
        if round is None:
            self.notify(say("rounds.empty"), markup=False)
        return round

    def action_new(self) -> None:
        """Plan a round, question by question; leaving one leaves all."""
        if len(self.session.project.ask.coders()) < 2:
            self.study.tell("rounds.without-coders")
        else:
            self._ask(say("rounds.ask-name"), "", self._ask_documents)

    def _ask_documents(self, name: str) -> None:
        name = " ".join(name.split())
        title = say("rounds.which-documents", name=name)
        self._ask(title, "\n".join(self._names.values()), partial(self._ask_coders, name))

    def _ask_coders(self, name: str, documents: str) -> None:
        title = say("rounds.which-coders", name=name)
        coders = "\n".join(self.session.project.ask.coders())
        self._ask(title, coders, partial(self._ask_suggestions, name, documents))

    def _ask_suggestions(self, name: str, documents: str, coders: str) -> None:
        kinds = {"1": Suggesting.NONE, "2": Suggesting.CUES}

        async def chosen(key: str | None) -> None:
            if key in kinds:
                await self._plan(name, _lines(documents), _lines(coders), kinds[key])

        options = [Option(key, say(f"rounds.suggest-{kind.value}")) for key, kind in kinds.items()]
        self.app.push_screen(Choice(say("rounds.which-suggestions", name=visible(name)), options), chosen)

    async def _plan(self, name: str, documents: list[str], coders: list[str], kind: Suggesting) -> None:
        session = self.session
        guid = await self.study.do(rounds.new_round, session.project, session.coder, name, documents, coders, kind)
        if guid:
            self.reload()
            self.table.focus_key(guid)
            self.study.tell("rounds.planned", name=name)

    def _ask(self, title: str, text: str, then: Callable[[str], object]) -> None:
        """Ask for a text; an empty one, or leaving, is no answer."""

        async def written(answer: str | None) -> None:
            if answer and answer.strip():
                following = then(answer)
                if isawaitable(following):
                    await following

        self.app.push_screen(TextDialog(title, text), written)

    def _when_sure(self, key: str, name: str, then: Callable[[], Awaitable[None]]) -> None:
        async def answered(answer: str | None) -> None:
            if answer == "y":
                await then()

        options = [Option("y", say(f"{key}-yes")), Option("n", say("rounds.ask-no"))]
        self.app.push_screen(Choice(say(key, name=visible(name)), options), answered)

    def action_seal(self) -> None:
        if round := self._in_focus():
            seal = partial(self._change, rounds.seal, round, "rounds.was-sealed")
            self._when_sure("rounds.ask-seal", round.name, seal)

    def action_done(self) -> None:
        if round := self._in_focus():
            self._when_sure("rounds.ask-done", round.name, partial(self._finish, round))

    async def _finish(self, round: Round) -> None:
        project = self.session.project
        opened = await self.study.do(rounds.mark_done, project, self.session.coder, round.guid)
        if opened is not None:
            now = rounds.round_named(project, round.guid)
            waiting = ", ".join(each for each in now.coders if each not in now.done)
            told = "rounds.was-revealed" if opened else "rounds.was-done"
            self.study.tell(told, name=now.name, waiting=waiting)

    def action_reveal(self) -> None:
        if round := self._in_focus():
            reveal = partial(self._change, rounds.reveal, round, "rounds.was-revealed")
            self._ask(say("rounds.ask-reason", name=round.name), "", reveal)

    def action_bundle_out(self) -> None:
        bundling.ask_bundle_out(self.study)

    def action_bundle_in(self) -> None:
        bundling.ask_merge(self.study)

    async def action_remove(self) -> None:
        if round := self._in_focus():
            await self._change(rounds.remove_round, round, "rounds.removed")

    async def _change(self, change: object, round: Round, told: str, *more: str) -> None:
        """Carry out a change of a round; what it says when done is told only when it was."""
        session, before = self.session, self.session.seen
        await self.study.do(change, session.project, session.coder, round.guid, *more)  # type: ignore[arg-type]
        if session.seen != before:
            self.study.tell(told, name=round.name)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
