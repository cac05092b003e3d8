"""``agreement``: how far coders agree on each code, with intervals, and the units on which they do not."""

from __future__ import annotations

import shutil
import sys
from argparse import Namespace
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from interviewcoder.cli.differing import row_of, show_units, write_units
from interviewcoder.cli.documents import is_synthetic, show_title
from interviewcoder.cli.leaving import add_coders_as, add_despite, check_names, coders_called
from interviewcoder.cli.show import as_json, heading, line, pad, table, width
from interviewcoder.cli.studies import opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.safe import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviewcoder.analysis.agreement.judging import Agreed
    from interviewcoder.model import Codebook
    from interviewcoder.store.project import Project
    from interviewcoder.tasks.agreement import Agreement

UNITS = ("sentence", "turn", "word", "character")
BY = ("code", "role", "company", "pair")
COEFFICIENTS = (
    *("alpha", "alpha-jaccard", "kappa", "fleiss", "ac1", "pabak", "percent"),
    *("u-alpha", "f1", "f1-overlap"),
)
_COLUMNS, _PLOT = 80, 50


def _agreement(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--unit", choices=UNITS, default="sentence", help=told("agreement.unit"))
    parser.add_argument("--by", choices=BY, default="code", help=told("agreement.by"))
    parser.add_argument("--level", choices=("carrier", "feature"), default="carrier", help=told("agreement.level"))
    parser.add_argument("--coefficient", choices=COEFFICIENTS, default="alpha", help=told("agreement.coefficient"))
    parser.add_argument("--coders", metavar=told("metavar.names"), help=told("agreement.coders"))
    parser.add_argument("--drift", metavar=told("metavar.name"), help=told("agreement.drift"))
    parser.add_argument("--since", metavar=told("metavar.moment"), help=told("agreement.since"))
    parser.add_argument("--consensus", action="store_true", help=told("agreement.consensus"))
    parser.add_argument("--differing", metavar="ID", help=told("agreement.differing"))
    parser.add_argument("--out", metavar=told("metavar.out"), help=told("analyses.out"))
    parser.add_argument("--force", action="store_true", help=told("usage.force"))
    add_coders_as(parser)
    add_despite(parser)
    parser.coder()
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.analysis.agreement.measuring import Coefficient
    from interviewcoder.analysis.agreement.units import Unit
    from interviewcoder.analysis.resampling import DRAWS
    from interviewcoder.publish.coders import Called
    from interviewcoder.publish.tables import write_table
    from interviewcoder.tasks.agreement import By, agreement_of, comparison_of
    from interviewcoder.tasks.agreement_tables import texts_of, values_table
    from interviewcoder.tasks.drift import drift_of
    from interviewcoder.tasks.standard import with_consensus

    if (arguments.drift is None) != (arguments.since is None):
        raise Refused("agreement.drift-and-since")
    if arguments.drift is not None and arguments.coders:
        raise Refused("agreement.drift-or-coders")
    if arguments.drift is not None and arguments.consensus:
        raise Refused("agreement.drift-or-consensus")
    with opened(arguments.file) as project:
        judge = partial(drift_of, coder=arguments.drift, since=arguments.since)
        if arguments.drift is None:
            comparing = with_consensus if arguments.consensus else comparison_of
            coders = arguments.coders and [name.strip() for name in arguments.coders.split(",")]
            judge = partial(agreement_of, comparing=comparing, coders=coders or None)
        found = judge(
            project,
            unit=Unit(arguments.unit),
            by=By(arguments.by),
            level=_level(project.codebook, arguments),
            coefficient=Coefficient(arguments.coefficient),
            draws=0 if arguments.differing else DRAWS,
        )
        if arguments.differing:
            row = row_of(found, project.codebook, arguments.differing)
            if arguments.out:
                write_units(project, found, row, arguments)
            if arguments.json or not arguments.out:
                show_units(project, found, row, in_json=arguments.json)
            else:
                line(say("cli.written", path=arguments.out))
            return 0
        if arguments.out:
            told = values_table(project, found, coders_called(project, arguments), draws=DRAWS)
            check_names(project, texts_of(told, found), arguments.out, arguments)
            write_table(told, Path(arguments.out), over=arguments.force)
        if arguments.json:
            rows = values_table(project, found, Called({}), draws=DRAWS).records()
            as_json(_about_values(found, is_synthetic(project)) | {"rows": [_record(row) for row in rows]})
        elif arguments.out:
            line(say("cli.written", path=arguments.out))
        else:
            _show(project, found, again=arguments.drift is not None)
    return 0


def _level(codebook: Codebook, arguments: Namespace) -> str:
    """The level asked for, or that of the code whose units are asked for."""
    code = codebook.look_up(arguments.differing or "")
    return "feature" if code and code.parent else str(arguments.level)


def _about_values(found: Agreement, synthetic: bool) -> dict[str, Any]:
    return {
        "unit": found.unit.value,
        "by": found.by.value,
        "coders": list(found.coders),
        "standard": found.standard or None,
        "synthetic": synthetic,
        "unread": found.unread,
    }


def _record(row: dict[str, Any]) -> dict[str, Any]:
    """A row for programs: names as lists, counts by coder."""
    used = [part.rpartition("=") for part in row["used"].split("; ") if part]
    named = {"coders": row["coders"].split("; "), "used": {coder: int(times) for coder, _, times in used}}
    numbers = {key: round(value, 6) for key, value in row.items() if isinstance(value, float)}
    return {**row, **numbers, **named}


# --- for people -----------------------------------------------------------------------------------


def _show(project: Project, found: Agreement, *, again: bool) -> None:
    from interviewcoder.analysis.agreement.forest import scale
    from interviewcoder.publish.agreement import code_name, group_name

    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else _COLUMNS
    show_title(project)
    about = "about-again" if again else "about-consensus" if found.standard else "about"
    for part in wrap(visible(_about(found, f"agreement.{about}")), columns):
        line(part)
    names = [f"{'  ' * row.depth}{visible(code_name(project.codebook, row.code, found.level))}" for row in found.rows]
    longest = max(width(name) for name in names)
    heads = [say(f"agreement.short.{each}") for each in ("value", "interval", *_shares(found.coefficient))]
    widths = [5, 12, *(max(4, width(head)) for head in heads[2:])]
    room = min(_PLOT, columns - longest - sum(widths) - 2 * len(widths) - 2)
    plot = max(12, room)
    if found.by == "pair" and len(found.coders) > 2 and not found.standard:
        _matrix(found)
    at = 0
    for group in found.groups:
        line()
        if found.by != "code":
            name = group_name(project.codebook, group[0], found.by, found.standard)
            heading(say("agreement.in-group", group=name, n=group[0].n))
        cells = [
            pad(head, size, right=number != 1) for number, (head, size) in enumerate(zip(heads, widths, strict=True))
        ]
        print("  ".join([" " * longest, *cells, scale(plot)]).rstrip())
        for row in group:
            print(_line(row, pad(names[at], longest), widths, plot))
            at += 1
    line()
    for sentence in _remarks(project.codebook, found):
        for part in wrap(visible(sentence), columns):
            line(part)


def _about(found: Agreement, sentence: str) -> str:
    from interviewcoder.analysis.agreement import words

    return say(
        sentence,
        coders=words.names(tuple(each for each in found.coders if each != found.standard)),
        units=words.compared(found.coefficient, found.unit),
        n=found.interviews,
        coefficient=say(f"agreement.coefficient.{found.coefficient.of_one}"),
    )


def _shares(coefficient: str) -> tuple[str, ...]:
    """The shares of units that stand beside a coefficient; none where it compares fragments."""
    from interviewcoder.analysis.agreement import words

    return () if words.by_fragments(coefficient) else ("prevalence", "percent")


def _line(row: Agreed, name: str, widths: Sequence[int], plot: int) -> str:
    from interviewcoder.analysis.agreement import forest, words

    if row.value is None:
        return f"{name}  {pad('–', widths[0], right=True)}  {words.reason(row)}"
    cells = [
        words.number(row.value),
        words.interval(row) or "–",
        *(words.percent(getattr(row, name)) for name in _shares(row.coefficient)),
    ]
    padded = [pad(cell, size, right=at != 1) for at, (cell, size) in enumerate(zip(cells, widths, strict=True))]
    return "  ".join([name, *padded, forest.plot(row, plot)]).rstrip()


def _matrix(found: Agreement) -> None:
    """All codes together, a coder against each other."""
    from interviewcoder.analysis.agreement import words

    values = {group[0].coders: words.number(group[0].value) for group in found.groups}
    line()
    rows = [
        [coder, *(values.get((coder, other)) or values.get((other, coder)) or "·" for other in found.coders)]
        for coder in found.coders
    ]
    table([say("agreement.all"), *found.coders], rows, right=range(1, len(found.coders) + 1))


def _remarks(codebook: Codebook, found: Agreement) -> list[str]:
    """What one must know to read the numbers: what the columns are, what is rough or rare, what was left out."""
    from interviewcoder.analysis.agreement import words
    from interviewcoder.publish.agreement import code_name

    made = [say("agreement.legend")]
    if found.rows[0].coefficient != found.rows[1].coefficient:
        made.append(say("agreement.of-sets", coefficient=words.coefficient(found.rows[0])))
    without: dict[str, list[Agreed]] = {}
    pairs: dict[tuple[str, ...], list[Agreed]] = {}
    for row in found.rows:
        if row.value is not None and row.loose and words.reason(row):
            without.setdefault(row.loose, []).append(row)
    for group in found.groups:
        pairs.setdefault(group[0].coders, []).append(group[0])
    for rows in without.values():
        codes = dict.fromkeys(code_name(codebook, row.code, found.level) for row in rows)
        made.append(f"– {words.loose(rows)}: {', '.join(codes)}")
    made += filter(None, [words.against(*rows) for rows in pairs.values()])
    low = len({row.code for row in found.rows if words.note(row, found.unit)})
    if low:
        made.append(say("agreement.paradox", count=low))
    if 1 < found.interviews < words.ROUGH:
        made.append(say("agreement.rough", count=words.ROUGH))
    made += [say("agreement.unread", coder=coder, count=count) for coder, count in found.unread.items()]
    return made


COMMANDS = {"agreement": _agreement}
