"""From a folder of TOML files to a ``model.Codebook``; every fault is named by its file and key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from interviewcoder.codes.cue import parse_cue
from interviewcoder.codes.table import Table, read_table
from interviewcoder.errors import Refused, nearest
from interviewcoder.model import (
    Boundary,
    Code,
    Codebook,
    Crosswalk,
    CrosswalkGroup,
    Facet,
    FacetValue,
    Labels,
    Role,
)
from interviewcoder.resources import shipped

_FILE = "codebook.toml"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_CARRIER_KEY = re.compile("[1-9]")
_FEATURE_KEY = re.compile("[a-z]")
_SHORT = 24


def load_codebook(folder_or_id: str | Path) -> Codebook:
    """The codebook in a folder (or at its ``codebook.toml``), or the shipped one with that id.

    A shipped id goes before a folder of the same name; write ``./name`` for the folder.
    Raises Refused: nothing there, or a sentence with the file, the key and the fault.
    """
    book = read_table(_find(folder_or_id))
    title = book.labels("title")
    book.languages = tuple(title)
    id, version, language = book.id(), book.version("version"), book.language("language")
    description = book.labels_if_any("description")
    codes = _Codes()
    for name in _carrier_files(book):
        codes.read(read_table(book.file.parent / name, book.languages))
    facets = tuple(map(_facet, book.tables("facet")))
    crosswalks = tuple(_crosswalk(table, codes) for table in book.tables("crosswalk"))
    roles = tuple(_roles(book.tables("role")))
    book.done()
    _check_unique(book, "facet", (facet.id for facet in facets))
    _check_unique(book, "crosswalk", (crosswalk.id for crosswalk in crosswalks))
    codes.check_references()
    return Codebook(id, version, language, title, description, tuple(codes.read_so_far), facets, crosswalks, roles)


def _find(folder_or_id: str | Path) -> Path:
    name = str(folder_or_id)
    if isinstance(folder_or_id, str) and re.fullmatch(r"[\w-]+", name):
        here = shipped("codebook") / name / _FILE
        if here.is_file():
            return here
    path = Path(folder_or_id)
    path = path / _FILE if path.is_dir() else path
    if not path.is_file():
        raise Refused("codes.none", path=path, shipped=", ".join(shipped_ids()))
    return path


def shipped_ids() -> list[str]:
    """The ids of the codebooks that come with the program."""
    return sorted(file.parent.name for file in shipped("codebook").glob(f"*/{_FILE}"))


def shipped_codebook(id: str) -> Codebook | None:
    """The codebook with this id that comes with the program, in which nothing is secret; None where there is none."""
    return load_codebook(id) if id in shipped_ids() else None


def _carrier_files(book: Table) -> tuple[str, ...]:
    names = book.texts("carriers")
    if not names:
        raise book.refuse("missing", "carriers")
    for place, name in enumerate(names, 1):
        if Path(name).name != name:
            raise book.refuse("outside", f"carriers[{place}]", value=name)
    return names


@dataclass
class _Codes:
    """The codes read so far, and the places that name a code, to be checked once all are known."""

    read_so_far: list[Code] = field(default_factory=list)
    _named: list[tuple[Table, str, str]] = field(default_factory=list)

    def read(self, table: Table) -> None:
        """A carrier's file: the carrier, then its features."""
        colour = table.text("colour")
        if not _COLOUR.fullmatch(colour):
            raise table.refuse("bad-colour", "colour", value=colour)
        carrier = self._add(table, table.id(), None, colour, _CARRIER_KEY)
        for id, feature in table.named("feature"):
            self._add(feature, id, carrier, colour, _FEATURE_KEY)
            feature.done()
        table.done()

    def name(self, table: Table, key: str, id: str) -> str:
        """Notes that ``key`` of the table names the code ``id``."""
        self._named.append((table, key, id))
        return id

    def check_references(self) -> None:
        known = [code.id for code in self.read_so_far]
        for table, key, id in self._named:
            if id not in known:
                near = nearest(id, known)
                sentence = "unknown-code-near" if near else "unknown-code"
                raise table.refuse(sentence, key, code=id, near=near, known=", ".join(known))

    def _add(self, table: Table, id: str, parent: str | None, colour: str, keys: re.Pattern[str]) -> str:
        if any(code.id == id for code in self.read_so_far):
            raise table.refuse("double-id", code=id)
        label = table.labels("label")
        self.read_so_far.append(
            Code(
                id=id,
                parent=parent,
                key=self._key(table, parent, keys),
                label=label,
                short=_short(table) or label,
                colour=colour,
                definition=table.labels("definition"),
                include=table.labels_if_any("include"),
                exclude=table.labels_if_any("exclude"),
                examples=table.texts("examples"),
                boundaries=tuple(self._boundary(inner, id) for inner in table.tables("boundary")),
                cues=_cues(table, "cues"),
                hints=_cues(table, "hints"),
                absent=_cues(table, "absent"),
            )
        )
        return id

    def _key(self, table: Table, parent: str | None, keys: re.Pattern[str]) -> str:
        key = table.text("key")
        if not keys.fullmatch(key):
            raise table.refuse("bad-key", "key", value=key, allowed=keys.pattern.strip("[]"))
        other = next((code for code in self.read_so_far if code.parent == parent and code.key == key), None)
        if other:
            raise table.refuse("double-key", "key", value=key, other=other.id)
        return key

    def _boundary(self, table: Table, id: str) -> Boundary:
        other = self.name(table, "with", table.text("with"))
        if other == id:
            raise table.refuse("boundary-with-itself", "with", code=id)
        boundary = Boundary(other, table.labels("rule"))
        table.done()
        return boundary


