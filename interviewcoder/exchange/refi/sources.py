"""The sources of a REFI-QDA project, as far as they are texts, with the selections in them; and what they are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from interviewcoder.errors import Refused
from interviewcoder.exchange.foreign import Remark
from interviewcoder.exchange.offsets import Mark
from interviewcoder.exchange.refi.elements import children, first, guid_of, local, whole

_SELECTIONS = {"PictureSource": "PictureSelection", "AudioSource": "AudioSelection", "VideoSource": "VideoSelection"}


@dataclass
class Source:
    """A text of the project as its file has it. ``selections`` come with their places as the program counts them;
    ``whole`` are codings of all of it, ``regions`` selections on a page that have no place in the text."""

    element: Any
    guid: str
    also: str
    name: str
    raw: str
    selections: list[tuple[Any, Mark]] = field(default_factory=list)
    whole: list[Any] = field(default_factory=list)
    regions: list[Any] = field(default_factory=list)


class Losses:
    """What is left out, counted by the sentence that tells it."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, key: str, count: int = 1, of: str = "") -> None:
        """Count so many, ``of`` the "documents" or "codings" where it is those that are lost."""
        self._counts[key, of] += count

    def remarks(self) -> list[Remark]:
        return [Remark(key, count, of) for (key, of), count in self._counts.items() if count]


class Sources:
    """Takes up the sources one after another. ``file`` gives what a path of the project stands for, or None."""

    def __init__(self, name: str, file: Callable[[str], bytes | None], losses: Losses) -> None:
        self._name = name
        self._file = file
        self._losses = losses
        self.texts: list[Source] = []
        self.found = 0
        self.lost_codings = 0

    def read(self, sources: Any) -> None:
        """Take up every source below ``Sources``. Raises Refused for a file in the archive that is hostile."""
        for element in sources if sources is not None else ():
            kind = local(element)
            if kind == "TextSource":
                self._take(element, element, "PlainTextSelection")
            elif kind == "PDFSource":
                self._take_pdf(element)
            elif kind in _SELECTIONS:
                self._take_recording(element, _SELECTIONS[kind])

    def _take(self, element: Any, text: Any, selection: str) -> Source | None:
        """A source whose text stands in the element ``text``; None when it is not there, which is told."""
        self.found += 1
        raw = self._text(text)
        if not raw.strip("\ufeff \t\r\n"):
            self._losses.add("missing-texts", of="documents")
            coded = sum(map(_codings, children(text, selection))) + _codings(element)
            self._lose_codings("codings-without-text", coded)
            return None
        name = " ".join((element.get("name") or text.get("name") or guid_of(element)).split())
        source = Source(element, guid_of(element), guid_of(text), name, raw, whole=list(children(element, "Coding")))
        if selection == "PlainTextSelection":
            source.selections = [(each, mark_of(each)) for each in children(text, selection)]
        self.texts.append(source)
        return source

    def _text(self, element: Any) -> str:
        """The text of an element; empty when it is not there or is none."""
        try:
            return whole(self._name, element, self._file) or ""
        except Refused as refused:
            if refused.key.startswith("transcripts.package."):
                raise
            return ""

    def _take_pdf(self, element: Any) -> None:
        """A PDF by its text; a region of a page that repeats one of the text's selections is that selection."""
        representation = first(element, "Representation")
        if representation is None:
            self._lose(element, "PDFSelection")
            return
        repeated = {guid_of(each) for each in children(representation, "PlainTextSelection")}
        regions = [each for each in children(element, "PDFSelection") if guid_of(each) not in repeated]
        source = self._take(element, representation, "PlainTextSelection")
        if source is None:
            self._lose_codings("codings-without-text", sum(map(_codings, regions)))
        else:
            source.regions = regions

    def _take_recording(self, element: Any, selection: str) -> None:
        """A recording by its transcripts; what is coded in the sound or the picture itself cannot be carried."""
        transcripts = list(children(element, "Transcript"))
        if not transcripts:
            self._lose(element, selection)
            return
        self._lose_codings("codings-in-recordings", sum(map(_codings, children(element, selection))))
        for number, transcript in enumerate(transcripts):
            points = {guid_of(each): each.get("position", "") for each in children(transcript, "SyncPoint")}
            source = self._take(transcript if number else element, transcript, "TranscriptSelection")
            if source:
                for each in children(transcript, "TranscriptSelection"):
                    ends = [points.get(guid_of(each, name), "") for name in ("fromSyncPoint", "toSyncPoint")]
                    source.selections.append((each, Mark(_number(ends[0]), _number(ends[1]), each.get("name", ""))))

    def _lose(self, element: Any, selection: str) -> None:
        """A source without any text, with what is coded in it."""
        self.found += 1
        self._losses.add("sources-without-text", of="documents")
        coded = sum(map(_codings, children(element, selection))) + _codings(element)
        self._lose_codings("codings-in-pictures", coded)

    def _lose_codings(self, key: str, count: int) -> None:
        self.lost_codings += count
        self._losses.add(key, count, "codings")


def mark_of(selection: Any) -> Mark:
    """The place of a selection in a text as its program counts it, with the words it gives along."""
    start, end = (_number(selection.get(name, "")) for name in ("startPosition", "endPosition"))
    return Mark(start, end, selection.get("name", ""))


def _codings(element: Any) -> int:
    return sum(1 for _ in children(element, "Coding"))


def _number(told: str) -> int:
    """A position; -1, which lies in no text, for what is no number."""
    digits = told.strip()
    return int(digits) if digits.isdecimal() and len(digits) < 12 else -1
