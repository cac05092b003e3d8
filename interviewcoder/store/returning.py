"""Codings that come in, held against those that the study has: new, there already, or there in another shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, select

from interviewcoder.store import schema
from interviewcoder.store.brought import BroughtCoding, Differing, Otherwise


@dataclass(slots=True)
class Held:
    """The codings of a study, to hold others against.

    One that came back under its own guid, on the document, with the code and from the coder that it had, is there,
    wherever its words lie by now; so is one of the same coder on the same words with the same code.
    """

    rows: dict[str, Row[Any]]
    removed: dict[str, Row[Any]]
    places: dict[tuple[Any, ...], str]
    stars: set[str]
    versions: dict[str, int]
    differing: list[Differing] = field(default_factory=list)

    @classmethod
    def of(cls, conn: Connection) -> Held:
        table, document = schema.coding, schema.document
        names = ("guid", "document", "start", "end", "code", "coder", "quote", "facets", "version", "removed")
        rows = conn.execute(select(*(table.c[name] for name in names))).all()
        there = {row.guid: row for row in rows if not row.removed}
        return cls(
            there,
            {row.guid: row for row in rows if row.removed},
            {(row.document, row.start, row.end, row.code, row.coder): row.guid for row in there.values()},
            set(conn.execute(select(schema.starred_quote.c.coding)).scalars()),
            {row.id: row.version for row in conn.execute(select(document.c.id, document.c.version))},
        )

    @property
    def taken(self) -> set[str]:
        """The guids that are in use, also of what was removed."""
        return {*self.rows, *self.removed}

    def find(self, coding: BroughtCoding, document: str) -> str | None:
        """The guid of the coding that this one is; None where it is new. ``document`` is the id of its document.

        Notes what differs.
        """
        row = self.rows.get(coding.guid)
        if row is None or row.document != document:
            same = self.places.get(_place(coding, document))
            gone = self.removed.get(coding.guid)
            if same is None and gone is not None and (gone.document, gone.code) == (document, coding.code):
                self._note(Otherwise.REMOVED, gone)
            return same
        if (row.code, row.coder) == (coding.code, coding.coder):
            self.places[_place(coding, document)] = row.guid
            moved = (row.start, row.end) != (coding.span.start, coding.span.end)
            if moved and not coding.text and row.version == self.versions[document]:
                self._note(Otherwise.PLACE, row, f"{row.start}–{row.end}", f"{coding.span.start}–{coding.span.end}")
            return coding.guid
        if (found := self.places.get(_place(coding, document))) is None:
            if row.code != coding.code:
                self._note(Otherwise.CODE, row, row.code, coding.code)
            else:
                self._note(Otherwise.CODER, row, row.coder, coding.coder)
        return found

    def add(self, coding: BroughtCoding, document: str, guid: str) -> None:
        """Remember a new one, so that a second of the same is none."""
        self.places[_place(coding, document)] = guid

    def more_facets(self, coding: BroughtCoding, guid: str) -> dict[str, str] | None:
        """All facets of a coding that is there, when it gets some that it had no value of; else None."""
        if (row := self.rows.get(guid)) is None:
            return None
        here: dict[str, str] = dict(row.facets or {})
        for facet, value in coding.facets.items():
            if facet in here and here[facet] != value:
                self._note(Otherwise.FACET, row, here[facet], value, facet)
        for facet in here.keys() - coding.facets.keys():
            self._note(Otherwise.LESS, row, here[facet], facet=facet)
        return {**coding.facets, **here} if coding.facets.keys() - here.keys() else None

    def unstarred(self, coding: BroughtCoding, guid: str) -> bool:
        """Whether a coding that is there gets a star that it had not."""
        return coding.starred and guid in self.rows and guid not in self.stars

    def about(self, guid: str) -> dict[str, str]:
        """What an event on a coding that is there says of it."""
        row = self.rows[guid]
        return {"guid": guid, "code": row.code, "quote": row.quote}

    def _note(self, how: Otherwise, row: Row[Any], here: str = "", there: str = "", facet: str = "") -> None:
        self.differing.append(Differing(how, row.guid, row.document, row.quote, here, there, facet))


def _place(coding: BroughtCoding, document: str) -> tuple[Any, ...]:
    return (document, coding.span.start, coding.span.end, coding.code, coding.coder)
