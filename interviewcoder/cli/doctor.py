"""``doctor``: look whether all is well with a study, and rebuild its tables from its log."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.cli.show import as_json, line
from interviewcoder.cli.studies import opened
from interviewcoder.cli.usage import Parser, told
from interviewcoder.locale import say
from interviewcoder.model import RoundState

if TYPE_CHECKING:
    from interviewcoder.store.addresses import Place
    from interviewcoder.store.backups import Backup


def _doctor(parser: Parser) -> None:
    parser.file()
    parser.add_argument("--replay", action="store_true", help=told("doctor.replay"))
    parser.json()
    parser.set_defaults(run=_run)


def _run(arguments: Namespace) -> int:
    from interviewcoder.store.doctor import examine, rebuild

    with opened(arguments.file) as project:
        if arguments.replay:
            rebuild(project)
        findings = examine(project)
        if arguments.json:
            rows = [{"finding": each.key, "sentence": str(each), **each.values} for each in findings]
            newest = _newest(project.path)
            backup = newest and {"file": str(newest.path), "at": newest.at.isoformat()}
            as_json({"well": not findings, "rebuilt": arguments.replay, "findings": rows, "backup": backup})
            return bool(findings)
        if arguments.replay:
            line(say("cli.doctor.rebuilt"))
        for finding in findings:
            line(str(finding))
        if not findings:
            count = len(project.ask.history())
            sealed = any(each.state is RoundState.SEALED for each in project.ask.rounds())
            well = "cli.doctor.well-sealed" if sealed else "cli.doctor.well"
            line(say(well, events=count, documents=len(project.ask.documents())))
        _tell_backup(project.path)
    return bool(findings)


def _newest(place: Place) -> Backup | None:
    from interviewcoder.store.backups import backups_of

    return next(iter(backups_of(place)), None) if isinstance(place, Path) else None


def _tell_backup(place: Place) -> None:
    """How old the newest backup of a file is; whoever keeps a server knows of its backups."""
    if newest := _newest(place):
        days = (datetime.now(UTC) - newest.at).days
        line(say("cli.doctor.backup", at=f"{newest.at.astimezone():%Y-%m-%d %H:%M}", days=days))
    elif isinstance(place, Path):
        line(say("cli.doctor.no-backup", path=place))


COMMANDS = {"doctor": _doctor}
