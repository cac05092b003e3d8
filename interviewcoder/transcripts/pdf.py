"""PDF: lines put together to paragraphs again, without the headers, footers and hyphens that the pages brought."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.safe import visible
from interviewcoder.transcripts.drafts import Draft
from interviewcoder.transcripts.heads import Style, find_heads
from interviewcoder.transcripts.labels import group_of, is_certain, is_possible

_MOST_SECONDS = 90
_MARGIN = 0.12
"""The share of a page's height, above and below, in which headers and footers stand."""
_SAME_PLACE = 4.0
_ON_MOST_PAGES = 0.6
_FEWEST_PAGES = 3
_COLUMN = 1.6
"""Words further apart than this many times the height of their line stand in different columns."""
_PARAGRAPH = 1.35
_NAMED = 3
_DIGITS = re.compile(r"\d+")
_GLYPH = re.compile(r"\(cid:\d+\)")
_HYPHENS = "-\u00ad\u2010"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, columns apart by tabs, and where it stands, in points from the upper left."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    first_word: float
    """How wide its first word is: whether that would have fitted on the line before tells where a paragraph ends."""


def read_pdf(path: Path, content: bytes) -> Draft:
    """The text of a ``.pdf`` file, a line per paragraph.

    Raises Refused for a scan, for one with a password, and for what is damaged, too large or no PDF.
    """
    if b"%PDF" not in content[:1024]:
        raise Refused("transcripts.pdf.no-pdf" if content.strip() else "transcripts.empty", file=path.name)
    found = _pages(path.name, content)
    if not any(page["words"] for page in found):
        scanned = any(page["images"] for page in found)
        raise Refused("transcripts.pdf.scanned" if scanned else "transcripts.empty", file=path.name)
    pages, running = _without_running(
        [_lines(page["words"]) for page in found], [float(page["height"]) for page in found]
    )
    text, hyphens = _paragraphs(pages)
    if len(_GLYPH.findall(text)) * 10 > len(text.split()):
        raise Refused("transcripts.pdf.no-letters", file=path.name)
    pictures = [str(number) for number, page in enumerate(found, 1) if page["images"] and not page["words"]]
    warnings = []
    if running:
        named = list({_DIGITS.sub("#", each): visible(each) for each in reversed(running)}.values())[::-1]
        warnings.append(say("transcripts.pdf.running", count=len(running), lines=" / ".join(named[:_NAMED])))
    if hyphens:
        warnings.append(say("transcripts.pdf.hyphens", count=hyphens))
    if pictures:
        warnings.append(say("transcripts.pdf.pictures", pages=", ".join(pictures)))
    if _GLYPH.search(text):
        warnings.append(say("transcripts.pdf.some-letters"))
    return Draft(path.stem, "pdf", text, content, tuple(warnings))


def _pages(name: str, content: bytes) -> list[dict[str, Any]]:
    """The pages with their words, from :mod:`pdf_words` in a process that can be ended."""
    command = [sys.executable, "-P", "-m", f"{__package__}.pdf_words"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=_MOST_SECONDS)
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired as fault:
        raise Refused("transcripts.pdf.large", file=name) from fault
    except ValueError as fault:  # ended by its limits, without an answer
        raise Refused("transcripts.pdf.large", file=name) from fault
    if reason := answer.get("refused"):
        raise Refused(f"transcripts.pdf.{reason}", file=name)
    pages: list[dict[str, Any]] = answer["pages"]
    return pages


# --- lines ----------------------------------------------------------------------------------------


def _lines(words: Sequence[tuple[str, float, float, float, float]]) -> list[Line]:
    """The lines of a page from above: words whose heights overlap by half stand on one line."""
    rows: list[list[tuple[str, float, float, float, float]]] = []
    for word in sorted(words, key=lambda word: (word[3] + word[4], word[1])):
        if rows and word[3] < (rows[-1][0][3] + rows[-1][0][4]) / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda word: word[1])) for row in rows]


def _line(row: Sequence[tuple[str, float, float, float, float]]) -> Line:
    top, bottom = min(word[3] for word in row), max(word[4] for word in row)
    text, right = row[0][0], row[0][2]
    for word, left, end, _, _ in row[1:]:
        text += ("\t" if left - right > _COLUMN * (bottom - top) else " ") + word
        right = max(right, end)
    return Line(text, row[0][1], right, top, bottom, row[0][2] - row[0][1])


