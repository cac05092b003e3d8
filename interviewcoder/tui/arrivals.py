"""Files on their way into the study: what was made of each, and whether it can come in."""

from __future__ import annotations

import shlex
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.model import Speaker

if TYPE_CHECKING:
    from interviewcoder.tasks.intake import Candidate
    from interviewcoder.tasks.known import Known


class Status(StrEnum):
    """Whether a file can be imported, and if not, why."""

    READY = "ready"
    NEEDS_ROLE = "needs-role"
    NO_RESPONDENT = "no-respondent"
    NAME_TAKEN = "name-taken"
    KNOWN_OTHERWISE = "known-otherwise"
    DOUBLE = "double"
    LEFT_OUT = "left-out"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was read, or that could not be or was passed over (``refused`` says why)."""

    path: Path
    candidate: Candidate | None
    refused: str = ""
    left_out: bool = False
    sha256: str = ""
    """Of the text, by which the study knows a transcript that it holds already."""

    @classmethod
    def read(cls, candidate: Candidate) -> Arrival:
        return cls(candidate.path, candidate, sha256=candidate.sha256)

    def with_speaker(self, label: str, speaker: Speaker) -> Arrival:
        """The same with that label standing for that speaker, if it has the label."""
        from interviewcoder.tasks.intake import with_speaker

        return replace(self, candidate=with_speaker(self.candidate, label, speaker)) if self.candidate else self

    def without_speaker(self, label: str) -> Arrival:
        """The same with that label for a word of the turn before."""
        from interviewcoder.tasks.intake import without_speaker

        return replace(self, candidate=without_speaker(self.candidate, label)) if self.candidate else self

    def remarks(self) -> list[str]:
        """What a person should know of this file: why it was refused, or what is doubtful about it."""
        return list(self.candidate.warnings) if self.candidate else [self.refused]


def statuses(
    arrivals: Sequence[Arrival], names: Set[str], texts: Set[str], known: Known | None = None
) -> list[Status]:
    """How each file stands, given the names of the study's documents, the hashes of all texts it has or had, and whom
    it knows, who are joined there by those of the files that can come in.

    Of files with the same text one comes in, rather one of which is known whose it is; so too of files with the
    same name.
    """
    taken, held = set(names), set(texts)
    found: dict[int, Status] = {}
    for number in sorted(range(len(arrivals)), key=lambda number: not _is_known(arrivals[number])):
        arrival = arrivals[number]
        found[number] = status = _status(arrival, taken, held)
        coming = status in (Status.READY, Status.NEEDS_ROLE)
        if coming and arrival.candidate and known and known.otherwise(arrival.candidate.respondents):
            found[number] = Status.KNOWN_OTHERWISE
        elif coming and arrival.candidate:
            if known:
                known.meet(arrival.candidate.respondents)
            taken.add(arrival.candidate.draft.name)
            held.add(arrival.sha256)
    return [found[number] for number in range(len(arrivals))]


def _is_known(arrival: Arrival) -> bool:
    """Whether it is known whose interview it is: by role and company."""
    return arrival.candidate is not None and arrival.candidate.is_known


def _status(arrival: Arrival, names: Set[str], texts: Set[str]) -> Status:
    candidate = arrival.candidate
    if candidate is None:
        return Status.LEFT_OUT if arrival.left_out else Status.REFUSED
    if arrival.sha256 in texts:
        return Status.DOUBLE
    if arrival.left_out:
        return Status.LEFT_OUT
    if candidate.draft.name in names:
        return Status.NAME_TAKEN
    if candidate.labels and Speaker.RESPONDENT not in candidate.speakers.values():
        return Status.NO_RESPONDENT
    return Status.READY if _is_known(arrival) else Status.NEEDS_ROLE


def paths_in(typed: str) -> list[Path]:
    """The paths that a line names: one, or several dropped on the terminal, quoted or escaped as it does."""
    typed = typed.strip()
    whole = Path(typed).expanduser()
    if not typed or whole.exists():
        return [whole] if typed else []
    try:
        several = [Path(part).expanduser() for part in shlex.split(typed)]
    except ValueError:
        return [whole]
    return several if several and all(path.exists() for path in several) else [whole]
