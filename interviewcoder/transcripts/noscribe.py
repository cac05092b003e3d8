"""noScribe's HTML: paragraphs of anchors, each named after its times in milliseconds and who speaks in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.transcripts.captions import Caption, as_text
from interviewcoder.transcripts.decode import decode
from interviewcoder.transcripts.drafts import Draft
from interviewcoder.transcripts.hypertext import Piece, pieces_of

_ANCHOR = re.compile(r"ts_(\d{1,12})_(\d{1,12})_(.{0,100})", re.DOTALL)
_SHOWN_TIME = re.compile(r" *\[\d{1,3}:\d{2}:\d{2}\]")
_LABEL = re.compile(r"\s*([^:\[\]\n]{1,60}): *")


@dataclass
class _Paragraph:
    """A paragraph as it is read: its text, when it begins and ends, and whom its first anchor names."""

    parts: list[str] = field(default_factory=list)
    start: float | None = None
    end: float | None = None
    speaker: str = ""

    def add(self, piece: Piece) -> None:
        if (times := _ANCHOR.fullmatch(piece.anchor)) is None:
            self.parts.append(piece.text)
            return
        if self.start is None:
            self.start, self.speaker = int(times[1]) / 1000, times[3].strip()
        self.end = int(times[2]) / 1000
        if not _SHOWN_TIME.fullmatch(piece.text):
            self.parts.append(piece.text)


def read_noscribe(path: Path, content: bytes) -> Draft:
    """The text of an ``.html`` file by noScribe, a line per turn. Raises Refused for any other page.

    A speaker is called what the page shows, for that is where people change it; the anchors keep the first name.
    """
    source, guessed = decode(path.name, content)
    if not source.strip("\ufeff \n\t"):
        raise Refused("transcripts.empty", file=path.name)
    try:
        captions = list(_captions(_paragraphs(pieces_of(source))))
    except ValueError as fault:
        raise Refused("transcripts.html.no-noscribe", file=path.name) from fault
    if not captions:
        raise Refused("transcripts.html.no-noscribe", file=path.name)
    text, doubts = as_text(captions, goes_on=True)
    warnings = [say("transcripts.guessed-encoding")] if guessed else []
    return Draft(path.stem, "html", text, content, (*warnings, *doubts))


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[_Paragraph]:
    """The paragraphs from the first that holds an anchor; above it noScribe tells of itself."""
    paragraph, begun = _Paragraph(), False
    for piece in (*pieces, Piece("\n", "p", {})):
        if piece.text != "\n" or piece.tag == "br":
            paragraph.add(piece)
            continue
        begun = begun or paragraph.start is not None
        if begun and "".join(paragraph.parts).strip():
            yield paragraph
        paragraph = _Paragraph()


def _captions(paragraphs: Iterable[_Paragraph]) -> Iterator[Caption]:
    known: set[str] = set()
    for paragraph in paragraphs:
        text, speaker = "".join(paragraph.parts), paragraph.speaker
        label = _LABEL.match(text)
        if label and (speaker or label[1].strip() in known):
            text, speaker = text[label.end() :], label[1].strip()
        known |= {speaker} - {""}
        yield Caption(text, paragraph.start, paragraph.end, speaker)
