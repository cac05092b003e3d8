"""What in the transcripts may tell who is speaking or spoken of: candidates, of which a person confirms each.

Rules and short word lists find them, so there are misses and mistakes; ``sure`` marks those that have the form of
an address or number, or words beside them that say so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field

from interviewcoder.model import Span
from interviewcoder.transcripts.labels import people_in
from interviewcoder.transcripts.name_runs import (
    PARTICLES_BETWEEN,
    SMALL_WORD,
    begins_sentence,
    is_company,
    is_person,
    runs_in,
)
from interviewcoder.transcripts.name_words import (
    BEFORE_COMPANY,
    BEFORE_PERSON,
    BEFORE_PLACE,
    COMMON,
    FIRST_NAMES,
    PARTICLES,
    PLACES,
    STARTERS,
    TITLES,
)
from interviewcoder.transcripts.numbers import STREETS, numbers_in
from interviewcoder.transcripts.proposing import NameKind, propose_pseudonyms

_CONTEXT = 45
_SHOWN = 3
_CERTAIN = 100
"""Votes of a label for being the name of a person: more than any words beside it have."""


@dataclass(frozen=True, slots=True)
class Context:
    """One place where a candidate stands: ``[start, end)`` of a document, some text on either side."""

    document: str
    start: int
    end: int
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be a name: how often it stands where, up to three of its places, what could replace it."""

    text: str
    kind: NameKind
    count: int
    documents: tuple[str, ...]
    contexts: tuple[Context, ...]
    replacement: str
    sure: bool


@dataclass(slots=True)
class _Seen:
    """What was found of one candidate while reading; ``kinds`` are the votes of its surroundings."""

    spots: list[tuple[str, Span]] = field(default_factory=list)
    kinds: Counter[NameKind] = field(default_factory=Counter)
    within: bool = False
    sure: bool = False


def find_candidates(texts: Mapping[str, str], labels: Collection[str] = ()) -> tuple[Candidate, ...]:
    """The candidates in texts given by name, by kind and then by how often they stand there; what could replace each
    is the same over all texts. ``labels`` are those of speakers: names in them are candidates wherever they stand.
    """
    speakers = {name for label in labels for name in people_in(label)}
    seen: dict[str, _Seen] = defaultdict(_Seen)
    small = Counter(word for text in texts.values() for word in SMALL_WORD.findall(text))
    for document, text in texts.items():
        taken = _numbers(document, text, seen)
        for name in speakers:
            _speaker(document, text, name, taken, seen)
        for start, end in runs_in(text):
            if not any(start < other.end and other.start < end for other in taken):
                _vote(document, text, start, end, seen, speakers, small)
    _join_possessives(seen)
    _mark_parts(seen, small)
    kept = {name: each for name, each in seen.items() if each.sure or _likely(name, each, small)}
    kinds = {name: _kind(each) for name, each in kept.items()}
    counts = {name: len(each.spots) for name, each in kept.items()}
    replacements = propose_pseudonyms(kinds, counts, texts.values())
    sure = {(replacements[name], name.casefold()) for name, each in kept.items() if each.sure}
    for name, each in kept.items():
        each.sure |= (replacements[name], name.casefold()) in sure  # "WILCO" as "Wilco"
    order = list(NameKind)
    found = [_candidate(name, kinds[name], kept[name], replacements[name], texts) for name in kept]
    return tuple(sorted(found, key=lambda each: (order.index(each.kind), -each.count, each.text)))


# --- numbers and addresses ------------------------------------------------------------------------


def _numbers(document: str, text: str, seen: dict[str, _Seen]) -> list[Span]:
    taken = []
    for kind, span in numbers_in(text):
        each = seen[" ".join(span.of(text).split())]
        each.spots.append((document, span))
        each.kinds[NameKind(kind)] += 1
        each.sure = each.within = True
        taken.append(span)
    return taken


# --- names ----------------------------------------------------------------------------------------

_BEFORE_MARK = re.compile(rf"[ ]{PARTICLES_BETWEEN}\[naam \d+\]")
_AFTER_MARK = re.compile(rf"\[naam \d+\][ ]{PARTICLES_BETWEEN}$")
_LIVES = re.compile(r"\b(?:wo(?:on|ont|onde|nen)|geboren|opgegroeid|verhuis\w*|komt? \w* ?uit)\b[^.!?\n]{0,20}$")
_STREET = re.compile(rf"(?:{STREETS})$")
_WORD_BEFORE = re.compile(r"([\w'’]+)(\.?)\s+$")
_SPEAKS = re.compile(r"\s+(?:zegt|zei|vertelde|vroeg|belde|riep|appte|mailde)\b")
_SAYS = re.compile(r"\s+(?:zegt|zei|heeft|had|komt|kwam|doet|deed|vindt|vond|weet|wist|en ik|belde|vroeg)\b")


