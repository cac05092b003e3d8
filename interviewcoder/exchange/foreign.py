"""What a project of another program holds, in words that none of the programs has to itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from interviewcoder.locale import say
from interviewcoder.model import Facet, Span, Speaker


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know of an exchange: what was not carried over, was changed, or is doubtful.

    ``lost`` says of what it tells the loss ("documents", "codes", "codings"), so that found = kept + lost can be
    checked; empty where nothing of those was lost. It shows as the sentence ``exchange.<key>``.
    """

    key: str
    count: int = 1
    lost: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return say(f"exchange.{self.key}", count=self.count, **self.values)


@dataclass(frozen=True, slots=True)
class Found:
    """How much a file holds, whether it can be carried over or not."""

    documents: int = 0
    codes: int = 0
    codings: int = 0


@dataclass(frozen=True, slots=True)
class ForeignCode:
    """A code of a tree. ``parent`` is a guid; ``colour`` is "#RRGGBB", or empty where the program keeps none."""

    guid: str
    name: str
    parent: str | None = None
    description: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class ForeignDocument:
    """A text, with LF line ends. ``original`` is the file it was read from.

    Who stands behind a label (``speakers``), and which case speaks under it in a group (``voices``), is known only of
    what we wrote ourselves.
    """

    guid: str
    name: str
    text: str = field(repr=False)
    original: bytes = field(repr=False, default=b"")
    format: str = "txt"
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ForeignCoding:
    """A code on a span (code points of the document's text, half-open), by a coder; ``memo`` is that coder's own."""

    guid: str
    document: str
    span: Span
    code: str
    coder: str = ""
    memo: str = ""
    at: str = ""
    starred: bool = False
    facets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ForeignMemo:
    """A note on a ``"coding"``, ``"document"`` or ``"code"`` (``target`` is its guid), or on the ``"study"``."""

    kind: str
    target: str
    text: str
    coder: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ForeignCase:
    """Whom or what documents are about, with what is known of it by name ("role", "company")."""

    guid: str
    name: str
    documents: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ForeignProject:
    """A project of another program. Parents come before their codes; ``coders`` holds everyone who is named.

    ``synthetic`` is what one of our own studies says of itself, when it is made up.
    """

    name: str
    origin: str
    documents: tuple[ForeignDocument, ...] = ()
    codes: tuple[ForeignCode, ...] = ()
    codings: tuple[ForeignCoding, ...] = ()
    memos: tuple[ForeignMemo, ...] = ()
    coders: tuple[str, ...] = ()
    cases: tuple[ForeignCase, ...] = ()
    facets: tuple[Facet, ...] = ()
    synthetic: bool = False
    found: Found = Found()
    remarks: tuple[Remark, ...] = ()
