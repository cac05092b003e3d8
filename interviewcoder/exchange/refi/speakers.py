"""Who speaks, in a format that has no speakers: values of the source, in JSON, that other programs show as text."""

from __future__ import annotations

import json
from collections.abc import Mapping

from interviewcoder.exchange.foreign import ForeignDocument
from interviewcoder.model import Speaker

SPEAKERS = "Interviewcoder: speakers"
VOICES = "Interviewcoder: voices"
"""The names of the variables: for whom each label stands, and of a group interview which case speaks under it."""


def speakers_told(document: ForeignDocument) -> dict[str, str]:
    """The values that tell who speaks in a document; none where it is not known."""
    told = {SPEAKERS: {label: speaker.value for label, speaker in document.speakers.items()}, VOICES: document.voices}
    return {name: json.dumps(dict(labels), ensure_ascii=False) for name, labels in told.items() if labels}


def speakers_in(values: Mapping[str, str]) -> dict[str, Speaker]:
    """For whom each label stands, as values tell it; empty where they do not."""
    known = {speaker.value: speaker for speaker in Speaker}
    return {label: known[who] for label, who in _labels(values.get(SPEAKERS, "")).items() if who in known}


def voices_in(values: Mapping[str, str]) -> dict[str, str]:
    """Which case speaks under each label, as values tell it; empty where they do not."""
    return _labels(values.get(VOICES, ""))


def _labels(told: str) -> dict[str, str]:
    try:
        labels = json.loads(told or "{}")
    except ValueError:
        return {}
    return {str(label): str(who) for label, who in labels.items()} if isinstance(labels, dict) else {}
