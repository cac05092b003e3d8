"""A reason made a rule of the codebook: of which code, whether it belongs to it or not, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.store.rules import Rule, add_rule, doubtful
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.difference import label_of
from interviewcoder.tui.widgets.line_dialog import LineDialog

if TYPE_CHECKING:
    from interviewcoder.tui.app import Interviewcoder


def ask_rule(study: Interviewcoder, codes: Sequence[str], reason: str) -> None:
    """Let a rule of one of these codes be written, with the reason to begin with; tells what it puts in doubt."""
    codebook = study.session.project.codebook
    choices = {str(number): each for number, each in enumerate(product(codes, Rule), 1)}
    options = [
        Option(key, visible(say(f"rules.{rule.value}", code=label_of(codebook, code))))
        for key, (code, rule) in choices.items()
    ]

    def chosen(key: str | None) -> None:
        if key in choices:
            study.push_screen(LineDialog(say("rules.text"), reason), partial(_add, study, *choices[key]))

    study.push_screen(Choice(say("rules.ask"), options), chosen)


async def _add(study: Interviewcoder, code: str, rule: Rule, text: str | None) -> None:
    if text is None:
        return
    project = study.session.project
    version = await study.do(add_rule, project, study.session.coder, code, rule, text)
    if version is not None:
        count = sum(each.code == code for each in doubtful(project))
        key = "rules.added" if count else "rules.added-none"
        study.tell(key, version=version, code=label_of(project.codebook, code), count=count)
