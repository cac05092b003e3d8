"""WebVTT: captions of Teams, Zoom, noScribe, WhisperX and of video sites."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.transcripts.decode import decode
from interviewcoder.transcripts.drafts import Draft
from interviewcoder.transcripts.subtitles import cues_in, subtitles_as_text

_SIGNATURE = re.compile(r"\ufeff?WEBVTT(?=[ \t\n]|$)")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t:]|$)")


def read_vtt(path: Path, content: bytes) -> Draft:
    """The text of a ``.vtt`` file, a line per turn with its times. Raises Refused for what holds no captions."""
    source, guessed = decode(path.name, content)
    if not source.strip("\ufeff \n\t"):
        raise Refused("transcripts.empty", file=path.name)
    if not _SIGNATURE.match(source):
        raise Refused("transcripts.captions.no-vtt", file=path.name)
    lines, noted = _without_asides(source.split("\n"))
    text, doubts = subtitles_as_text(cues_in(lines))
    if not text:
        raise Refused("transcripts.captions.none", file=path.name)
    warnings = [say("transcripts.guessed-encoding")] if guessed else []
    warnings += [say("transcripts.captions.notes")] if noted else []
    return Draft(path.stem, "vtt", text, content, (*warnings, *doubts))


def _without_asides(lines: Sequence[str]) -> tuple[list[str], bool]:
    """The lines without the header, notes, styles and regions; whether there were notes."""
    kept: list[str] = []
    skipping, noted, after_blank = True, False, False
    for line in lines:
        if after_blank and _ASIDE.match(line):
            skipping = True
            noted = noted or line.startswith("NOTE")
        elif not line.strip() or "-->" in line:
            skipping = False
        after_blank = not line.strip()
        if not skipping:
            kept.append(line)
    return kept, noted
