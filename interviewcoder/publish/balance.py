"""Whether quotes let everyone speak: one respondent may be too loud, and a role may not be heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Speaker
from interviewcoder.publish.quotes import Quote

_LOUD = 1 / 3
"""From this share of the quotes on, one respondent's voice is the study's."""
_FEW = 2
"""With so few quotes, a share says nothing."""


@dataclass(frozen=True, slots=True)
class Balance:
    """How quotes are divided. ``loud`` is the respondent who has a third of them or more, with that ``share``; empty
    where no one has. ``heard`` and ``silent`` are roles in words."""

    quotes: int
    respondents: int
    heard: tuple[str, ...]
    silent: tuple[str, ...]
    loud: str
    share: float

    @property
    def warnings(self) -> tuple[str, ...]:
        """What an author should look at before the quotes go into an article."""
        loud = [say("publish.loud", who=self.loud, percent=round(100 * self.share))] if self.loud else []
        silent = [say("publish.silent", roles=", ".join(self.silent))] if self.silent else []
        return (*loud, *silent)

    @property
    def notes(self) -> tuple[str, ...]:
        """How many quotes there are, of whom, and the warnings."""
        told = say("publish.balance", quotes=self.quotes, respondents=self.respondents, roles=len(self.heard))
        return (f"{told} ({', '.join(self.heard)})" if self.heard else told, *self.warnings)


def balance_of(quotes: Sequence[Quote], codebook: Codebook, *, role: str | None = None) -> Balance:
    """How these quotes are divided over respondents and roles; where they are narrowed to a ``role``, no other is
    missed."""
    voices = Counter(voice for quote in quotes for voice in _voices(quote))
    (who, known), most = voices.most_common(1)[0] if voices else (("", False), 0)
    share = most / len(quotes) if quotes else 0.0
    loud = len(quotes) > _FEW and share >= _LOUD
    spoken = {person.role for quote in quotes for person in quote.respondents}
    missed = codebook.roles if quotes and role is None else ()
    return Balance(
        len(quotes),
        len(voices),
        tuple(dict.fromkeys(quote.role for quote in quotes if quote.respondent and quote.role)),
        tuple(pick(each.label) for each in missed if each.id not in spoken),
        (who if known else say("publish.unassigned-respondent")) if loud else "",
        share if loud else 0.0,
    )


def _voices(quote: Quote) -> list[tuple[str, bool]]:
    """Whose voice a quote gives room: its respondents' pseudonyms, or an interview of nobody, which is not named; an
    interviewer's is none."""
    if people := quote.respondents:
        return [(person.pseudonym, True) for person in people]
    answered = not quote.said or any(each.speaker is Speaker.RESPONDENT for each in quote.said)
    return [(quote.document.id, False)] if answered else []
