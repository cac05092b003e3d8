"""The password of an encrypted study: from the environment, or asked of whoever sits at the terminal; never an
argument, which others on the machine could read. And ``password``, which changes it."""

from __future__ import annotations

import getpass
import os
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.cli.asking import agreed
from interviewcoder.cli.show import as_json, line, on_terminal
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import say

if TYPE_CHECKING:
    from interviewcoder.store.addresses import Place

NEW_PASSWORD = "INTERVIEWCODER_NEW_PASSWORD"
"""The variable that tells a script's new password, where one is changed."""


def unlocked(place: Place) -> None:
    """Ask for the password of an encrypted file where it is not known yet. Raises Refused where nobody can be asked,
    for a wrong one, and without the extra."""
    if not isinstance(place, Path):
        return
    from interviewcoder.store.backups import refuse_damaged
    from interviewcoder.store.encryption import driver, is_locked, unlock

    if is_locked(place):
        refuse_damaged(place)
        driver()
        if on_terminal():
            unlock(place, getpass.getpass(say("encryption.ask", path=place) + " "))


def add_encrypt(parser: Parser) -> None:
    """``--encrypt`` and ``--yes``, for a command that makes a file."""
    parser.add_argument("--encrypt", action="store_true", help=told("password.encrypt"))
    parser.add_argument("--yes", action="store_true", help=told("password.yes"))


def new_password(arguments: Namespace, variable: str) -> str:
    """A new password, of a variable or typed twice, after it was agreed that nobody gets the study back without it.

    Raises Refused without the extra, where nobody can be asked, and for one that is short or typed otherwise.
    """
    from interviewcoder.store.encryption import check_password, driver

    driver()
    given = os.environ.get(variable)
    if not given and not on_terminal():
        raise Refused("encryption.no-password", variable=variable)
    if not agreed(arguments, say("encryption.lost"), say_yes="encryption.say-yes"):
        raise Refused("encryption.left")
    password = given or _typed_twice()
    check_password(password)
    return password


def _typed_twice() -> str:
    typed = getpass.getpass(say("encryption.new") + " ")
    if getpass.getpass(say("encryption.again") + " ") != typed:
        raise Refused("encryption.not-the-same")
    return typed


# --- password -------------------------------------------------------------------------------------


def _password(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--yes", action="store_true", help=told("password.yes"))
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.cli.studies import only_file, opened
    from interviewcoder.store.backups import encrypt_anew
    from interviewcoder.store.encryption import is_encrypted

    path = only_file(arguments.file)
    with opened(path):
        if not is_encrypted(path):
            raise Refused("encryption.is-plain", path=path)
    backups = encrypt_anew(path, new_password(arguments, NEW_PASSWORD))
    if arguments.json:
        as_json({"file": str(path), "backups": backups})
    else:
        line(say("encryption.changed", path=path, backups=backups))
    return 0


COMMANDS = {"password": _password}
