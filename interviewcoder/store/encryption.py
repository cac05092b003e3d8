"""A study whose file is encrypted with a password, by SQLCipher (the extra ``encryption``).

SQLCipher encrypts every page of the file, and of what SQLite keeps beside it. The key is made of the password here,
as SQLCipher 4 makes it, so that other programs that know it open the file too; once, for making one takes a while.
Passwords are held in the memory of this process and nowhere else.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

from interviewcoder.errors import Refused
from interviewcoder.store.addresses import Place

PASSWORD = "INTERVIEWCODER_PASSWORD"
"""The variable that tells a script's password; others on the machine could read it in a command."""

_SHORTEST = 8
_PAGE = 4096
_SALT = 16
_ROUNDS = 256_000
_RANDOM = 240
"""So many different bytes an encrypted page holds at least: all but surely all 256."""
_OTHERS = (b"SQLite format 3\0", b"PK")

_held: dict[Path, str] = {}
_begun: dict[Path, Lock] = {}


@dataclass(frozen=True, slots=True)
class Lock:
    """What opens an encrypted file."""

    key: bytes = field(repr=False)
    salt: bytes

    def open(self, connection: sqlite3.Connection) -> None:
        """Call before anything else is asked of a new connection."""
        connection.execute("PRAGMA cipher_log_level = NONE")  # else it writes over the screen
        connection.execute(f"PRAGMA key = \"x'{self.key.hex()}{self.salt.hex()}'\"")


# --- passwords ------------------------------------------------------------------------------------


def is_encrypted(path: Path) -> bool:
    """Whether a file looks like an encrypted database: whole pages without any pattern."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            page = file.read(_PAGE)
            size = file.seek(0, os.SEEK_END)
    except OSError:
        return False
    return size > 0 and size % _PAGE == 0 and len(set(page)) >= _RANDOM and not page.startswith(_OTHERS)


def is_locked(path: Path) -> bool:
    """Whether a file is encrypted and no password of it is known to this process."""
    return is_encrypted(path) and password_of(path) is None


def password_of(path: Path) -> str | None:
    """The password of a study or of its backups, where this process was told one."""
    return _held.get(_study_of(path)) or os.environ.get(PASSWORD)


def own_password(place: Place) -> str | None:
    """The password of an encrypted study that is open; None for any other."""
    return password_of(place) if isinstance(place, Path) and is_encrypted(place) else None


def unlock(path: Path, password: str) -> None:
    """Hold the password of an encrypted file from now on. Raises Refused for a wrong one, and without the extra."""
    _try(path, _made(password, _salt_of(path)))
    hold(path, password)


def check(path: Path) -> None:
    """Raises Refused for an encrypted file of which no password is known, or a wrong one."""
    if lock := lock_of(path):
        _try(path, lock)


def _try(path: Path, lock: Lock) -> None:
    options = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"
    with closing(connect(path, options, lock=lock)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except faults() as error:
            said = {"SQLITE_NOTADB": "encryption.wrong-password", "SQLITE_CORRUPT": "store.damaged"}
            if (key := said.get(getattr(error, "sqlite_errorname", ""))) is None:
                raise
            raise Refused(key, path=path) from error


@contextmanager
def beginning(place: Place, password: str | None) -> Iterator[None]:
    """Have the file made at ``place`` within encrypted, where there is a password.

    Raises Refused for a short password, a study on a server, and without the extra.
    """
    if password is None:
        yield
        return
    if not isinstance(place, Path):
        raise Refused("encryption.on-server", path=place)
    check_password(password)
    driver()
    study = _study_of(place)
    before = dict(_held)
    _begun[study] = another_lock(password)
    _held[study] = password
    try:
        yield
    except BaseException:
        _held.pop(study, None)
        _held.update(before)
        raise
    finally:
        del _begun[study]


def check_password(password: str) -> None:
    """Raises Refused for a password so short that it can be guessed."""
    if len(password) < _SHORTEST:
        raise Refused("encryption.short-password", least=_SHORTEST)


def hold(path: Path, password: str) -> None:
    """Hold the password of a file that is known to be right."""
    _held[_study_of(path)] = password


def _study_of(path: Path) -> Path:
    """The study that a file is, or is a backup of."""
    whole = path.resolve()
    name = whole.parent.name
    return whole.parent.with_name(name.removesuffix(".backups")) if name.endswith(".backups") else whole


# --- opening --------------------------------------------------------------------------------------


def lock_of(path: Path) -> Lock | None:
    """What opens a file; None for one that is not encrypted. Raises Refused where the password is not known."""
    if is_encrypted(path):
        if (password := password_of(path)) is None:
            raise Refused("encryption.locked", path=path, variable=PASSWORD)
        return _made(password, _salt_of(path))
    there = path.exists() and path.stat().st_size > 0
    return None if there else _begun.get(_study_of(path))


def connect(path: Path, options: str = "", *, lock: Lock | None = None, timeout: float = 5.0) -> sqlite3.Connection:
    """A driver's own connection to a file, in transactions begun by us; ``options`` are those of SQLite's addresses,
    as ``mode=ro``. Raises Refused where it is encrypted and the password is not known."""
    lock = lock or lock_of(path)
    opener = driver() if lock else sqlite3
    connection: sqlite3.Connection = opener.connect(
        _address(path, options), uri=True, timeout=timeout, isolation_level=None
    )
    if lock:
        lock.open(connection)
    return connection


def another_lock(password: str) -> Lock:
    """A lock for a file that is not there yet."""
    return _made(password, os.urandom(_SALT))


def driver() -> ModuleType:
    """SQLCipher's driver. Raises Refused where it is not installed."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise Refused("encryption.not-installed") from error
    made: ModuleType = dbapi2
    return made


def faults(*more: type[Exception]) -> tuple[type[Exception], ...]:
    """What the drivers raise where a file, a disk or a question is not as it should be; and what is named."""
    cipher = sys.modules.get("sqlcipher3.dbapi2")
    return (*more, sqlite3.Error, *([cipher.Error] if cipher else []))


def _address(path: Path, options: str) -> str:
    return f"file:{quote(str(path))}?{options}"


def _salt_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_SALT)


@lru_cache(maxsize=16)
def _made(password: str, salt: bytes) -> Lock:
    """The same password gives the same key, on whichever keyboard it was typed."""
    typed = unicodedata.normalize("NFC", password).encode("utf-8")
    return Lock(hashlib.pbkdf2_hmac("sha512", typed, salt, _ROUNDS, 32), salt)
