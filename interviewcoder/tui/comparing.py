"""What coders are compared with on the agreement screen: each other, the consensus, or one of them with before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewcoder.analysis.agreement.judging import Comparison
from interviewcoder.analysis.agreement.units import Unit
from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.store.project import Project
from interviewcoder.tasks.agreement import comparison_of
from interviewcoder.tasks.drift import before_and_now
from interviewcoder.tasks.standard import with_consensus
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.line_dialog import LineDialog

if TYPE_CHECKING:
    from interviewcoder.tui.app import Interviewcoder


@dataclass(frozen=True, slots=True)
class Against:
    """Coders with each other, or with the ``consensus``, or one ``coder`` with themselves before ``since``."""

    consensus: bool = False
    coder: str = ""
    since: str = ""

    def compare(self, project: Project, unit: Unit, level: str) -> Comparison:
        """Raises Refused where there is nothing to compare."""
        if self.coder:
            return before_and_now(project, self.coder, self.since, unit=unit, level=level)
        compare = with_consensus if self.consensus else comparison_of
        return compare(project, unit=unit, level=level)


def ask_against(study: Interviewcoder, then: Callable[[Against], None]) -> None:
    """Let it be chosen; for a coder with before, from which day they coded again."""
    coders = dict(zip("3456789", study.session.project.ask.coders(), strict=False))

    def chosen(key: str | None) -> None:
        if key in coders:
            _ask_since(study, coders[key], then)
        elif key:
            then(Against(consensus=key == "2"))

    options = [Option("1", say("agreement.each-other")), Option("2", say("agreement.with-consensus"))]
    options += [Option(key, visible(say("agreement.with-before", coder=each))) for key, each in coders.items()]
    study.push_screen(Choice(say("agreement.which-against"), options), chosen)


def _ask_since(study: Interviewcoder, coder: str, then: Callable[[Against], None]) -> None:
    def written(since: str | None) -> None:
        if since and since.strip():
            then(Against(coder=coder, since=since.strip()))

    study.push_screen(LineDialog(say("agreement.since-when", coder=coder)), written)
