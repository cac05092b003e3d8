"""Whether the shipped codebook finds the carrier of what people say, in quotes that it was not made from.

The quotes of ``tests/data/suggest/quotes.csv`` were written for this test, synthetic and in spoken Dutch. Those
marked ``tuned`` were read while the program was tuned, of those marked ``held`` only the figures were; those marked
``oblique`` say what they say without its usual words, and were read. Those of ``voices.csv``, in many voices, and of
``features.csv``, seven a feature, were written before cues were added, by the one who added them: they show that
nothing was lost, not how good it is.
"""

from __future__ import annotations

import csv

import pytest
from suggest.conftest import DATA

from interviewcoder.codes.load import load_codebook
from interviewcoder.suggest.suggester import Suggester


@pytest.fixture(scope="module")
def quotes() -> list[dict[str, str]]:
    with (DATA / "quotes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def shipped() -> Suggester:
    return Suggester(load_codebook("learning_culture"))


def carriers(suggester: Suggester, quote: str) -> list[str]:
    """The carriers suggested for a quote, the best first."""
    return list(dict.fromkeys(each.carrier for each in suggester.in_text(quote)))


def test_the_quotes_speak_of_every_carrier(quotes: list[dict[str, str]]) -> None:
    codebook = load_codebook("learning_culture")
    for carrier in codebook.carriers:
        assert sum(quote["carrier"] == carrier.id for quote in quotes) >= 12
    known = {text for code in codebook.codes for text in (*code.cues, *code.examples)}
    assert not known & {quote["quote"] for quote in quotes}


@pytest.mark.parametrize(
    ("uses", "first", "in_three"),
    [({"tuned", "held"}, 0.8, 0.95), ({"oblique"}, 0.6, 0.85), ({"tuned", "held", "oblique"}, 0.7, 0.9)],
)
def test_the_right_carrier_is_first_or_nearly(
    shipped: Suggester, quotes: list[dict[str, str]], uses: set[str], first: float, in_three: float
) -> None:
    places = []
    for quote in (quote for quote in quotes if quote["use"] in uses):
        found = carriers(shipped, quote["quote"])
        places.append(found.index(quote["carrier"]) if quote["carrier"] in found else 99)
    assert sum(place == 0 for place in places) >= first * len(places)
    assert sum(place < 3 for place in places) >= in_three * len(places)


def test_the_right_feature_of_each_carrier_comes_first_in_most(shipped: Suggester) -> None:
    with (DATA / "features.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    book = load_codebook("learning_culture")
    assert {row["code"] for row in rows} == {code.id for code in book.codes if code.parent}
    found = [[each.code for each in shipped.in_text(row["quote"], top=3)] for row in rows]
    assert sum(row["code"] == codes[0] for row, codes in zip(rows, found, strict=True)) >= 0.9 * len(rows)
    assert all(carriers(shipped, row["quote"])[:3].count(book.find(row["code"]).carrier) for row in rows)


@pytest.mark.slow
def test_many_voices_are_understood(shipped: Suggester) -> None:
    with (DATA / "voices.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["voice"] for row in rows} >= {"welder", "nurse", "shop", "ict", "director", "hr", "line", "installer"}
    for use in ("tuned", "held"):
        found = [(row["carrier"], carriers(shipped, row["quote"])) for row in rows if row["use"] == use]
        assert sum(carrier == ranked[0] for carrier, ranked in found) >= 0.9 * len(found)
        assert all(carrier in ranked[:3] for carrier, ranked in found)


def test_what_is_absent_is_mostly_said_to_be(shipped: Suggester, quotes: list[dict[str, str]]) -> None:
    right = told = 0
    for quote in quotes:
        found = [each for each in shipped.in_text(quote["quote"]) if each.carrier == quote["carrier"]]
        if found:
            told += 1
            right += ("absent" if found[0].facets else "present") == quote["presence"]
    assert right >= 0.85 * told


def test_small_talk_gets_nothing(shipped: Suggester) -> None:
    for text in (
        "Mijn hond is ziek.",
        "Het regent al de hele week.",
        "Ik heb gisteren pannenkoeken gegeten.",
        "De trein had vertraging vanmorgen.",
    ):
        assert [each for each in shipped.in_text(text) if each.score >= 0.35] == []
