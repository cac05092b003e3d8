"""What a study's coders have judged so far, as the learner takes it: texts that were read, and codes on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from interviewcoder.model import Span


@dataclass(frozen=True, slots=True)
class ReadText:
    """What the respondents of one interview say: the ``answers`` are turns, each as its sentences in order.

    ``key`` is another one as soon as the text is another; only sentences that a coder has read are to be here.
    """

    document: str
    key: str
    text: str
    answers: Sequence[Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """That a code is right, or wrong, for code points ``[start, end)`` of an interview."""

    document: str
    start: int
    end: int
    code: str
    right: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """How often what a cue of a code proposed was kept, and how often not."""

    kept: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Lessons:
    """All there is to learn from; ``trials`` are by code and cue."""

    texts: Sequence[ReadText] = ()
    judgements: Sequence[Judgement] = ()
    trials: Mapping[tuple[str, str], Trial] = field(default_factory=dict)

    def without(self, document: str | None) -> Lessons:
        """The same but for one interview."""
        return replace(self, texts=[text for text in self.texts if text.document != document])
