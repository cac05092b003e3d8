"""Which differences the inbox shows: all, or those of a kind, on a code or in an interview."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewcoder.analysis.differences import Kind
from interviewcoder.locale import say
from interviewcoder.model import Codebook
from interviewcoder.safe import visible
from interviewcoder.tasks.disagreements import Compare, Disagreement
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.difference import label_of

if TYPE_CHECKING:
    from interviewcoder.tui.app import Interviewcoder


@dataclass(frozen=True, slots=True)
class Filter:
    """Differences of a kind, about a code, in a document; None for all."""

    kind: Kind | None = None
    code: str | None = None
    document: str | None = None

    def holds(self, each: Disagreement) -> bool:
        difference = each.difference
        return (
            self.kind in (None, difference.kind)
            and self.document in (None, difference.document)
            and (self.code is None or self.code in difference.codes)
        )


def in_words(chosen: Filter, found: Compare, codebook: Codebook) -> str:
    """What is shown, safe to show; empty for all."""
    if chosen.kind:
        return say("differences.of-kind", kind=say(f"differences.kind.{chosen.kind.value}"))
    if chosen.code:
        return visible(say("differences.of-code", code=label_of(codebook, chosen.code)))
    names = {each.document.id: each.document.name for each in found.disagreements}
    name = names.get(chosen.document or "")
    return visible(say("differences.of-document", document=name)) if name else ""


def ask_filter(study: Interviewcoder, each: Disagreement | None, then: Callable[[Filter], None]) -> None:
    """Let it be narrowed to what is like the difference in focus, or widened to all."""
    options, filters = [Option("a", say("differences.all"))], {"a": Filter()}
    if each:
        codebook, difference = study.session.project.codebook, each.difference
        kind = say("differences.of-kind", kind=say(f"differences.kind.{difference.kind.value}"))
        filters |= {"k": Filter(kind=difference.kind), "d": Filter(document=difference.document)}
        options.append(Option("k", kind))
        options.append(Option("d", visible(say("differences.of-document", document=each.document.name))))
        for key, code in enumerate(difference.codes, 1):
            filters[str(key)] = Filter(code=code)
            options.append(Option(str(key), visible(say("differences.of-code", code=label_of(codebook, code)))))

    def chosen(key: str | None) -> None:
        if key in filters:
            then(filters[key])

    study.push_screen(Choice(say("differences.choose-filter"), options), chosen)
