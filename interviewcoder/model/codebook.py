"""A codebook: carriers and features, facets, roles, crosswalks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Labels = Mapping[str, str]
"""A text per language, as in ``{"nl": "drager", "en": "carrier"}``."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """A case coders argue about: how to choose between this code and another."""

    other: str
    rule: Labels


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the codebook: a carrier (no parent) or a feature of one.

    ``cues`` are words that speak for it, ``hints`` words that do so only together; ``absent`` are cues that it is
    missing or held back.
    """

    id: str
    parent: str | None
    key: str
    label: Labels
    short: Labels
    colour: str
    definition: Labels
    include: Labels
    exclude: Labels
    examples: tuple[str, ...] = ()
    boundaries: tuple[Boundary, ...] = ()
    cues: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def carrier(self) -> str:
        """The id of the carrier this code belongs to; its own when it is one."""
        return self.parent or self.id


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One of the values a facet can take."""

    id: str
    label: Labels
    help: Labels


@dataclass(frozen=True, slots=True)
class Facet:
    """A qualifier of a coding, such as presence or initiative; always optional."""

    id: str
    label: Labels
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class CrosswalkGroup:
    """One box of another model, with the features that fall in it."""

    id: str
    label: Labels
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Another model's way of grouping the features (many to many)."""

    id: str
    label: Labels
    source: str
    note: Labels
    groups: tuple[CrosswalkGroup, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of respondent; ``aliases`` are other names for it in files, ``short`` is for narrow columns."""

    id: str
    label: Labels
    aliases: tuple[str, ...] = ()
    short: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes in the order they are shown: each carrier followed by its features."""

    id: str
    version: int
    language: str
    title: Labels
    description: Labels
    codes: tuple[Code, ...]
    facets: tuple[Facet, ...]
    crosswalks: tuple[Crosswalk, ...]
    roles: tuple[Role, ...]

    def find(self, id: str) -> Code | None:
        return next((code for code in self.codes if code.id == id), None)

    def look_up(self, name: str) -> Code | None:
        """A code by its id, or by the keys that choose it on screen: ``4`` for a carrier, ``2b`` for a feature."""
        by_keys = {self.keys_of(code).casefold(): code for code in self.codes}
        return self.find(name) or by_keys.get(name.casefold())

    def keys_of(self, code: Code) -> str:
        """How a code is typed: its carrier's digit, and its letter when it is a feature."""
        parent = self.find(code.parent) if code.parent else None
        return f"{parent.key if parent else ''}{code.key}"

    @property
    def carriers(self) -> tuple[Code, ...]:
        return tuple(code for code in self.codes if code.parent is None)

    def carrier_at(self, key: str) -> Code | None:
        """The carrier that a key stands for."""
        return next((code for code in self.carriers if code.key == key), None)

    def features(self, carrier: str) -> tuple[Code, ...]:
        return tuple(code for code in self.codes if code.parent == carrier)
