"""What a study lets one conclude, in tables: ``cooccurrence``, ``saturation``, ``dialogue``, ``facets``, ``gaps``."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.cli.documents import is_synthetic, show_title
from interviewcoder.cli.leaving import add_coders_as, add_despite, check_names, coders_called
from interviewcoder.cli.narrowing import narrowed_to, narrowing
from interviewcoder.cli.show import as_json, line, table
from interviewcoder.cli.studies import coder_of, known_code, known_role, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from interviewcoder.publish.tables import Table
    from interviewcoder.store.project import Project
    from interviewcoder.tasks.analyses import Basis
    from interviewcoder.tasks.narrowing import Narrowing


@dataclass(frozen=True, slots=True)
class Made:
    """An analysis: its table, the lines that belong under it, and what draws its figure, given whether the study is
    made up."""

    table: Table
    notes: list[str]
    draw: Callable[[bool], Figure] | None = None


Make = Callable[["Project", Namespace, "Narrowing"], Made]


def _command(make: Make, level: str, add: Callable[[Parser], None]) -> Callable[[Parser], None]:
    """A command that shows one analysis: as a table, as JSON, or in files."""

    def command(parser: Parser) -> None:
        parser.file()
        add(parser)
        parser.add_argument("--level", choices=("carrier", "feature"), default=level, help=told("analyses.level"))
        narrowing(parser, by_facet=make not in (_facets, _gaps), by_star=make is not _gaps)
        parser.add_argument("--out", metavar=told("metavar.out"), help=told("analyses.out"))
        if make is not _gaps:
            parser.add_argument("--figure", metavar=told("metavar.out"), help=told("analyses.figure"))
        parser.add_argument("--force", action="store_true", help=told("usage.force"))
        add_coders_as(parser)
        add_despite(parser)
        parser.json()
        parser.set_defaults(run=lambda arguments: _run(arguments, make))

    return command


def _run(arguments: Namespace, make: Make) -> int:
    from interviewcoder.publish.analyses import WHOSE

    with opened(arguments.file) as project:
        found = make(project, arguments, narrowed_to(project, arguments))
        synthetic = is_synthetic(project)
        if files := [path for path in (arguments.out, getattr(arguments, "figure", None)) if path]:
            told = replace(found, table=coders_called(project, arguments).table(found.table, whose=WHOSE))
            check_names(project, told.table.texts(without=WHOSE), ", ".join(files), arguments)
        written = _write(told if files else found, arguments, synthetic=synthetic)
        if arguments.json:
            as_json({"synthetic": synthetic, "rows": found.table.records(), "notes": found.notes})
        elif written:
            for path in written:
                line(say("cli.written", path=path))
        else:
            show_title(project)
            if found.table.rows:
                people = found.table.for_people
                table(people.heads, people.shown(), right=people.numbers)
                line()
            for each in found.notes:
                line(each)
    return 0


def _write(found: Made, arguments: Namespace, *, synthetic: bool) -> list[str]:
    """Write the files asked for and return their names."""
    from interviewcoder.publish.figures import write_figure
    from interviewcoder.publish.tables import write_table

    written = []
    if arguments.out:
        note = say("publish.synthetic") if synthetic else ""
        write_table(replace(found.table, note=note), Path(arguments.out), over=arguments.force)
        written.append(arguments.out)
    draw = found.draw
    if draw is not None and arguments.figure:
        write_figure(lambda: draw(synthetic), Path(arguments.figure), over=arguments.force)
        written.append(arguments.figure)
    return written


def _notes(basis: Basis, *said: str) -> list[str]:
    """The lines under a table; where nothing was read to the end, only that."""
    left_out = [say("analyses.left-out", count=basis.left_out)] if basis.left_out else []
    return [*said, *left_out] if basis.documents else [say("analyses.nothing")]


# --- the analyses ---------------------------------------------------------------------------------


def _cooccurrence(project: Project, arguments: Namespace, only: Narrowing) -> Made:
    from interviewcoder.analysis.incidence import Within
    from interviewcoder.publish.analyses import pairs_table
    from interviewcoder.publish.ties import network_figure, pairs_figure
    from interviewcoder.tasks.analyses import together_in

    found = together_in(
        project, Within(arguments.within), level=arguments.level, crosswalk=arguments.crosswalk, only=only
    )
    said = [say("analyses.cooccurrence-note")]
    if arguments.within == Within.FRAGMENT:
        said.append(say("analyses.fragment-note"))
    counted = (project.codebook, found.basis.rows, found.pairs, arguments.within)
    drawing = network_figure if arguments.network else pairs_figure
    return Made(
        pairs_table(*counted),
        _notes(found.basis, *said),
        lambda synthetic: drawing(*counted, synthetic=synthetic),
    )


def _saturation(project: Project, arguments: Namespace, only: Narrowing) -> Made:
    from interviewcoder.analysis.saturation import BASE
    from interviewcoder.publish.analyses import saturation_table
    from interviewcoder.publish.figures import saturation_figure
    from interviewcoder.tasks.analyses import saturation_of

    found = saturation_of(project, level=arguments.level, only=only)
    curve = found.curve
    runs = [say("analyses.run", first=r.first, last=r.last, new=r.new, share=r.share) for r in curve.runs]
    note = say("analyses.saturation-note", base=BASE, found=curve.base, rows=curve.rows)
    return Made(
        saturation_table(curve),
        _notes(found.basis, note, *runs),
        lambda synthetic: saturation_figure(curve, synthetic=synthetic),
    )


def _dialogue(project: Project, arguments: Namespace, only: Narrowing) -> Made:
    from interviewcoder.analysis.dialogue import Accord
    from interviewcoder.publish.analyses import dialogue_table
    from interviewcoder.publish.figures import dialogue_figure
    from interviewcoder.tasks.analyses import dialogue_of

    first, second = (_role(project, asked) for asked in arguments.between)
    exchanges = dialogue_of(project, first, second, level=arguments.level, only=only)
    counts = Counter(each.accord for each in exchanges)
    counted = (project.codebook, exchanges, first, second)
    return Made(
        dialogue_table(*counted),
        [
            say("analyses.dialogue-note", opposed=counts[Accord.OPPOSED], mixed=counts[Accord.MIXED]),
            _legend(some=only.some_codings),
        ],
        lambda synthetic: dialogue_figure(*counted, synthetic=synthetic),
    )


def _legend(*, some: bool) -> str:
    from interviewcoder.analysis import signs
    from interviewcoder.publish.analyses import THERE

    return say(
        "analyses.legend",
        there=THERE,
        both=signs.BOTH,
        absent=signs.ABSENT,
        nothing=signs.NOTHING,
        none=say("overview.legend.none-of-these" if some else "overview.legend.nothing"),
        unread=signs.UNREAD,
        missing=signs.MISSING,
    )


def _role(project: Project, asked: str) -> str:
    role = known_role(project.codebook, asked)
    assert role is not None
    return role


def _facets(project: Project, arguments: Namespace, only: Narrowing) -> Made:
    from interviewcoder.analysis.coverage import By
    from interviewcoder.publish.analyses import facets_table
    from interviewcoder.publish.figures import facets_figure
    from interviewcoder.tasks.analyses import profiles_of

    found = profiles_of(project, arguments.facet, by=By(arguments.by), level=arguments.level, only=only)
    counted = (project.codebook, found.basis.rows, found.facet, found.profiles)
    return Made(
        facets_table(*counted),
        _notes(found.basis, say("analyses.facets-note")),
        lambda synthetic: facets_figure(*counted, "", synthetic=synthetic),
    )


def _gaps(project: Project, arguments: Namespace, only: Narrowing) -> Made:
    from interviewcoder.publish.analyses import gaps_table
    from interviewcoder.tasks.analyses import gaps_of

    if arguments.close:
        _close(project, arguments)
        only = replace(only, coder=None)  # who closes it, not whose codings count
    found = gaps_of(project, level=arguments.level, only=only)
    closed = [gap for gap in found if gap.closed]
    if arguments.closed:
        return Made(gaps_table(project.codebook, closed), [] if closed else [say("gaps.none-closed")])
    notes = [say("analyses.gaps-note")]
    notes += [say("gaps.left-out", count=len(closed))] if closed else []
    return Made(gaps_table(project.codebook, [gap for gap in found if not gap.closed]), notes)


def _close(project: Project, arguments: Namespace) -> None:
    """Close the gap that is named, or open it again."""
    from interviewcoder.store.gaps import close_gap, reopen_gap

    carrier, company, role = arguments.close
    coder = coder_of(project, arguments.coder)
    place = (known_code(project.codebook, carrier), company, _role(project, role))
    if arguments.reopen:
        reopen_gap(project, coder, *place)
    else:
        close_gap(project, coder, *place, arguments.note)


# --- what each takes besides ----------------------------------------------------------------------


def _add_within(parser: Parser) -> None:
    units = ("fragment", "turn", "interview", "company")
    parser.add_argument("--within", choices=units, default="turn", help=told("analyses.within"))
    parser.add_argument("--crosswalk", metavar="ID", help=told("coverage.crosswalk"))
    parser.add_argument("--network", action="store_true", help=told("analyses.network"))


def _add_between(parser: Parser) -> None:
    role = told("metavar.role")
    parser.add_argument(
        "--between",
        nargs=2,
        metavar=(role, role),
        default=("line_manager", "employee"),
        help=told("analyses.between"),
    )


def _add_facet(parser: Parser) -> None:
    parser.add_argument("--facet", metavar="ID", default="presence", help=told("analyses.facet"))
    parser.add_argument("--by", choices=("role", "company", "sector"), default="role", help=told("coverage.by"))


def _add_closing(parser: Parser) -> None:
    place = (told("metavar.carrier"), told("metavar.company"), told("metavar.role"))
    parser.add_argument("--closed", action="store_true", help=told("gaps.closed"))
    parser.add_argument("--close", nargs=3, metavar=place, help=told("gaps.close"))
    parser.add_argument("--note", default="", metavar=told("metavar.text"), help=told("gaps.note"))
    parser.add_argument("--reopen", action="store_true", help=told("gaps.reopen"))


def _add_nothing(_: Parser) -> None:
    """Saturation takes nothing besides."""


COMMANDS = {
    "cooccurrence": _command(_cooccurrence, "carrier", _add_within),
    "saturation": _command(_saturation, "feature", _add_nothing),
    "dialogue": _command(_dialogue, "feature", _add_between),
    "facets": _command(_facets, "carrier", _add_facet),
    "gaps": _command(_gaps, "carrier", _add_closing),
}
