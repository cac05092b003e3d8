"""A .qdpx: a zip with one project file (.qde) and the sources that it names."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from interviewcoder.errors import Refused
from interviewcoder.transcripts.package import opened, read_part

_SCHEME = re.compile(r"([a-z]+)://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Archive:
    """An open .qdpx. Nothing is unpacked to disk and no file beside it is opened, whatever its paths say."""

    name: str
    _zip: zipfile.ZipFile
    _entries: dict[str, str]

    def project(self) -> bytes:
        """The project file: the one .qde at the root. Raises Refused when there is none, or more than one."""
        found = [entry for key, entry in self._entries.items() if key.endswith(".qde") and "/" not in key]
        if len(found) != 1:
            raise Refused("exchange.no-project", file=self.name, count=len(found))
        return read_part(self.name, self._zip, found[0])

    def source(self, path: str) -> bytes | None:
        """What ``internal://name`` (or a bare name) points to in the folder of sources; None for what is not there.

        Raises Refused for a source that is damaged or unpacks to more than a text would.
        """
        scheme = _SCHEME.match(path)
        if scheme and scheme[1].lower() != "internal":
            return None
        name = PurePosixPath(_SCHEME.sub("", path, count=1)).as_posix().lstrip("/").lower()
        entry = next((self._entries[key] for key in (f"sources/{name}", name) if key in self._entries), None)
        return None if entry is None else read_part(self.name, self._zip, entry)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """The archive at a path. Raises Refused for what is no zip, is damaged, or holds more than a project would."""
    with opened(path.name, path) as packed:
        entries = {info.filename.lower(): info.filename for info in packed.infolist() if not info.is_dir()}
        yield Archive(path.name, packed, entries)
