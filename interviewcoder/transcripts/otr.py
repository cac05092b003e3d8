"""oTranscribe: JSON that holds the transcript as HTML, with times that the typist put where they were wanted."""

from __future__ import annotations

import re
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.transcripts.captions import clock, moment
from interviewcoder.transcripts.drafts import Draft
from interviewcoder.transcripts.hypertext import Piece, pieces_of
from interviewcoder.transcripts.recognised import is_otranscribe, parse_json

_SPACES = re.compile(r" {2,}")


def read_otr(path: Path, content: bytes) -> Draft:
    """The text of an ``.otr`` file, a line per paragraph, times as "[00:00:03]". Raises Refused for anything else."""
    data, warnings = parse_json(path.name, content)
    if not is_otranscribe(data):
        raise Refused("transcripts.json.no-otr", file=path.name)
    try:
        shown = "".join(map(_shown, pieces_of(data["text"])))
    except ValueError as fault:
        raise Refused("transcripts.json.no-otr", file=path.name) from fault
    lines = (_SPACES.sub(" ", line).strip(" ") for line in shown.split("\n"))
    text = "".join(f"{line}\n" for line in lines if line)
    return Draft(path.stem, "otr", text, content, warnings)


def _shown(piece: Piece) -> str:
    if piece.attributes.get("class") != "timestamp":
        return piece.text
    try:
        time = moment(float(piece.attributes.get("data-timestamp", "")))
    except ValueError:
        time = None
    shown = piece.text.strip() if time is None else clock(time)
    return f" [{shown}] " if shown else ""
