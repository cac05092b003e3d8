"""From fragments to units: who has read each sentence, turn, word or character, and which codes they put on it.

The units are those of all that was said and read, not only those somebody coded: what two coders both left blank is
agreement too. A sentence, turn or word has a code when a fragment with that code touches a word of it; a sentence or
turn is read when all of it is. Characters are taken together in runs that nothing cuts through, and weigh as many.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from interviewcoder.analysis.agreement.ratings import Floats, Ints, Truths
from interviewcoder.model import Coding, Document, Respondent, Span, Speaker, Transcript, words_in

Whose = Callable[[Respondent | None], bool]
"""Which respondents are asked about; None is whoever is not known, and an interviewer."""


class Unit(StrEnum):
    """What one judgement is about."""

    SENTENCE = "sentence"
    TURN = "turn"
    WORD = "word"
    CHARACTER = "character"


@dataclass(frozen=True, slots=True)
class Interview:
    """A transcript and whose it is."""

    document: Document
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class Rater:
    """One side of a comparison: a coder, or a coder at one of several times.

    Both by document id. ``read`` is what was read: ordered spans that do not touch. Codings elsewhere do not count.
    """

    name: str
    read: Mapping[str, Sequence[Span]]
    codings: Mapping[str, Sequence[Coding]]


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The units of several interviews, one after another; positions are code points of each one's text.

    ``interview`` and ``speaker`` are each unit's interview and respondent by number, ``read`` is units × raters,
    ``coded`` units × raters × codes (never true where ``read`` is not). ``unread`` counts per rater the codings on
    nothing that they have read.
    """

    interviews: tuple[Document, ...]
    respondents: tuple[Respondent | None, ...]
    raters: tuple[str, ...]
    codes: tuple[str, ...]
    interview: Ints
    speaker: Ints
    start: Ints
    end: Ints
    weight: Floats
    read: Truths
    coded: Truths
    unread: tuple[int, ...] = ()

    def shared(self, whose: Whose | None = None, raters: Sequence[str] | None = None) -> Units:
        """Only the units that two raters or more have read; of these respondents and raters (names) where given.

        Interviews without such a unit, and raters who have read none, are left out.
        """
        wanted = [number for number, name in enumerate(self.raters) if raters is None or name in raters]
        asked = [whose is None or whose(respondent) for respondent in self.respondents]
        kept = np.array(asked, dtype=np.bool_)[self.speaker]
        kept &= self.read[:, wanted].sum(axis=1) > 1
        there = [number for number in wanted if self.read[kept, number].any()]
        numbers, interview = np.unique(self.interview[kept], return_inverse=True)
        return replace(
            self,
            interviews=tuple(self.interviews[number] for number in numbers),
            raters=tuple(self.raters[number] for number in there),
            interview=interview,
            speaker=self.speaker[kept],
            start=self.start[kept],
            end=self.end[kept],
            weight=self.weight[kept],
            read=self.read[kept][:, there],
            coded=self.coded[kept][:, there],
            unread=(),
        )


