"""Backups of a study in a file: made by themselves, listed, and put back.

They stand in a folder beside the study, ``study.icdb.backups``, each a whole study that opens as any other. The first
time a study is opened on a day, what was there of earlier days is kept; and so it is before the program changes the
schema of the file, and before another backup takes its place.
"""

from __future__ import annotations

import os
import re
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.store.encryption import (
    PASSWORD,
    Lock,
    another_lock,
    check,
    check_password,
    connect,
    faults,
    hold,
    is_encrypted,
    lock_of,
)

_NAME = re.compile(r"(?P<at>\d{8}T\d{6}\d{3})Z-(?P<why>[a-z]+)\.icdb")
_STAMP = "%Y%m%dT%H%M%S%f"


class Why(StrEnum):
    """What a backup was made for."""

    DAY = "day"
    SCHEMA = "schema"
    RESTORE = "restore"
    ASKED = "asked"


_KEPT = {Why.DAY: 10, Why.SCHEMA: 3, Why.RESTORE: 3}
"""How many of each are kept; those that a person asked for stay until a person removes them."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: the file, when it was made (UTC) and why, and its size in bytes."""

    path: Path
    at: datetime
    why: Why
    size: int


def folder_of(study: Path) -> Path:
    """Where the backups of a study stand."""
    return study.with_name(f"{study.name}.backups")


def backups_of(study: Path) -> tuple[Backup, ...]:
    """The backups of a study, newest first. A file by another name is none."""
    found = []
    folder = folder_of(study)
    for path in folder.iterdir() if folder.is_dir() else ():
        if named := _NAME.fullmatch(path.name):
            at = datetime.strptime(named["at"] + "000", _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path, at, Why(named["why"]), path.stat().st_size))
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def refuse_damaged(study: Path) -> None:
    """Raises Refused for a file that looks encrypted while its newest backup is not: its first bytes may be lost."""
    newest = next(iter(backups_of(study)), None)
    if newest and is_encrypted(study) and not is_encrypted(newest.path):
        raise Refused("encryption.maybe-damaged", path=study, variable=PASSWORD)


def back_up(study: Path, why: Why) -> Backup:
    """Copy a study as it is now, while it may be in use, and let the oldest of the same kind go.

    Raises Refused when the study cannot be read or the copy not be written; then there is no half of one.
    """
    at = datetime.now(UTC)
    folder = folder_of(study)
    path = folder / f"{at.strftime(_STAMP)[:-3]}Z-{why}.icdb"
    part = path.with_suffix(".part")
    try:
        folder.mkdir(exist_ok=True)
        _copy(study, part)
        part.replace(path)
        sync(folder)
    except faults(OSError) as error:
        with suppress(OSError):
            part.unlink()
        raise Refused("store.no-backup", path=study, folder=folder, fault=_said(error)) from error
    for old in [each for each in backups_of(study) if each.why is why][_KEPT.get(why, 1 << 30) :]:
        old.path.unlink(missing_ok=True)
    return Backup(path, at, why, path.stat().st_size)


def back_up_for_today(study: Path) -> Backup | None:
    """Keep what a study held before today, once; None where there is nothing of before, or it is kept already, or the
    study cannot be read, for no backup is worth having of that."""
    try:
        with closing(connect(study, "mode=ro")) as source:
            ((last_at,),) = source.execute("SELECT max(at) FROM event")
    except faults():
        return None
    if last_at is None:
        return None
    last = datetime.fromisoformat(last_at)
    if last.astimezone().date() >= datetime.now().astimezone().date():
        return None
    if any(each.at >= last for each in backups_of(study)):
        return None
    return back_up(study, Why.DAY)


def encrypt_anew(study: Path, password: str) -> int:
    """Encrypt a study with another password, and its backups with it; returns how many backups.

    Each file is written anew beside itself and then takes its own place, the study last, so that whatever happens
    each opens with one of the two. Raises Refused for a short password, when the study is open in another program,
    and when a file cannot be written.
    """
    check_password(password)
    _alone(study)
    found = [each.path for each in backups_of(study)]
    for path in (*found, study):
        part = path.with_name(f".{path.name}.part")
        try:
            _copy(path, part, another_lock(password))
            part.replace(path)
            sync(path.parent)
        except faults(OSError) as error:
            with suppress(OSError):
                part.unlink()
            raise Refused("encryption.not-changed", path=path, fault=_said(error)) from error
    hold(study, password)
    return len(found)


def restore(study: Path, backup: Path) -> Path | None:
    """Put a backup in the place of a study; what stood there is kept, and its path returned (None where nothing did).

    Raises Refused when the backup is no study or damaged, or when the study is open in another program.
    """
    _check(backup)
    kept = _set_aside(study) if study.exists() else None
    part = study.with_name(f".{study.name}.part")
    try:
        _copy(backup, part)
        for suffix in ("-wal", "-shm"):
            study.with_name(study.name + suffix).unlink(missing_ok=True)
        part.replace(study)
        sync(study.parent)
    except faults(OSError) as error:
        with suppress(OSError):
            part.unlink()
        raise Refused("store.not-restored", path=study, fault=_said(error)) from error
    return kept


def _set_aside(study: Path) -> Path:
    """Keep what stands in the place of a study: as a backup, or, when it can no longer be read, as the file it is."""
    try:
        _alone(study)
        return back_up(study, Why.RESTORE).path
    except faults(Refused) as error:
        if isinstance(error, Refused) and error.key == "store.open-elsewhere":
            raise
    moved = study.with_name(f"{study.name}.damaged-{datetime.now(UTC).strftime('%Y%m%dT%H%M%S')}")
    study.replace(moved)
    return moved


def _alone(study: Path) -> None:
    """Raises Refused when a study is open in another program, and the driver's fault when it cannot be read; what was
    kept beside it is in the file afterwards."""
    try:
        with closing(connect(study, "mode=rw", timeout=0.5)) as alone:
            alone.execute("PRAGMA locking_mode = EXCLUSIVE")
            alone.execute("BEGIN EXCLUSIVE")
            alone.execute("SELECT count(*) FROM event").fetchone()
    except faults() as error:
        if (getattr(error, "sqlite_errorname", "") or "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise Refused("store.open-elsewhere", path=study) from error
        raise


def _check(backup: Path) -> None:
    from interviewcoder.store.files import APPLICATION_ID, is_study

    if not backup.is_file() or not is_study(backup):
        raise Refused("store.not-a-study", path=backup)
    check(backup)
    try:
        with closing(connect(backup, "mode=ro&immutable=1")) as source:
            told = source.execute("PRAGMA quick_check(1)").fetchone()[0]
            if source.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise Refused("store.not-a-study", path=backup)
    except faults() as error:
        raise Refused("store.damaged", path=backup) from error
    if told != "ok":
        raise Refused("store.damaged", path=backup)


def _copy(source: Path, target: Path, lock: Lock | None = None) -> None:
    """A copy that is one file on its own, on disk; of an encrypted study with the same lock, unless with another."""
    target.unlink(missing_ok=True)
    with (
        closing(connect(source, "mode=ro")) as read,
        closing(connect(target, "mode=rwc", lock=lock or lock_of(source))) as write,
    ):
        read.backup(write)
        write.execute("PRAGMA journal_mode = DELETE")
    sync(target)


def sync(path: Path) -> None:
    """Wait until a file, or what a folder lists, is on disk; not every system lets a folder be asked."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _said(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
