"""Group interviews: who speaks under which label, as events tell it, and which words are whose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from interviewcoder.errors import Refused
from interviewcoder.model import Coding, Company, Part, Respondent, Span, Speaker, Transcript, Voice
from interviewcoder.store.words import Words

NOBODY = Respondent("", "", "")
"""Whoever speaks under a label that is nobody's yet."""


def voices_told(voices: Sequence[Voice], companies: Iterable[Company] = ()) -> dict[str, list[Any]]:
    """Who speaks in a group interview as an event tells it, with what is known of their companies."""
    if not voices:
        return {}
    known = {company.id: {"sector": company.sector, "region": company.region} for company in companies}
    people = dict.fromkeys(voice.respondent for voice in voices)
    return {
        "voices": [[voice.label, voice.respondent.pseudonym] for voice in voices],
        "respondents": [{**asdict(each), **known.get(each.company, {})} for each in people],
    }


def check_voices(name: str, transcript: Transcript, voices: Iterable[Voice]) -> None:
    """Raises Refused for a label under which no respondent speaks in the document called ``name``."""
    spoken = {turn.label for turn in transcript.turns if turn.speaker is Speaker.RESPONDENT}
    for voice in voices:
        if voice.label not in spoken:
            found = ", ".join(sorted(spoken))
            raise Refused("store.no-voice", name=name, label=voice.label, found=found)


def parts_of(transcript: Transcript, words: Words, voices: Iterable[Voice]) -> tuple[Part, ...]:
    """Who says which words of a group interview, in the order of ``voices``, those of nobody known last."""
    whose = {voice.label: voice.respondent for voice in voices}
    parts: dict[Respondent, list[Span]] = {respondent: [] for respondent in whose.values()}
    for turn in transcript.turns:
        if turn.speaker is Speaker.RESPONDENT and (said := words.touched(turn.span)):
            parts.setdefault(whose.get(turn.label, NOBODY), []).append(said)
    if NOBODY in parts:
        parts[NOBODY] = parts.pop(NOBODY)
    return tuple(Part(respondent, tuple(said)) for respondent, said in parts.items())


def said_by(coding: Coding, parts: Iterable[Part], meant: Callable[[Respondent], bool]) -> bool:
    """Whether a coding in a group interview is on words of a respondent who is meant."""
    return any(meant(part.respondent) and part.holds(coding.words) for part in parts)
