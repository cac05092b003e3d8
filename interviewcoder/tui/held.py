"""The codings of the transcript that is open: whose are shown, and which one keys act on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from interviewcoder.model import Codebook, Coding
from interviewcoder.tui.widgets.transcript.highlights import Mark


class Held:
    """Codings by guid. ``chosen`` is the one a person stepped to, ``last`` the one made last."""

    def __init__(self, codings: Iterable[Coding], coder: str, *, everyone: bool = False) -> None:
        self.by_guid = {each.guid: each for each in codings}
        self.coder = coder
        self.counts = self._count()
        """How many codings the coder has of each code."""
        self.everyone = everyone
        self.chosen: str | None = None
        self.last: str | None = None

    @property
    def shown(self) -> list[Coding]:
        """The coder's own, or everyone's."""
        return [each for each in self.by_guid.values() if self.everyone or each.coder == self.coder]

    @property
    def own(self) -> list[Coding]:
        return [each for each in self.by_guid.values() if each.coder == self.coder]

    def _count(self) -> Counter[str]:
        return Counter(each.code for each in self.by_guid.values() if each.coder == self.coder)

    def add(self, coding: Coding) -> None:
        """Hold a coding that was just made."""
        self.by_guid[coding.guid] = coding
        self.counts[coding.code] += 1
        self.last = coding.guid

    def replace(self, codings: Iterable[Coding]) -> tuple[set[str], list[Coding]]:
        """Hold these instead; gives the guids of those that are gone, and those to be shown that are new."""
        before = self.by_guid
        self.by_guid = {each.guid: each for each in codings}
        self.counts = self._count()
        return before.keys() - self.by_guid.keys(), [each for each in self.shown if each.guid not in before]

    def at(self, marks: Iterable[Mark]) -> list[Coding]:
        """The codings that marks stand for."""
        return [self.by_guid[mark.id] for mark in marks if mark.id in self.by_guid]

    def step(self, here: Sequence[Coding], step: int) -> None:
        """Choose the next or previous of the codings here, the first or last when none of them is chosen."""
        guids = [coding.guid for coding in here]
        at = guids.index(self.chosen) + step if self.chosen in guids else (0 if step > 0 else -1)
        self.chosen = guids[at % len(guids)]

    def acted_on(self, here: Sequence[Coding]) -> Coding | None:
        """The coding keys act on: the chosen one, else the last one made if it is here, else the only one here."""
        if self.chosen in self.by_guid:
            return self.by_guid[self.chosen]
        last = [coding for coding in here if coding.guid == self.last]
        return (last or list(here))[0] if last or len(here) == 1 else None


def mark_of(coding: Coding, codebook: Codebook) -> Mark:
    """How a coding stands in the transcript: by its carrier's digit and colour."""
    code = codebook.find(coding.code)
    carrier = codebook.find(code.carrier) if code else None
    digit, colour = (carrier.key, carrier.colour) if carrier else ("?", "#999999")
    return Mark(coding.guid, coding.start, coding.end, digit, colour)
