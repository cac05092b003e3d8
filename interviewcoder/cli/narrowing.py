"""The options that narrow what is counted, the same for every command that counts."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from interviewcoder.cli.studies import known_coder, known_role, one_of
from interviewcoder.cli.usage import Parser, facet, told
from interviewcoder.errors import Refused

if TYPE_CHECKING:
    from interviewcoder.model import Codebook
    from interviewcoder.store.project import Project
    from interviewcoder.tasks.narrowing import Narrowing


def narrowing(parser: Parser, *, by_facet: bool = True, by_star: bool = True) -> None:
    """Add the options; ``by_facet`` is for commands that have no ``--facet`` of another meaning. Where something is
    shown for not being coded, neither that nor ``by_star`` has a meaning."""
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--coder", metavar=told("metavar.name"), default=None, help=told("coverage.coder"))
    whose.add_argument("--consensus", action="store_true", help=told("usage.consensus"))
    parser.add_argument("--role", metavar=told("metavar.role"), help=told("analyses.role"))
    parser.add_argument("--company", metavar="ID", help=told("coverage.company"))
    parser.add_argument("--sector", metavar=told("metavar.name"), help=told("coverage.sector"))
    parser.add_argument("--round", metavar=told("metavar.name"), help=told("narrowing.round"))
    if by_star:
        parser.add_argument("--starred", action="store_true", help=told("narrowing.starred"))
    if by_facet:
        parser.add_argument("--facet", type=facet, metavar=told("metavar.facet"), help=told("narrowing.facet"))


def narrowed_to(project: Project, arguments: Namespace) -> Narrowing:
    """What the options ask for. Raises Refused for a coder, role, company, sector, round or facet there is not."""
    from interviewcoder.store.rounds import round_named
    from interviewcoder.tasks.narrowing import Narrowing

    companies = project.ask.companies()
    known = {each.id for each in companies} | {
        who.company for each in project.ask.documents() for who in each.respondents
    }
    facet = getattr(arguments, "facet", None)
    asked = facet if isinstance(facet, tuple) else None
    return Narrowing(
        coder=known_coder(project, arguments.coder),
        role=known_role(project.codebook, arguments.role),
        company=one_of(known, arguments.company, "cli.unknown-company"),
        sector=one_of((each.sector for each in companies), arguments.sector, "cli.unknown-sector"),
        round=round_named(project, arguments.round) if arguments.round else None,
        facet=_known_facet(project.codebook, *asked) if asked else None,
        starred=getattr(arguments, "starred", False),
        consensus=arguments.consensus,
    )


def _known_facet(codebook: Codebook, id: str, value: str) -> tuple[str, str]:
    known = {each.id: [one.id for one in each.values] for each in codebook.facets}
    if id not in known:
        raise Refused("store.unknown-facet", facet=id, known=", ".join(known))
    if value not in known[id]:
        raise Refused("store.unknown-value", facet=id, value=value, known=", ".join(known[id]))
    return id, value
