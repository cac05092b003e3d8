"""Work in a team: rounds, decisions on differences, closed gaps, progress."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Suggesting(StrEnum):
    """What a round lets suggestions be made from: nothing, or the cues of the codebook alone."""

    NONE = "none"
    CUES = "cues"


class RoundState(StrEnum):
    """Where a round stands: planned, being coded blind, or open to all."""

    PLANNED = "planned"
    SEALED = "sealed"
    REVEALED = "revealed"


@dataclass(frozen=True, slots=True)
class Round:
    """A round of blind coding: documents by id, coders by name, and those of them who are ``done``.

    ``sealed`` and ``revealed`` are the times of that (UTC, ISO 8601), empty before; ``reason`` says why it was
    revealed before all were done, by ``revealed_by``.
    """

    guid: str
    name: str
    documents: tuple[str, ...]
    coders: tuple[str, ...]
    done: tuple[str, ...]
    codebook_version: int
    suggestions: Suggesting
    sealed: str = ""
    revealed: str = ""
    revealed_by: str = ""
    reason: str = ""

    @property
    def state(self) -> RoundState:
        if self.revealed:
            return RoundState.REVEALED
        return RoundState.SEALED if self.sealed else RoundState.PLANNED


class Ruling(StrEnum):
    """What was decided on a difference between coders."""

    ONE = "one"
    OTHER = "other"
    BOTH = "both"
    NEITHER = "neither"
    ANEW = "anew"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Adjudication:
    """A decision on a difference: the codings on either side and those that came of it, by guid."""

    guid: str
    document: str
    kind: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    ruling: Ruling
    reason: str
    outcome: tuple[str, ...]
    coder: str
    at: str


@dataclass(frozen=True, slots=True)
class ClosedGap:
    """That nothing of a code is said by those of a role in a company, though it was looked for in the ``interviews``
    that were there; ``note`` says what makes the coder sure."""

    guid: str
    code: str
    company: str
    role: str
    interviews: int
    note: str
    coder: str
    at: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a coder is: interviews ``read`` to the end, the ``share`` (0 to 1) read of all that respondents say,
    interviews ``coded`` anything in, and ``codings``."""

    coder: str
    read: int
    share: float
    coded: int
    codings: int
