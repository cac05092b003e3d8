"""Which rows of the matrix occur in which units: fragments, turns, interviews or companies.

What occurs together, and how fast new things stop coming up, are both counted from this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from interviewcoder.analysis.coverage import Row
from interviewcoder.analysis.marks import Numbers, Truths
from interviewcoder.model import Coding, Document, Part, Span, Turn

NO_PARTS: Mapping[str, Sequence[Part]] = {}


class Within(StrEnum):
    """How near to each other two things are said to count as said together."""

    FRAGMENT = "fragment"
    TURN = "turn"
    INTERVIEW = "interview"
    COMPANY = "company"


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """``held[unit, row]`` says whether a coding of the row touches the unit.

    ``sampled`` gives each unit the number of what is drawn anew for an interval: its interview, or its company where
    the units are companies; these have ids in ``samples``. ``codings`` holds, per unit, the positions of the codings
    that touch it in the list they were counted from, so that a number can be opened.
    """

    rows: tuple[Row, ...]
    samples: tuple[str, ...]
    sampled: Numbers
    held: Truths
    codings: tuple[tuple[int, ...], ...]


def incidence(
    codings: Sequence[Coding],
    documents: Sequence[Document],
    rows: Sequence[Row],
    within: Within,
    answers: Mapping[str, Sequence[Turn]],
    parts: Mapping[str, Sequence[Part]] = NO_PARTS,
) -> Incidence:
    """Count codings per unit of ``documents``; codings elsewhere are passed over.

    Every interview, every company and every turn of ``answers`` (what respondents say, per document id) is a unit,
    also one without codings, for without those nothing can be said of chance. Fragments are made of the codings: what
    hangs together by overlap is one. ``parts`` has of each group interview who says which words. An interview without
    a company is in no unit of ``Within.COMPANY``.
    """
    inside = {document.id: document for document in documents}
    of: dict[str, list[int]] = {document.id: [] for document in documents}
    for at, coding in enumerate(codings):
        if coding.document in inside:
            of[coding.document].append(at)
    if within is Within.COMPANY:
        samples = sorted({who.company for document in documents for who in document.respondents} - {""})
        company = {
            id: [at for each in documents for at in _said_in(id, each, of[each.id], codings, parts)] for id in samples
        }
        return _counted(codings, rows, samples, [(id, company[id]) for id in samples])
    units: list[tuple[str, list[int]]] = []
    for id, positions in of.items():
        if within is Within.INTERVIEW:
            units.append((id, positions))
        elif within is Within.TURN:
            units += [(id, touching) for touching in _per_turn(codings, positions, answers.get(id, ()))]
        else:
            units += [(id, together) for together in _overlapping(codings, positions)]
    return _counted(codings, rows, list(inside), units)


def _per_turn(codings: Sequence[Coding], positions: Iterable[int], turns: Sequence[Turn]) -> list[list[int]]:
    places = [(codings[at].span, at) for at in positions]
    return [[at for span, at in places if span.overlaps(turn.span)] for turn in turns]


def _overlapping(codings: Sequence[Coding], positions: Iterable[int]) -> list[list[int]]:
    """The codings of one document in groups of what hangs together by overlap."""
    groups: list[list[int]] = []
    reached = 0
    for at in sorted(positions, key=lambda each: codings[each].start):
        span: Span = codings[at].span
        if not groups or span.start >= reached:
            groups.append([])
        groups[-1].append(at)
        reached = max(reached, span.end)
    return groups


def _said_in(
    company: str,
    document: Document,
    positions: Sequence[int],
    codings: Sequence[Coding],
    parts: Mapping[str, Sequence[Part]],
) -> Sequence[int]:
    """The codings of a document, by position, that are on what someone of a company says."""
    if document.id not in parts:
        return positions if document.company == company else ()
    theirs = [part for part in parts[document.id] if part.respondent.company == company]
    return [at for at in positions if any(part.holds(codings[at].words) for part in theirs)]


def _counted(
    codings: Sequence[Coding], rows: Sequence[Row], samples: Sequence[str], units: Sequence[tuple[str, list[int]]]
) -> Incidence:
    number = {id: at for at, id in enumerate(samples)}
    of_code: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        for code in row.codes:
            of_code.setdefault(code, []).append(at)
    held = np.zeros((len(units), len(rows)), dtype=np.bool_)
    for unit, (_, positions) in enumerate(units):
        for position in positions:
            held[unit, of_code.get(codings[position].code, [])] = True
    sampled = np.array([number[id] for id, _ in units], dtype=np.int32)
    return Incidence(tuple(rows), tuple(samples), sampled, held, tuple(tuple(each) for _, each in units))
