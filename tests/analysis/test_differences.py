"""Pairing what coders did: every coding ends up in exactly one place, whoever is asked first."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from interviewcoder.analysis.differences import Kind, compare, pair
from interviewcoder.model import Coding, Origin, Span

WHOLE = (Span(0, 1000),)
_number = iter(range(10**9))


def coding(start: int, end: int, code: str = "trust", coder: str = "Anna", **facets: str) -> Coding:
    guid = f"{coder}-{next(_number)}"
    return Coding(guid, "d", start, end, "…", code, coder, Origin.MANUAL, Span(0, 1), facets)


def spans() -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def of(coder: str) -> st.SearchStrategy[list[Coding]]:
    drawn = st.tuples(spans(), st.sampled_from(["trust", "work", "space"]), st.sampled_from(["", "absent"]))

    def made(places: list[tuple[tuple[int, int], str, str]]) -> list[Coding]:
        once = {(place, code): facet for place, code, facet in places}
        return [
            coding(*place, code, coder, **({"presence": facet} if facet else {}))
            for (place, code), facet in once.items()
        ]

    return st.lists(drawn, max_size=10).map(made)


def test_each_kind_of_difference_is_told() -> None:
    anna = [
        coding(0, 10),
        coding(20, 30, presence="absent"),
        coding(40, 50),
        coding(60, 70, "work"),
        coding(80, 90),
    ]
    bram = [
        coding(0, 10, coder="Bram"),
        coding(20, 30, coder="Bram"),
        coding(40, 58, coder="Bram"),
        coding(62, 75, "trust", "Bram"),
        coding(95, 99, coder="Bram"),
    ]
    found = compare({"Anna": anna, "Bram": bram}, {"Anna": WHOLE, "Bram": WHOLE})
    assert [each.span for each in found.agreed] == [Span(0, 10)]
    assert [(each.kind, each.span, each.codes) for each in found.differences] == [
        (Kind.FACET, Span(20, 30), ("trust",)),
        (Kind.BOUNDARY, Span(40, 58), ("trust",)),
        (Kind.CODE, Span(60, 75), ("work", "trust")),
        (Kind.ONLY, Span(80, 90), ("trust",)),
        (Kind.ONLY, Span(95, 99), ("trust",)),
    ]
    assert [(each.ones, each.others) for each in found.differences[-2:]] == [
        (("Anna",), ("Bram",)),
        (("Anna",), ("Bram",)),
    ]
    assert [len(each.one) for each in found.differences[-2:]] == [1, 0], "Anna is the first throughout"


@given(of("Anna"), of("Bram"))
def test_every_coding_of_two_coders_is_in_exactly_one_place(anna: list[Coding], bram: list[Coding]) -> None:
    pairs = pair(anna, bram)
    placed = [each.guid for same in pairs.same for each in same]
    placed += [each.guid for _, *two in pairs.differing for each in two]
    placed += [each.guid for side in pairs.alone for each in side]
    assert Counter(placed) == Counter(each.guid for each in (*anna, *bram))
    for mine in pairs.alone[0]:
        assert not any(mine.span.overlaps(theirs.span) for theirs in pairs.alone[1])


@given(of("Anna"), of("Bram"))
def test_it_makes_no_difference_who_is_first(anna: list[Coding], bram: list[Coding]) -> None:
    def sorted_pairs(pairs: object) -> object:
        same = {frozenset(each.guid for each in two) for two in pairs.same}  # type: ignore[attr-defined]
        differing = {(kind, frozenset(each.guid for each in two)) for kind, *two in pairs.differing}  # type: ignore[attr-defined]
        return same, differing

    assert sorted_pairs(pair(anna, bram)) == sorted_pairs(pair(bram, anna))


@given(of("Anna"), of("Bram"), of("Carla"))
def test_of_three_coders_each_coding_is_agreed_or_in_a_difference(
    anna: list[Coding], bram: list[Coding], carla: list[Coding]
) -> None:
    codings = {"Anna": anna, "Bram": bram, "Carla": carla}
    found = compare(codings, dict.fromkeys(codings, WHOLE))
    differing = {each.guid for one in found.differences for each in (*one.one, *one.other)}
    agreed = {(each.start, each.end, each.code) for each in found.agreed}
    for each in (*anna, *bram, *carla):
        assert (each.guid in differing) != ((each.start, each.end, each.code) in agreed)


def test_what_two_say_against_one_is_one_difference() -> None:
    codings = {
        "Anna": [coding(0, 10, coder="Anna")],
        "Bram": [coding(0, 10, coder="Bram")],
        "Carla": [coding(2, 8, "work", "Carla")],
    }
    found = compare(codings, dict.fromkeys(codings, WHOLE))
    assert found.agreed == ()
    (only,) = found.differences
    assert (only.ones, only.others, len(only.one)) == (("Anna", "Bram"), ("Carla",), 2)


def test_only_what_both_have_read_is_compared() -> None:
    codings = {"Anna": [coding(0, 10), coding(50, 60)], "Bram": []}
    found = compare(codings, {"Anna": WHOLE, "Bram": (Span(0, 20),)})
    assert [each.span for each in found.differences] == [Span(0, 10)]
    assert compare({"Anna": codings["Anna"]}, {"Anna": WHOLE}) == compare({}, {})
