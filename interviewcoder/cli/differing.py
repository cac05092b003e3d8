"""The units behind a value of agreement on which coders differ, shown or written."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.documents import show_title
from interviewcoder.cli.leaving import check_names, coders_called
from interviewcoder.cli.show import as_json, cut, line
from interviewcoder.errors import Refused
from interviewcoder.safe import visible

if TYPE_CHECKING:
    from interviewcoder.analysis.agreement.judging import Agreed, Differing
    from interviewcoder.model import Codebook
    from interviewcoder.store.project import Project
    from interviewcoder.tasks.agreement import Agreement

_EVERY = "all"
_COLUMNS = 80


def row_of(found: Agreement, codebook: Codebook, asked: str) -> Agreed:
    """The row of a code by its id or key. Raises Refused for one that is not among the rows."""
    code = codebook.look_up(asked)
    wanted = "" if asked == _EVERY else code.id if code else asked
    for row in found.rows:
        if row.code == wanted:
            return row
    known = ", ".join(row.code or _EVERY for row in found.groups[0])
    raise Refused("agreement.no-row", code=asked, known=known)


def show_units(project: Project, found: Agreement, row: Agreed, *, in_json: bool) -> None:
    from interviewcoder.analysis.agreement import words
    from interviewcoder.publish.agreement import code_name

    units = list(found.differing(row))
    texts = {each.document.id: project.ask.transcript(each.document.id).text for each in units}
    if in_json:
        as_json(
            {
                "code": row.code or None,
                "unit": found.unit.value,
                "differing": [_as_row(each, texts) for each in units],
            }
        )
        return
    show_title(project)
    for each in units:
        named = [
            (coder, [code_name(project.codebook, code, found.level) for code in codes]) for coder, codes in each.codes
        ]
        sides = "   ".join(f"{coder}: {', '.join(codes) or '–'}" for coder, codes in named)
        line(f"{each.who}  {each.start}  {sides}")
        line(f"    {cut(visible(texts[each.document.id][each.start : each.end]), _COLUMNS - 4)}")
    line(words.differing(units, found.unit))


def write_units(project: Project, found: Agreement, row: Agreed, arguments: Namespace) -> None:
    from interviewcoder.publish.tables import write_table
    from interviewcoder.tasks.agreement_tables import texts_of_units, units_table

    called = coders_called(project, arguments)
    made = units_table(project, found.differing(row), found.unit, found.level, called)
    check_names(project, texts_of_units(made), arguments.out, arguments)
    write_table(made, Path(arguments.out), over=arguments.force)


def _as_row(each: Differing, texts: dict[str, str]) -> dict[str, Any]:
    return {
        "document": each.document.id,
        "start": each.start,
        "end": each.end,
        "units": each.units,
        "text": texts[each.document.id][each.start : each.end],
        "codes": {coder: list(codes) for coder, codes in each.codes},
    }
