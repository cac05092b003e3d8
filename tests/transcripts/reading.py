"""Short ways to ask a reader something in a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from interviewcoder.errors import Refused
from interviewcoder.model import Transcript
from interviewcoder.transcripts.drafts import Draft
from interviewcoder.transcripts.read import read_file
from interviewcoder.transcripts.speakers import propose_speakers
from interviewcoder.transcripts.turns import build_transcript


def read(folder: Path, name: str, content: bytes | str) -> Draft:
    """The draft of a file with this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(path)


def refused(folder: Path, name: str, content: bytes | str) -> str:
    """The key of the one sentence with which a file is refused, without its room; the file stays as it was."""
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(Refused) as caught:
        read(folder, name, raw)
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)
    assert (folder / name).read_bytes() == raw
    return caught.value.key.removeprefix("transcripts.")


def transcript_in(text: str) -> Transcript:
    """The transcript of a text with the speakers that are proposed."""
    return build_transcript(text, {each.label: each.speaker for each in propose_speakers(text)})


def said(text: str) -> list[tuple[str, str]]:
    """The turns of a text: each label with its speech."""
    return [(turn.label, turn.span.of(text)) for turn in transcript_in(text).turns]


def times(text: str) -> list[tuple[float | None, float | None]]:
    """When the turns of a text begin and end."""
    return [(turn.time_start, turn.time_end) for turn in transcript_in(text).turns]
