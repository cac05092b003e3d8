"""What speaker labels look like in Dutch and English transcripts, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from interviewcoder.model import Speaker
from interviewcoder.transcripts.name_words import FIRST_NAMES

_Who = TypeVar("_Who")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CERTAIN: dict[str, Speaker | None] = {
    **dict.fromkeys(
        _words("i int intv interv interviewer interviewster moderator onderzoeker onderzoekster gespreksleider"),
        Speaker.INTERVIEWER,
    ),
    **dict.fromkeys(
        _words("r resp respondent respondente geïnterviewde geinterviewde interviewee participant deelnemer"),
        Speaker.RESPONDENT,
    ),
    **dict.fromkeys(_words("spreker speaker")),
}
# These are speakers only when they come back often enough: "A:" may also head the first of two options.
_HINTS = {
    **dict.fromkeys(_words("v vr vraag q question m mod"), Speaker.INTERVIEWER),
    **dict.fromkeys(_words("a antw antwoord answer g p medewerker manager leidinggevende"), Speaker.RESPONDENT),
    **dict.fromkeys(_words("lijnmanager directeur directielid hr hrm"), Speaker.RESPONDENT),
    **dict.fromkeys(_words("onbekend unknown tolk observator notulist"), Speaker.OTHER),
}
_ROLES = _words(
    """
    bestuurder eigenaar ondernemer teamleider afdelingshoofd hoofd monteur operator collega groep allen iedereen
    director employee worker owner supervisor group all coach trainer facilitator host stagiair stagiaire student
    docent leraar lerares leerling planner assistent coördinator adviseur voorzitter secretaris vrijwilliger
    verpleegkundige arts intern teacher nurse assistant coordinator adviser advisor chair volunteer
    """
)
_TITLES = _words("dhr mevr mw mevrouw meneer mijnheer heer mr mrs ms miss mx dr drs ir ing prof sir madam")
_NUMBERED_VOICES = _words("spreker speaker persoon person stem voice onbekend unknown")
_CODE = re.compile(r"[A-Z]{1,3}|\w|[^\W\d_]{1,3}[ ._-]?\d{1,4}[a-z]?")
_NUMBERED_QUESTIONS = _words("vraag question q v antwoord answer a")
_PARTICLES = _words("van de der den ter ten te het 't ’t von la le dhr dhr. mevr mevr. mw mw. dr dr.")

METADATA = _words(
    """
    datum date tijd tijdstip time plaats locatie location project bedrijf company organisatie functie rol role duur
    duration naam name sector regio region transcript transcriptie bestand file opname onderwerp betreft versie code
    interview interviewnummer nummer leeftijd geslacht aanwezig aanwezigen taal bijlage
    """
)
"""Words that head a line about the interview, never one of what is said in it."""

_NEVER = METADATA | _words(
    """
    ja nee nou dus maar en of kijk bijvoorbeeld voorbeeld conclusie samenvatting kortom opmerking noot nb ps let note
    uur punt vervolgens daarna toen eerst ten ook ik hij zij ze wij we jij je jullie u men het de een dat dit die wat
    wie hoe waarom waar wanneer want omdat als zo alleen eigenlijk namelijk verder tot slot plus min bron zie deel
    thema hoofdstuk stap optie http https www mailto tel fax e-mail email mail klopt oké ok precies inderdaad goed
    stilte pauze lacht einde start begin mijn onze zijn haar hun there the it so but yes no synthetisch synthetic
    """
)
_BRACKETED = re.compile(r"\[[^\[\]]+\]")
_PSEUDONYM = re.compile(r"\[[^\W\d_][\w-]* \d+\]")
_ASIDE = re.compile(r"\s*\([^()]*\)$")
_ASIDES = re.compile(r"\(([^()]*)\)")
_BETWEEN_NAMES = re.compile(r"\s*[,/&+]\s*|\s+(?:en|and)\s+")
_NUMBER = re.compile(r"[ ._-]*\d{1,3}[a-z]?$")
_PARTICIPANT = re.compile(r"[ip]\d{1,3}")
_OF_NOSCRIBE = re.compile(r"s\d\d")
_TOKEN_WITH_DIGIT = re.compile(r"[^\W\d_]+[_-]?\d+")


@lru_cache(maxsize=256)
def key_of(label: str) -> str:
    """The label as it is compared: without case, folded white space, brackets, "(medewerker)" after it, a stop."""
    key = _ASIDE.sub("", " ".join(label.casefold().split())).rstrip(".")
    return key[1:-1] if _BRACKETED.fullmatch(key) else key


def stem_of(key: str) -> str:
    """A key without the number at its end: "r07" and "r 7" become "r"."""
    return _NUMBER.sub("", key)


@lru_cache(maxsize=256)
def group_of(label: str) -> str:
    """The key under which a label is counted: its own, or for numbered questions and answers that of all of them."""
    key = key_of(label)
    stem = stem_of(key)
    return stem if stem in _NUMBERED_QUESTIONS else key


@lru_cache(maxsize=256)
def is_certain(label: str) -> bool:
    """Whether a label names a speaker wherever it starts a line: "I", "R07", "Interviewer 2", "SPEAKER_00"."""
    key = key_of(label)
    first = key.split(" ")[0]
    named = first in _CERTAIN and len(first) > 4 and label[len(first) + 1 : len(first) + 2].isupper()
    numbered = _PARTICIPANT.fullmatch(key) or _OF_NOSCRIBE.fullmatch(key)
    return stem_of(key) in _CERTAIN or numbered is not None or named


def is_possible(label: str) -> bool:
    """Whether a label could name a speaker if it comes back often: "Anna", "Dhr. de Vries", "id1"; not "Ik zei"."""
    if is_pseudonym(label):
        return True
    words = _ASIDE.sub("", label).split()
    if begins_no_name(words[0]) or len(words) > 4:
        return False
    if len(words) == 1 and _TOKEN_WITH_DIGIT.fullmatch(words[0]):
        return True
    return all(word[0].isupper() or word[0].isdigit() or word in _PARTICLES for word in words)


def begins_no_name(label: str) -> bool:
    """Whether a label begins with a word that heads no name, as "Het punt is" does."""
    return label.split()[0].casefold().rstrip(".") in _NEVER


def is_pseudonym(label: str) -> bool:
    """Whether a label is what a name was replaced by: "[naam 1]"."""
    return _PSEUDONYM.fullmatch(label) is not None


def speaker_of(label: str) -> Speaker | None:
    """Who a label says is speaking, as far as its words tell."""
    key = key_of(label)
    stem = stem_of(key)
    first = key.split(" ")[0]
    for name in (stem, first):
        if name in _CERTAIN:
            return _CERTAIN[name]
    return Speaker.RESPONDENT if _PARTICIPANT.fullmatch(key) else _HINTS.get(stem)


def is_ambiguous(label: str) -> bool:
    """Whether :func:`speaker_of` goes by a letter or two that may as well be someone's initial: "M", "A"."""
    stem = stem_of(key_of(label))
    return stem in _HINTS and len(stem) <= 2