def _short(table: Table) -> Labels:
    short = table.labels_if_any("short")
    for language, text in short.items():
        if len(text) > _SHORT:
            raise table.refuse("long-short", f"short.{language}", most=_SHORT)
    return short


def _cues(table: Table, key: str) -> tuple[str, ...]:
    cues = table.texts(key)
    for place, cue in enumerate(cues, 1):
        try:
            parse_cue(cue)
        except ValueError as fault:
            raise table.refuse("bad-cue", f"{key}[{place}]", cue=cue, fault=fault) from fault
    return cues


def _facet(table: Table) -> Facet:
    values = []
    for inner in table.tables("value"):
        values.append(FacetValue(inner.id(), inner.labels("label"), inner.labels_if_any("help")))
        inner.done()
    facet = Facet(table.id(), table.labels("label"), tuple(values))
    if not values:
        raise table.refuse("missing", "value")
    _check_unique(table, "value", (value.id for value in values))
    table.done()
    return facet


def _crosswalk(table: Table, codes: _Codes) -> Crosswalk:
    groups = []
    for inner in table.tables("group"):
        named = inner.texts("codes")
        for place, id in enumerate(named, 1):
            codes.name(inner, f"codes[{place}]", id)
        groups.append(CrosswalkGroup(inner.id(), inner.labels("label"), named))
        inner.done()
    crosswalk = Crosswalk(
        table.id(), table.labels("label"), table.text("source"), table.labels_if_any("note"), tuple(groups)
    )
    if not groups:
        raise table.refuse("missing", "group")
    _check_unique(table, "group", (group.id for group in groups))
    table.done()
    return crosswalk


def _roles(tables: Iterable[Table]) -> Iterator[Role]:
    """The roles; no two may answer to the same name, or a list of respondents would be read wrongly."""
    taken: dict[str, str] = {}
    for table in tables:
        role = Role(table.id(), table.labels("label"), table.texts("aliases"), _short(table))
        for name in {role.id, *role.label.values(), *role.aliases}:
            if taken.setdefault(name.casefold(), role.id) != role.id:
                raise table.refuse("double-role", value=name, other=taken[name.casefold()])
        table.done()
        yield role


def _check_unique(table: Table, key: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for id in ids:
        if id in seen:
            raise table.refuse("double", key, value=id)
        seen.add(id)
