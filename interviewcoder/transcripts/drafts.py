"""What a reader makes of a file, before anyone has said who speaks in it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as read. ``name`` is that of the file without its suffix, ``format`` the suffix without its dot.

    ``text`` has LF line ends and is otherwise what the file says, tabs and control characters too; ``original`` is
    the file byte for byte. ``warnings`` are sentences for a person, about what the reader had to decide.
    """

    name: str
    format: str
    text: str = field(repr=False)
    original: bytes = field(repr=False)
    warnings: tuple[str, ...] = ()
