"""What another program made, on its way into a study, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from interviewcoder.model import Codebook, Span
from interviewcoder.store.project import NewDocument


@dataclass(frozen=True, slots=True)
class BroughtCoding:
    """A coding of a coder; ``guid`` is the one it had, kept where it is a UUID that no other coding has.

    ``document`` is the id of one that is there, or the key of one that is brought along. ``text`` is the SHA-256 of
    the text that the span lies in, where that is not the one in use: then it waits for review.
    """

    guid: str
    coder: str
    document: str
    span: Span
    code: str
    facets: Mapping[str, str] = field(default_factory=dict)
    memo: str = ""
    starred: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class BroughtMemo:
    """A memo of a coder on a ``"document"`` or ``"coding"`` (by its name here), a ``"code"`` or the ``"study"``."""

    coder: str
    kind: str
    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Bringing:
    """What is to come in; ``codebook`` is a new version of it, if any, and ``documents`` go by a key."""

    coders: Sequence[str] = ()
    codebook: Codebook | None = None
    documents: Mapping[str, NewDocument] = field(default_factory=dict)
    codings: Sequence[BroughtCoding] = ()
    memos: Sequence[BroughtMemo] = ()


class Otherwise(StrEnum):
    """In what a coding that came back differs from the one of the study."""

    FACET = "facet"  # another value; that of the study stays
    LESS = "less"  # a facet that came without a value; that of the study stays
    PLACE = "place"  # other boundaries; those of the study stay
    CODE = "code"  # another code; both stand from now on
    CODER = "coder"  # another coder; both have it from now on
    REMOVED = "removed"  # the study's was removed; it stands again


@dataclass(frozen=True, slots=True)
class Differing:
    """A coding of the study, by its guid, that came back with something else: ``here`` in the study, ``there`` in
    what came, of the ``facet`` where it is about one."""

    how: Otherwise
    guid: str
    document: str
    quote: str
    here: str = ""
    there: str = ""
    facet: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """How many came in that were not there yet, and what codings that were got: facets, stars, and memos that now
    stand ``beside`` others of their coder; ``differing`` is what was not taken over, or stands twice now."""

    documents: int = 0
    codings: int = 0
    memos: int = 0
    facets: int = 0
    stars: int = 0
    beside: int = 0
    differing: tuple[Differing, ...] = ()
