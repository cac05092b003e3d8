"""Names left in what is about to leave the program: those known to have been replaced, and what looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from interviewcoder.model import Span, words_in
from interviewcoder.safe import visible
from interviewcoder.transcripts.candidates import find_candidates
from interviewcoder.transcripts.name_words import COMMON, STARTERS
from interviewcoder.transcripts.pseudonyms import name_hash

_AROUND = 30


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names that were replaced, as salted hashes, and how many words the longest has; the labels of speakers, of
    which the names in them must not leave either; and the names of coders."""

    salt: bytes = b""
    hashes: frozenset[str] = frozenset()
    longest: int = 0
    labels: frozenset[str] = frozenset()
    coders: frozenset[str] = frozenset()

    def holds(self, name: str) -> bool:
        return name_hash(name, self.salt) in self.hashes


@dataclass(frozen=True, slots=True)
class Residue:
    """A place that may name someone: ``[start, end)`` of a text, given by where it stands. ``kind`` is that of a
    candidate, or ``known`` for a name that was replaced elsewhere, or ``coder``."""

    where: str
    start: int
    end: int
    text: str
    kind: str
    before: str
    after: str

    @property
    def spot(self) -> str:
        """The place with the words on either side, on one line."""
        return visible(f"{self.where}: …{self.before}»{self.text}«{self.after}…")


def scan(texts: Mapping[str, str], known: KnownNames | None = None) -> tuple[Residue, ...]:
    """What may name someone in texts given by where they stand, in order.

    Found are names that were replaced, in whatever capitals, and candidates that have more to them than a capital;
    of these at most three places each, of the known all.
    """
    found: list[Residue] = []
    taken: dict[str, list[Span]] = {where: [] for where in texts}
    for where, text in texts.items():
        for span in _known_in(text, known) if known else ():
            found.append(_residue(where, text, span, "known"))
            taken[where].append(span)
        for span in _coders_in(text, known) if known and known.coders else ():
            if not any(span.overlaps(other) for other in taken[where]):
                found.append(_residue(where, text, span, "coder"))
                taken[where].append(span)
    for candidate in find_candidates(texts, known.labels if known else ()):
        for context in candidate.contexts if candidate.sure else ():
            span = Span(context.start, context.end)
            if not any(span.overlaps(other) for other in taken[context.document]):
                found.append(_residue(context.document, texts[context.document], span, candidate.kind.value))
    order = {where: number for number, where in enumerate(texts)}
    return tuple(sorted(found, key=lambda each: (order[each.where], each.start)))


def _residue(where: str, text: str, span: Span, kind: str) -> Residue:
    before, after = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    return Residue(where, span.start, span.end, span.of(text), kind, before, after)


def _coders_in(text: str, known: KnownNames) -> Iterator[Span]:
    """Where a coder is named, in the capitals of their name."""
    names = sorted(known.coders, key=len, reverse=True)
    for found in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", text):
        yield Span(*found.span())


def _known_in(text: str, known: KnownNames) -> Iterator[Span]:
    """Runs of words that are a known name; the longest at each place."""
    words = [Span(*word.span()) for word in words_in(text)]
    number = 0
    while number < len(words):
        for length in range(min(known.longest, len(words) - number), 0, -1):
            span = Span(words[number].start, words[number + length - 1].end)
            if found := _known_as(span, text, known, single=length == 1):
                yield found
                number += length
                break
        else:
            number += 1


def _known_as(span: Span, text: str, known: KnownNames, *, single: bool) -> Span | None:
    """The part of a run of words that is a known name: all, all but a possessive s, or what stands at a hyphen."""
    run = span.of(text)
    if single and run.lower() in (STARTERS if run.islower() else COMMON):  # "wil" is not Wil
        return None
    forms = [run, *(run.removesuffix(end) for end in ("'s", "’s", "s") if run.endswith(end))]
    for form in forms:
        if known.holds(form):
            return Span(span.start, span.start + len(form))
    if single and "-" in run:
        at = span.start
        for part in run.split("-"):
            if part and known.holds(part):
                return Span(at, at + len(part))
            at += len(part) + 1
    return None
