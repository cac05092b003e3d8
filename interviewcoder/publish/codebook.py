"""A codebook as a table, for the appendix of an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from interviewcoder.locale import pick, say
from interviewcoder.model import Code, Codebook
from interviewcoder.publish.tables import Cell, Column, Table

_COLUMNS = ("carrier", "feature", "definition", "include", "exclude", "boundaries", "examples")


def codebook_table(codebook: Codebook) -> Table:
    """A row a code, each carrier before its features, in the language in use where the codebook has it."""
    columns = (
        *(Column(id, "") for id in ("code_id", "carrier_id")),
        *(Column(id, say(f"publish.codebook.{id}")) for id in _COLUMNS),
    )
    rows = tuple(_row(codebook, code) for code in codebook.codes)
    title = say("publish.codebook.title", title=pick(codebook.title), version=codebook.version)
    return Table(title, columns, rows, pick(codebook.description))


def _row(codebook: Codebook, code: Code) -> tuple[str, ...]:
    carrier = codebook.find(code.carrier) or code
    name = f"{code.key} {pick(code.label)}"
    boundaries = [f"{_name(codebook, each.other)}: {pick(each.rule)}" for each in code.boundaries]
    return (
        *(code.id, code.carrier),
        *((f"{carrier.key} {pick(carrier.label)}", name) if code.parent else (name, "")),
        *(pick(code.definition), pick(code.include), pick(code.exclude)),
        "\n".join(boundaries),
        "\n".join(code.examples),
    )


def _name(codebook: Codebook, id: str) -> str:
    other = codebook.find(id)
    return pick(other.short) if other else id


def texts_in(table: Table, known: Iterable[Table] = ()) -> Mapping[str, str]:
    """Every line of a codebook's table, by the code it stands with; but for what stands in a ``known`` one, such as
    the codebook that comes with the program."""
    public = {line for each in known for row in each.rows for line in _lines(row)}
    return {str(row[0]): "\n".join(line for line in _lines(row) if line not in public) for row in table.rows}


def _lines(row: Sequence[Cell]) -> list[str]:
    return [line for cell in row[2:] for line in str(cell or "").split("\n")]
