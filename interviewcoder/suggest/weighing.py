"""What a cue is worth as evidence for a code, and what evidences are worth together.

A word speaks the louder the fewer codes have it, in any inflection, among their cues (in a cue of several words it
counts for its part), and the longer it is, since short words have many meanings; words that are everywhere in the
language speak softly; a cue of several words says more than one. So "zelf .. beslissen" beats "zelf". Evidences add
up as independent witnesses do: what remains of the doubt is the product of what each leaves.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from interviewcoder.codes.cue import GAP, CueWord, parse_cue
from interviewcoder.model import Code, Codebook, words_in
from interviewcoder.suggest.forms import Forms

_PER_WORD = 0.75
"""A cue of one long word that no other code has is worth 1 - exp(-0.75), about 0.53."""

_MOST = 0.9
_COMMON_WORD = 0.2
_SHORTEST, _PER_CHARACTER = 0.55, 0.05
_SHORTEST_WORD = 4

INFINITIVE_MARK = "te"
"""What stands between the particle and the verb of a parted infinitive: "op te lossen"."""


class Voice(Enum):
    """How far a rule can be trusted, as a share of what its words are worth.

    A cue speaks for itself; hints speak together or beside a cue. A single word from a code's cues and definition
    is a hint for a text as a whole, where the question is which code is nearest.
    """

    CUE = 1.0
    HINT = 0.35
    WORD = 0.1


@dataclass(frozen=True, slots=True)
class Rule:
    """A cue of a code, the words by which to find it, and its weight, between 0 and 1."""

    code: str
    carrier: str
    cue: str
    words: tuple[CueWord, ...]
    voice: Voice
    weight: float
    absent: bool = False
    """Whether it says that what the code is about is missing or held back."""


def weigh_cues(codebook: Codebook, forms: Forms, common_words: Collection[str]) -> tuple[Rule, ...]:
    """The rules of a codebook in its order; a cue that is a separable verb has several."""
    cues = [
        (code, cue, parse_cue(cue), voice)
        for code in codebook.codes
        for cue, voice in _cues(code, codebook.language, common_words).items()
    ]
    said_by: dict[tuple[str, str], float] = {}
    for code, _, words, voice in cues:
        share = (voice.value if voice is Voice.WORD else 1) / len(words)
        for place in ((code.id, form) for word in words for form in forms(word.text)):
            said_by[place] = max(said_by.get(place, 0), share)
    spread: dict[str, float] = defaultdict(float)
    for (_, form), share in said_by.items():
        spread[form] += share
    codes = len({code for code, _ in said_by})

    @cache
    def loudness(word: str) -> float:
        rarity = math.log(1 + codes / max(1, *(spread[form] for form in forms(word)))) / math.log(1 + codes)
        fullness = min(1, _SHORTEST + _PER_CHARACTER * len(word))
        return rarity * fullness * (_COMMON_WORD if word in common_words else 1)

    def weight(words: Iterable[CueWord]) -> float:
        return min(_MOST, 1 - math.exp(-_PER_WORD * sum(loudness(word.text) for word in words)))

    return tuple(
        Rule(
            *(code.id, code.carrier, cue, variant, voice),
            weight=min(weight(words), weight(variant)) * voice.value,
            absent=cue in code.absent,
        )
        for code, cue, words, voice in cues
        for variant in ((words,) if voice is Voice.WORD else variants(words, forms))
    )


def variants(words: tuple[CueWord, ...], forms: Forms) -> tuple[tuple[CueWord, ...], ...]:
    """How a cue is said: as it stands, and where it is a separable verb in its two parts."""
    return words, *_split(words, forms)


def is_parted(cue: str, words: Sequence[CueWord]) -> bool:
    """Whether these are a verb before its particle: "probeer het uit", which "probeer het uit te leggen" is not."""
    return len(words) == 2 and " " not in cue


def _cues(code: Code, language: str, common_words: Collection[str]) -> dict[str, Voice]:
    """What speaks for a code, with its voice: its cues, its hints, the single words of these and of its rule."""
    cues = dict.fromkeys(code.hints, Voice.HINT) | dict.fromkeys((*code.cues, *code.absent), Voice.CUE)
    prose = (texts.get(language, "") for texts in (code.label, code.definition, code.include))
    told = (found.group().lower() for text in prose for found in words_in(text))
    parts = (word.text for cue in cues for word in parse_cue(cue))
    words = {word for word in (*parts, *told) if len(word) >= _SHORTEST_WORD} - set(common_words)
    return dict.fromkeys(sorted(words), Voice.WORD) | cues


def _split(words: Sequence[CueWord], forms: Forms) -> Iterator[tuple[CueWord, ...]]:
    """How speech splits a cue that is a separable verb: "lost dat op", "op te lossen"."""
    if len(words) > 1 or words[0].open_start or words[0].open_end:
        return
    if parts := forms.parts_of_verb(words[0].text):
        particle, verb = parts
        yield CueWord(verb), CueWord(particle, gap=GAP)
        yield CueWord(particle), CueWord(INFINITIVE_MARK), CueWord(verb)


def together(weights: Iterable[float]) -> float:
    """What independent evidences are worth together, between 0 and 1."""
    return 1 - math.prod(1 - weight for weight in weights)
