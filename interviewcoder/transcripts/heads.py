"""Where a line of a transcript begins with what may be a speaker's label, with its time codes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from interviewcoder.model import Span
from interviewcoder.transcripts.labels import METADATA, is_certain, is_possible, is_pseudonym, key_of

_TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3}|-\d(?=\#))?"


def _stamp(name: str) -> str:
    return rf"[\[(<\#]?(?P<{name}>{_TIME})(?:[ \t]*(?:-->|[-–—])[ \t]*(?P<{name}_end>{_TIME}))?[\])>\#]?"


_REST = r"[\w.'’&/+-]{0,30}+"
_PSEUDONYM = r"\[[^\W\d_][\w-]{0,30}+[ ]\d{1,9}\]"
_WORD = rf"(?:(?!\d{{1,3}}:\d)[\w'’]{_REST}|{_PSEUDONYM})"
_LABEL = rf"[^\W\d_]{_REST}(?:,?[ ]{_WORD}){{0,5}}+(?:[ ]?\([^\W\d_][^()\n]{{0,24}}\))?"
# "[00:12:31] Anna: ...", "12  00:01:02  R07  ...", "Anna (00:12): ...", "I: [00:03] ...", "[Anna] ...", "ANNA" alone,
# and with a pseudonym where a name was: "[naam 1]: ...", "Mrs. [naam 1]: ...".
_HEAD = re.compile(
    rf"""
    ^[ \t]*+ (?:{_stamp("above")}[ \t]*+\n[ \t]*+)?
    (?:\d{{1,4}}(?:[.)][ \t]*+|[ \t]++))?
    (?:{_stamp("before")}[ \t,;–-]*+)?
    (?:
        \[(?P<boxed>{_LABEL})\](?P<colon>:(?=\s|\Z))?:? (?:[ \t]*+{_stamp("beside")}[ \t]*+$)?
      | (?<=\]\ )(?P<stamped>[^\n:\[\]]{{1,60}}+):(?=\s|\Z)
      | (?P<label>{_LABEL}) (?:[ \t]*+{_stamp("after")})? [ \t]*+
        (?P<mark>:(?!//)|$|(?<=\t)|(?<=\ \ )|[-–—](?=[ \t]))
    )
    [ \t]*+ (?:{_stamp("within")}[ \t]++)?
    """,
    re.VERBOSE | re.MULTILINE,
)
_STAMPS = ("before", "beside", "after", "within", "above")
# "#00:12:31-5#" or "[00:12:31]" at the end of what is said, as f4 and oTranscribe put it.
_LAST_STAMP = re.compile(rf"\s*(?:\#({_TIME})\#|\[({_TIME})\])\Z")
_FIRST_STAMP = re.compile(rf"(?=[\[\#]){_stamp('first')}[ \t]*")
_LONGEST_STAMP = 40
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_VALUE = re.compile(r"[^\n]{1,60}(?<![.?!…])(?:\n|\Z)")
_VISIBLE = re.compile(r"\S")


class Style(Enum):
    """How a label is set apart from what is said."""

    INLINE = "I: ... or a column of its own"
    BOXED = "[I] ..."
    ALONE = "on a line of its own"


@dataclass(frozen=True, slots=True)
class Head:
    """A label at the start of a line: the line begins at ``start``, what is said at ``speech``. Times are seconds."""

    label: str
    start: int
    speech: int
    style: Style
    time_start: float | None = None
    time_end: float | None = None
    is_stamped: bool = False
    """Whether the line is of the form "[00:12:31] Anna: ...", in which anything may be a name."""


def find_heads(text: str) -> list[Head]:
    """All that may be labels, in order of position, but for lines about the interview above the first turn.

    Which of them are speakers is for who knows the speakers, or for ``speakers.propose_speakers``.
    """
    heads = [head for found in _HEAD.finditer(text) if (head := _head(text, found))]
    return heads[_about_the_interview(text, heads) :]


def in_one_style(heads: Iterable[Head]) -> list[Head]:
    """The heads in the style that most of them have; the others are words that happen to stand so."""
    heads = list(heads)
    styles = Counter(head.style for head in heads)
    used = max(Style, key=lambda style: styles[style])
    return [head for head in heads if head.style is used]


def speech_after(text: str, heads: Sequence[Head]) -> Iterator[tuple[Head, Span]]:
    """Each head with what is said under it, up to the next, without white space around it; silent ones left out."""
    ends = [*(head.start for head in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=False):
        stop = head.speech + len(text[head.speech : end].rstrip())
        if found := _VISIBLE.search(text, head.speech, stop):
            yield head, Span(found.start(), stop)


def first_stamp(text: str, said: Span) -> tuple[Span, float | None, float | None]:
    """What is said without a time code in brackets before it, and its times in seconds."""
    found = _FIRST_STAMP.match(text, said.start, said.end)
    if found is None or found.end() == said.end:
        return said, None, None
    return Span(found.end(), said.end), _seconds(found["first"]), _seconds(found["first_end"])


def last_stamp(text: str, said: Span) -> tuple[Span, float | None]:
    """What is said without a time code at its end, and that time in seconds."""
    found = _LAST_STAMP.search(text, max(said.start, said.end - _LONGEST_STAMP), said.end)
    if found is None or found.start() == said.start:
        return said, None
    return Span(said.start, found.start()), _seconds(found[1] or found[2])


def _head(text: str, found: re.Match[str]) -> Head | None:
    label = (found["label"] or found["boxed"] or found["stamped"]).strip()
    if not label or ("," in label and found["label"] and not found["after"]):  # "Jansen, P. (Piet)   0:12" of Teams
        return None
    style = Style.INLINE
    if found["boxed"] and found["colon"]:
        label = f"[{label}]" if is_pseudonym(f"[{label}]") and not is_certain(label) else label
    elif found["boxed"]:
        style = Style.BOXED
    elif found["stamped"]:
        pass
    elif found["mark"] != ":" and text[found.end("mark") : found.end("mark") + 1] in ("\n", ""):
        style = Style.ALONE
    elif not _set_apart(text, found) and not is_certain(label):
        return None
    stamp = next((name for name in _STAMPS if found[name]), None)
    times = (_seconds(found[stamp]), _seconds(found[f"{stamp}_end"])) if stamp else (None, None)
    return Head(label, found.start(), found.end(), style, *times, is_stamped=bool(found["stamped"]))


def _set_apart(text: str, found: re.Match[str]) -> bool:
    """Whether the mark itself says that a label ended: a colon with white space after it, or a tab."""
    end = found.end("mark")
    return text[end : end + 1].isspace() or end == len(text) if found["mark"] == ":" else text[end - 1] == "\t"


def _about_the_interview(text: str, heads: Sequence[Head]) -> int:
    """How many of the first heads are lines like "Datum: 12 maart", or stand right among them: "Respondent: R07"."""
    count = 0
    for place, head in enumerate(heads):
        if key_of(head.label) in METADATA:
            count = place + 1
            continue
        apart = place > 0 and _BLANK_LINE.search(text, heads[place - 1].speech, head.start)
        value = None if apart else _VALUE.match(text, head.speech)
        if value is None or (count and not _is_told(text, heads, place, value[0].strip())):
            break
        count = place + 1 if count else 0
    return count


def _is_told(text: str, heads: Sequence[Head], place: int, value: str) -> bool:
    """Whether a line right below one like "Datum: 12 maart" tells of the interview too rather than begins the talk:
    "Respondent: R07", also with more words where a line that does or a blank line follows; never "R: ja hoor"."""
    if len(key_of(heads[place].label)) == 1:
        return False
    if value and is_possible(value):
        return True
    for before, after in pairwise([*heads[place:], None]):
        if after and key_of(after.label) in METADATA:
            return True
        if before and _BLANK_LINE.search(text, before.speech, after.start if after else len(text)):
            return True
        if after is None or len(key_of(after.label)) == 1 or not _VALUE.match(text, after.speech):
            return False
    return False


def _seconds(code: str | None) -> float | None:
    """A time code as seconds, "1:02:03,5" as 3723.5; two parts are minutes and seconds."""
    if code is None:
        return None
    seconds = 0.0
    for part in code.replace(",", ".").replace("-", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds
