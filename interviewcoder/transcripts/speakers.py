"""Who speaks: labels proposed as a small closed set, by how often, where and in what shape they occur.

What is proposed is for a person to confirm; only the positions are certain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from interviewcoder.model import Span, Speaker
from interviewcoder.transcripts.heads import Head, Style, find_heads, in_one_style, last_stamp, speech_after
from interviewcoder.transcripts.labels import (
    begins_no_name,
    by_key,
    group_of,
    is_ambiguous,
    is_certain,
    is_given_by_a_machine,
    is_person,
    is_possible,
    key_of,
    look_up,
    name_of,
    speaker_of,
    stem_of,
)

_EXCERPT = 80
_LINE = re.compile(r"^[^\S\n]*+\S", re.MULTILINE)
_STAMPED_LINE = re.compile(r"^\[\d{1,3}:\d\d[^\]\n]{0,40}\] ", re.MULTILINE)
_MOSTLY = 2 / 3
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_OF_THE_RECORDING = re.compile(
    r"\b(?:opname|opnemen|neem (?:het |dit )?(?:gesprek )?op|interview|onderzoek|transcript|toestemming|anoniem|"
    r"record(?:ing|ed)?|consent|anonymous|research|article|artikel)\b",
    re.IGNORECASE,
)
_FIRST_TURNS = 12
_BEGINNING = re.compile(r"(?:\A|\n[^\S\n]*\n)\s*\Z")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a transcript and who it stands for; ``first`` and ``last`` show how its turns begin."""

    label: str
    speaker: Speaker
    turns: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Who speaks in a text, and what stands like a label at the start of lines but is not taken for one.

    Of those, ``turns`` are the lines that begin so; a person may say that they are speakers after all.
    """

    labels: tuple[Label, ...]
    passed: tuple[Label, ...]


@dataclass
class _Voice:
    """What is said under one label."""

    label: str
    said: list[Span] = field(default_factory=list)
    questions: int = 0
    begins: bool = False
    """Whether it speaks of the recording or the study among the first turns."""

    def share_of_questions(self) -> float:
        """Which share of the turns asks something, with one added that does not: a single question says little."""
        return self.questions / (len(self.said) + 1)

    def asks(self) -> tuple[float, float]:
        """Orders voices by how much they sound like an interviewer: share of questions, then brevity."""
        return self.share_of_questions(), -sum(map(len, self.said)) / len(self.said)


def propose_speakers(text: str, known: Mapping[str, Speaker] | None = None) -> tuple[Label, ...]:
    """The labels of a transcript, in order of appearance, each with who it seems to stand for.

    Labels in ``known`` are taken wherever they occur, for whom they are said to stand for; "R" covers "R07" too.
    Spellings that differ in case only are one label, as are "Vraag 1" and "Vraag 2". Empty when there are none.
    """
    return hear(text, known).labels


def hear(text: str, known: Mapping[str, Speaker] | None = None, never: Collection[str] = ()) -> Heard:
    """The labels as :func:`propose_speakers` gives them, with what was passed over, most lines first.

    Those in ``never`` are passed over however often they stand there.
    """
    keys = by_key(known or {})
    heads = find_heads(text)
    out = {group_of(label) for label in never}
    accepted = _accepted(text, [head for head in heads if group_of(head.label) not in out], keys)
    voices = _voices(text, accepted)
    speakers = _cast(voices, keys)
    labels = tuple(_label(text, voice, speaker) for voice, speaker in zip(voices, speakers, strict=True))
    return Heard(labels, tuple(_passed(text, heads, accepted)))


def untaken(text: str, known: Mapping[str, Speaker]) -> tuple[Label, ...]:
    """What stands like a label at the start of lines where only those in ``known`` are taken for speakers, also above
    the first of these; most lines first."""
    keys = by_key(known)
    heads = find_heads(text)
    accepted = in_one_style(head for head in heads if look_up(head.label, keys))
    return tuple(_passed(text, heads, accepted, above=True))


def _label(text: str, voice: _Voice, speaker: Speaker) -> Label:
    ends = [(said.start, last_stamp(text, said)[0].end) for said in (voice.said[0], voice.said[-1])]
    first, last = (" ".join(text[at : min(at + _EXCERPT, end)].split()) for at, end in ends)
    return Label(voice.label, speaker, len(voice.said), first, last)


def _passed(text: str, heads: Sequence[Head], accepted: Sequence[Head], *, above: bool = False) -> list[Label]:
    """What might be labels too, of the style of the labels; said under it is its line. Those above the first of the
    labels are a heading, unless there is no blank line between, or these are asked for too."""
    begins = _talk_begins(text, heads, accepted) if accepted and not above else -1
    style = accepted[0].style if accepted else Style.INLINE
    taken = {group_of(head.label) for head in accepted}
    low = _returning_low(heads) if style is Style.INLINE else set()
    voices: dict[str, _Voice] = {}
    for head in heads:
        group, label = group_of(head.label), head.label
        named = is_certain(label) or _is_name(label, style) or group in low
        if head.start >= begins and head.style is style and group not in taken and named:
            said = Span(head.speech, head.speech + len(_line(text, head)))
            voices.setdefault(group, _Voice(name_of(label))).said.append(said)
    found = sorted(voices.values(), key=lambda voice: -len(voice.said))
    return [_label(text, voice, Speaker.OTHER) for voice in found]


def _returning_low(heads: Sequence[Head]) -> set[str]:
    """The labels of a single word without capitals that return: "piet: ..." may well be someone."""
    counts = Counter(group_of(head.label) for head in heads if head.style is Style.INLINE and head.label.isalpha())
    return {group for group, count in counts.items() if count > 1 and not begins_no_name(group)}


def _talk_begins(text: str, heads: Sequence[Head], accepted: Sequence[Head]) -> int:
    """Where the first of the lines begins that stand right above the first label, without a blank line between."""
    begins = accepted[0].start
    for head in reversed([head for head in heads if head.start < begins]):
        if _BLANK_LINE.search(text, head.start, begins):
            break
        begins = head.start
    return begins


def _is_name(label: str, style: Style) -> bool:
    """Whether a label has the form of a name; on a line of its own a short sentence, "Absoluut.", is none."""
    return is_possible(label) and not (style is Style.ALONE and label.endswith("."))


def _accepted(text: str, heads: Sequence[Head], known: Mapping[str, Speaker]) -> list[Head]:
    """The heads that are labels, all in one style."""
    named: list[Head] = []
    certain: dict[str, list[Head]] = {}
    possible: dict[str, list[Head]] = {}
    stamped = _are_stamped(text, heads)
    for head in heads:
        if look_up(head.label, known) or (stamped and head.is_stamped):
            named.append(head)
        elif is_certain(head.label):
            certain.setdefault(group_of(head.label), []).append(head)
        elif is_possible(head.label):
            possible.setdefault(group_of(head.label), []).append(head)
    sure = named + _without_header(text, certain)
    likely = _frequent(possible, sure, lines=sum(1 for _ in _LINE.finditer(text)))
    if len({group_of(head.label) for head in (*sure, *likely)}) < 2:
        likely += _pair(text, possible, [*sure, *likely])
    return in_one_style(sorted(sure + likely, key=lambda head: head.start))


def _are_stamped(text: str, heads: Sequence[Head]) -> bool:
    """Whether a text is of lines like "[00:12:31] Anna: ...": then each of their labels is one, also a lone one."""
    stamped = sum(head.is_stamped for head in heads)
    return stamped > 0 and stamped >= _MOSTLY * sum(1 for _ in _STAMPED_LINE.finditer(text))


def _without_header(text: str, certain: Mapping[str, Sequence[Head]]) -> list[Head]:
    """The heads with certain labels but for "Respondent: R07", said once and above the first label that returns."""
    begins = min((group[0].start for group in certain.values() if len(group) > 1), default=-1)
    return [
        head
        for group in certain.values()
        for head in group
        if len(group) > 1 or head.start > begins or _is_speech(text, head)
    ]


def _is_speech(text: str, head: Head) -> bool:
    """Whether something is said under a label, rather than told of the interview: after "I", after "SPEAKER_00", and
    where a sentence ends."""
    key = key_of(head.label)
    is_code = len(key) == 1 or (is_given_by_a_machine(head.label) and key != stem_of(key))
    return is_code or _line(text, head).rstrip().endswith((".", "?", "!", "…"))


def _frequent(possible: Mapping[str, Sequence[Head]], sure: Sequence[Head], lines: int) -> list[Head]:
    """The heads whose labels come back so often that they must be names.

    Beside an interviewer and a respondent that is three times and in 2 % of the turns. Otherwise it is twice, and
    the labels must together head a tenth of the lines (a fifth without colon), and be two or more or half of them;
    or beside labels that are sure it is half as often as those, however long the answers are.
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
    if enough:
        return heads
    return [head for group in groups if sure and 2 * len(group) >= len(sure) for head in group]


