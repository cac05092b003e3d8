"""What WebVTT and SubRip share: blocks with a line of times, and how a caption says who speaks."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from interviewcoder.locale import say
from interviewcoder.transcripts.captions import Caption, as_text
from interviewcoder.transcripts.heads import Style, find_heads
from interviewcoder.transcripts.labels import begins_no_name, group_of, is_certain, is_possible

_CLOCK = r"(?:(\d{1,6}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"[ \t]*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}(?:[ \t][^\n]*)?$")
_NUMBER = re.compile(r"[ \t]*\d{1,7}[ \t]*$")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t\n]+([^<>]{1,200})>")
_INNER_TIME = re.compile(r"<(?:\d{1,6}:)?\d{1,3}:\d{1,2}\.\d{1,3}>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|ruby|rt|lang|font)(?:[. \t][^<>]{0,200})?>|\{\\[a-zA-Z][^{}]{0,100}\}", re.IGNORECASE
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_DASH = re.compile(r"[ \t]*[-–—][ \t]*(?=\S)")
_IN_BRACKETS = re.compile(r"\[([^\[\]\n]{1,60})\]:[ \t]+")
_NAMES_SOMETHING = re.compile(r"\A\S+\Z|\A\w*\d|\A[^\W\d_]\w*[A-Z]|\s[A-Z\d]")
_LETTER = re.compile(r"[^\W\d_]")
_PREFIX = re.compile(r"([^\W_][^:\n\[\]?!;\"“”]{0,59}):\s+(?=\S)")
_MOST_WORDS = 6
_MOSTLY = 0.5
_NEARLY_ALL = 0.9
_FEW = 0.02
_BLINK = 0.1
"""Shorter than this many seconds no word is said; between two lines that roll a cue is."""
_OFTEN = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """The lines of one caption and its times in seconds; no times for a block that has none."""

    lines: tuple[str, ...]
    start: float | None = None
    end: float | None = None


def cues_in(lines: Sequence[str]) -> Iterator[Cue]:
    """The cues of a file in order. A block without a line of times comes too, for its words may have been said.

    A number or a name above a line of times belongs to the cue below it.
    """
    untimed: list[str] = []
    place = 0
    while place < len(lines):
        if (times := _TIMES.match(lines[place])) is None:
            if lines[place].strip():
                untimed.append(lines[place])
            else:
                yield from _without_times(untimed)
                untimed = []
            place += 1
            continue
        yield from _without_times(untimed[:-1])
        untimed = []
        first = place = place + 1
        while place < len(lines) and lines[place].strip() and not _TIMES.match(lines[place]):
            place += 1
        said = lines[first:place]
        if said and place < len(lines) and _TIMES.match(lines[place]) and _NUMBER.match(said[-1]):
            said = said[:-1]
        yield Cue(tuple(said), _seconds(times.groups()[:4]), _seconds(times.groups()[4:]))
    yield from _without_times(untimed)


def subtitles_as_text(cues: Iterable[Cue]) -> tuple[str, tuple[str, ...]]:
    """The text of a transcript from its cues, and what a person should be told of it."""
    cues = [cue for cue in cues if any(line.strip() for line in cue.lines)]
    warnings = []
    if untimed := sum(cue.start is None for cue in cues):
        warnings.append(say("transcripts.captions.untimed", count=untimed))
    if any(_INNER_TIME.search(line) for cue in cues for line in cue.lines):
        shown = sum(bool(_plain(line).strip()) for cue in cues for line in cue.lines)
        cues = _unrolled(cues)
        count = shown - sum(bool(_plain(line).strip()) for cue in cues for line in cue.lines)
        warnings.append(say("transcripts.captions.rolling", count=count))
    spoken = _without_overlap(piece for cue in cues for piece in _spoken(cue))
    in_brackets = sum(_IN_BRACKETS.match(piece.text) is not None for piece in spoken)
    if any(piece.speaker for piece in spoken):
        text, doubts = as_text(spoken)
    elif in_brackets:
        text, doubts = as_text(map(_from_brackets, spoken))
    else:
        text, doubts = as_text(_from_labels(spoken), goes_on=True)
    return text, (*warnings, *doubts)


def _without_times(lines: list[str]) -> Iterator[Cue]:
    said = tuple(line for line in lines if not _NUMBER.match(line) and "-->" not in line)
    if said:
        yield Cue(said)


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + int((fraction or "0").ljust(3, "0")) / 1000


def _unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """Automatic captions roll: each cue shows again the line before. Lines shown again are left out, but for what is
    all of a cue and of the one before it, at another time: "Ja", "Ja"."""
    unrolled = []
    shown: list[str] = []
    before: Cue | None = None
    for cue in cues:
        lines = [(line, _plain(line).strip()) for line in cue.lines]
        again = before is not None and _is_said_again(before, cue)
        new = [line for line, plain in lines if plain and (again or plain not in shown)]
        shown = [plain for _, plain in lines if plain] or shown
        before = cue
        if new:
            unrolled.append(replace(cue, lines=tuple(new)))
    return unrolled


def _is_said_again(one: Cue, next: Cue) -> bool:
    """Whether two cues of the same single line are two times that it was said: none rolls, nor do they overlap."""
    if len(one.lines) > 1 or one.lines != next.lines or _INNER_TIME.search(one.lines[0]):
        return False
    if one.end is None or next.start is None or next.end is None:
        return False
    return next.start >= one.end and next.end - next.start >= _BLINK


def _spoken(cue: Cue) -> Iterator[Caption]:
    """What each speaker says in a cue: a part per voice tag, or per line that a dash opens."""
    pieces = _VOICE.split("\n".join(cue.lines))
    for speaker, said in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        for part in _by_dash(_plain(said)):
            if part.strip():
                yield Caption(part, cue.start, cue.end, _plain(speaker))


def _without_overlap(captions: Iterable[Caption]) -> list[Caption]:
    """The captions, with what noScribe heard through a turn (a voice "//S02") left where it was said: within it."""
    kept: list[Caption] = []
    for caption in captions:
        through = caption.speaker.startswith("//") and bool(kept)
        kept.append(replace(caption, speaker=kept[-1].speaker) if through else caption)
    return kept


def _by_dash(text: str) -> Iterator[str]:
    """The parts of a caption in which two or more lines each begin with a dash, without the dashes."""
    lines = text.strip().split("\n")
    if not (_DASH.match(lines[0]) and sum(_DASH.match(line) is not None for line in lines) > 1):
        yield text
        return
    part = ""
    for line in lines:
        if dash := _DASH.match(line):
            if part:
                yield part
            part = line[dash.end() :]
        else:
            part += f"\n{line}"
    yield part


def _plain(text: str) -> str:
    """Text without tags, its entities as characters; "<" that opens no tag of captions is text."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), _TAG.sub("", _INNER_TIME.sub("", text)))


