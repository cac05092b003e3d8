"""Files on their way into the study: what was made of each, and whether it can come in."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.locale import say
from interviewcoder.model import Speaker

if TYPE_CHECKING:
    from interviewcoder.tasks.intake import Candidate


class Status(StrEnum):
    """Whether a file can be imported, and if not, why."""

    READY = "ready"
    NEEDS_ROLE = "needs-role"
    NO_RESPONDENT = "no-respondent"
    NAME_TAKEN = "name-taken"
    DOUBLE = "double"
    LEFT_OUT = "left-out"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was read, or that could not be (``refused`` says why)."""

    path: Path
    candidate: Candidate | None
    refused: str = ""
    left_out: bool = False
    sha256: str = ""
    """Of the text, by which the study knows a transcript that it holds already."""
    settled: bool = False
    """Whether a person has said who speaks, so that doubts about it are of the past."""

    @classmethod
    def read(cls, candidate: Candidate) -> Arrival:
        digest = hashlib.sha256(candidate.draft.text.encode("utf-8")).hexdigest()
        return cls(candidate.path, candidate, sha256=digest)

    def with_speaker(self, label: str, speaker: Speaker) -> Arrival:
        """The same with that label standing for that speaker, if it has the label."""
        if self.candidate is None or label not in self.candidate.speakers:
            return self
        labels = tuple(
            replace(each, speaker=speaker) if each.label == label else each for each in self.candidate.labels
        )
        return replace(self, candidate=replace(self.candidate, labels=labels), settled=True)

    def remarks(self) -> list[str]:
        """What a person should know of this file: why it was refused, or what its reader was not sure of."""
        if self.candidate is None:
            return [self.refused]
        warnings = self.candidate.draft.warnings
        if not self.settled:
            return list(warnings)
        doubts = {say("transcripts.no-respondent"), say("transcripts.no-interviewer")}
        doubts |= {say("transcripts.guessed-interviewer", label=each.label) for each in self.candidate.labels}
        return [warning for warning in warnings if warning not in doubts]


def statuses(arrivals: Sequence[Arrival], held: Mapping[str, str]) -> list[Status]:
    """How each file stands; ``held`` are the texts that are in already, as hashes by name.

    Of files with the same text one comes in, rather one of which is known whose it is; so too of files with the
    same name.
    """
    names = dict(held)
    found: dict[int, Status] = {}
    for number in sorted(range(len(arrivals)), key=lambda number: not _is_known(arrivals[number])):
        arrival = arrivals[number]
        found[number] = _status(arrival, names)
        if found[number] in (Status.READY, Status.NEEDS_ROLE) and arrival.candidate:
            names[arrival.candidate.draft.name] = arrival.sha256
    return [found[number] for number in range(len(arrivals))]


def _is_known(arrival: Arrival) -> bool:
    """Whether it is known whose interview it is: by role and company."""
    who = arrival.candidate.respondent if arrival.candidate else None
    return who is not None and bool(who.role and who.company)


def _status(arrival: Arrival, names: Mapping[str, str]) -> Status:
    candidate = arrival.candidate
    if candidate is None:
        return Status.REFUSED
    if arrival.sha256 in names.values():
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