def _pair(text: str, possible: Mapping[str, Sequence[Head]], found: Sequence[Head]) -> list[Head]:
    """The heads that make two speakers of one or none: in a short talk even a name that stands there once.

    That is who answers on the line after the first label, or who asks something right before it. Where no label was
    found, these are the first lines of the text or of a part of it, and one of the two asks something or both are
    known first names or have titles.
    """
    sure = {group_of(head.label) for head in found}
    heads = sorted([*found, *(head for group in possible.values() for head in group)], key=lambda head: head.start)
    while sure and heads and group_of(heads[0].label) not in sure and "?" not in _line(text, heads[0]):
        del heads[0]
    if len(heads) < 2:
        return []
    first, second = heads[:2]
    groups = {group_of(first.label), group_of(second.label)}
    adjoining = "\n" not in text[first.speech : second.start].strip()
    if len(groups) < 2 or not sure <= groups or first.style is not second.style or not adjoining:
        return []
    talking = "?" in _line(text, first) + _line(text, second) or all(is_person(head.label) for head in heads[:2])
    if not sure and not (talking and _BEGINNING.search(text[: first.start])):
        return []
    return [head for group, those in possible.items() if group in groups - sure for head in those]


def _line(text: str, head: Head) -> str:
    """What stands under a label on its line, or on the next when the label has a line of its own."""
    end = text.find("\n", head.speech + (head.style is Style.ALONE))
    return text[head.speech : end if end >= 0 else None]


