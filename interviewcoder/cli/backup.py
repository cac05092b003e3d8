"""``backup`` and ``restore``: a study kept, listed, and put back."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.cli.passwords import unlocked
from interviewcoder.cli.show import as_json, line, table
from interviewcoder.cli.studies import only_file, opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.errors import Refused
from interviewcoder.locale import say

if TYPE_CHECKING:
    from interviewcoder.store.backups import Backup


def _backup(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--list", action="store_true", help=told("backup.list"))
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.store.backups import Why, back_up, backups_of

    path = only_file(arguments.file)
    if not arguments.list:
        with opened(arguments.file, arguments.coder):
            made = back_up(path, Why.ASKED)
        if arguments.json:
            as_json({"file": str(made.path)})
        else:
            line(say("cli.backup.made", path=made.path))
        return 0
    found = backups_of(path)
    if arguments.json:
        as_json({"rows": [_as_row(each) for each in found]})
    elif not found:
        line(say("cli.backup.none", path=path))
    else:
        heads = [say(f"cli.backup.head.{name}") for name in ("number", "made", "why", "size", "file")]
        table(heads, [[str(number), *_shown(each)] for number, each in enumerate(found, 1)], right=(0, 3))
    return 0


def _as_row(backup: Backup) -> dict[str, str | int]:
    return {"file": str(backup.path), "at": backup.at.isoformat(), "why": backup.why.value, "size": backup.size}


def _shown(backup: Backup) -> list[str]:
    size = f"{backup.size / 1_000_000:.1f} MB"
    return [_local(backup), say(f"cli.backup.why.{backup.why.value}"), size, backup.path.name]


def _local(backup: Backup) -> str:
    return f"{backup.at.astimezone():%Y-%m-%d %H:%M}"


def _restore(parser: Parser) -> None:
    parser.file()
    parser.add_argument("backup", nargs="?", metavar=told("metavar.backup"), help=told("restore.backup"))
    parser.json()
    parser.set_defaults(run=_run_restore)


def _run_restore(arguments: Namespace) -> int:
    from interviewcoder.store.backups import backups_of, restore

    path = only_file(arguments.file)
    found = backups_of(path)
    chosen = _chosen(path, found, arguments.backup)
    unlocked(chosen)
    kept = restore(path, chosen)
    if arguments.json:
        as_json({"file": str(path), "restored": str(chosen), "kept": str(kept) if kept else None})
        return 0
    at = next((_local(each) for each in found if each.path == chosen), chosen.name)
    line(say("cli.restore.done", path=path, at=at))
    if kept:
        line(say("cli.restore.kept", path=kept))
    return 0


def _chosen(path: Path, found: tuple[Backup, ...], asked: str | None) -> Path:
    """The file meant by a number, a path, or nothing: the newest."""
    if asked is None:
        if not found:
            raise Refused("cli.backup.none", path=path)
        return found[0].path
    if not asked.isdigit():
        return Path(asked)
    number = int(asked)
    if not 1 <= number <= len(found):
        raise Refused("cli.restore.no-number", number=number, path=path)
    return found[number - 1].path


COMMANDS = {"backup": _backup, "restore": _restore}
