"""From bytes to text: which encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

from interviewcoder.errors import Refused

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTENTS = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "zip, Word (.docx) or Excel (.xlsx)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word 97 (.doc)"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"ID3", "MP3"),
    (b"RIFF", "WAV"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CONTROLS_IN_TEXT = 0.25
_CONTROLS_IN_GUESSED = 0.05
"""Shares of the characters. Hardly any bytes but text are UTF-8; nearly all are Windows-1252."""


def what_it_is(content: bytes) -> str | None:
    """The kind of file that the first bytes tell of; None for plain text and for what is not known."""
    return next((kind for start, kind in _CONTENTS if content.startswith(start)), None)


def decode(name: str, content: bytes) -> tuple[str, bool]:
    """The text with LF line ends, and whether its encoding had to be guessed (Windows-1252).

    A byte order mark decides and is left out; without one it is UTF-8, or else Windows-1252. Nothing else changes.
    Raises Refused, with ``name``, for what is no text: another kind of file, NUL bytes, bytes of no encoding.
    """
    text, guessed = decode_as_is(name, content)
    return text.replace("\r\n", "\n").replace("\r", "\n"), guessed


def decode_as_is(name: str, content: bytes) -> tuple[str, bool]:
    """As :func:`decode`, with the line ends that the file has."""
    if kind := what_it_is(content):
        raise Refused("transcripts.other-kind", file=name, kind=kind)
    text, guessed = _decode(name, content)
    if "\0" in text:
        raise Refused("transcripts.nul", file=name)
    if len(_CONTROL.findall(text)) > len(text) * (_CONTROLS_IN_GUESSED if guessed else _CONTROLS_IN_TEXT):
        raise Refused("transcripts.no-text-file" if guessed else "transcripts.mostly-controls", file=name)
    return text, guessed


def holds_controls(text: str) -> bool:
    """Whether a text holds characters that would command a terminal."""
    return _CONTROL.search(text) is not None


def _decode(name: str, content: bytes) -> tuple[str, bool]:
    mark, encoding = next((each for each in _MARKS if content.startswith(each[0])), (b"", ""))
    try:
        if encoding:
            return content[len(mark) :].decode(encoding), False
        return content.decode("utf-8"), False
    except UnicodeDecodeError as fault:
        if encoding:
            raise Refused("transcripts.broken-encoding", file=name, encoding=encoding.upper()) from fault
    if b"\0" in content:
        raise Refused("transcripts.nul", file=name)
    try:
        return content.decode("cp1252"), True
    except UnicodeDecodeError as fault:
        raise Refused("transcripts.no-text-file", file=name) from fault
