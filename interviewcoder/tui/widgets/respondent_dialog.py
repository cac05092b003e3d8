"""Whose interview it is: a pseudonym, a role of the codebook, a company, and the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.markup import escape
from textual.suggester import SuggestFromList
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from interviewcoder.locale import pick, say
from interviewcoder.model import Respondent, Role
from interviewcoder.safe import visible
from interviewcoder.tasks.whose import iso_day
from interviewcoder.tui.keys import in_words
from interviewcoder.tui.typed import Form

if TYPE_CHECKING:
    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Whose:
    """A respondent, or None for nobody yet, and the day of the interview as ISO 8601 (empty when not known)."""

    respondent: Respondent | None
    date: str = ""


class RespondentDialog(Form[Whose | None]):
    """Gives who it is, or None when nothing is to change. Without a pseudonym the interview is nobody's yet.

    ``taken`` says of pseudonyms in use which document has them: changing such a respondent changes it there too.
    """

    DEFAULT_CSS = """
    RespondentDialog { align: center middle; }
    RespondentDialog > Vertical { width: 64; max-width: 96%; height: auto; max-height: 96%; background: $surface;
        border: round $accent; padding: 0 1; }
    RespondentDialog Horizontal { height: auto; }
    RespondentDialog .label { width: 14; }
    RespondentDialog Input { width: 1fr; background: $panel; margin: 0 0 1 0; }
    RespondentDialog OptionList { width: 1fr; height: auto; max-height: 8; background: $panel; border: none;
        padding: 0; margin: 0 0 1 0; }
    RespondentDialog #note { height: auto; color: $warning; }
    """
    BINDINGS = [
        Binding("escape", "leave", "tui.close", id="respondent.close"),
        Binding("ctrl+s", "keep", show=False, id="respondent.keep"),
    ]

    def __init__(
        self,
        title: str,
        whose: Whose,
        *,
        roles: Sequence[Role],
        companies: Sequence[str],
        taken: Mapping[str, str],
    ) -> None:
        super().__init__()
        self._bindings = in_words(self._bindings)
        self._title = title
        self._whose = whose
        self._roles = tuple(roles)
        self._companies = tuple(companies)
        self._taken = dict(taken)

    def compose(self) -> ComposeResult:
        who = self._whose.respondent
        with Vertical() as box:
            box.border_title = escape(visible(self._title))
            box.border_subtitle = escape(say("documents.dialog-keys"))
            with Horizontal():
                yield Static(say("documents.pseudonym"), classes="label", markup=False)
                yield Input(who.pseudonym if who else "", id="pseudonym", compact=True)
            with Horizontal():
                yield Static(say("documents.role"), classes="label", markup=False)
                yield OptionList(
                    *(
                        Option(Text(f"{number} {visible(pick(role.label))}"), id=role.id)
                        for number, role in enumerate(self._roles, 1)
                    )
                )
            with Horizontal():
                yield Static(say("documents.company"), classes="label", markup=False)
                completed = SuggestFromList(self._companies, case_sensitive=False)
                yield Input(who.company if who else "", id="company", compact=True, suggester=completed)
            with Horizontal():
                yield Static(say("documents.date"), classes="label", markup=False)
                yield Input(self._whose.date, id="date", compact=True, placeholder=say("documents.date-as"))
            yield Static(id="note", markup=False)

    def on_mount(self) -> None:
        who = self._whose.respondent
        ids = [role.id for role in self._roles]
        roles = self.query_one(OptionList)
        roles.highlighted = ids.index(who.role) if who and who.role in ids else None

    @property
    def filled(self) -> object:
        return super().filled, self.query_one(OptionList).highlighted

    def on_key(self, event: events.Key) -> None:
        roles = self.query_one(OptionList)
        if roles.has_focus and event.key.isdigit() and 1 <= int(event.key) <= len(self._roles):
            event.stop()
            roles.highlighted = int(event.key) - 1

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "pseudonym":
            other = self._taken.get(event.value.strip())
            self._note(say("documents.taken", pseudonym=event.value.strip(), name=visible(other)) if other else "")

    def on_input_submitted(self) -> None:
        self.action_keep()

    def on_option_list_option_selected(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        """Hand over what was filled in, unless something is missing: then say what, and go there."""
        pseudonym, company = (self._typed(name) for name in ("pseudonym", "company"))
        try:
            typed = self._typed("date")
            day = typed if typed == self._whose.date else iso_day(typed)
        except ValueError:
            self._ask_for("#date", say("documents.no-day"))
            return
        chosen = self.query_one(OptionList).highlighted
        if not pseudonym:
            self.dismiss(Whose(None, day))
        elif chosen is None:
            self._ask_for("OptionList", say("documents.choose-role"))
        elif not company:
            self._ask_for("#company", say("documents.which-company"))
        else:
            self.dismiss(Whose(Respondent(pseudonym, self._roles[chosen].id, company), day))

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    def _ask_for(self, where: str, why: str) -> None:
        self._note(why)
        self.query_one(where).focus()

    def _note(self, text: str) -> None:
        self.query_one("#note", Static).update(text)
