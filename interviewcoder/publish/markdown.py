"""Text as Markdown that reads as itself: nothing said in an interview becomes markup."""

from __future__ import annotations

import re

from interviewcoder.safe import visible

_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~$^&@]")
_OPENING = re.compile(r"(?=[-+=:])|(\(?(?:\d{1,9}|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+))(?=[.)](?:\s|$))")
"""What starts a list, a heading or a definition at the start of a line."""


def escaped(line: str) -> str:
    """One line, trimmed, with every character escaped that CommonMark or its common dialects would act upon."""
    line = _MARKUP.sub(r"\\\g<0>", visible(line).strip())
    opening = _OPENING.match(line)
    return f"{opening[0]}\\{line[opening.end() :]}" if opening else line


def block_quote(text: str) -> list[str]:
    """The lines of a block quote in which every line of the text ends where it did; blank ones part paragraphs."""
    lines = [escaped(line) for line in text.strip().split("\n")]
    followed = [*lines[1:], ""]
    pairs = zip(lines, followed, strict=True)
    return [f"> {line}\\" if line and after else f"> {line}".rstrip() for line, after in pairs]
