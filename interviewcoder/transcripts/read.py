"""One door for all formats: the suffix chooses the reader, the content must agree with it.

A new format is a file with a function ``(path, content) -> Draft`` and its entry in ``_READERS``. Subtitles are known
by their first lines whatever text they are called, and the shapes of JSON by what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.transcripts.decode import holds_controls
from interviewcoder.transcripts.drafts import Draft
from interviewcoder.transcripts.labels import is_certain, is_possible

_READERS = {
    ".docx": ("docx", "read_docx"),
    ".htm": ("noscribe", "read_noscribe"),
    ".html": ("noscribe", "read_noscribe"),
    ".json": ("recognised", "read_json"),
    ".md": ("markdown", "read_md"),
    ".odt": ("odt", "read_odt"),
    ".otr": ("otr", "read_otr"),
    ".pdf": ("pdf", "read_pdf"),
    ".rtf": ("rtf", "read_rtf"),
    ".srt": ("srt", "read_srt"),
    ".txt": ("txt", "read_txt"),
    ".vtt": ("vtt", "read_vtt"),
}
_SUBTITLES = (
    (re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT[ \t\r\n]"), ".vtt"),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}\d{1,7}\s{1,9}\d{1,6}:\d\d:\d\d[.,]\d{1,3}[ \t]*-->"), ".srt"),
)
_TIME = re.compile(r"[\[(]?\b\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PLAIN = (".txt", ".vtt", ".srt")
_LARGEST = 64 * 2**20

SUFFIXES = tuple(sorted(_READERS))
"""The suffixes of the files that can be read, in lower case, each with its dot."""


def read_file(path: Path) -> Draft:
    """The draft of a transcript file.

    Raises Refused with one sentence: not there, a folder, not to be read, a suffix or content that no reader knows,
    over 64 MiB, damaged, or without any text. The file is only read.
    """
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise Refused("transcripts.unknown-suffix", file=path.name, known=", ".join(SUFFIXES))
    content = read_bytes(path)
    draft = _reader(_kind(suffix, content))(path, content)
    draft = replace(draft, text=_whole(draft.text))
    if "\0" in draft.text:
        raise Refused("transcripts.nul-inside", file=path.name)
    if not draft.text.strip("\ufeff \t\n\r\f\v\u200b") or _is_labels_only(draft.text):
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


def _kind(suffix: str, content: bytes) -> str:
    """The suffix a file should have had: that of subtitles for plain text which holds them."""
    if suffix in _PLAIN:
        return next((kind for pattern, kind in _SUBTITLES if pattern.match(content)), suffix)
    return suffix


def _whole(text: str) -> str:
    """The text with LF line ends, and the halves of surrogate pairs that JSON and RTF may hold joined or replaced."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_labels_only(text: str) -> bool:
    """Whether nobody says a word: every line is a label, maybe with a time code before it."""
    pieces = (_TIME.sub("", piece).strip() for line in text.split("\n") for piece in line.split("\t"))
    return all(_is_label(piece) for piece in pieces if piece)


def _is_label(piece: str) -> bool:
    label = piece.strip("\ufeff").removesuffix(":").rstrip()
    return label != "" and (is_possible(label) if piece.endswith(":") else is_certain(label))


def _reader(suffix: str) -> Callable[[Path, bytes], Draft]:
    module, function = _READERS[suffix]
    reader: Callable[[Path, bytes], Draft] = getattr(import_module(f"{__package__}.{module}"), function)
    return reader
