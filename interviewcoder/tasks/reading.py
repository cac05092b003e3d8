"""What a coder has read, as coverage, agreement and differences between coders take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.model import RoundState, Span

if TYPE_CHECKING:
    from interviewcoder.store.project import Project


def read_by(project: Project, coder: str) -> dict[str, tuple[Span, ...]]:
    """What a coder has read, by document id: what they marked, and all of an interview in a round that they are done
    with; of what lies under a seal no more than whoever asks may see."""
    ask = project.ask
    read = dict(ask.read_spans(coder=coder))
    rounds = ask.rounds()
    done = {id for each in rounds if coder in each.done for id in each.documents}
    done -= {id for each in rounds if each.state is RoundState.SEALED for id in each.documents}
    if not done:
        return read
    return read | {each.id: (Span(0, each.length),) for each in ask.documents() if each.id in done}
