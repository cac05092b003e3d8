"""Asking before something is written: the same question, and the same answers, for every command that does."""

from __future__ import annotations

from argparse import Namespace

from interviewcoder.cli.show import on_terminal
from interviewcoder.errors import Refused

_YES = {"y", "yes", "j", "ja"}


def agreed(arguments: Namespace, question: str, *, say_yes: str) -> bool:
    """Whether it may be done: ``--yes`` says so, else a person does. Raises Refused(``say_yes``) where none can."""
    if arguments.yes:
        return True
    if arguments.json or not on_terminal():
        raise Refused(say_yes)
    return input(question + " ").strip().casefold() in _YES
