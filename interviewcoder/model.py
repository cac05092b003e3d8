"""The words that every room speaks: frozen, without behaviour that needs a file or a database.

Positions in a text are code points, counted from 0; ranges are half-open.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

Labels = Mapping[str, str]
"""A text per language, as in ``{"nl": "drager", "en": "carrier"}``."""

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def words_in(text: str) -> Iterator[re.Match[str]]:
    """The words of a text, each with its position; "zo'n" and "half-open" are one word."""
    return _WORD.finditer(text)


def count_words(text: str) -> int:
    """How many words a text has, counted as :func:`words_in` finds them."""
    return sum(1 for _ in words_in(text))


# --- transcripts ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of a text: code points ``start`` up to but not including ``end``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece that two texts have in common: ``length`` code points, at ``old`` in one and ``new`` in the other."""

    old: int
    new: int
    length: int


@dataclass(frozen=True, slots=True)
class Move:
    """A replacement in a text: what stood at ``old`` became what stands at ``new`` in the text made of it."""

    old: Span
    new: Span


def moved(span: Span, moves: Sequence[Move]) -> Span:
    """Where a span lies after replacements, given in order; one that cuts through a replaced piece holds it whole."""
    at = bisect_right(moves, span.start, key=lambda move: move.old.start) - 1
    start = span.start
    if at >= 0:
        move = moves[at]
        start = move.new.start if start < move.old.end else start + move.new.end - move.old.end
    at = bisect_left(moves, span.end, key=lambda move: move.old.start) - 1
    end = span.end
    if at >= 0:
        move = moves[at]
        end = move.new.end if end < move.old.end else end + move.new.end - move.old.end
    return Span(start, end)


def moved_back(moves: Iterable[Move]) -> tuple[Move, ...]:
    """The same replacements the other way."""
    return tuple(Move(move.new, move.old) for move in moves)


_LONGEST_WORD = 100


def next_word(text: str, position: int) -> Span | None:
    """The word that holds the code point at ``position``, else the first one after it."""
    for match in _WORD.finditer(text, max(0, position - _LONGEST_WORD)):
        if match.end() > position:
            return Span(*match.span())
    return None


def previous_word(text: str, position: int) -> Span | None:
    """The last word that starts before ``position``."""
    reach = _LONGEST_WORD
    while True:
        low = max(0, position - reach)
        found: list[tuple[int, int]] = []
        for match in _WORD.finditer(text, low):
            if match.start() >= position:
                break
            found.append(match.span())
        if found and (found[-1][0] > low or low == 0):
            return Span(*found[-1])
        if low == 0:
            return None
        reach *= 4


class Speaker(StrEnum):
    """Who speaks in a turn, as far as coding is concerned."""

    INTERVIEWER = "interviewer"
    RESPONDENT = "respondent"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says until another speaks: the speech itself, without the label before it.

    ``label`` is what the transcript calls the speaker ("I", "R07"; empty for a heading). Time codes are seconds.
    """

    label: str
    speaker: Speaker
    start: int
    end: int
    time_start: float | None = None
    time_end: float | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Transcript:
    """A frozen text with its turns and sentences, in order of position.

    The text holds everything the file held, speaker labels too, so that a position means the same here and
    in the file; what lies between turns is not speech. Every sentence lies within one turn.
    """

    text: str
    turns: tuple[Turn, ...]
    sentences: tuple[Span, ...]


# --- the codebook ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Boundary:
    """A case coders argue about: how to choose between this code and another."""

    other: str
    rule: Labels


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the codebook: a carrier (no parent) or a feature of one."""

    id: str
    parent: str | None
    key: str
    label: Labels
    short: Labels
    colour: str
    definition: Labels
    include: Labels
    exclude: Labels
    examples: tuple[str, ...] = ()
    boundaries: tuple[Boundary, ...] = ()
    cues: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def carrier(self) -> str:
        """The id of the carrier this code belongs to; its own when it is one."""
        return self.parent or self.id


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One of the values a facet can take."""

    id: str
    label: Labels
    help: Labels


@dataclass(frozen=True, slots=True)
class Facet:
    """A qualifier of a coding, such as presence or initiative; always optional."""

    id: str
    label: Labels
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class CrosswalkGroup:
    """One box of another model, with the features that fall in it."""

    id: str
    label: Labels
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Another model's way of grouping the features (many to many)."""

    id: str
    label: Labels
    source: str
    note: Labels
    groups: tuple[CrosswalkGroup, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of respondent; ``aliases`` are other names that files may use for it."""

    id: str
    label: Labels
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes in the order they are shown: each carrier followed by its features."""

    id: str
    version: int
    language: str
    title: Labels
    description: Labels
    codes: tuple[Code, ...]
    facets: tuple[Facet, ...]
    crosswalks: tuple[Crosswalk, ...]
    roles: tuple[Role, ...]

    def find(self, id: str) -> Code | None:
        return next((code for code in self.codes if code.id == id), None)

    @property
    def carriers(self) -> tuple[Code, ...]:
        return tuple(code for code in self.codes if code.parent is None)

    def features(self, carrier: str) -> tuple[Code, ...]:
        return tuple(code for code in self.codes if code.parent == carrier)


# --- the study ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Company:
    """A company of the study; ``id`` is how the study calls it ("A"), never its real name."""

    id: str
    sector: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """How many interviews the design expects of a role in a company."""

    company: str
    role: str
    expected: int


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who was interviewed, by pseudonym."""

    pseudonym: str
    role: str
    company: str


@dataclass(frozen=True, slots=True)
class Document:
    """An imported transcript and whose it is (empty strings while unassigned). ``words`` are the respondent's.

    ``version`` counts the corrections of its text, from 1.
    """

    id: str
    name: str
    format: str
    pseudonym: str
    role: str
    company: str
    sector: str
    date: str
    words: int
    length: int
    sha256: str
    version: int = 1


class Origin(StrEnum):
    """How a coding came to be."""

    MANUAL = "manual"
    SUGGESTION = "suggestion"
    IMPORT = "import"
    CONSENSUS = "consensus"


@dataclass(frozen=True, slots=True)
class Coding:
    """A fragment of a transcript with a code on it, by one coder.

    ``words`` is the half-open range of the document's words that the fragment touches. ``version`` is the version of
    the text that the place belongs to; a coding ``in_review`` has no certain place in the text as it is now.
    """

    guid: str
    document: str
    start: int
    end: int
    text: str
    code: str
    coder: str
    origin: Origin
    words: Span
    facets: Mapping[str, str] = field(default_factory=dict)
    memos: int = 0
    starred: bool = False
    at: str = ""
    version: int = 1
    in_review: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Memo:
    """A note on a coding, a document, a code or the study; ``kind`` says on which, ``target`` names it."""

    guid: str
    kind: str
    target: str
    text: str
    coder: str
    at: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of text that spoke for a code: its position and the cue of the codebook it matched."""

    start: int
    end: int
    text: str
    cue: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code proposed for a fragment, with why. ``score`` lies between 0 and 1 and only orders."""

    code: str
    carrier: str
    score: float
    start: int
    end: int
    evidence: tuple[Evidence, ...]
    facets: Mapping[str, str] = field(default_factory=dict)


class Decision(StrEnum):
    """What a person did with a suggestion."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