def is_given_by_a_machine(label: str) -> bool:
    """Whether a label only numbers the voices of one recording, as "SPEAKER_00": in the next it is someone else."""
    key = key_of(label)
    return stem_of(key) in _NUMBERED_VOICES or _OF_NOSCRIBE.fullmatch(key) is not None


def people_in(label: str) -> tuple[str, ...]:
    """The names of persons in a label, without titles and initials; none in "R07", "Interviewer", "Medewerker".

    "Jansen, P. (Piet)" has two; what else stands in brackets, "(afdeling Inkoop)", is no person.
    """
    asides = [aside for aside in _ASIDES.findall(label) if is_person(aside)]
    parts = [part for text in (_ASIDES.sub("", label), *asides) for part in _BETWEEN_NAMES.split(text)]
    return tuple(dict.fromkeys(name for part in parts if (name := _person_in(part))))


def _person_in(part: str) -> str:
    words = part.split()
    while words and (_is_title(words[0]) or words[0].casefold().rstrip(".:") in _CERTAIN):
        del words[0]
    name = " ".join(words).rstrip(".:")
    stem = stem_of(key_of(name)) if name else ""
    if not stem or stem in _CERTAIN or stem in _HINTS or stem in _ROLES or _CODE.fullmatch(name):
        return ""
    return name if any(word[0].isupper() for word in words) else ""


def is_person(label: str) -> bool:
    """Whether a label has a title or a well-known first name in it: "Mevr. Jansen", "Anna de Wit"."""
    return any(_is_title(word) or word.title() in FIRST_NAMES for word in label.split())


def is_like_a_speaker(label: str) -> bool:
    """Whether a label says by its words that it is someone: "R07", "Teamleider", "Anna", "J. de Vries"; any word that
    returns, "Oplossing", may be a label and is not."""
    stem = stem_of(key_of(label))
    known = stem in _HINTS or stem in _ROLES or is_certain(label) or is_given_by_a_machine(label) or is_person(label)
    return known or not label.isalpha() or not label.isascii() or _CODE.fullmatch(label) is not None


def _is_title(word: str) -> bool:
    return word.casefold().rstrip(".") in _TITLES


def name_of(label: str) -> str:
    """The label as a person is shown it: without its number where it is counted with others."""
    return label if group_of(label) == key_of(label) else _NUMBER.sub("", label)


def by_key(speakers: Mapping[str, _Who]) -> dict[str, _Who]:
    """The same with each label as it is compared, for :func:`look_up`."""
    return {key_of(label): speaker for label, speaker in speakers.items()}


def look_up(label: str, keys: Mapping[str, _Who]) -> _Who | None:
    """Who a label stands for according to :func:`by_key`: its own entry, or for "R07" that of "R"."""
    key = key_of(label)
    return keys.get(key) or keys.get(stem_of(key))
