"""``demo``: make the demo study and open it; without a terminal, make it and show its coverage."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from interviewcoder.cli.coverage import as_rows, show_coverage
from interviewcoder.cli.opening import open_study
from interviewcoder.cli.progress import progress
from interviewcoder.cli.show import as_json, line, on_terminal
from interviewcoder.cli.studies import coder_named, one_of, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say
from interviewcoder.tasks.recent import tour_given


def _demo(parser: Parser) -> None:
    parser.add_argument("folder", nargs="?", metavar=told("metavar.dir"), help=told("demo.folder"))
    parser.add_argument("--study", metavar="ID", help=told("demo.study"))
    parser.add_argument("--fresh", action="store_true", help=told("demo.fresh"))
    parser.add_argument("--tour", action="store_true", help=told("demo.tour"))
    parser.add_argument("--no-mouse", action="store_true", help=told("top.no-mouse"))
    parser.coder(joins=True)
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.tasks.demo import NAME, build_demo, demo_path, studies
    from interviewcoder.tasks.overview import coverage_of

    study = one_of(studies(), arguments.study, "cli.demo.unknown") or NAME
    path = demo_path(study, Path(arguments.folder) if arguments.folder else None)
    made = arguments.fresh or not path.exists()
    if made:
        with progress(sys.stderr) as tell:
            build_demo(path, study, progress=tell)
    if on_terminal() and not arguments.json:
        coder = _coder(path, arguments.coder)
        tour = arguments.tour or not tour_given()
        mouse = not arguments.no_mouse
        return open_study(path, coder, new=arguments.new_coder, mouse=mouse, json=False, tour=tour)
    with opened(str(path), arguments.coder) as project:
        found = coverage_of(project)
        if arguments.json:
            as_json({"file": str(path), "made": made, **as_rows(found, synthetic=True)})
        else:
            show_coverage(project, found)
            line(say("cli.demo.made" if made else "cli.demo.there", path=path))
    return 0


def _coder(path: Path, asked: str | None) -> str:
    """Who looks at the demo: who was named, else the first of its coders."""
    if name := coder_named(asked):
        return name
    with opened(str(path)) as project:
        return project.ask.coders()[0]


COMMANDS = {"demo": _demo}
