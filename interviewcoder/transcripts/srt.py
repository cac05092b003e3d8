"""SubRip subtitles, as Amberscript and WhisperX write them."""

from __future__ import annotations

from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.transcripts.decode import decode
from interviewcoder.transcripts.drafts import Draft
from interviewcoder.transcripts.subtitles import cues_in, subtitles_as_text


def read_srt(path: Path, content: bytes) -> Draft:
    """The text of an ``.srt`` file, a line per turn with its times. Raises Refused for what holds no captions."""
    source, guessed = decode(path.name, content)
    if not source.strip("\ufeff \n\t"):
        raise Refused("transcripts.empty", file=path.name)
    cues = list(cues_in(source.split("\n")))
    text, doubts = subtitles_as_text(cues)
    if not text or all(cue.start is None for cue in cues):
        raise Refused("transcripts.captions.none", file=path.name)
    warnings = (say("transcripts.guessed-encoding"),) if guessed else ()
    return Draft(path.stem, "srt", text, content, (*warnings, *doubts))
