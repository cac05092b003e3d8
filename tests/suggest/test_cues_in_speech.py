"""Which words of a sentence a cue finds."""

from __future__ import annotations

import pytest

from interviewcoder.suggest.suggester import Suggester


def found(suggester: Suggester, text: str) -> set[tuple[str, str]]:
    """The cues found in a text, each with the words it found."""
    return {(each.cue, each.text) for suggestion in suggester.in_text(text) for each in suggestion.evidence}


@pytest.mark.parametrize(
    ("text", "cue", "words"),
    [
        # a gap holds up to four words, in one sentence
        ("Ik mag zelf beslissen.", "zelf .. beslissen", "zelf beslissen"),
        ("Zelf iets kunnen of mogen beslissen.", "zelf .. beslissen", "Zelf iets kunnen of mogen beslissen"),
        # inflections
        ("We leerden er een hoop van.", "leren .. van", "leerden er een hoop van"),
        ("Hij beslist dat zelf. Ja, zelf beslist ie dat.", "zelf .. beslissen", "zelf beslist"),
        ("Die cursussen zijn goed.", "cursus", "cursussen"),
        # compounds
        ("Een lasfoutje, nou ja.", "~fout~", "lasfoutje"),
        ("De foutmelding.", "~fout~", "foutmelding"),
        ("Een vakopleiding.", "~opleiding", "vakopleiding"),
        ("Bij de dagstartborden.", "dagstart~", "dagstartborden"),
        # separable verbs
        ("Ze scholen ons elk jaar bij.", "bijscholen", "scholen ons elk jaar bij"),
        ("Ik ben bijgeschoold.", "bijscholen", "bijgeschoold"),
        ("Om iedereen bij te scholen.", "bijscholen", "bij te scholen"),
        # contractions and apostrophes
        ("Dat komt op 't bord.", "op het bord", "op 't bord"),
        ("Dat komt op ’t bord.", "op het bord", "op ’t bord"),
        ("Dat is ‘s ochtends al zo.", "'s ochtends", "‘s ochtends"),
        ("'s Ochtends, ja.", "'s ochtends", "'s Ochtends"),
        ("Op zo’n kaartje.", "zo'n kaartje", "zo’n kaartje"),
        # hesitations, commas and quotes are no words
        ("Dat staat op, eh, het bord.", "op het bord", "op, eh, het bord"),
        ("'Op het bord', zei ze.", "op het bord", "Op het bord"),
        ("Op het...bord.", "op het bord", "Op het...bord"),
        ("Een FÓUT, ja!", "~fout~", "FÓUT"),
    ],
)
def test_a_cue_finds_its_words(suggester: Suggester, text: str, cue: str, words: str) -> None:
    assert (cue, words) in found(suggester, text)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Zelf iets zouden kunnen of mogen beslissen.", "zelf .. beslissen"),
        ("Dat doe ik zelf. Beslissen mag ik niet.", "zelf .. beslissen"),
        ("We beslissen zelf.", "zelf .. beslissen"),
        ("Wij leren van.. nou ja. Van alles.", "leren .. alles"),
        ("De opleidingen en opleidingsplannen.", "dagstart~"),
        ("De opleidingsgids.", "~opleiding"),
        ("Op een bord.", "op het bord"),
        ("De scholen zijn erbij.", "bijscholen"),
        # an aside says nothing
        ("Een fout, bij wijze van spreken.", "spreken"),
    ],
)
def test_a_cue_leaves_other_words_alone(suggester: Suggester, text: str, cue: str) -> None:
    assert cue not in {each for each, _ in found(suggester, text)}
