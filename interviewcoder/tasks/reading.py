"""What a coder has read, as coverage, agreement and differences between coders take it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from interviewcoder.model import RoundState, Span

if TYPE_CHECKING:
    from interviewcoder.store.project import Project


def read_by(project: Project, coders: Iterable[str]) -> dict[str, dict[str, tuple[Span, ...]]]:
    """What each of these coders has read, by document id: what they marked, and all of an interview in a round that
    they are done with; of what lies under a seal no more than whoever asks may see."""
    ask = project.ask
    rounds = ask.rounds()
    sealed = {id for each in rounds if each.state is RoundState.SEALED for id in each.documents}
    done: dict[str, set[str]] = {}
    for each in rounds:
        for coder in each.done:
            done.setdefault(coder, set()).update(id for id in each.documents if id not in sealed)
    whole = {each.id: (Span(0, each.length),) for each in ask.documents()} if any(done.values()) else {}
    return {
        coder: ask.read_spans(coder=coder) | {id: span for id, span in whole.items() if id in done.get(coder, ())}
        for coder in coders
    }