def _speaker(document: str, text: str, name: str, taken: Sequence[Span], seen: dict[str, _Seen]) -> None:
    """Enter all places of a speaker's name."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    spans = [Span(*found.span()) for found in re.finditer(rf"(?<!\w){words}(?!\w)", text)]
    if spans := [span for span in spans if not any(span.overlaps(other) for other in taken)]:
        each = seen[name]
        each.spots += [(document, span) for span in spans]
        each.kinds[NameKind.NAME] += _CERTAIN
        each.within = each.sure = True


def _vote(
    document: str, text: str, start: int, end: int, seen: dict[str, _Seen], speakers: Set[str], small: Counter[str]
) -> None:
    """Enter one place of a name, with what its surroundings make of it; those of ``speakers`` are in already.
    ``small`` counts the words that stand anywhere without a capital."""
    name, words = text[start:end], text[start:end].split()
    before, after = text[max(0, start - 40) : start], text[end : end + 20]
    first = begins_sentence(text, start)
    plain = _begins(words[0], small)
    named = is_person(words) or is_company(words)
    if first and plain and len(words) > 1 and not named and words[1] not in PARTICLES:
        rest = start + name.index(words[1], len(words[0]))  # "Bij Nijenkolk"
        _vote(document, text, rest, end, seen, speakers, small)
        return
    if name in speakers:
        return
    each = seen[name]
    each.spots.append((document, Span(start, end)))
    each.within |= not first or (not plain and _SPEAKS.match(after) is not None)
    if not plain and (_full(words) or _BEFORE_MARK.match(after) or _AFTER_MARK.search(before)):
        each.sure = each.within = True
    if not words[0].islower() and any(word in PARTICLES for word in words[1:-1]):
        each.kinds[NameKind.NAME] += 4  # "Lianne de Wit", also after "bij"
    previous, stop = (found[1].lower(), found[2]) if (found := _WORD_BEFORE.search(before)) else ("", "")
    if stop and previous not in TITLES:
        previous = ""
    if is_company(words):
        each.kinds[NameKind.COMPANY] += 10
        each.sure |= len(words) > 1
        each.within |= len(words) > 1
    elif name in PLACES or (len(words) == 1 and _STREET.search(name)):
        each.kinds[NameKind.PLACE] += 10
        each.sure = each.within = True
    elif previous in BEFORE_PERSON:
        each.kinds[NameKind.NAME] += 5
        each.sure = True
    elif is_person(words):
        each.kinds[NameKind.NAME] += 3
        each.sure |= len(words) > 1 or not first
        each.within = True
    elif _SAYS.match(after):
        each.kinds[NameKind.NAME] += 2
    elif previous in BEFORE_COMPANY:
        each.kinds[NameKind.COMPANY] += 3
    elif previous in BEFORE_PLACE:
        each.kinds[NameKind.PLACE] += 3
        each.sure |= bool(_LIVES.search(before))
    else:
        each.kinds[NameKind.NAME] += not first


def _begins(word: str, small: Mapping[str, int]) -> bool:
    """Whether a word may have its capital only because a sentence begins: it is said without one, too."""
    return word.lower() in STARTERS or small.get(word.lower(), 0) > 0


def _full(words: Sequence[str]) -> bool:
    """Whether two words at least have a capital, and do not only consist of them: "Wubbo Jansen", not "LMS"."""
    return sum(not word.islower() and not word.isupper() and word not in PARTICLES for word in words) > 1


def _likely(name: str, each: _Seen, small: Mapping[str, int]) -> bool:
    """Whether a name that nothing speaks for may still be one: not only where sentences begin, and no plain word."""
    if name.lower() in COMMON or not each.within:
        return False
    if name.isupper() and not is_person([name]):  # a short form: TIG, LMS
        return False
    return small.get(name.lower(), 0) <= len(each.spots)


def _join_possessives(seen: dict[str, _Seen]) -> None:
    """ "Nurcans" is a place of "Nurcan", where that is a name and "Nurcans" is none."""
    for name in [name for name in seen if name.endswith("s") and name[:-1] in seen and name not in FIRST_NAMES]:
        whole, part = seen[name[:-1]], seen.pop(name)
        whole.spots += [(document, Span(span.start, span.end - 1)) for document, span in part.spots]
        whole.kinds += part.kinds
        whole.within |= part.within
        whole.sure |= part.sure


def _mark_parts(seen: Mapping[str, _Seen], small: Mapping[str, int]) -> None:
    """ "Wubbo" is someone, also where a sentence begins, where "Wubbo Jansen" is."""
    people = [name for name, each in seen.items() if each.sure and _kind(each) is NameKind.NAME]
    for part in {part for name in people for part in name.split() if name != part and part.lower() not in COMMON}:
        if part in seen and not _begins(part, small):
            seen[part].sure = seen[part].within = True


def _kind(each: _Seen) -> NameKind:
    order = list(NameKind)
    return max(each.kinds, key=lambda kind: (each.kinds[kind], order.index(kind)))


def _candidate(name: str, kind: NameKind, each: _Seen, replacement: str, texts: Mapping[str, str]) -> Candidate:
    documents = tuple(dict.fromkeys(document for document, _ in each.spots))
    return Candidate(
        text=name,
        kind=kind,
        count=len(each.spots),
        documents=documents,
        contexts=tuple(_context(document, texts[document], span) for document, span in each.spots[:_SHOWN]),
        replacement=replacement,
        sure=each.sure,
    )


def _context(document: str, text: str, span: Span) -> Context:
    before = text[max(0, span.start - _CONTEXT) : span.start]
    return Context(document, span.start, span.end, before, span.of(text), text[span.end : span.end + _CONTEXT])
