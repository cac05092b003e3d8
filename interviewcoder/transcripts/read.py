"""One door for all formats: the suffix chooses the reader, the content must agree with it.

A new format is a file with a function ``(path, content) -> Draft`` and its entry in ``_READERS``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.transcripts.decode import holds_controls
from interviewcoder.transcripts.drafts import Draft

_READERS = {".docx": ("docx", "read_docx"), ".txt": ("txt", "read_txt")}
_LARGEST = 64 * 2**20

SUFFIXES = tuple(sorted(_READERS))
"""The suffixes of the files that can be read, in lower case, each with its dot."""


def read_file(path: Path) -> Draft:
    """The draft of a transcript file.

    Raises Refused with one sentence: not there, a folder, not to be read, a suffix or content that no reader knows,
    over 64 MiB, damaged, or without any text. The file is only read.
    """
    read = _reader(path)
    draft = read(path, read_bytes(path))
    if not draft.text.strip("\ufeff \t\n\r\f\v\u200b"):
        raise Refused("transcripts.empty", file=path.name)
    if holds_controls(draft.text):
        draft = replace(draft, warnings=(*draft.warnings, say("transcripts.controls")))
    return replace(draft, name=visible(draft.name))


def read_bytes(path: Path) -> bytes:
    """What a file holds. Raises Refused when it is not there, no file, not to be read or over 64 MiB."""
    try:
        if path.is_dir():
            raise Refused("transcripts.folder", path=path)
        if path.exists() and not path.is_file():  # reading a pipe could wait for ever
            raise Refused("transcripts.unreadable", path=path)
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError as fault:
        raise Refused("transcripts.no-file", path=path) from fault
    except (OSError, ValueError) as fault:
        raise Refused("transcripts.unreadable", path=path) from fault
    if len(content) > _LARGEST:
        raise Refused("transcripts.too-large", file=path.name, most=_LARGEST // 2**20)
    return content


def _reader(path: Path) -> Callable[[Path, bytes], Draft]:
    known = _READERS.get(path.suffix.lower())
    if known is None:
        raise Refused("transcripts.unknown-suffix", file=path.name, known=", ".join(SUFFIXES))
    module, function = known
    reader: Callable[[Path, bytes], Draft] = getattr(import_module(f"{__package__}.{module}"), function)
    return reader
