"""All commands by name. The module of a command is read when the command is given, and no other."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from interviewcoder import __version__
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import unknown
from interviewcoder.locale import LANGUAGES, choose_language
from interviewcoder.safe import visible

MODULES = {
    "demo": "demo",
    "new": "new",
    "import": "intake",
    "documents": "documents",
    "assign": "assign",
    "pseudonyms": "pseudonyms",
    "correct": "correct",
    "review": "correct",
    "code": "coding",
    "codings": "coding",
    "coverage": "coverage",
    "cooccurrence": "analyses",
    "saturation": "analyses",
    "dialogue": "analyses",
    "facets": "analyses",
    "gaps": "analyses",
    "agreement": "agreement",
    "suggest": "suggest",
    "evaluate": "evaluate",
    "round": "rounds",
    "disagreements": "disagreements",
    "rule": "rules",
    "doubtful": "rules",
    "quotes": "quotes",
    "report": "report",
    "exchange": "exchange",
    "undo": "history",
    "redo": "history",
    "history": "history",
    "sql": "sql",
    "bundle": "bundle",
    "copy": "copy",
    "password": "passwords",
    "team": "team",
    "backup": "backup",
    "restore": "backup",
    "serve": "serve",
    "doctor": "doctor",
    "codebook": "codebook",
}
"""The commands in the order in which help lists them, each with the module that has it in its ``COMMANDS``."""

_WITH_VALUE = ("--lang", "--coder")


def parse(words: Sequence[str]) -> argparse.Namespace:
    """The arguments of a command, with its function as ``run``. Leaves (SystemExit) for help and wrong usage."""
    _settle_language(words)
    first = _first(words)
    opening = first is not None and first not in MODULES
    parser = _top(first)
    if opening:
        _check_path(parser, str(first))
        parser.add_argument("file", metavar=told("metavar.file"), help=told("usage.file"))
    else:
        _add_commands(parser, first)
    arguments = parser.parse_args(words)
    if first not in MODULES:
        arguments.run = import_module("interviewcoder.cli.opening").run
        arguments.help = parser.format_help
    return arguments


def _settle_language(words: Sequence[str]) -> None:
    """Help and errors of the parser itself are in the language asked for, so it is looked up before parsing."""
    for word, following in pairwise([*words, ""]):
        if word == "--":
            return
        name, _, value = word.partition("=")
        if name == "--lang" and (value or following) in LANGUAGES:
            choose_language(value or following)


def _first(words: Sequence[str]) -> str | None:
    """The first word that is no option: a command or a path."""
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word in _WITH_VALUE:
            skip = True
        elif not word.startswith("-"):
            return word
    return None


def _top(first: str | None) -> Parser:
    parser = Parser(
        prog="interviewcoder", description=told("top.about"), epilog=None if first else told("top.examples")
    )
    version = f"interviewcoder {__version__}"
    parser.add_argument("--version", action="version", version=version, help=told("top.version"))
    parser.add_argument("--no-mouse", action="store_true", help=told("top.no-mouse"))
    parser.coder(joins=True)
    parser.json()
    parser.set_defaults(coder=None, new_coder=False, json=False)
    return parser


def _add_commands(parser: Parser, wanted: str | None) -> None:
    commands = parser.add_subparsers(
        title=told("top.commands"), metavar=told("metavar.command"), dest="command", prog="interviewcoder"
    )
    for name, module in MODULES.items():
        command = commands.add_parser(
            name, help=told(f"{name}.help"), description=told(f"{name}.about"), epilog=told(f"{name}.examples")
        )
        if name == wanted:
            import_module(f"interviewcoder.cli.{module}").COMMANDS[name](command)


def _check_path(parser: Parser, first: str) -> None:
    """A word that neither looks like a path nor is one is a command misspelt."""
    path = Path(first)
    if not path.suffix and len(path.parts) == 1 and not path.exists():
        _no_command(parser, first)


def _no_command(parser: Parser, first: str) -> NoReturn:
    parser.error(str(unknown("cli.fault.no-command", visible(first), MODULES)))
