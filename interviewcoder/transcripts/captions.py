"""From captions to the text of a transcript: a line per turn, as in "[00:00:12.570 - 00:00:15.790] Anna: Nou, ...".

Readers of subtitles and of what speech recognition makes share it. The line says by itself when and by whom it was
said, so that the text means the same wherever it goes; ``heads`` finds both in it again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from interviewcoder.locale import say
from interviewcoder.safe import UNSAFE

NOBODY = "Unknown"
"""The label of what is said by someone whom the file does not name, in a file that names others."""

_LATEST = 999 * 3600
_LONGEST_LABEL = 60
_SILENCE = 2.0
_WHITE = re.compile(r"[ \t\r\n\f\v]+")
_NOT_IN_LABELS = re.compile(r"[:\[\]]")
_NO_SPEECH = re.compile(r"[(\[*♪][^()\[\]]*[)\]*♪]|[.…\s]*")
_ENDS_SENTENCE = re.compile(r"[.?!…][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Caption:
    """Some words with when they were said, in seconds, and by whom; ``speaker`` is empty where the file is silent."""

    text: str
    start: float | None = None
    end: float | None = None
    speaker: str = ""


def as_text(captions: Iterable[Caption], *, goes_on: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text of captions, and what a person should be told of it.

    What one person says in a row becomes one line, from its first start to its last end. Words of nobody named are
    the speaker's before when ``goes_on``, else of :data:`NOBODY`. Where no one is named at all, a line ends with a
    sentence or before 2 seconds of silence.
    """
    tidy = [each for caption in captions if (each := _tidied(caption)).text]
    if not any(caption.speaker for caption in tidy):
        return "".join(map(_line, _joined(tidy, _same_breath))), ()
    named, count = _named(tidy, goes_on=goes_on)
    lines = "".join(map(_line, _joined(named, lambda one, next: one.speaker == next.speaker)))
    sentence = "transcripts.captions.went-on" if goes_on else "transcripts.captions.nobody"
    return lines, (say(sentence, count=count, label=NOBODY),) if count else ()


def _tidied(caption: Caption) -> Caption:
    label = _WHITE.sub(" ", UNSAFE.sub(" ", _NOT_IN_LABELS.sub(" ", caption.speaker))).strip()
    return Caption(
        _WHITE.sub(" ", caption.text).strip(" "),
        moment(caption.start),
        moment(caption.end),
        label[:_LONGEST_LABEL].rstrip(),
    )


def moment(seconds: float | None) -> float | None:
    """The time if it can be one, rounded to milliseconds; None for a negative one or for over 999 hours."""
    return round(seconds, 3) if seconds is not None and 0 <= seconds <= _LATEST else None


def _named(captions: list[Caption], *, goes_on: bool) -> tuple[list[Caption], int]:
    """The captions with a speaker each, and how many got one; a remark such as "(pause)" goes with who spoke."""
    named: list[Caption] = []
    count = 0
    speaker = ""
    for caption in captions:
        if caption.speaker:
            speaker = caption.speaker
        elif _NO_SPEECH.fullmatch(caption.text):
            caption = replace(caption, speaker=speaker)
        else:
            speaker = speaker if goes_on and speaker else NOBODY
            caption = replace(caption, speaker=speaker)
            count += 1
        named.append(caption)
    return named, count


def _same_breath(one: Caption, next: Caption) -> bool:
    pause = one.end is not None and next.start is not None and next.start - one.end >= _SILENCE
    return not pause and not _ENDS_SENTENCE.search(one.text)


def _joined(captions: Iterable[Caption], belong: Callable[[Caption, Caption], bool]) -> Iterator[Caption]:
    """The captions with those that belong together made one."""
    group: list[Caption] = []
    for caption in captions:
        if group and not belong(group[-1], caption):
            yield _as_one(group)
            group = []
        group.append(caption)
    if group:
        yield _as_one(group)


def _as_one(group: list[Caption]) -> Caption:
    starts = [caption.start for caption in group if caption.start is not None]
    ends = [caption.end for caption in group if caption.end is not None]
    text = " ".join(caption.text for caption in group)
    return Caption(text, min(starts, default=None), max(ends, default=None), group[0].speaker)


def _line(caption: Caption) -> str:
    times = [clock(time) for time in (caption.start, caption.end) if time is not None]
    stamp = f"[{' - '.join(times)}] " if caption.start is not None else ""
    label = f"{caption.speaker}: " if caption.speaker else ""
    return f"{stamp}{label}{caption.text}\n"


def clock(seconds: float) -> str:
    """A time as "01:02:03.500", without a fraction of nothing."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    time = f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{time}.{thousandths:03}" if thousandths else time
