"""Coverage: which carrier is spoken of by whom, and what the blank cells mean.

A cell crosses one row (a carrier, a feature, a group of a crosswalk) with one column (a role, company, sector or
coder). "Nobody mentions it", "mentioned as absent" and "not read yet" are different answers, so a cell carries
counts of interviews in each state, and :attr:`Cell.state` says in one word what they amount to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from interviewcoder.errors import Refused
from interviewcoder.model import Codebook, Document, Labels, Part, Planned, Span, Speaker, Turn

if TYPE_CHECKING:
    from interviewcoder.analysis.marks import Marks

LEVELS = ("carrier", "feature")


class By(StrEnum):
    """What the columns are."""

    ROLE = "role"
    COMPANY = "company"
    SECTOR = "sector"
    CODER = "coder"


class State(StrEnum):
    """What a cell says: coded as present; coded, but only as absent; in nobody's words though all was read; not all
    read yet; planned and not imported; neither planned nor imported."""

    PRESENT = "present"
    ABSENT = "absent"
    NOTHING = "nothing"
    UNREAD = "unread"
    MISSING = "missing"
    UNPLANNED = "unplanned"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the matrix: its id, its label, and the codes counted in it. ``depth`` is 1 for a feature."""

    id: str
    label: Labels
    codes: frozenset[str]
    carrier: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``planned`` interviews, those imported, of these how many have been read to the end, and how many
    places of the design are still empty (an extra interview elsewhere in the column does not fill them)."""

    id: str
    planned: int
    imported: int
    read: int
    missing: int
    respondent_words: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one row has in one column.

    ``interviews`` have a coding, ``present`` and ``absent`` of them one that says so (an interview can do both; a
    coding says present unless its facet says absent). Of the interviews without one, ``nothing`` were read to the
    end and ``unread`` were not; ``missing`` ones were planned and not imported. ``fragments`` counts codings;
    ``words`` counts the words coded, each once however many codings and coders lie on it.
    """

    interviews: int
    present: int
    absent: int
    nothing: int
    unread: int
    missing: int
    fragments: int
    words: int

    @property
    def state(self) -> State:
        """Evidence outweighs its lack; that nobody mentions it may be said only once every interview was read."""
        for state in (State.PRESENT, State.ABSENT, State.UNREAD, State.NOTHING, State.MISSING):
            if getattr(self, state.value):
                return state
        return State.UNPLANNED


