"""Which files an import is about: those that were named, and what can be a transcript in folders and patterns."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.transcripts.read import SUFFIXES

_PATTERN = re.compile(r"[*?\[]")
_DIGITS = re.compile(r"(\d+)")
_ABOUT = re.compile(r"(?:read[ _-]?me|lees[ _-]?mij|licen[cs]e|licentie|changelog|contributing)(?![^\W_])", re.I)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a folder with files of other kinds, that stays out of the import; ``why`` is a sentence."""

    path: Path
    why: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files to read, folder by folder, "R2" before "R10". ``named`` are those that a person named one by one:
    where one of them cannot be read that is refused, while others are passed over, as ``skipped`` were already."""

    files: tuple[Path, ...]
    named: frozenset[Path]
    skipped: tuple[Skipped, ...] = ()


def gather(paths: Sequence[Path]) -> Gathered:
    """The transcript files that are meant: files, all that can be read in folders, and what patterns match.

    Folders are searched to the bottom; hidden files and the lock files of word processors are passed over without a
    word, files of other kinds and those about the folder itself, such as README.md, with a sentence. Each file comes
    once. Raises Refused for a path that is not there, and where nothing can be read.
    """
    found: dict[Path, Path] = {}
    named: set[Path] = set()
    skipped: dict[Path, Skipped] = {}
    for path in paths:
        files = [file for file in _files(path) if not _is_lock(file)]
        taken = [file for file in files if _is_taken(file, path)]
        if not taken:
            raise Refused("intake.nothing-to-read", path=path, known=", ".join(SUFFIXES))
        for file in taken:
            found.setdefault(file.resolve(), file)
        named.update(file.resolve() for file in taken if file == path)
        if path.is_dir():
            skipped |= {each.path.resolve(): each for each in _left_in(path, files)}
    for file in found.keys() & skipped.keys():  # named by itself as well
        del skipped[file]
    order = sorted(found, key=lambda file: _place(found[file]))
    chosen = frozenset(found[file] for file in named)
    return Gathered(tuple(found[file] for file in order), chosen, tuple(skipped.values()))


def _files(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return _below(path)
    if path.exists():
        return (path,)
    if not _PATTERN.search(str(path)):
        raise Refused("transcripts.no-file", path=path)
    try:
        matches = list(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
    except ValueError:  # no pattern after all, such as "a**"
        return ()
    return (match for match in matches if match.is_file() and _is_meant(match, path))


def _is_meant(match: Path, pattern: Path) -> bool:
    """Whether a file can be read, and is hidden only where the pattern itself says so."""
    found = set(match.parts) - set(pattern.parts)
    return match.suffix.lower() in SUFFIXES and not any(part.startswith(".") for part in found)


def _below(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(here, name) for name in names if not name.startswith("."))


def _is_taken(file: Path, path: Path) -> bool:
    """Whether a file is read: one that was named always, one of a folder by its kind and name."""
    return file == path or (file.suffix.lower() in SUFFIXES and not _ABOUT.match(file.name))


def _left_in(folder: Path, files: Iterable[Path]) -> Iterator[Skipped]:
    """What of a folder is not taken: by name what could have been read, by kind what could not."""
    kinds: Counter[str] = Counter()
    for file in files:
        if file.suffix.lower() not in SUFFIXES:
            kinds[file.suffix.lower() or file.name] += 1
        elif _ABOUT.match(file.name):
            yield Skipped(file, say("intake.about-the-folder", file=file.name))
    if kinds:
        yield Skipped(folder, say("intake.other-kinds", count=kinds.total(), kinds=", ".join(sorted(kinds))))


def _unreadable(fault: OSError) -> NoReturn:
    raise Refused("transcripts.unreadable", path=fault.filename) from fault


def _is_lock(path: Path) -> bool:
    return path.name.startswith(("~$", ".~lock."))


def _place(path: Path) -> tuple[list[list[tuple[str, int]]], list[tuple[str, int]]]:
    """Orders files by folder, then by name."""
    return [_natural(part) for part in path.parent.parts], _natural(path.name)


def _natural(name: str) -> list[tuple[str, int]]:
    """Orders names by the numbers in them too."""
    return [("", int(part)) if part.isdecimal() else (part, 0) for part in _DIGITS.split(name.casefold())]
