"""Agreement between coders as a table, for papers and for other programs."""

from __future__ import annotations

from collections.abc import Sequence

from interviewcoder.analysis.agreement import words
from interviewcoder.analysis.agreement.judging import ALL, Agreed
from interviewcoder.analysis.agreement.units import Unit
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook
from interviewcoder.publish.tables import Cell, Column, Table


def code_name(codebook: Codebook, id: str, level: str) -> str:
    """What people call a row: a code by its key and short label ("2b fouten mogen maken"), or all of a level."""
    code = codebook.find(id)
    if code is None:
        return id if id != ALL else say("agreement.all" if level == "carrier" else "agreement.all-features")
    return f"{codebook.keys_of(code)} {pick(code.short)}"


def group_name(codebook: Codebook, row: Agreed, by: str, standard: str = "") -> str:
    """What people call the group of a row: a role by its label, a company, a pair of coders; with a ``standard``
    also who is compared with it."""
    if by == "pair":
        return " – ".join(row.coders)
    if standard:
        return f"{group_name(codebook, row, by)} · {group_name(codebook, row, 'pair')}"
    if not row.group and by != "code":
        return say("agreement.unassigned")
    if by == "company":
        return say("agreement.company", company=row.group)
    return next((pick(role.label) for role in codebook.roles if role.id == row.group), row.group)


def agreement_table(
    codebook: Codebook, rows: Sequence[Agreed], unit: Unit, *, by: str, level: str, draws: int, standard: str = ""
) -> Table:
    """A row per group and code; for programs ids and counts too. ``code`` is empty for all codes together. Where
    coders are compared with a ``standard``, that is its name."""
    apart, matched = by != "code", any(row.precision is not None for row in rows)
    fragments = words.by_fragments(rows[0].coefficient)  # what is counted by units says nothing of these

    def head(id: str) -> str:
        return say(f"agreement.head.{id}")

    columns = (
        *(Column(id, "") for id in ("group", "coders", "code", "coefficient")),
        Column("of", say(f"agreement.by.{by}") if apart else ""),
        Column("name", head("name")),
        Column("measure", head("measure")),
        *(Column(id, head(id), number=True, places=2) for id in ("value", "low", "high")),
        *(Column(id, head(id) if matched else "", number=True, places=2) for id in ("precision", "recall")),
        Column("n", head("n"), number=True),
        Column("units", "" if fragments else head("units"), number=True),
        *(Column(id, "", number=True) for id in ("either", "every")),
        *(Column(id, "" if fragments else head(id), number=True, places=2) for id in ("prevalence", "percent")),
        *(Column(id, "") for id in ("used", "explanation")),
        Column("reason", head("reason")),
    )
    compared = words.compared(rows[0].coefficient, unit)
    title = say("agreement.title", coders=words.names(coders_in(rows)), units=compared)
    about = say("agreement.about-intervals", draws=draws) if draws else ""
    cells = tuple(_cells(codebook, row, unit, by, level, standard) for row in rows)
    return Table(title, columns, cells, about)


def coders_in(rows: Sequence[Agreed]) -> tuple[str, ...]:
    """All coders that rows speak of, each once."""
    return tuple(dict.fromkeys(coder for row in rows for coder in row.coders))


def _cells(codebook: Codebook, row: Agreed, unit: Unit, by: str, level: str, standard: str) -> tuple[Cell, ...]:
    return (
        row.group,
        "; ".join(row.coders),
        row.code or None,
        row.coefficient,
        group_name(codebook, row, by, standard) if by != "code" else "",
        code_name(codebook, row.code, level),
        words.coefficient(row),
        *(row.value, row.low, row.high, row.precision, row.recall),
        *(row.n, row.units, row.either, row.every, row.prevalence, row.percent),
        "; ".join(f"{coder}={times}" for coder, times in zip(row.coders, row.used, strict=False)),
        words.note(row, unit) or None,
        words.reason(row) or None,
    )
