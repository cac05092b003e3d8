"""Fragments laid on one line: all that was said in an interview and read by everyone compared, end to end.

What measures boundaries (unitising alpha, matching fragments) needs places on a line without the interviewer's turns,
labels and what was not read. Fragments lose the blanks at their ends; those of one coder and row that overlap are
united, those that only touch are not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from interviewcoder.analysis.agreement.units import Interview, Rater, Whose
from interviewcoder.model import Span, Speaker


@dataclass(frozen=True, slots=True)
class Continuum:
    """A line of ``length`` code points; ``marked`` gives per rater and row the spans on it, ordered."""

    length: int
    marked: tuple[tuple[tuple[Span, ...], ...], ...]


def lay(
    interview: Interview,
    raters: Sequence[Rater],
    rows: Sequence[Collection[str]],
    speakers: Collection[Speaker] = (Speaker.RESPONDENT,),
    whose: Whose | None = None,
) -> Continuum:
    """Lay an interview, or what some respondents say in it, on a line; each row is the codes that count as one."""
    document, text = interview.document.id, interview.transcript.text
    pieces = [
        turn.span
        for turn in interview.transcript.turns
        if turn.speaker in speakers and (whose is None or whose(interview.document.speaker_of(turn)))
    ]
    for rater in raters:
        pieces = list(common(pieces, rater.read.get(document, ())))
    starts = [piece.start for piece in pieces]
    offsets = list(accumulate((len(piece) for piece in pieces), initial=0))

    def at(position: int) -> int:
        piece = bisect_right(starts, position) - 1
        return offsets[piece] + min(position - starts[piece], len(pieces[piece])) if piece >= 0 else 0

    def laid(rater: Rater, codes: Collection[str]) -> tuple[Span, ...]:
        theirs = [_trimmed(each.span, text) for each in rater.codings.get(document, ()) if each.code in codes]
        return united(Span(at(span.start), at(span.end)) for span in theirs)

    return Continuum(offsets[-1], tuple(tuple(laid(rater, codes) for codes in rows) for rater in raters))


def united(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap as one; empty ones are left out."""
    made: list[Span] = []
    for span in sorted(span for span in spans if len(span)):
        if made and span.start < made[-1].end:
            made[-1] = Span(made[-1].start, max(made[-1].end, span.end))
        else:
            made.append(span)
    return tuple(made)


def common(some: Sequence[Span], others: Sequence[Span]) -> Iterable[Span]:
    """What lies in a span of both; each is ordered and does not overlap."""
    one = other = 0
    while one < len(some) and other < len(others):
        start = max(some[one].start, others[other].start)
        end = min(some[one].end, others[other].end)
        if start < end:
            yield Span(start, end)
        if some[one].end < others[other].end:
            one += 1
        else:
            other += 1


def _trimmed(span: Span, text: str) -> Span:
    words = span.of(text)
    start = span.end - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
