"""Plain text."""

from __future__ import annotations

from pathlib import Path

from interviewcoder.locale import say
from interviewcoder.transcripts.decode import decode
from interviewcoder.transcripts.drafts import Draft


def read_txt(path: Path, content: bytes) -> Draft:
    """The text of a ``.txt`` file. Raises Refused for what is no text."""
    text, guessed = decode(path.name, content)
    warnings = (say("transcripts.guessed-encoding"),) if guessed else ()
    return Draft(path.stem, "txt", text, content, warnings)