def _from_brackets(caption: Caption) -> Caption:
    """A caption as WhisperX writes it: "[SPEAKER_00]: ..."."""
    if found := _IN_BRACKETS.match(caption.text):
        return replace(caption, speaker=found[1], text=caption.text[found.end() :])
    return caption


def _from_labels(captions: Sequence[Caption]) -> list[Caption]:
    """Captions that begin with "Name: ...", as Zoom writes them, where the names are sure to be names."""
    labels = [_label_of(caption.text) for caption in captions]
    names = _names_among(captions, labels)
    prefixes = [
        found if found[0] else _prefix_of(caption.text) for caption, found in zip(captions, labels, strict=True)
    ]
    names |= _odd_names_among(captions, prefixes, names)
    return [
        replace(caption, speaker=label, text=caption.text[said:])
        if label and (is_certain(label) or group_of(label) in names)
        else caption
        for caption, (label, said) in zip(captions, prefixes, strict=True)
    ]


def _names_among(captions: Sequence[Caption], labels: Sequence[tuple[str, int]]) -> set[str]:
    """The labels that are names: all where most captions have one, else those that return, unless even together they
    head hardly any. A label under which no word is ever said, "Size: 10 %", is none."""
    counts = _counted(captions, labels)
    heard = set(counts)
    if counts.total() >= _MOSTLY * len(captions):
        return heard
    returning = {group: count for group, count in counts.items() if count > 1}
    return set(returning) if sum(returning.values()) >= _FEW * len(captions) else set()


def _counted(captions: Sequence[Caption], labels: Sequence[tuple[str, int]]) -> Counter[str]:
    """How often each label stands there; not those under which no word is ever said."""
    heard = {
        group_of(label)
        for caption, (label, said) in zip(captions, labels, strict=True)
        if label and _LETTER.search(caption.text, said)
    }
    return Counter(group for label, _ in labels if label and (group := group_of(label)) in heard)


def _odd_names_among(
    captions: Sequence[Caption], prefixes: Sequence[tuple[str, int]], names: Collection[str]
) -> set[str]:
    """What stands before a colon and is a name without the form of one: "iPhone van Piet", "anna", a number.

    Where nearly every caption begins so, all are. Elsewhere those that return and are a single word or have a capital
    or digit in them ("zoals ik zei: ..." is said); where fewer than half begin so, three times and beside names.
    """
    counts = _counted(captions, prefixes)
    returning = {group for group, count in counts.items() if count > 1}
    if counts.total() >= _NEARLY_ALL * len(captions):
        return set(counts) if len(counts) > 1 and returning else returning
    shaped = {group_of(label) for label, _ in prefixes if label and _NAMES_SOMETHING.search(label)}
    if counts.total() >= _MOSTLY * len(captions):
        return returning & shaped
    return {group for group in shaped if names and counts[group] >= _OFTEN}


def _prefix_of(text: str) -> tuple[str, int]:
    """What stands before a colon at the start of a caption, and where the speech after it begins."""
    found = _PREFIX.match(text)
    if found is None or begins_no_name(found[1]) or len(found[1].split()) > _MOST_WORDS:
        return "", 0
    return found[1].rstrip(), found.end()


def _label_of(text: str) -> tuple[str, int]:
    """What may be a speaker's name at the start of a caption, and where the speech after it begins."""
    first = text.split("\n", 1)[0]
    head = next(iter(find_heads(first)), None) if ":" in first else None
    if head is None or head.start or head.style is not Style.INLINE or ":" not in first[: head.speech]:
        return "", 0
    sure = is_certain(head.label) or is_possible(head.label)
    return (head.label, head.speech) if sure else ("", 0)