@dataclass(frozen=True, slots=True)
class Coverage:
    """The matrix: rows × columns of cells, in order, and over all columns the ``total`` and the totals per row.

    A group interview stands in each column in which one of its respondents falls, and counts once in what is total.
    ``outside`` counts the codings that fall in no cell and no total: those in no row, such as those on a carrier
    itself when the rows are the groups of a crosswalk, and those that touch no respondent's words. ``some`` says that
    not all codings were asked for: a blank cell then says nothing of the others.
    """

    by: By
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[str, str], Cell]
    total: Column
    totals: Mapping[str, Cell]
    outside: int
    some: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What coverage is counted from. Only these documents and these coders count, in ``marks`` (the codings) and in
    ``read_whole``: (document, coder) for each document that this coder has read to the end. ``sectors`` gives each
    company its sector, ``parts`` each group interview its respondents with their words."""

    codebook: Codebook
    documents: Sequence[Document]
    planned: Sequence[Planned]
    sectors: Mapping[str, str]
    coders: Sequence[str]
    marks: Marks
    read_whole: frozenset[tuple[str, str]]
    parts: Mapping[str, Sequence[Part]] = field(default_factory=dict)


def read_whole(turns: Iterable[Turn], spans: Sequence[Span]) -> bool:
    """Whether all that the respondents say lies within spans that are in order and do not touch."""
    return all(any(span.start <= turn.start and turn.end <= span.end for span in spans) for turn in _said(turns))


def read_share(turns: Iterable[Turn], spans: Sequence[Span]) -> float:
    """Which share (0 to 1) of what the respondents say lies within such spans; 1 where they say nothing."""
    said = _said(turns)
    read = sum(max(0, min(turn.end, span.end) - max(turn.start, span.start)) for turn in said for span in spans)
    total = sum(len(turn) for turn in said)
    return read / total if total else 1.0


def _said(turns: Iterable[Turn]) -> list[Span]:
    return [turn.span for turn in turns if turn.speaker is Speaker.RESPONDENT and turn.start < turn.end]


def rows_of(codebook: Codebook, *, level: str = "carrier", crosswalk: str | None = None) -> tuple[Row, ...]:
    """The rows to count: carriers; carriers each followed by its features (``level="feature"``); or the groups of
    a crosswalk. Raises Refused for a level or crosswalk there is not."""
    if level not in LEVELS:
        raise Refused("analysis.unknown-level", level=level, known=", ".join(LEVELS))
    if crosswalk is not None:
        return _groups(codebook, crosswalk)
    rows: list[Row] = []
    for carrier in codebook.carriers:
        features = codebook.features(carrier.id)
        codes = frozenset({carrier.id, *(feature.id for feature in features)})
        rows.append(Row(carrier.id, carrier.label, codes, carrier.id))
        if level == "feature":
            rows += [Row(each.id, each.label, frozenset({each.id}), carrier.id, 1) for each in features]
    return tuple(rows)


def _groups(codebook: Codebook, id: str) -> tuple[Row, ...]:
    for crosswalk in codebook.crosswalks:
        if crosswalk.id == id:
            return tuple(Row(group.id, group.label, frozenset(group.codes)) for group in crosswalk.groups)
    known = ", ".join(crosswalk.id for crosswalk in codebook.crosswalks)
    raise Refused("analysis.unknown-crosswalk" if known else "analysis.no-crosswalks", crosswalk=id, known=known)


def coverage(material: Material, rows: Sequence[Row], by: By = By.ROLE) -> Coverage:
    """Count every row against every column, and against all columns together.

    An interview counts as read when one of the coders has read it to the end; in a column of ``By.CODER``, when
    that coder has.
    """
    from interviewcoder.analysis.counting import count, count_together
    from interviewcoder.analysis.groups import apart

    documents, coders = {document.id for document in material.documents}, set(material.coders)
    read = frozenset(pair for pair in material.read_whole if pair[0] in documents and pair[1] in coders)
    material = replace(material, read_whole=read)
    lacking = shortfalls(material.documents, material.planned)
    pieces = apart(material, by)
    columns, total = _columns(pieces, by, lacking), _total(material, lacking)
    cells, totals, outside = count(pieces, rows, columns, by, total)
    if pieces is not material:
        totals, outside = count_together(material, rows, total)
    return Coverage(by, tuple(rows), columns, cells, total, totals, outside)


def column_of(document: Document, by: By) -> str:
    """The id of the column a document falls in: its role, company or sector; empty while that is unknown."""
    return str(getattr(document, by.value))


def column_for(by: By, company: str, role: str, sectors: Mapping[str, str]) -> str:
    """The id of the column for a respondent of this company and role; ``by`` is not a coder."""
    if by is By.ROLE:
        return role
    return company if by is By.COMPANY else sectors.get(company, "")


def _columns(material: Material, by: By, lacking: Iterable[Shortfall]) -> tuple[Column, ...]:
    """The columns in order: roles as the codebook lists them, the rest by name; unassigned documents last."""
    if by is By.CODER:
        return _coders(material, _total(material, lacking))
    read = {document for document, _ in material.read_whole}
    planned, imported, seen, words, missing = (Counter[str]() for _ in range(5))
    for place in material.planned:
        planned[column_for(by, place.company, place.role, material.sectors)] += place.expected
    for lack in lacking:
        missing[column_for(by, lack.company, lack.role, material.sectors)] += lack.missing
    for document in material.documents:
        id = column_of(document, by)
        imported[id] += 1
        seen[id] += document.id in read
        words[id] += document.words
    roles = [role.id for role in material.codebook.roles] if by is By.ROLE else []
    others = sorted((planned.keys() | imported.keys()) - {*roles, ""})
    unassigned = [""] if "" in planned or "" in imported else []
    return tuple(
        Column(id, planned[id], imported[id], seen[id], missing[id], words[id])
        for id in (*roles, *others, *unassigned)
    )


def _coders(material: Material, total: Column) -> tuple[Column, ...]:
    """A column a coder: each has the same interviews before them."""
    read = Counter(coder for _, coder in material.read_whole)
    return tuple(replace(total, id=coder, read=read[coder]) for coder in material.coders)


def _total(material: Material, lacking: Iterable[Shortfall]) -> Column:
    """All columns together, in which each interview counts once."""
    return Column(
        "",
        planned=sum(place.expected for place in material.planned),
        imported=len(material.documents),
        read=len({document for document, _ in material.read_whole}),
        missing=sum(lack.missing for lack in lacking),
        respondent_words=sum(document.words for document in material.documents),
    )


# --- the planned design ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A place in the design (company × role) where the number of imported interviews is not what was planned."""

    company: str
    role: str
    expected: int
    imported: int

    @property
    def missing(self) -> int:
        """How many interviews are still to come; 0 where there are too many."""
        return max(0, self.expected - self.imported)


def shortfalls(documents: Iterable[Document], planned: Iterable[Planned]) -> tuple[Shortfall, ...]:
    """Where the design and the imported interviews differ, too few or too many.

    An interview without a role or company fills no place in the design, so it is left out. A group interview fills
    one for each company and role that its respondents have.
    """
    places = [place for each in documents for place in {(who.company, who.role) for who in each.respondents}]
    have = Counter(place for place in places if all(place))
    expected = {(place.company, place.role): place.expected for place in planned}
    return tuple(
        Shortfall(company, role, expected.get((company, role), 0), have[company, role])
        for company, role in sorted(expected.keys() | have.keys())
        if expected.get((company, role), 0) != have[company, role]
    )
