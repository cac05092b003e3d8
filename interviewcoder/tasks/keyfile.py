"""The key file: which name each pseudonym stands for, and what the study was before, locked with a passphrase.

It is an age file (passphrase recipient, scrypt), which other programs that know age can open too; in it is JSON,
compressed with zlib.
"""

from __future__ import annotations

import base64
import json
import os
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from interviewcoder.errors import Refused
from interviewcoder.model import Move, Span

_VERSION = 1
_AGE = b"age-encryption.org/"
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Named:
    """A name, what kind of name it is, and the pseudonym that replaces it."""

    name: str
    kind: str
    replacement: str


@dataclass(frozen=True, slots=True)
class Locked:
    """A version of a text as it was before its names were replaced. ``made`` is the hash of what it became."""

    text: str
    original: bytes
    format: str
    moves: tuple[Move, ...]
    made: str


@dataclass(frozen=True, slots=True)
class Round:
    """One time that names were replaced. ``events`` has what events that quoted them said: payload and inverse."""

    id: str
    at: str
    names: tuple[Named, ...]
    texts: Mapping[str, Locked]
    events: Mapping[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Key:
    """What a key file holds: the study it belongs to, and every round, the oldest first."""

    study: str
    rounds: tuple[Round, ...] = field(default=())


def key_path(study: Path) -> Path:
    """Where the key of a study is kept unless told otherwise: beside it."""
    return study.with_name(f"{study.name}.key.age")


def check_passphrase(passphrase: str) -> None:
    """Raises Refused for a passphrase so short that it can be guessed."""
    if len(passphrase) < _SHORTEST:
        raise Refused("pseudonyms.short-passphrase", least=_SHORTEST)


def read_key(path: Path, passphrase: str) -> Key:
    """The key in a file. Raises Refused when there is none, when it is no key file, or for a wrong passphrase."""
    import pyrage

    try:
        locked = path.read_bytes()
    except FileNotFoundError as error:
        raise Refused("pseudonyms.no-key", path=path) from error
    except OSError as error:
        raise Refused("pseudonyms.unreadable-key", path=path, fault=error.strerror or error) from error
    if not locked.startswith(_AGE):
        raise Refused("pseudonyms.not-a-key", path=path)
    try:
        opened = pyrage.passphrase.decrypt(locked, passphrase)
    except pyrage.DecryptError as error:
        slow = "work" in str(error)  # locked on a machine so fast that this one would need minutes
        raise Refused("pseudonyms.too-slow" if slow else "pseudonyms.wrong-passphrase", path=path) from error
    try:
        return _key(json.loads(zlib.decompress(opened)))
    except (ValueError, KeyError, TypeError, zlib.error) as error:
        raise Refused("pseudonyms.not-a-key", path=path) from error


def write_key(path: Path, key: Key, passphrase: str) -> None:
    """Lock a key and put it on disk for its owner only; the one that stood there is replaced whole or not at all.

    Raises Refused for a short passphrase and when it cannot be written.
    """
    import pyrage

    check_passphrase(passphrase)
    locked = pyrage.passphrase.encrypt(zlib.compress(json.dumps(_as_json(key)).encode("utf-8")), passphrase)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # readable by its owner only
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(locked)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise Refused("pseudonyms.unwritable-key", path=path, fault=error.strerror or error) from error
    if hasattr(os, "O_DIRECTORY"):  # where a folder can be synced, a file renamed in it is there after a power cut
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


# --- as JSON --------------------------------------------------------------------------------------


def _as_json(key: Key) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "study": key.study,
        "rounds": [
            {
                "id": each.id,
                "at": each.at,
                "names": [asdict(named) for named in each.names],
                "texts": {id: _locked_as_json(locked) for id, locked in each.texts.items()},
                "events": dict(each.events),
            }
            for each in key.rounds
        ],
    }


def _locked_as_json(locked: Locked) -> dict[str, Any]:
    return {
        "text": locked.text,
        "original": base64.b64encode(locked.original).decode("ascii"),
        "format": locked.format,
        "moves": [[move.old.start, move.old.end, move.new.start, move.new.end] for move in locked.moves],
        "made": locked.made,
    }


def _key(body: Mapping[str, Any]) -> Key:
    if body["version"] != _VERSION:
        raise ValueError(body["version"])
    return Key(body["study"], tuple(map(_round, body["rounds"])))


def _round(body: Mapping[str, Any]) -> Round:
    return Round(
        id=body["id"],
        at=body["at"],
        names=tuple(Named(**named) for named in body["names"]),
        texts={id: _locked(locked) for id, locked in body["texts"].items()},
        events=body["events"],
    )


def _locked(body: Mapping[str, Any]) -> Locked:
    return Locked(
        text=body["text"],
        original=base64.b64decode(body["original"]),
        format=body["format"],
        moves=tuple(map(_move, body["moves"])),
        made=body["made"],
    )


def _move(ends: Sequence[int]) -> Move:
    old_start, old_end, new_start, new_end = ends
    return Move(Span(old_start, old_end), Span(new_start, new_end))
