"""A small Dutch codebook with every kind of cue, and a suggester on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import both, small_code

from interviewcoder.model import Codebook, Facet, FacetValue
from interviewcoder.suggest.suggester import Suggester

DATA = Path(__file__).parents[1] / "data" / "suggest"

PRESENCE = Facet(
    "presence",
    both("presence"),
    (FacetValue("present", both("present"), both("")), FacetValue("absent", both("absent"), both(""))),
)


def small_book(language: str = "nl", facets: tuple[Facet, ...] = (PRESENCE,)) -> Codebook:
    """Three carriers with features; "leren" is a cue word of two codes, "gereedschap" a cue of a carrier only."""
    codes = (
        small_code("work", "1", cues=("gereedschap",)),
        small_code("autonomy", "a", "work", cues=("zelf .. beslissen", "zelf .. uitzoeken", "~planning~")),
        small_code("variety", "b", "work", cues=("afwisseling",), hints=("anders", "nieuw", "wisselend")),
        small_code("space", "2"),
        small_code("mistakes", "a", "space", cues=("~fout~", "leren .. van", "wordt .. boos"), hints=("mis",)),
        small_code("organisation", "3"),
        small_code("board", "a", "organisation", cues=("op het bord", "'s ochtends", "zo'n kaartje", "dagstart~")),
        small_code("budget", "b", "organisation", cues=("cursus", "tijd .. leren", "~opleiding", "bijscholen")),
    )
    return Codebook("small", 1, language, both("Small"), both(""), codes, facets, (), ())


@pytest.fixture(scope="session")
def suggester() -> Suggester:
    return Suggester(small_book())
