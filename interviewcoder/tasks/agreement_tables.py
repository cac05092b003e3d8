"""Agreement as tables that may leave: the values, and the units behind one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.analysis.agreement import words
from interviewcoder.analysis.agreement.judging import Differing
from interviewcoder.analysis.agreement.units import Unit
from interviewcoder.locale import say
from interviewcoder.publish.agreement import agreement_table, code_name
from interviewcoder.publish.coders import Called
from interviewcoder.publish.tables import Column, Table
from interviewcoder.tasks.agreement import Agreement, By

if TYPE_CHECKING:
    from interviewcoder.store.project import Project

_PLACE = {"document": False, "respondent": False, "start": True, "end": True, "text": False}
"""What is told of a unit, and whether it is a number."""


def values_table(project: Project, found: Agreement, called: Called, *, draws: int) -> Table:
    """A row per group and code, of coders so called."""
    table = agreement_table(
        project.codebook,
        called.rows(found.rows),
        found.unit,
        by=found.by.value,
        level=found.level,
        draws=draws,
        standard=found.standard,
    )
    return replace(table, note=" ".join(filter(None, (_made_up(project), table.note))))


def texts_of(table: Table, found: Agreement) -> dict[str, str]:
    """What people read in a table of values, but for who the coders are, which is what the table is for."""
    named = found.by is By.PAIR or found.standard
    return replace(table, title="–").texts(without=("of",) if named else ())


def units_table(project: Project, units: Iterable[Differing], unit: Unit, level: str, called: Called) -> Table:
    """A row per unit on which coders differ, with the codes of each in a column of their own."""
    units = list(units)
    texts = {each.document.id: project.ask.transcript(each.document.id).text for each in units}
    coders = coders_in(units)
    rows = []
    for each in units:
        named = {
            coder: "; ".join(code_name(project.codebook, code, level) for code in codes) or "–"
            for coder, codes in each.codes
        }
        text = texts[each.document.id][each.start : each.end]
        place = (each.document.who or each.document.name, each.who, each.start, each.end, text)
        rows.append((*place, *map(named.get, coders)))
    columns = [Column(name, say(f"cli.head.{name}"), number) for name, number in _PLACE.items()]
    columns += [Column(name, name) for name in map(called.within, coders)]
    return Table(words.differing(units, unit), tuple(columns), tuple(rows), _made_up(project))


def texts_of_units(table: Table) -> dict[str, str]:
    """What people read in a table of units, but for who the coders are."""
    return table.texts(without=[column.id for column in table.columns if column.id not in _PLACE])


def coders_in(units: Iterable[Differing]) -> list[str]:
    """All coders who have read any of the units, each once."""
    return list(dict.fromkeys(coder for each in units for coder, _ in each.codes))


def _made_up(project: Project) -> str:
    return say("publish.synthetic") if "synthetic" in project.ask.properties() else ""
