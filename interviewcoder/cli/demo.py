"""``demo``: make the demo study and open it; without a terminal, make it and show its coverage."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from interviewcoder.cli.coverage import as_rows, show_coverage
from interviewcoder.cli.opening import open_study
from interviewcoder.cli.progress import progress
from interviewcoder.cli.show import as_json, line, on_terminal
from interviewcoder.cli.studies import coder_named, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say

_FILE = "demo.icdb"


def _demo(parser: Parser) -> None:
    parser.add_argument("folder", nargs="?", metavar=told("metavar.dir"), help=told("demo.folder"))
    parser.add_argument("--fresh", action="store_true", help=told("demo.fresh"))
    parser.add_argument("--no-mouse", action="store_true", help=told("top.no-mouse"))
    parser.coder()
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.tasks.demo import build_demo
    from interviewcoder.tasks.overview import coverage_of

    path = (Path(arguments.folder) if arguments.folder else _default_folder()) / _FILE
    made = arguments.fresh or not path.exists()
    if made:
        with progress(sys.stderr) as tell:
            build_demo(path, progress=tell)
    if on_terminal() and not arguments.json:
        return open_study(path, _coder(path, arguments.coder), mouse=not arguments.no_mouse, json=False)
    with opened(str(path)) as project:
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


def _default_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("interviewcoder") / "demo"


COMMANDS = {"demo": _demo}
