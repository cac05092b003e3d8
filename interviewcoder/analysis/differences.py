"""Where coders differ: the codings of one interview paired coder by coder, and what does not match."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from interviewcoder.model import Coding, Span


class Kind(StrEnum):
    """How two codings differ; ``ONLY`` is a coding with nothing against it."""

    CODE = "code"
    ONLY = "only"
    BOUNDARY = "boundary"
    FACET = "facet"


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference in one interview. ``one`` are codings that say the same, of the coders ``ones``, and so are
    ``other`` of the ``others``. For ``ONLY`` one side is empty: its coders read the words and put nothing on them."""

    kind: Kind
    one: tuple[Coding, ...]
    other: tuple[Coding, ...]
    ones: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def document(self) -> str:
        return self.codings[0].document

    @property
    def codings(self) -> tuple[Coding, ...]:
        """All codings that it is about; at least one."""
        return (*self.one, *self.other)

    @property
    def span(self) -> Span:
        """From where the first of them begins to where the last ends."""
        return Span(min(each.start for each in self.codings), max(each.end for each in self.codings))

    @property
    def codes(self) -> tuple[str, ...]:
        """The code or codes it is about."""
        return tuple(dict.fromkeys(side[0].code for side in (self.one, self.other) if side))


@dataclass(frozen=True, slots=True)
class Compared:
    """What coders agree on, a coding of the first of them for each, and where they differ, in order of place."""

    agreed: tuple[Coding, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """The codings of two coders: each is in exactly one pair. ``alone`` are those with nothing against them."""

    same: tuple[tuple[Coding, Coding], ...]
    differing: tuple[tuple[Kind, Coding, Coding], ...]
    alone: tuple[tuple[Coding, ...], tuple[Coding, ...]]


def pair(one: Iterable[Coding], other: Iterable[Coding]) -> Pairs:
    """Pair the codings of two coders in one interview, whoever is first.

    Same words and code come first; then the same code on overlapping words, then another code on overlapping words,
    each time the pair that overlaps most in relation to what it covers.
    """
    left, right = list(one), list(other)
    same, facets = [], []
    for mine, theirs in _best(left, right, lambda a, b: (a.code, a.span) == (b.code, b.span)):
        if dict(mine.facets) == dict(theirs.facets):
            same.append((mine, theirs))
        else:
            facets.append((Kind.FACET, mine, theirs))
    boundaries = [(Kind.BOUNDARY, *each) for each in _best(left, right, lambda a, b: a.code == b.code)]
    codes = [(Kind.CODE, *each) for each in _best(left, right, lambda a, b: a.code != b.code)]
    return Pairs(tuple(same), (*facets, *boundaries, *codes), (tuple(left), tuple(right)))


def _best(
    left: list[Coding], right: list[Coding], fits: Callable[[Coding, Coding], bool]
) -> list[tuple[Coding, Coding]]:
    """The best pairs among overlapping codings that fit, each coding in one; they are taken out of both lists."""
    found = [(mine, theirs) for mine in left for theirs in right if mine.span.overlaps(theirs.span)]
    ranked = sorted((each for each in found if fits(*each)), key=_rank)
    taken: set[str] = set()
    pairs = []
    for mine, theirs in ranked:
        if taken.isdisjoint((mine.guid, theirs.guid)):
            taken |= {mine.guid, theirs.guid}
            pairs.append((mine, theirs))
    left[:] = [each for each in left if each.guid not in taken]
    right[:] = [each for each in right if each.guid not in taken]
    return pairs


def _rank(pair: tuple[Coding, Coding]) -> tuple[object, ...]:
    """The larger the share of what both cover that both cover together, the sooner; the same whoever is first."""
    one, other = pair
    common = min(one.end, other.end) - max(one.start, other.start)
    whole = max(one.end, other.end) - min(one.start, other.start)
    codes, guids = sorted((one.code, other.code)), sorted((one.guid, other.guid))
    return -common / whole, min(one.start, other.start), codes, guids


def compare(codings: Mapping[str, Sequence[Coding]], read: Mapping[str, Sequence[Span]]) -> Compared:
    """Compare the codings of one interview, by coder, with what each of the coders read of it.

    Two coders are compared on the words that both have read; a coding that nobody else has read is neither agreed nor
    a difference. Differences between several pairs of coders that are about the same are one.
    """
    coders = sorted(read)
    against: dict[str, set[str]] = {}
    found: list[Difference] = []
    agreeing: dict[str, set[str]] = {}
    for one, other in combinations(coders, 2):
        mine = [each for each in codings.get(one, ()) if _is_read(each, read[other])]
        theirs = [each for each in codings.get(other, ()) if _is_read(each, read[one])]
        for coding, partner in ((mine, other), (theirs, one)):
            for each in coding:
                against.setdefault(each.guid, set()).add(partner)
        pairs = pair(mine, theirs)
        for first, second in pairs.same:
            agreeing.setdefault(first.guid, set()).add(other)
            agreeing.setdefault(second.guid, set()).add(one)
        found += (Difference(kind, (a,), (b,), (one,), (other,)) for kind, a, b in pairs.differing)
        found += (Difference(Kind.ONLY, (each,), (), (one,), (other,)) for each in pairs.alone[0])
        found += (Difference(Kind.ONLY, (), (each,), (one,), (other,)) for each in pairs.alone[1])
    agreed: dict[object, Coding] = {}
    for coder in coders:
        for each in codings.get(coder, ()):
            if each.guid in against and agreeing.get(each.guid) == against[each.guid]:
                agreed.setdefault(_said(each), each)
    return Compared(tuple(sorted(agreed.values(), key=_place)), tuple(_merged(found)))


def _is_read(coding: Coding, spans: Sequence[Span]) -> bool:
    return any(coding.span.overlaps(each) for each in spans)


def _merged(found: Iterable[Difference]) -> list[Difference]:
    """Differences that are about the same, whoever it is between, as one."""
    together: dict[object, Difference] = {}
    for each in found:
        sides = tuple(_said(codings[0]) if codings else None for codings in (each.one, each.other))
        key, back = (each.kind, *sides), (each.kind, *reversed(sides))
        if (held := together.get(key)) is not None:
            together[key] = _with(held, each)
        elif (held := together.get(back)) is not None:
            turned = Difference(each.kind, each.other, each.one, each.others, each.ones)
            together[back] = _with(held, turned)
        else:
            together[key] = each
    return sorted(together.values(), key=lambda each: (each.span, each.codes, each.kind))


def _with(one: Difference, other: Difference) -> Difference:
    def both(a: tuple[Coding, ...], b: tuple[Coding, ...]) -> tuple[Coding, ...]:
        return tuple({each.guid: each for each in (*a, *b)}.values())

    def names(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*a, *b)))

    return Difference(
        one.kind,
        both(one.one, other.one),
        both(one.other, other.other),
        names(one.ones, other.ones),
        names(one.others, other.others),
    )


def _said(coding: Coding) -> tuple[object, ...]:
    return coding.start, coding.end, coding.code, tuple(sorted(coding.facets.items()))


def _place(coding: Coding) -> tuple[object, ...]:
    return coding.start, coding.end, coding.code
