"""``interviewcoder [FILE]``: the interface on a study; its documents where there is no terminal to draw on."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from interviewcoder.cli.documents import show_documents
from interviewcoder.cli.show import on_terminal
from interviewcoder.cli.studies import coder_of, last_opened, opened, remember
from interviewcoder.locale import say


def run(arguments: Namespace) -> int:
    """Open the study named, else the one opened last, else show the help with where to begin."""
    named = getattr(arguments, "file", None)
    path = Path(named) if named else last_opened()
    if path is None:
        print(arguments.help())
        print(say("cli.open.begin"))
        return 0
    return open_study(path, arguments.coder, mouse=not arguments.no_mouse, json=arguments.json)


def open_study(path: Path, asked: str | None, *, mouse: bool, json: bool) -> int:
    """The interface on a study, by the coder asked for or the study's only one. Without a terminal, or for JSON,
    the list of documents instead."""
    with opened(str(path)) as project:
        if json or not on_terminal():
            show_documents(project, json=json)
            if not json:
                print(say("cli.open.no-terminal"))
            return 0
        from interviewcoder.tui.app import Interviewcoder

        coder = coder_of(project, asked)
        project.add_coder(coder)
        remember(path)
        Interviewcoder(project, coder).run(mouse=mouse)
    return 0
