"""Who speaks: labels proposed as a small closed set, by how often, where and in what shape they occur.

What is proposed is for a person to confirm; only the positions are certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from interviewcoder.model import Span, Speaker
from interviewcoder.transcripts.heads import Head, Style, find_heads, in_one_style, speech_after
from interviewcoder.transcripts.labels import (
    by_key,
    group_of,
    is_ambiguous,
    is_certain,
    is_possible,
    look_up,
    name_of,
    speaker_of,
)

_EXCERPT = 80
_LINE = re.compile(r"^[^\S\n]*+\S", re.MULTILINE)
_STAMPED_LINE = re.compile(r"^\[\d{1,3}:\d\d[^\]\n]{0,40}\] ", re.MULTILINE)
_MOSTLY = 2 / 3


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a transcript and who it stands for; ``first`` and ``last`` show how its turns begin."""

    label: str
    speaker: Speaker
    turns: int
    first: str
    last: str


@dataclass
class _Voice:
    """What is said under one label."""

    label: str
    said: list[Span] = field(default_factory=list)
    questions: int = 0

    def asks(self) -> tuple[float, float]:
        """Orders voices by how much they sound like an interviewer: share of questions, then brevity."""
        turns = len(self.said)
        return self.questions / turns, -sum(map(len, self.said)) / turns


def propose_speakers(text: str, known: Mapping[str, Speaker] | None = None) -> tuple[Label, ...]:
    """The labels of a transcript, in order of appearance, each with who it seems to stand for.

    Labels in ``known`` are taken wherever they occur, for whom they are said to stand for; "R" covers "R07" too.
    Spellings that differ in case only are one label, as are "Vraag 1" and "Vraag 2". Empty when there are none.
    """
    keys = by_key(known or {})
    voices = _voices(text, _accepted(text, find_heads(text), keys))
    speakers = _cast(voices, keys)
    return tuple(_label(text, voice, speaker) for voice, speaker in zip(voices, speakers, strict=True))


def _label(text: str, voice: _Voice, speaker: Speaker) -> Label:
    ends = [(said.start, said.end) for said in (voice.said[0], voice.said[-1])]
    first, last = (" ".join(text[at : min(at + _EXCERPT, end)].split()) for at, end in ends)
    return Label(voice.label, speaker, len(voice.said), first, last)


def _accepted(text: str, heads: Iterable[Head], known: Mapping[str, Speaker]) -> list[Head]:
    """The heads that are labels, all in one style."""
    named: list[Head] = []
    certain: dict[str, list[Head]] = {}
    possible: dict[str, list[Head]] = {}
    heads = list(heads)
    stamped = _are_stamped(text, heads)
    for head in heads:
        if look_up(head.label, known) or (stamped and head.is_stamped):
            named.append(head)
        elif is_certain(head.label):
            certain.setdefault(group_of(head.label), []).append(head)
        elif is_possible(head.label):
            possible.setdefault(group_of(head.label), []).append(head)
    sure = named + _without_header(certain)
    likely = _frequent(possible, sure, lines=sum(1 for _ in _LINE.finditer(text)))
    return in_one_style(sorted(sure + likely, key=lambda head: head.start))


def _are_stamped(text: str, heads: Sequence[Head]) -> bool:
    """Whether a text is of lines like "[00:12:31] Anna: ...": then each of their labels is one, also a lone one."""
    stamped = sum(head.is_stamped for head in heads)
    return stamped > 0 and stamped >= _MOSTLY * sum(1 for _ in _STAMPED_LINE.finditer(text))


def _without_header(certain: Mapping[str, Sequence[Head]]) -> list[Head]:
    """The heads with certain labels but for "Respondent: R07", said once and above the first label that returns."""
    begins = min((group[0].start for group in certain.values() if len(group) > 1), default=-1)
    return [head for group in certain.values() for head in group if len(group) > 1 or head.start > begins]


def _frequent(possible: Mapping[str, Sequence[Head]], sure: Sequence[Head], lines: int) -> list[Head]:
    """The heads whose labels come back so often that they must be names.

    Beside an interviewer and a respondent that is three times and in 2 % of the turns. Otherwise it is twice, and
    the labels must together head a tenth of the lines (a fifth without colon), and be two or more or half of them.
    """
    voices = {speaker_of(head.label) for head in sure}
    if {Speaker.INTERVIEWER, Speaker.RESPONDENT} <= voices:
        least = max(3, len(sure) // 50)
        return [head for group in possible.values() if len(group) >= least for head in group]
    groups = [group for group in possible.values() if len(group) > 1]
    heads = in_one_style(head for group in groups for head in group)
    together = len(heads) + len(sure)
    several = len({group_of(head.label) for head in (*heads, *sure)}) > 1
    inline = all(head.style is Style.INLINE for head in heads)
    enough = together >= lines * (0.1 if inline else 0.2) if several else together >= lines * 0.5
    return heads if enough else []


def _voices(text: str, heads: Sequence[Head]) -> list[_Voice]:
    """The voices in order of first appearance; a label under which nothing is said is none."""
    voices: dict[str, _Voice] = {}
    for head, said in speech_after(text, heads):
        voice = voices.setdefault(group_of(head.label), _Voice(name_of(head.label)))
        voice.said.append(said)
        voice.questions += text.find("?", said.start, said.end) >= 0
    return list(voices.values())


def _cast(voices: Sequence[_Voice], known: Mapping[str, Speaker]) -> list[Speaker]:
    """For each voice who it is: as said, as its label says, or whoever asks most for the interviewer."""
    cast: list[Speaker | None] = [look_up(voice.label, known) or speaker_of(voice.label) for voice in voices]
    settled = [bool(look_up(voice.label, known)) or not is_ambiguous(voice.label) for voice in voices]
    for doubtful in _doubtful({who for who, sure in zip(cast, settled, strict=True) if sure}, set(cast)):
        cast = [None if who is doubtful and not sure else who for who, sure in zip(cast, settled, strict=True)]
    if Speaker.INTERVIEWER not in cast and len(voices) > 1:
        asking = max(range(len(voices)), key=lambda place: voices[place].asks())
        if cast[asking] is None and voices[asking].questions:
            cast[asking] = Speaker.INTERVIEWER
    return [who or Speaker.RESPONDENT for who in cast]


def _doubtful(sure: set[Speaker | None], hinted: set[Speaker | None]) -> tuple[Speaker, ...]:
    """For whom an ambiguous label is not believed: "M" is no moderator beside an "I", "A" no answer without a "V"."""
    if Speaker.INTERVIEWER in sure:
        return (Speaker.INTERVIEWER,)
    return () if {Speaker.INTERVIEWER, Speaker.RESPONDENT} <= hinted else (Speaker.INTERVIEWER, Speaker.RESPONDENT)
