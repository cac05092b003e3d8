"""``codebook``: show the codes of a codebook or a study, and check a codebook that is being written."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from interviewcoder.cli.new import SHIPPED
from interviewcoder.cli.show import as_json, heading, line
from interviewcoder.cli.usage import Parser, told
from interviewcoder.codes.load import load_codebook
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook


def _codebook(parser: Parser) -> None:
    actions = parser.add_subparsers(title=told("top.commands"), metavar=told("metavar.command"), required=True)
    show = actions.add_parser("show", help=told("codebook.show"), description=told("codebook.show"))
    show.add_argument(
        "codebook", nargs="?", default=SHIPPED, metavar=told("metavar.codebook-or-file"), help=told("codebook.which")
    )
    show.json()
    show.set_defaults(run=_show)
    lint = actions.add_parser("lint", help=told("codebook.lint"), description=told("codebook.lint"))
    lint.add_argument("codebook", metavar=told("metavar.codebook"), help=told("codebook.path"))
    lint.json()
    lint.set_defaults(run=_lint)


def _show(arguments: Namespace) -> int:
    codebook = _find(arguments.codebook)
    if arguments.json:
        as_json(asdict(codebook))
        return 0
    heading(f"{pick(codebook.title)} · {codebook.id} {codebook.version}")
    line(pick(codebook.description))
    longest = max((len(code.id) for code in codebook.codes), default=0)
    for carrier in codebook.carriers:
        line()
        heading(f"{carrier.key}  {carrier.id:{longest + 2}}  {pick(carrier.label)}")
        for feature in codebook.features(carrier.id):
            line(f"  {feature.key}  {feature.id:{longest}}  {pick(feature.label)}")
    line()
    for facet in codebook.facets:
        line(say("cli.codebook.facet", facet=facet.id, values=" · ".join(value.id for value in facet.values)))
    for crosswalk in codebook.crosswalks:
        groups = " · ".join(group.id for group in crosswalk.groups)
        line(say("cli.codebook.crosswalk", crosswalk=crosswalk.id, groups=groups))
    roles = " · ".join(f"{role.id} ({pick(role.label)})" for role in codebook.roles)
    line(say("cli.codebook.roles", roles=roles))
    return 0


def _find(name: str) -> Codebook:
    """The codebook of a study, when the file is one; else the codebook with that id or at that path."""
    path = Path(name)
    if path.is_file() and path.suffix != ".toml":
        from interviewcoder.cli.studies import opened

        with opened(name) as project:
            return project.codebook
    return load_codebook(name)


def _lint(arguments: Namespace) -> int:
    codebook = load_codebook(arguments.codebook)
    counts = {
        "carriers": len(codebook.carriers),
        "features": len(codebook.codes) - len(codebook.carriers),
        "cues": sum(len(code.cues) + len(code.hints) for code in codebook.codes),
    }
    if arguments.json:
        as_json({"id": codebook.id, "version": codebook.version, **counts})
    else:
        line(say("cli.codebook.sound", id=codebook.id, version=codebook.version, **counts))
    return 0


COMMANDS = {"codebook": _codebook}
