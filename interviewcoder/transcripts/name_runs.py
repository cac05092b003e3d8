"""Runs of words with a capital, as names are written in Dutch speech, and what their words make of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from interviewcoder.transcripts.name_words import (
    BEFORE_PERSON,
    COMMON,
    COMPANY_FIRST,
    COMPANY_LAST,
    FIRST_NAMES,
    PARTICLES,
    TITLES,
)

_BEYOND_LATIN_1 = [chr(point) for point in (*range(0x100, 0x250), *range(0x1E00, 0x1F00))]
_UPPER = "A-ZÀ-ÖØ-Þ" + "".join(sign for sign in _BEYOND_LATIN_1 if sign.isupper())
_LOWER = "a-zà-öø-ÿ" + "".join(sign for sign in _BEYOND_LATIN_1 if sign.islower())
_WORD = rf"[{_UPPER}][{_LOWER}]+"
_CAPITAL = rf"(?:['’]s-)?(?:{_WORD}(?:['’]?{_WORD})*|[{_UPPER}]{{2,}})(?:-{_WORD})*"
_PARTICLE = "|".join(re.escape(word) for word in sorted(PARTICLES, key=len, reverse=True))
PARTICLES_BETWEEN = rf"(?:(?:{_PARTICLE})[ ]){{0,3}}"
_INITIALS = rf"(?:[{_UPPER}]\.[ ]?){{1,4}}"
_LEGAL = r"(?:[BN]V|VOF)(?!\w)|[BN]\.V\.|V\.O\.F\.|&[ ](?:Zn\.?|Zonen|Co\.?)"
_MORE = rf"(?:[ ](?:{_LEGAL}|{PARTICLES_BETWEEN}{_CAPITAL}))*"
_NAME = re.compile(rf"(?<![\w\[])(?:{_INITIALS}{PARTICLES_BETWEEN})?{_CAPITAL}{_MORE}(?!\w)")
_INITIAL = re.compile(_INITIALS.replace("[ ]?", ""))
SMALL_WORD = re.compile(rf"(?<!\w)[{_LOWER}]+(?!\w)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;…\n\"“”‘«()\[\]*–—-])(?:[\s'’‘\"“]|['’][tsnkm]\s)*$")

_Word = tuple[int, int, str]


def runs_in(text: str) -> Iterator[tuple[int, int]]:
    """Runs of words with a capital, without the ordinary words at their beginning and end."""
    for found in _NAME.finditer(text):
        at = found.start()
        words = [(at + each.start(), at + each.end(), each[0]) for each in re.finditer(r"\S+", found[0])]
        begins = begins_sentence(text, at)
        for run in _split(words):
            while run and _stands_before(run, begins=begins):
                run, begins = run[1:], False
            while run and _ordinary(run[-1][2]):
                run = run[:-1]
            if any(not _legal(word) and not _INITIAL.fullmatch(word) and word not in PARTICLES for *_, word in run):
                yield run[0][0], run[-1][1]


def begins_sentence(text: str, at: int) -> bool:
    """Whether a word may have its capital only because a sentence begins there."""
    return at == 0 or _SENTENCE_START.search(text, max(0, at - 40), at) is not None


def _split(words: list[_Word]) -> list[list[_Word]]:
    """ "J. de Boer van Nijenkolk BV" is a person and a company."""
    if not is_company([word for *_, word in words]):
        return [words]
    for number, (*_, word) in enumerate(words):
        if word == "van" and is_person([each for *_, each in words[:number]]):
            return [words[:number], words[number + 1 :]]
    return [words]


def _ordinary(word: str) -> bool:
    plain = word.lower() in COMMON or word.lower() in TITLES or word in PARTICLES
    return plain and not _legal(word)


def _stands_before(run: list[_Word], *, begins: bool) -> bool:
    """Whether the first of the words is no part of the name after it: "Bij Nijenkolk", "Collega Bouke"."""
    word = run[0][2]
    if len(run) > 1 and word.lower() in BEFORE_PERSON:
        return True
    return _ordinary(word) and (begins or not _is_surname(run))


def _is_surname(run: list[_Word]) -> bool:
    """Whether words are a surname with its particle first and in a capital, as after a title: "Van der Kolk"."""
    first = run[0][2]
    return first.lower() in PARTICLES and first[0].isupper() and len(run) > 1 and not _ordinary(run[-1][2])


def is_person(words: Sequence[str]) -> bool:
    """Whether the words begin with initials or a first name that the list has; "Jan-Willem" and "Wims" too."""
    if not words:
        return False
    first = words[0]
    parts = {first.title(), *first.split("-"), first.removesuffix("s") if len(words) == 1 else first}
    return bool(_INITIAL.fullmatch(first)) or not parts.isdisjoint(FIRST_NAMES)


def is_company(words: Sequence[str]) -> bool:
    return bool(words) and (words[0] in COMPANY_FIRST or words[-1].rstrip(".") in COMPANY_LAST | {"Zn", "Co"})


def _legal(word: str) -> bool:
    return word.replace(".", "") in {"BV", "NV", "VOF"}
