"""``new``: make a study with its codebook, its first coder and, where there is one, its planned design."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.cli.show import as_json, line
from interviewcoder.cli.studies import coder_named, login_name, remember
from interviewcoder.cli.usage import Parser, told
from interviewcoder.codes.load import load_codebook
from interviewcoder.locale import say
from interviewcoder.model import Codebook

if TYPE_CHECKING:
    from interviewcoder.store.project import Project
    from interviewcoder.transcripts.design import Design

SHIPPED = "learning_culture"
"""The codebook that a study gets unless another is asked for."""


def _new(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--codebook", metavar=told("metavar.codebook"), default=SHIPPED, help=told("new.codebook"))
    parser.add_argument("--design", metavar="CSV", help=told("new.design"))
    parser.add_argument("--name", metavar=told("metavar.name"), help=told("new.name"))
    parser.coder()
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.store.project import Project

    path = Path(arguments.file)
    coder = coder_named(arguments.coder) or login_name()
    codebook = load_codebook(arguments.codebook)
    design = _read(arguments.design, codebook) if arguments.design else None
    name = arguments.name or path.stem
    with Project.create(path, name=name, codebook=codebook, coder=coder) as project:
        if design:
            _plan(project, coder, design)
    remember(path)
    if arguments.json:
        as_json({"file": str(path), "name": name, "codebook": codebook.id, "coder": coder})
    else:
        line(say("cli.new.done", path=path, codebook=codebook.id, coder=coder))
    return 0


def _read(design: str, codebook: Codebook) -> Design:
    from interviewcoder.transcripts.design import read_design

    return read_design(Path(design), codebook.roles)


def _plan(project: Project, coder: str, design: Design) -> None:
    from interviewcoder.store.files import remove_file

    try:
        project.plan(coder, design.companies, design.planned)
    except BaseException:
        project.close()
        remove_file(project.path)
        raise


COMMANDS = {"new": _new}
