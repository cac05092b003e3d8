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


def turns_touched(turns: Sequence[Turn], span: Span) -> Sequence[Turn]:
    """Those of the turns, which are in order, that a span overlaps."""
    first = bisect_right(turns, span.start, key=lambda turn: turn.end)
    return turns[first : bisect_left(turns, span.end, lo=first, key=lambda turn: turn.start)]


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
    """A code of the codebook: a carrier (no parent) or a feature of one.

    ``cues`` are words that speak for it, ``hints`` words that do so only together; ``absent`` are cues that it is
    missing or held back.
    """

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
    absent: tuple[str, ...] = ()

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
    """A kind of respondent; ``aliases`` are other names for it in files, ``short`` is for narrow columns."""

    id: str
    label: Labels
    aliases: tuple[str, ...] = ()
    short: Labels = field(default_factory=dict)


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

    def look_up(self, name: str) -> Code | None:
        """A code by its id, or by the keys that choose it on screen: ``4`` for a carrier, ``2b`` for a feature."""
        by_keys = {self.keys_of(code).casefold(): code for code in self.codes}
        return self.find(name) or by_keys.get(name.casefold())

    def keys_of(self, code: Code) -> str:
        """How a code is typed: its carrier's digit, and its letter when it is a feature."""
        parent = self.find(code.parent) if code.parent else None
        return f"{parent.key if parent else ''}{code.key}"

    @property
    def carriers(self) -> tuple[Code, ...]:
        return tuple(code for code in self.codes if code.parent is None)

    def carrier_at(self, key: str) -> Code | None:
        """The carrier that a key stands for."""
        return next((code for code in self.carriers if code.key == key), None)

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
class Voice:
    """A label in the transcript of a group interview, and the respondent who speaks under it."""

    label: str
    respondent: Respondent


@dataclass(frozen=True, slots=True)
class Part:
    """What one respondent of a group interview says, as half-open ranges of word numbers, in order.

    A respondent without a pseudonym stands for all who speak under labels that are nobody's yet.
    """

    respondent: Respondent
    words: tuple[Span, ...]

    def holds(self, words: Span) -> bool:
        """Whether some of these words are this respondent's."""
        return any(words.overlaps(own) for own in self.words)


@dataclass(frozen=True, slots=True)
class Document:
    """An imported transcript and whose it is (empty strings while unassigned). ``words`` are the respondents'.

    A group interview is nobody's alone: its ``voices`` say who speaks under which label. ``version`` counts the
    corrections of its text, from 1.
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
    voices: tuple[Voice, ...] = ()

    @property
    def respondents(self) -> tuple[Respondent, ...]:
        """Whose interview it is: one respondent, several, or none while it is unassigned."""
        if self.pseudonym:
            return (Respondent(self.pseudonym, self.role, self.company),)
        return tuple(dict.fromkeys(voice.respondent for voice in self.voices))

    @property
    def who(self) -> str:
        """The pseudonyms of its respondents; empty while it is unassigned."""
        return ", ".join(respondent.pseudonym for respondent in self.respondents)

    def speaking_in(self, turns: Iterable[Turn]) -> tuple[Respondent, ...]:
        """Which of its respondents say these turns, in order of speaking; an interview with one is all that one's."""
        if not self.voices:
            return self.respondents
        return tuple(dict.fromkeys(filter(None, map(self.speaker_of, turns))))

    def speaker_of(self, turn: Turn) -> Respondent | None:
        """Which respondent says a turn; None for an interviewer, and for whoever is not known."""
        if turn.speaker is not Speaker.RESPONDENT:
            return None
        if not self.voices:
            return next(iter(self.respondents), None)
        return next((voice.respondent for voice in self.voices if voice.label == turn.label), None)


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

    @property
    def touches_respondent(self) -> bool:
        """Whether it lies on a respondent's words. One that does not belongs to no respondent and counts nowhere."""
        return len(self.words) > 0


@dataclass(frozen=True, slots=True)
class QuoteEdit:
    """What an author made of a coding to quote it: spans of its fragment ``left_out``, in order, a ``translation``,
    and its ``place`` among the quotes of its carrier and role (0 while none was given). The coding stays as it is."""

    coding: str
    left_out: tuple[Span, ...] = ()
    translation: str = ""
    place: int = 0


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


# --- work in a team -------------------------------------------------------------------------------


class Suggesting(StrEnum):
    """What a round lets suggestions be made from: nothing, or the cues of the codebook alone."""

    NONE = "none"
    CUES = "cues"


class RoundState(StrEnum):
    """Where a round stands: planned, being coded blind, or open to all."""

    PLANNED = "planned"
    SEALED = "sealed"
    REVEALED = "revealed"


@dataclass(frozen=True, slots=True)
class Round:
    """A round of blind coding: documents by id, coders by name, and those of them who are ``done``.

    ``sealed`` and ``revealed`` are the times of that (UTC, ISO 8601), empty before; ``reason`` says why it was
    revealed before all were done, by ``revealed_by``.
    """

    guid: str
    name: str
    documents: tuple[str, ...]
    coders: tuple[str, ...]
    done: tuple[str, ...]
    codebook_version: int
    suggestions: Suggesting
    sealed: str = ""
    revealed: str = ""
    revealed_by: str = ""
    reason: str = ""

    @property
    def state(self) -> RoundState:
        if self.revealed:
            return RoundState.REVEALED
        return RoundState.SEALED if self.sealed else RoundState.PLANNED


class Ruling(StrEnum):
    """What was decided on a difference between coders."""

    ONE = "one"
    OTHER = "other"
    BOTH = "both"
    NEITHER = "neither"
    ANEW = "anew"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Adjudication:
    """A decision on a difference: the codings on either side and those that came of it, by guid."""

    guid: str
    document: str
    kind: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    ruling: Ruling
    reason: str
    outcome: tuple[str, ...]
    coder: str
    at: str


@dataclass(frozen=True, slots=True)
class ClosedGap:
    """That nothing of a code is said by those of a role in a company, though it was looked for in the ``interviews``
    that were there; ``note`` says what makes the coder sure."""

    guid: str
    code: str
    company: str
    role: str
    interviews: int
    note: str
    coder: str
    at: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a coder is: interviews ``read`` to the end, the ``share`` (0 to 1) read of all that respondents say,
    interviews ``coded`` anything in, and ``codings``."""

    coder: str
    read: int
    share: float
    coded: int
    codings: int
