"""Plain text."""

from __future__ import annotations

import re
from pathlib import Path

from interviewcoder.locale import say
from interviewcoder.transcripts.decode import decode
from interviewcoder.transcripts.drafts import Draft

_OF_WHISPERX = re.compile(r"\[SPEAKER_\d+\]: ")


def read_txt(path: Path, content: bytes) -> Draft:
    """The text of a ``.txt`` file. Raises Refused for what is no text."""
    text, guessed = decode(path.name, content)
    warnings = [say("transcripts.guessed-encoding")] if guessed else []
    if count := _unnamed(text):
        warnings.append(say("transcripts.unnamed-lines", count=count))
    return Draft(path.stem, "txt", text, content, tuple(warnings))


def _unnamed(text: str) -> int:
    """How many lines name no speaker in a file in which each line is to name one, as WhisperX writes it."""
    if "[SPEAKER_" not in text:
        return 0
    lines = [line for line in text.split("\n") if line.strip()]
    named = sum(_OF_WHISPERX.match(line) is not None for line in lines)
    return len(lines) - named if 2 * named > len(lines) else 0
