"""One door for the files of all programs: the suffix and the first bytes choose the reader."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.exchange.foreign import ForeignProject

_READERS = {
    ".qdpx": ("refi.reading", "read_qdpx"),
    ".qde": ("refi.reading", "read_qde"),
    ".qdc": ("refi.reading", "read_qdc"),
    ".qda": ("qualcoder", "read_qda"),
    ".sqlite3": ("taguette", "read_taguette"),
    ".csv": ("code_lists", "read_code_list"),
    ".txt": ("code_lists", "read_code_list"),
}

SUFFIXES = tuple(_READERS)
"""The suffixes of the files that can be read, each with its dot."""


def read_project(path: Path) -> ForeignProject:
    """What a file of another program holds: a project, or only its codes.

    Raises Refused with one sentence: not there, of a kind that no reader knows, damaged, or hostile.
    """
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise Refused("exchange.unknown-suffix", file=path.name, known=", ".join(SUFFIXES))
    if not path.exists():
        raise Refused("transcripts.no-file", path=path)
    module, function = _READERS[suffix]
    reader: Callable[[Path], ForeignProject] = getattr(import_module(f"{__package__}.{module}"), function)
    return reader(path)