def _without_running(pages: Sequence[list[Line]], heights: Sequence[float]) -> tuple[list[list[Line]], list[str]]:
    """The pages without headers and footers, and what those say, line by line.

    They are lines near an edge that stand at the same place on most of three or more pages and say the same but for
    their numbers, set apart and with nothing else beyond them. A line that begins as a turn does is never one.
    """
    places: defaultdict[str, list[tuple[int, Line]]] = defaultdict(list)
    for number, (page, height) in enumerate(zip(pages, heights, strict=True)):
        for line in page:
            if line.bottom < height * _MARGIN or line.top > height * (1 - _MARGIN):
                places[_DIGITS.sub("#", line.text)].append((number, line))
    spoken = _labels_in(pages)
    running: set[tuple[int, Line]] = set()
    for found in places.values():
        usual = Counter(round(line.top / _SAME_PLACE) for _, line in found).most_common(1)[0][0]
        same = [each for each in found if abs(each[1].top / _SAME_PLACE - usual) <= 1]
        often = len({number for number, _ in same}) >= max(_FEWEST_PAGES, len(pages) * _ON_MOST_PAGES)
        if often and _label_in(same[0][1]) not in spoken:
            running |= set(same)
    apart = _PARAGRAPH * _usual_step(pages)
    kept: list[list[Line]] = []
    out: list[str] = []
    for number, page in enumerate(pages):
        first, last = 0, len(page)
        while first < last and (number, page[first]) in running:
            first += 1
        while 0 < first < last and page[first].top - page[first - 1].top < apart:
            first -= 1
        while last > first and (number, page[last - 1]) in running:
            last -= 1
        while first < last < len(page) and page[last].top - page[last - 1].top < apart:
            last += 1
        kept.append(page[first:last])
        out.extend(line.text for line in (*page[:first], *page[last:]))
    return kept, out


def _labels_in(pages: Sequence[list[Line]]) -> set[str]:
    """What heads lines as a speaker's label does: those that are certain, and those before more than one text."""
    texts: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages:
        for line in page:
            texts[_label_in(line)].add(_DIGITS.sub("#", line.text))
    return {label for label, said in texts.items() if label and (len(said) > 1 or is_certain(label))}


def _label_in(line: Line) -> str:
    """The label with which a line begins, as it is compared; empty where it has none."""
    head = next(iter(find_heads(line.text)), None)
    is_label = head is not None and not head.start and head.style is not Style.ALONE
    return group_of(head.label) if head and is_label and (is_certain(head.label) or is_possible(head.label)) else ""


# --- paragraphs -----------------------------------------------------------------------------------


def _paragraphs(pages: Sequence[list[Line]]) -> tuple[str, int]:
    """The text of all pages, a line per paragraph, and how many hyphens at line ends were taken out."""
    lines = [(number, line) for number, page in enumerate(pages) for line in page]
    edge = max((line.right for _, line in lines), default=0.0)
    step = _usual_step(pages)
    paragraphs: list[str] = []
    hyphens = 0
    before: tuple[int, Line] | None = None
    for number, line in lines:
        if before is None or _begins(before[1], line, edge, step, same_page=before[0] == number):
            paragraphs.append(line.text)
        elif _is_broken(paragraphs[-1], line.text):
            paragraphs[-1] = paragraphs[-1][:-1] + line.text
            hyphens += 1
        else:
            paragraphs[-1] += ("" if paragraphs[-1].endswith(("-", "/")) else " ") + line.text
        before = number, line
    return "".join(f"{paragraph}\n" for paragraph in paragraphs), hyphens


def _is_broken(before: str, after: str) -> bool:
    """Whether a word was broken over two lines: "leer-" "cultuur", not "HR-" "manager"."""
    return before[-1] in _HYPHENS and before[-2:-1].islower() and after[0].islower()


def _usual_step(pages: Sequence[list[Line]]) -> float:
    """How far lines are apart in most of the document, from top to top."""
    steps = Counter(
        round(after.top - before.top) for page in pages for before, after in pairwise(page) if after.top > before.top
    )
    return float(steps.most_common(1)[0][0]) if steps else 0.0


def _begins(before: Line, line: Line, edge: float, step: float, *, same_page: bool) -> bool:
    """Whether a line begins a paragraph: in columns, set apart, a label, or the line before had room for its word."""
    if "\t" in line.text:
        return True
    space = (line.bottom - line.top) * 0.3
    if before.right + space + line.first_word < edge - 1:
        return True
    if same_page and line.top - before.top > step * _PARAGRAPH + 1:
        return True
    return _is_labelled(line.text)


def _is_labelled(text: str) -> bool:
    """Whether a line begins with what names a speaker, as far as one line can tell."""
    for head in find_heads(text):
        if head.style is Style.ALONE or head.start > 0:
            return False
        return is_certain(head.label) or (is_possible(head.label) and ":" in text[: head.speech])
    return False
