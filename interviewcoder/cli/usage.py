"""argparse, speaking the language of the reader: headings, help, and what was wrong with a command."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from interviewcoder.locale import say

_FAULTS = {
    "required": re.compile(r"the following arguments are required: (?P<what>.+)"),
    "unknown": re.compile(r"unrecognized arguments: (?P<what>.+)"),
    "choice": re.compile(r"argument (?P<what>.+?): invalid choice: (?P<value>.+) \(choose from (?P<known>.+)\)"),
    "lacking": re.compile(r"argument (?P<what>.+?): expected .*argument.*"),
    "number": re.compile(r"argument (?P<what>.+?): invalid int value: (?P<value>.+)"),
    "together": re.compile(r"argument (?P<what>.+?): not allowed with argument (?P<value>.+)"),
    "one-of": re.compile(r"one of the arguments (?P<what>.+) is required"),
    "invalid": re.compile(r"argument (?P<what>.+?): (?P<value>.+)"),
}


def told(key: str) -> str:
    """The sentence ``cli.key``, for argparse, to which a percent sign means something."""
    return say(f"cli.{key}").replace("%", "%%")


def facet(text: str) -> tuple[str, str]:
    """An argument that gives a facet a value, as ``presence=absent``."""
    id, equals, value = text.partition("=")
    if not (id and equals and value):
        raise argparse.ArgumentTypeError(say("cli.fault.facet", value=text))
    return id, value


class _Formatter(argparse.HelpFormatter):
    """Keeps the lines of the examples, wraps everything else."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        if "\n" in text:
            return "\n".join(indent + line for line in text.splitlines())
        return super()._fill_text(text, width, indent)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, told("usage.prefix") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose texts are the sentences of ``locale``: options are written out whole, errors end with 2."""

    def __init__(self, **more: Any) -> None:
        super().__init__(formatter_class=_Formatter, add_help=False, allow_abbrev=False, **more)
        self._positionals.title = told("usage.arguments")
        self._optionals.title = told("usage.options")
        self.add_argument("-h", "--help", action="help", help=told("usage.help"))
        self.add_argument("--lang", choices=("nl", "en"), default=argparse.SUPPRESS, help=told("usage.lang"))

    def file(self) -> None:
        """The study that the command is about."""
        self.add_argument("file", metavar=told("metavar.file"), help=told("usage.file"))

    def json(self) -> None:
        """``--json``: print for programs."""
        self.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=told("usage.json"))

    def coder(self, *, joins: bool = False) -> None:
        """``--coder``: who is coding; where one ``joins``, also ``--new-coder``, for who does not code here yet."""
        name = told("metavar.name")
        self.add_argument("--coder", metavar=name, default=argparse.SUPPRESS, help=told("usage.coder"))
        if joins:
            new = told("usage.new-coder")
            self.add_argument("--new-coder", action="store_true", default=argparse.SUPPRESS, help=new)

    def error(self, message: str) -> NoReturn:
        """Say on stderr what was wrong and how it should be, and leave with 2."""
        what = message
        for fault, pattern in _FAULTS.items():
            if found := pattern.fullmatch(message):
                what = say(f"cli.fault.{fault}", **found.groupdict())
                break
        self.exit(2, f"{self.format_usage()}{say('cli.fault.see', what=what, prog=self.prog)}\n")