def units_of(
    interviews: Sequence[Interview],
    raters: Sequence[Rater],
    codes: Sequence[str],
    unit: Unit = Unit.SENTENCE,
    speakers: Collection[Speaker] = (Speaker.RESPONDENT,),
) -> Units:
    """The units of these interviews in what these speakers say; codings of other codes are passed over."""
    number = {code: at for at, code in enumerate(codes)}
    parts = [_part(interview, raters, number, unit, speakers) for interview in interviews]
    speakers_of = [each for part in parts for each in part.speakers]
    respondents = {each: at for at, each in enumerate(dict.fromkeys(speakers_of))}
    several = np.repeat(np.arange(len(parts)), [len(part.start) for part in parts])

    def joined(name: str, empty: NDArray[Any]) -> NDArray[Any]:
        return np.concatenate([empty, *(getattr(part, name) for part in parts)])

    none = np.zeros(0, dtype=np.int64)
    return Units(
        interviews=tuple(interview.document for interview in interviews),
        respondents=tuple(respondents),
        raters=tuple(rater.name for rater in raters),
        codes=tuple(codes),
        interview=several,
        speaker=np.array([respondents[each] for each in speakers_of], dtype=np.int64),
        start=joined("start", none),
        end=joined("end", none),
        weight=joined("weight", np.zeros(0)),
        read=joined("read", np.zeros((0, len(raters)), dtype=np.bool_)),
        coded=joined("coded", np.zeros((0, len(raters), len(codes)), dtype=np.bool_)),
        unread=tuple(sum(part.unread[at] for part in parts) for at in range(len(raters))),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """The units of one interview; ``speakers`` has the respondent of each."""

    speakers: Sequence[Respondent | None]
    start: Ints
    end: Ints
    weight: Floats
    read: Truths
    coded: Truths
    unread: Sequence[int]


def _part(
    interview: Interview,
    raters: Sequence[Rater],
    number: Mapping[str, int],
    unit: Unit,
    speakers: Collection[Speaker],
) -> _Part:
    document = interview.document.id
    codings = [rater.codings.get(document, ()) for rater in raters]
    cuts = {edge for theirs in codings for each in theirs for edge in (each.start, each.end)}
    cuts |= {edge for rater in raters for span in rater.read.get(document, ()) for edge in (span.start, span.end)}
    atoms = _atoms(interview.transcript, unit, speakers, sorted(cuts))
    first = np.flatnonzero(np.diff(atoms.unit, prepend=-1))
    start, end = atoms.start[first], atoms.end[np.flatnonzero(np.diff(atoms.unit, append=-1))]
    read = np.zeros((len(start), len(raters)), dtype=np.bool_)
    coded = np.zeros((len(start), len(raters), len(number)), dtype=np.bool_)
    unread = [0] * len(raters)
    for at, (rater, theirs) in enumerate(zip(raters, codings, strict=True)):
        read[:, at] = _within(rater.read.get(document, ()), start, end)
        for coding in theirs:
            low = int(np.searchsorted(atoms.end, coding.start, side="right"))
            high = int(np.searchsorted(atoms.start, coding.end, side="left"))
            if coding.code in number and low < high:
                touched = slice(int(atoms.unit[low]), int(atoms.unit[high - 1]) + 1)
                coded[touched, at, number[coding.code]] = True
                unread[at] += not read[touched, at].any()
    weight = (end - start if unit is Unit.CHARACTER else np.ones(len(start))).astype(np.float64)
    turns = [interview.transcript.turns[turn] for turn in atoms.turn[first]]
    said_by = [interview.document.speaker_of(turn) for turn in turns]
    return _Part(said_by, start, end, weight, read, coded & read[:, :, None], unread)


@dataclass(frozen=True, slots=True, eq=False)
class _Atoms:
    """What a fragment can touch, in order: words, or runs of characters; the unit and the turn of each, by number."""

    start: Ints
    end: Ints
    turn: Ints
    unit: Ints


def _atoms(transcript: Transcript, unit: Unit, speakers: Collection[Speaker], cuts: Sequence[int]) -> _Atoms:
    pieces = [
        (piece.start, piece.end, number)
        for number, turn in enumerate(transcript.turns)
        if turn.speaker in speakers
        for piece in (_runs(turn.span, cuts) if unit is Unit.CHARACTER else _words(turn.span, transcript.text))
    ]
    start, end, turn = np.array(pieces, dtype=np.int64).reshape(-1, 3).T
    if unit is Unit.SENTENCE:
        unit_of = np.searchsorted([each.start for each in transcript.sentences], start, side="right")
    else:
        unit_of = turn if unit is Unit.TURN else np.arange(len(start))
    return _Atoms(start, end, turn, np.unique(unit_of, return_inverse=True)[1])


def _words(span: Span, text: str) -> Iterable[Span]:
    return (Span(span.start + word.start(), span.start + word.end()) for word in words_in(span.of(text)))


def _runs(span: Span, cuts: Sequence[int]) -> Iterable[Span]:
    """A span in pieces, cut at each place that lies within it."""
    inside = cuts[bisect_right(cuts, span.start) : bisect_left(cuts, span.end)]
    return (Span(start, end) for start, end in pairwise([span.start, *inside, span.end]) if start < end)


def _within(spans: Sequence[Span], start: Ints, end: Ints) -> Truths:
    """Which of the ranges lie wholly within one of the spans."""
    if not spans:
        return np.zeros(len(start), dtype=np.bool_)
    starts, ends = (np.array([getattr(span, edge) for span in spans]) for edge in ("start", "end"))
    at = np.searchsorted(starts, start, side="right") - 1
    return np.asarray((at >= 0) & (end <= ends[at]))
