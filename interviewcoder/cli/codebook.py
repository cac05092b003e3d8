"""``codebook``: show the codes of a codebook or study, check one that is being written, write one for an appendix."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

from interviewcoder.cli.cues import add_actions
from interviewcoder.cli.leaving import add_despite, check_names
from interviewcoder.cli.show import as_json, heading, line
from interviewcoder.cli.studies import opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.codes.load import load_codebook, shipped_codebook
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook
from interviewcoder.tasks.beginning import SHIPPED


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
    add_actions(actions)
    out = actions.add_parser("export", help=told("codebook.export"), description=told("codebook.export"))
    out.add_argument("codebook", metavar=told("metavar.codebook-or-file"), help=told("codebook.which"))
    out.add_argument("--out", required=True, type=Path, metavar=told("metavar.out"), help=told("codebook.out"))
    out.add_argument("--force", action="store_true", help=told("usage.force"))
    add_despite(out)
    out.coder()
    out.json()
    out.set_defaults(run=_export)


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
    if _is_study(name):
        with opened(name) as project:
            return project.codebook
    return load_codebook(name)


def _is_study(name: str) -> bool:
    return Path(name).is_file() and Path(name).suffix != ".toml"


def _lint(arguments: Namespace) -> int:
    codebook = load_codebook(arguments.codebook)
    counts = {
        "carriers": len(codebook.carriers),
        "features": len(codebook.codes) - len(codebook.carriers),
        "cues": sum(len(code.cues) + len(code.absent) + len(code.hints) for code in codebook.codes),
    }
    if arguments.json:
        as_json({"id": codebook.id, "version": codebook.version, **counts})
    else:
        line(say("cli.codebook.sound", id=codebook.id, version=codebook.version, **counts))
    return 0


def _export(arguments: Namespace) -> int:
    """Examples of a study's codebook may be its respondents' words, so these go through the gate."""
    from interviewcoder.publish.codebook import codebook_table, texts_in
    from interviewcoder.publish.tables import write_table

    table = codebook_table(_find(arguments.codebook))
    if _is_study(arguments.codebook):
        with opened(arguments.codebook, arguments.coder) as project:
            public = shipped_codebook(project.codebook.id)
            texts = texts_in(table, [codebook_table(public)] if public else ())
            check_names(project, texts, say("cli.codebook.what"), arguments)
    write_table(table, arguments.out, over=arguments.force)
    if arguments.json:
        as_json({"file": str(arguments.out), "codes": len(table.rows)})
    else:
        line(say("cli.codebook.written", count=len(table.rows), path=arguments.out))
    return 0


COMMANDS = {"codebook": _codebook}
