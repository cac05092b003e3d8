"""Facets in a format that has none: each value is a code under one branch of the tree, and lies on the same selection
as the coding it belongs to. Other programs see codes; we see facets again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from interviewcoder.exchange.foreign import ForeignCode
from interviewcoder.locale import pick, say
from interviewcoder.model import Facet, FacetValue

_OURS = UUID("2909ab08-d1e9-4c2c-8f0d-49fc40a8ecdf")


def own_guid(*parts: str) -> str:
    """A guid that is the same at every export: of a coder, a code, a selection, a facet's value."""
    return str(uuid5(_OURS, "/".join(parts)))


BRANCH = own_guid("facets")


def codes_of(facets: Sequence[Facet]) -> list[ForeignCode]:
    """The branch of codes that stands for facets; none where there are none."""
    if not facets:
        return []
    codes = [ForeignCode(BRANCH, say("exchange.facets"))]
    for facet in facets:
        root = own_guid("facet", facet.id)
        codes.append(ForeignCode(root, pick(facet.label), BRANCH, facet.id))
        for value in facet.values:
            guid = own_guid("facet", facet.id, value.id)
            codes.append(ForeignCode(guid, pick(value.label), root, f"{facet.id}={value.id}"))
    return codes


@dataclass(frozen=True, slots=True)
class FacetCodes:
    """What the codes below the branch stand for: ``values`` has facet and value by guid."""

    facets: tuple[Facet, ...]
    values: Mapping[str, tuple[str, str]]
    guids: frozenset[str]


def facets_in(codes: Iterable[ForeignCode]) -> FacetCodes:
    """The facets that codes stand for, where one of our own exports put them; empty otherwise."""
    branch: dict[str, ForeignCode] = {}
    for code in codes:
        if code.guid == BRANCH or code.parent in branch:
            branch[code.guid] = code
    values: dict[str, tuple[str, str]] = {}
    held: dict[str, list[FacetValue]] = {}
    for code in branch.values():
        facet, is_value, value = code.description.partition("=")
        if is_value and code.parent in branch:
            values[code.guid] = (facet, value)
            held.setdefault(code.parent, []).append(FacetValue(value, _both(code.name), _both("")))
    facets = tuple(
        Facet(branch[guid].description, _both(branch[guid].name), tuple(values)) for guid, values in held.items()
    )
    return FacetCodes(facets, values, frozenset(branch))


def _both(text: str) -> dict[str, str]:
    return {"nl": text, "en": text}
