"""Whether what is spoken of is said to be absent or hindered."""

from __future__ import annotations

import pytest
from builders import both, small_code
from suggest.conftest import PRESENCE, small_book

from interviewcoder.model import Codebook, Span
from interviewcoder.suggest.suggester import Suggester


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Ik mag zelf beslissen.", False),
        ("Ik mag zelf niets beslissen.", True),
        ("Je kunt hier nooit zelf iets beslissen.", True),
        ("Een cursus, ja, daar is nooit tijd voor.", True),
        ("Een cursus? Nooit.", True),
        ("Geen tijd en geen geld voor een cursus.", True),
        ("Ze zijn bang voor een fout.", True),
        ("Daar leren we niks van.", True),
        # a denial of a hindrance leaves the meaning as it was
        ("Niemand wordt boos.", False),
        ("Ik ben niet bang om een fout te maken.", False),
        ("Om een fout krijg je geen gedonder.", False),
        # a denial in another clause or sentence
        ("Het is hier niet groot, maar een cursus kan altijd.", False),
        ("Ik wist het niet. Een cursus dus.", False),
        ("Als ik het niet weet, dan mag ik het zelf uitzoeken.", False),
        # negations that deny nothing
        ("Niet alleen een cursus.", False),
        ("Een fout is niet erg.", False),
    ],
)
def test_denial_and_hindrance(suggester: Suggester, text: str, absent: bool) -> None:
    (best, *_) = suggester.in_text(text)
    assert best.facets == ({"presence": "absent"} if absent else {})


def test_a_denial_leaves_the_score_as_it_was(suggester: Suggester) -> None:
    (plain,), (denied,) = suggester.in_text("Ja, een cursus."), suggester.in_text("Nooit een cursus.")
    assert denied.facets
    assert denied.score == plain.score


def test_a_codebook_without_the_facet_gets_none() -> None:
    (suggestion,) = Suggester(small_book(facets=())).in_text("Nooit een cursus.")
    assert not suggestion.facets


def test_a_cue_of_absence_says_so_itself_unless_that_is_denied() -> None:
    codes = (
        small_code("work", "1"),
        small_code("variety", "a", "work", cues=("afwisseling",), absent=("saai werk",)),
    )
    suggester = Suggester(Codebook("small", 1, "nl", both("Small"), both(""), codes, (PRESENCE,), (), ()))

    def presence(text: str) -> list[str]:
        found = [each for each in suggester.in_answer(text, [Span(0, len(text))]) if each.code == "variety"]
        return [each.facets.get("presence", "present") for each in found]

    assert presence("Het is saai werk.") == ["absent"]
    assert presence("Het is nooit saai werk.") == ["present"]
    assert presence("Er is afwisseling.") == ["present"]
    assert presence("Er is geen afwisseling.") == ["absent"]
