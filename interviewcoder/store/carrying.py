"""From a place in one version of a text to the same place in another, along what the versions have in common."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from interviewcoder.model import Kept, Span

_A_FEW_WORDS = 60
"""Code points: a correction no longer than this, within what was read, counts as read too."""


@dataclass(frozen=True, slots=True)
class Step:
    """From one version of a text to one made of it, or back: the lengths of both and what they have in common."""

    kept: tuple[Kept, ...]
    old_length: int
    new_length: int

    def back(self) -> Step:
        """The same step the other way."""
        kept = tuple(Kept(each.new, each.old, each.length) for each in self.kept)
        return Step(kept, self.new_length, self.old_length)


def way(bases: Mapping[int, int], start: int, end: int) -> list[tuple[int, bool]]:
    """The steps from version ``start`` to ``end``: the corrections passed, each with whether it is gone back on.

    ``bases`` has for each version the one it corrects; the first corrects itself.
    """
    above = [end]
    while bases[above[-1]] != above[-1]:
        above.append(bases[above[-1]])
    back: list[tuple[int, bool]] = []
    while start not in above:
        back.append((start, True))
        start = bases[start]
    return back + [(version, False) for version in reversed(above[: above.index(start)])]


def carry(span: Span, step: Step) -> Span | None:
    """Where a place lies after a step; None unless it lies whole in one piece that stayed the same."""
    at = bisect_right(step.kept, span.start, key=lambda kept: kept.old) - 1
    if at < 0:
        return None
    kept = step.kept[at]
    if span.end > kept.old + kept.length:
        return None
    shift = kept.new - kept.old
    return Span(span.start + shift, span.end + shift)


def carry_reading(spans: Iterable[Span], step: Step) -> list[Span]:
    """What was read, after a step: the pieces that stayed the same, with the few corrected words between two of them.

    Whatever is new beyond a few words was not read.
    """
    pieces = _pieces(step)
    ends = [old.end for old, _, _ in pieces]
    found: list[Span] = []
    for span in spans:
        for old, new, same in pieces[bisect_left(ends, span.start) :]:
            if old.start > span.end:
                break
            if same:
                cut = Span(max(old.start, span.start), min(old.end, span.end))
                new = Span(new.start + cut.start - old.start, new.start + cut.end - old.start)
            elif old.start < span.start or old.end > span.end or len(new) > _A_FEW_WORDS:
                continue
            if len(new) > 0:
                found.append(new)
    return joined(found)


def _pieces(step: Step) -> list[tuple[Span, Span, bool]]:
    """Both texts cut at the same points: old and new piece, and whether they are the same."""
    pieces: list[tuple[Span, Span, bool]] = []
    old = new = 0
    for kept in (*step.kept, Kept(step.old_length, step.new_length, 0)):
        if (kept.old, kept.new) != (old, new):
            pieces.append((Span(old, kept.old), Span(new, kept.new), False))
        old, new = kept.old + kept.length, kept.new + kept.length
        pieces.append((Span(kept.old, old), Span(kept.new, new), True))
    return pieces


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same ground in ordered spans that neither overlap nor touch."""
    whole: list[Span] = []
    for span in sorted(spans):
        if whole and span.start <= whole[-1].end:
            whole[-1] = Span(whole[-1].start, max(whole[-1].end, span.end))
        else:
            whole.append(span)
    return whole
