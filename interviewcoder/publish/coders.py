"""Coders by another name than their own, in what leaves: they are people too, and no reader needs to know who."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from interviewcoder.analysis.agreement.judging import Agreed
from interviewcoder.analysis.coverage import By, Coverage
from interviewcoder.locale import say
from interviewcoder.publish.tables import Table


class CodersAs(StrEnum):
    """How coders are called in what leaves."""

    NUMBERS = "numbers"
    INITIALS = "initials"
    NAMES = "names"


@dataclass(frozen=True, slots=True)
class Called:
    """What each coder is called, by their name; one who is not in it keeps theirs."""

    names: Mapping[str, str]

    def one(self, coder: str) -> str:
        return self.names.get(coder, coder)

    def each(self, coders: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.one(coder) for coder in coders)

    def within(self, text: str) -> str:
        """A text with the names of coders replaced that stand in it as whole words."""
        if not self.names:
            return text
        longest = sorted(self.names, key=len, reverse=True)
        found = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
        return found.sub(lambda name: self.names[name[0]], text)

    def table(self, table: Table, *, whose: Collection[str]) -> Table:
        """A table with coders renamed where a head is their name, and in the columns (ids) that say ``whose``."""
        columns = tuple(replace(each, id=self.one(each.id), head=self.one(each.head)) for each in table.columns)
        about = [each.id in whose for each in table.columns]
        rows = tuple(
            tuple(
                self.within(cell) if names and isinstance(cell, str) else cell
                for cell, names in zip(row, about, strict=True)
            )
            for row in table.rows
        )
        return replace(table, columns=columns, rows=rows)

    def rows(self, rows: Iterable[Agreed]) -> tuple[Agreed, ...]:
        """Rows of agreement between coders so called, or of a coder with themselves, before and after."""
        return tuple(replace(row, coders=tuple(map(self.within, row.coders))) for row in rows)

    def coverage(self, found: Coverage) -> Coverage:
        """A matrix whose columns are coders, so called; any other as it is."""
        if found.by is not By.CODER:
            return found
        columns = tuple(replace(each, id=self.one(each.id)) for each in found.columns)
        cells = {(row, self.one(coder)): cell for (row, coder), cell in found.cells.items()}
        return replace(found, columns=columns, cells=cells)


def called(coders: Sequence[str], how: CodersAs = CodersAs.NUMBERS) -> Called:
    """What coders are called: "coder 1" and so on in the order given, or by the first letters of their names, with a
    number where another has the same, or as they are."""
    if how is CodersAs.NAMES:
        return Called({})
    if how is CodersAs.NUMBERS:
        return Called({name: say("publish.coder", number=number) for number, name in enumerate(coders, 1)})
    taken: dict[str, str] = {}
    for name in coders:
        letters = "".join(word[0].upper() for word in re.split(r"[\s._-]+", name) if word)
        same = sum(other.rstrip("0123456789") == letters for other in taken.values())
        taken[name] = f"{letters}{same + 1}" if same else letters
    return Called(taken)