def _voices(text: str, heads: Sequence[Head]) -> list[_Voice]:
    """The voices in order of first appearance; a label under which nothing is said is none."""
    voices: dict[str, _Voice] = {}
    for number, (head, said) in enumerate(speech_after(text, heads)):
        voice = voices.setdefault(group_of(head.label), _Voice(name_of(head.label)))
        voice.said.append(said)
        voice.questions += text.find("?", said.start, said.end) >= 0
        if number < _FIRST_TURNS and _OF_THE_RECORDING.search(text, said.start, said.end):
            voice.begins = True
    return list(voices.values())


def _cast(voices: Sequence[_Voice], known: Mapping[str, Speaker]) -> list[Speaker]:
    """For each voice who it is: as said, as its label says, or whoever asks for the interviewer."""
    cast: list[Speaker | None] = [look_up(voice.label, known) or speaker_of(voice.label) for voice in voices]
    settled = [bool(look_up(voice.label, known)) or not is_ambiguous(voice.label) for voice in voices]
    for doubtful in _doubtful({who for who, sure in zip(cast, settled, strict=True) if sure}, set(cast)):
        cast = [None if who is doubtful and not sure else who for who, sure in zip(cast, settled, strict=True)]
    if Speaker.INTERVIEWER not in cast and len(voices) > 1:
        asking = _asking(voices)
        if cast[asking] is None and voices[asking].questions:
            cast[asking] = Speaker.INTERVIEWER
    return [who or Speaker.RESPONDENT for who in cast]


def _asking(voices: Sequence[_Voice]) -> int:
    """Which voice asks: the one with most questions, or where another asks half as much, the only one that speaks of
    the recording first: who is asked may well ask back before the talk begins."""
    most = max(range(len(voices)), key=lambda place: voices[place].asks())
    begin = [place for place, voice in enumerate(voices) if voice.begins]
    if len(begin) == 1 and 2 * voices[begin[0]].share_of_questions() >= voices[most].share_of_questions():
        return begin[0]
    return most


def _doubtful(sure: set[Speaker | None], hinted: set[Speaker | None]) -> tuple[Speaker, ...]:
    """For whom an ambiguous label is not believed: "M" is no moderator beside an "I", "A" no answer without a "V"."""
    if Speaker.INTERVIEWER in sure:
        return (Speaker.INTERVIEWER,)
    return () if {Speaker.INTERVIEWER, Speaker.RESPONDENT} <= hinted else (Speaker.INTERVIEWER, Speaker.RESPONDENT)
