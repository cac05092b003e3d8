"""A study: companies, respondents, documents, and the work on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from interviewcoder.model.texts import Span, Speaker, Turn


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
    ``codebook_version`` is the version of the codebook that the coder had, or has confirmed it with since.
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
    codebook_version: int = 1

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
