"""Group interviews: which label is which respondent, as a person says it or a table of respondents does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from interviewcoder.errors import Refused
from interviewcoder.model import Respondent, Speaker, Turn, Voice
from interviewcoder.transcripts.labels import by_key, look_up, name_of
from interviewcoder.transcripts.respondents import Listed

_SPEAKERS = {speaker.value: speaker for speaker in Speaker} | {"overig": Speaker.OTHER, "anders": Speaker.OTHER}

_NOBODY = ("none", "geen")


@dataclass(frozen=True, slots=True)
class Cast:
    """For whom each label stands, for which respondent where that was said, by pseudonym; which are no speakers."""

    speakers: Mapping[str, Speaker]
    pseudonyms: Mapping[str, str]
    never: frozenset[str] = frozenset()


NO_CAST = Cast({}, {})


def parse_cast(text: str) -> Cast:
    """``"I=interviewer,Karin=R07,Piet=respondent"``; also ``other``, ``none``. Raises Refused for anything else."""
    speakers: dict[str, Speaker] = {}
    pseudonyms: dict[str, str] = {}
    never: set[str] = set()
    for part in text.split(","):
        label, _, who = (piece.strip() for piece in part.rpartition("="))
        if not label or not who or label in speakers or label in never:
            raise Refused("intake.bad-speakers", part=part.strip())
        if who.lower() in _NOBODY:
            never.add(label)
            continue
        speakers[label] = _SPEAKERS.get(who.lower(), Speaker.RESPONDENT)
        if who.lower() not in _SPEAKERS:
            pseudonyms[label] = who
    return Cast(speakers, pseudonyms, frozenset(never))


def parse_speakers(text: str) -> dict[str, Speaker]:
    """As :func:`parse_cast` where no respondents can be told apart: Raises Refused for a pseudonym too."""
    cast = parse_cast(text)
    for label, who in cast.pseudonyms.items():
        raise Refused("intake.bad-speakers", part=f"{label}={who}")
    return dict(cast.speakers)


def respondents_in(cast: Cast, known: Iterable[Respondent]) -> dict[str, Respondent]:
    """The respondents of a cast, by label. Raises Refused for a pseudonym of none that is known."""
    people = {who.pseudonym: who for who in known}
    for label, pseudonym in cast.pseudonyms.items():
        if pseudonym not in people:
            found = ", ".join(people) or "–"
            raise Refused("intake.unknown-respondent", part=f"{label}={pseudonym}", who=pseudonym, known=found)
    return {label: people[pseudonym] for label, pseudonym in cast.pseudonyms.items()}


def listed_voices(rows: Sequence[Listed]) -> dict[str, Respondent]:
    """Who speaks under which label, by the rows of one file; where it has several, a pseudonym is a label too."""
    if len(rows) < 2:
        return {row.label: row.respondent for row in rows if row.label}
    return {row.label or row.respondent.pseudonym: row.respondent for row in rows}


def voices_in(labels: Iterable[str], whose: Mapping[str, Respondent]) -> tuple[Voice, ...]:
    """Those of the labels under which a respondent speaks; in ``whose``, "R" covers "R07"."""
    keys = by_key(whose)
    return tuple(Voice(label, who) for label in labels if (who := look_up(label, keys)))


def respondents_labels(turns: Iterable[Turn]) -> dict[str, tuple[str, ...]]:
    """The labels under which respondents speak, by the name under which a person is shown them: "Antwoord 1" and
    "Antwoord 2" are one."""
    labels: dict[str, dict[str, None]] = {}
    for turn in turns:
        if turn.speaker is Speaker.RESPONDENT and turn.label:
            labels.setdefault(name_of(turn.label), {})[turn.label] = None
    return {name: tuple(held) for name, held in labels.items()}


def with_voice(voices: Iterable[Voice], labels: Sequence[str], who: Respondent | None) -> tuple[Voice, ...]:
    """The voices with these labels for this respondent, or for nobody."""
    others = tuple(voice for voice in voices if voice.label not in labels)
    return others + tuple(Voice(label, who) for label in labels if who)
