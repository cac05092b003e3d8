"""``new``: make a study with its codebook, its first coder and, where there is one, its planned design."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from interviewcoder.cli.passwords import add_encrypt, new_password
from interviewcoder.cli.show import as_json, line
from interviewcoder.cli.studies import coder_named, login_name
from interviewcoder.cli.usage import Parser, told
from interviewcoder.codes.load import load_codebook
from interviewcoder.locale import say
from interviewcoder.tasks.beginning import SHIPPED, begin_study, named_after, study_file
from interviewcoder.tasks.recent import remember


def _new(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--codebook", metavar=told("metavar.codebook"), default=SHIPPED, help=told("new.codebook"))
    parser.add_argument("--design", metavar="CSV", help=told("new.design"))
    parser.add_argument("--name", metavar=told("metavar.name"), help=told("new.name"))
    add_encrypt(parser)
    parser.coder()
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.store.addresses import place_of
    from interviewcoder.store.encryption import PASSWORD
    from interviewcoder.transcripts.design import read_design

    path = study_file(place_of(arguments.file))
    coder = coder_named(arguments.coder) or login_name()
    codebook = load_codebook(arguments.codebook)
    design = read_design(Path(arguments.design), codebook.roles) if arguments.design else None
    name = arguments.name or named_after(path)
    password = new_password(arguments, PASSWORD) if arguments.encrypt else None
    begin_study(path, name=name, codebook=codebook, coder=coder, design=design, password=password)
    remember(path, name, coder)
    if arguments.json:
        as_json({"file": str(path), "name": name, "codebook": codebook.id, "coder": coder})
    else:
        line(say("cli.new.done", path=path, codebook=codebook.id, coder=coder))
    return 0


COMMANDS = {"new": _new}
