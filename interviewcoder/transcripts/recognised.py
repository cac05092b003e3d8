"""JSON of speech recognition: Whisper and its kin, WhisperX, Amberscript. The shape tells which it is."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.transcripts.captions import Caption, as_text
from interviewcoder.transcripts.decode import decode
from interviewcoder.transcripts.drafts import Draft


def read_json(path: Path, content: bytes) -> Draft:
    """The text of a ``.json`` file of speech recognition, a line per turn with its times.

    Also an oTranscribe file under this name. Raises Refused for what is no whole JSON or has another shape.
    """
    data, warnings = parse_json(path.name, content)
    if is_otranscribe(data):
        from interviewcoder.transcripts.otr import read_otr

        return read_otr(path, content)
    captions = list(_captions(path.name, data))
    text, doubts = as_text(captions)
    return Draft(path.stem, "json", text, content, (*warnings, *doubts))


def parse_json(name: str, content: bytes) -> tuple[Any, tuple[str, ...]]:
    """The value of a JSON file, with what a person should be told of it. Raises Refused, with ``name``."""
    source, guessed = decode(name, content)
    if not source.strip("\ufeff \n\t"):
        raise Refused("transcripts.empty", file=name)
    try:
        data = json.loads(source.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as fault:
        raise Refused("transcripts.json.damaged", file=name) from fault
    return data, (say("transcripts.guessed-encoding"),) if guessed else ()


def is_otranscribe(data: Any) -> bool:
    """Whether a JSON value is what oTranscribe saves: HTML under "text", and the recording it was made with."""
    return isinstance(data, dict) and isinstance(data.get("text"), str) and "media" in data and "segments" not in data


def _captions(name: str, data: Any) -> Iterator[Caption]:
    if isinstance(data, list):
        data = {"segments": data}
    segments = data.get("segments", data.get("transcription")) if isinstance(data, dict) else None
    if not (isinstance(segments, list) and segments and all(isinstance(each, dict) for each in segments)):
        raise Refused("transcripts.json.unknown", file=name)
    names = _names(data.get("speakers"))
    for segment in segments:
        caption = _caption(segment, names)
        if caption is None:
            raise Refused("transcripts.json.unknown", file=name)
        yield caption


def _names(speakers: Any) -> dict[str, str]:
    """What Amberscript's numbers of speakers stand for."""
    listed = [each for each in speakers if isinstance(each, dict)] if isinstance(speakers, list) else []
    return {str(each.get("spkid")): str(each.get("name") or each.get("spkid")) for each in listed}


def _caption(segment: dict[str, Any], names: dict[str, str]) -> Caption | None:
    words = segment.get("words")
    words = [word for word in words if isinstance(word, dict)] if isinstance(words, list) else []
    text = segment.get("text")
    if text is None and isinstance(segment.get("words"), list):
        text = " ".join(str(word.get("text", word.get("word", ""))) for word in words)
    if not isinstance(text, str):
        return None
    start, end = _times(segment, words)
    speaker = segment.get("speaker")
    label = str(speaker) if isinstance(speaker, str | int) and not isinstance(speaker, bool) else ""
    return Caption(text, start, end, names.get(label, label))


def _times(segment: dict[str, Any], words: list[dict[str, Any]]) -> tuple[float | None, float | None]:
    """When a segment begins and ends: as it says (whisper.cpp in milliseconds), else as its words do."""
    offsets = segment.get("offsets")
    if isinstance(offsets, dict):
        return _number(offsets.get("from"), 1000), _number(offsets.get("to"), 1000)
    starts = [time for word in words if (time := _number(word.get("start"))) is not None]
    ends = [time for word in words if (time := _number(word.get("end"))) is not None]
    start, end = _number(segment.get("start")), _number(segment.get("end"))
    return (
        start if start is not None else min(starts, default=None),
        end if end is not None else max(ends, default=None),
    )


def _number(value: Any, of: int = 1) -> float | None:
    """A number as seconds; None for what is none, or too large to be a time."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) / of if abs(value) < 10**12 and math.isfinite(value) else None
