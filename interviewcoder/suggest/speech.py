"""What a language says besides its dictionary: contractions, hesitations, asides, words that turn a meaning round.

Asides and the words that turn a meaning round are cues in the grammar of ``codes.cue``, found like a codebook's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Speech:
    """What is particular to how a language is spoken.

    ``contractions``: a spoken form and what it stands for; ``fillers``: sounds that are no words; ``particles``
    part from their verb in a main clause; ``lemma_tables``: which of spaCy's look-up tables know lemmas. ``asides``
    are phrases that say nothing of their own ("eerlijk gezegd"). ``denials`` and ``hindrances`` turn a meaning round;
    ``idle`` are denials that deny nothing. ``breaks`` begin another clause, ``conditions`` among them one in which
    nothing is said to be so; ``resumptives`` go on, after a comma, about what was named before it.
    """

    contractions: Mapping[str, str] = field(default_factory=dict)
    fillers: frozenset[str] = frozenset()
    particles: tuple[str, ...] = ()
    lemma_tables: tuple[str, ...] = ("lemma_lookup",)
    asides: tuple[str, ...] = ()
    denials: tuple[str, ...] = ()
    hindrances: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    breaks: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    resumptives: frozenset[str] = frozenset()


DUTCH = Speech(
    contractions={
        "'t": "het",
        "'k": "ik",
        "'n": "een",
        "'m": "hem",
        "'r": "er",
        "'ns": "eens",
        "d'r": "er",
        "m'n": "mijn",
        "z'n": "zijn",
        "da's": "dat",
        "ie": "hij",
        "effe": "even",
        "mekaar": "elkaar",
        "niets": "niks",
        "nie": "niet",
    },
    fillers=frozenset({"eh", "ehm", "euh", "euhm", "he", "hm", "hmm", "mhm", "mm", "uh", "uhm"}),
    # not "om", "over" and "voor": as often inseparable ("overleggen", "voorkomen")
    particles=(
        *("achter", "binnen", "klaar", "rond", "samen", "tegen", "terug", "thuis", "vast", "voort", "aan", "bij"),
        *("door", "los", "mee", "neer", "toe", "uit", "weg", "af", "in", "na", "op"),
    ),
    lemma_tables=("lemma_lookup", "lemma_exc"),
    asides=(
        *("eerlijk gezegd", "als ik .. eerlijk ben", "om .. eerlijk te zijn", "ik moet eerlijk zeggen"),
        *("zeg maar", "zal ik maar zeggen", "zou ik zeggen", "zeg ik altijd maar", "zeg ik dan maar"),
        *("laten we zeggen", "laat ik het zo zeggen", "hoe zeg je dat", "hoe zal ik het zeggen", "moet ik zeggen"),
        *("bij wijze van spreken", "weet je wel", "goede vraag", "goeie vraag", "op een gegeven moment"),
        *("aan de ene kant", "aan de andere kant", "wat dat betreft", "over het algemeen", "hoe heet het"),
    ),
    denials=(
        *("geen", "niet", "nooit", "niks", "niemand", "nergens", "zonder", "nauwelijks", "amper", "nog nooit"),
        *("weinig", "te weinig", "minder", "niet meer", "geen enkele", "ontbreekt", "gebrek", "ho", "geen hond"),
    ),
    hindrances=(
        # fear and punishment
        *("bang", "angst~", "boos", "kwaad", "pissig", "straf", "gestraft", "afgestraft", "afgerekend", "schuld"),
        *("afrekenen", "uitgelachen", "uitlachen", "lachen .. uit", "voor schut", "gedonder", "gezeur", "gezeik"),
        *("op je donder", "op je kop", "op mijn kop", "op zijn kop", "uitgescholden", "wantrouwen", "roddel~"),
        # silence
        *("onder de mat", "onder het tapijt", "onder de pet", "wegmoffelen", "weggemoffeld", "verzwijgen"),
        *("doofpot", "mond houden", "houden .. mond", "kijken wel uit", "voor zichzelf houden"),
        # resistance and control
        *("oude garde", "zo doen we dat", "zo doen wij dat", "altijd zo gedaan", "al jaren zo", "al .. jaar zo"),
        *("weerstand", "hakken in het zand", "bemoeien", "aan zitten", "belemmer~", "tegenhouden", "tegenwerken"),
        *("verbieden", "probleem van maken", "van bovenaf"),
        # sameness and lack
        *("dag .. hetzelfde", "altijd .. hetzelfde", "steeds hetzelfde", "hetzelfde werk", "hetzelfde riedeltje"),
        *("eentonig", "saai", "sleur", "routine~", "geestdodend", "lopende band", "vastgeroest", "eilandje~"),
        *("hokjes", "te druk", "blijven liggen", "verwateren", "doodbloeden", "wegbezuinigen", "schrappen"),
    ),
    idle=(
        *("niet alleen", "niet alleen maar", "waarom niet", "niet zozeer", "geen probleem", "geen punt"),
        *("geen moeite", "niks mis", "niet voor niks", "niet verkeerd", "geen idee", "of niet", "niet waar"),
        *("toch niet", "geen twijfel", "niet erg", "niet zo erg", "niks geks", "niet gek", "nooit genoeg"),
        *("weet ik niet", "ik weet niet", "ik weet het niet", "niet weten", "niet snappen", "geen ramp"),
    ),
    breaks=frozenset(
        {"als", "dan", "doordat", "dus", "en", "hoewel", "maar", "omdat", "tenzij", "terwijl", "toen", "want"}
        | {"wanneer", "zodat"}
    ),
    conditions=frozenset({"als", "wanneer"}),
    resumptives=frozenset(
        {"da's", "daar", "dan", "dat", "die", "dit", "eerlijk", "hier", "ho", "ja", "nee", "nooit", "nou"}
    ),
)

_OTHER = Speech()


def speech_of(language: str) -> Speech:
    """What is known of how a language ("nl") is spoken; little for a language other than Dutch."""
    return DUTCH if language == "nl" else _OTHER
