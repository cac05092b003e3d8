"""Where coders of a study differ, what was decided on it, and what they have in common in the end."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from interviewcoder.analysis.differences import Compared, Difference, Kind, compare
from interviewcoder.errors import Refused
from interviewcoder.locale import pick, say
from interviewcoder.model import Adjudication, Codebook, Coding, Document, RoundState, Ruling, Span
from interviewcoder.store import consensus as store
from interviewcoder.store.consensus import Agreed
from interviewcoder.tasks.reading import read_by

if TYPE_CHECKING:
    from interviewcoder.store.project import Project

_ID = 8
"""Hexadecimal digits that name a difference."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A difference in a document, and the last decision on it, if any. ``id`` is a short name that stays while the
    codings do."""

    id: str
    difference: Difference
    document: Document
    adjudication: Adjudication | None

    @property
    def settled(self) -> bool:
        """Whether it was decided on; what is to be discussed later was not."""
        return self.adjudication is not None and self.adjudication.ruling is not Ruling.LATER


@dataclass(frozen=True, slots=True)
class Compare:
    """What was found: differences by document and place, what all agree on, and the documents, by id, that more than
    one coder has read, with who they are."""

    disagreements: tuple[Disagreement, ...]
    agreed: tuple[Coding, ...]
    readers: Mapping[str, tuple[str, ...]]

    @property
    def settled(self) -> int:
        return sum(each.settled for each in self.disagreements)


@dataclass(frozen=True, slots=True)
class Consensus:
    """What the coders have in common: all that they agree on and all that came of settled differences.

    ``open`` counts the differences that are not settled, which are left out; ``documents`` are those, by id, that
    more than one coder has read: there is no consensus on others. In ``unsettled`` of them a difference is open.
    """

    codings: tuple[Coding, ...]
    open: int
    documents: frozenset[str]
    unsettled: frozenset[str] = frozenset()


# --- find -----------------------------------------------------------------------------------------


def compared(
    project: Project,
    *,
    coders: Sequence[str] | None = None,
    document: str | None = None,
    kind: Kind | None = None,
    codes: Sequence[str] | None = None,
) -> Compare:
    """Compare what coders did on the words that they have read, in documents that lie under no seal.

    ``coders`` (default all), ``document`` (an id), ``kind`` and ``codes`` narrow what is given.
    """
    ask = project.ask
    read = _read(project, coders)
    by_coder: dict[str, dict[str, list[Coding]]] = {}
    for coding in ask.codings(document=document):
        by_coder.setdefault(coding.document, {}).setdefault(coding.coder, []).append(coding)
    rulings = _rulings(ask.adjudications(document))
    found: list[Disagreement] = []
    agreed: list[Coding] = []
    readers: dict[str, tuple[str, ...]] = {}
    for each in ask.documents():
        spans = read.get(each.id, {})
        if document in (None, each.id) and len(spans) > 1:
            readers[each.id] = tuple(sorted(spans))
            theirs = compare(by_coder.get(each.id, {}), spans)
            found += _with_rulings(theirs, each, rulings)
            agreed += theirs.agreed
    wanted = [
        each
        for each in found
        if kind in (None, each.difference.kind)
        and (codes is None or not set(codes).isdisjoint(each.difference.codes))
    ]
    return Compare(tuple(wanted), tuple(agreed), readers)


def _read(project: Project, coders: Sequence[str] | None) -> dict[str, dict[str, tuple[Span, ...]]]:
    """Per document and coder what they have read, but for what lies under a seal."""
    ask = project.ask
    sealed = {id for each in ask.rounds() if each.state is RoundState.SEALED for id in each.documents}
    read: dict[str, dict[str, tuple[Span, ...]]] = {}
    chosen = [coder for coder in ask.coders() if coders is None or coder in coders]
    for coder, spans in read_by(project, chosen).items():
        for id, theirs in spans.items():
            if id not in sealed:
                read.setdefault(id, {})[coder] = theirs
    return read


def _rulings(adjudications: Iterable[Adjudication]) -> dict[tuple[str, str], Adjudication]:
    """The last decision on each two codings; "" stands for nothing on the other side.

    A decision on two codings also holds for one of them when the other is gone: whoever takes a coding off because
    the other's was chosen does not open the matter again.
    """
    rulings: dict[tuple[str, str], Adjudication] = {}
    for each in adjudications:
        for one, other in product(each.one or ("",), each.other or ("",)):
            rulings[one, other] = rulings[other, one] = each
            for alone in filter(None, (one, other)):
                rulings[alone, ""] = rulings["", alone] = each
    return rulings


def _with_rulings(
    found: Compared, document: Document, rulings: Mapping[tuple[str, str], Adjudication]
) -> Iterable[Disagreement]:
    for each in found.differences:
        yield Disagreement(_id(each), each, document, _ruling_on(each, rulings))


def _id(difference: Difference) -> str:
    told = "/".join(" ".join(sorted(each.guid for each in side)) for side in (difference.one, difference.other))
    return hashlib.sha256(told.encode()).hexdigest()[:_ID]


def _ruling_on(difference: Difference, rulings: Mapping[tuple[str, str], Adjudication]) -> Adjudication | None:
    ones, others = ([coding.guid for coding in side] or [""] for side in (difference.one, difference.other))
    held = [rulings[pair] for pair in product(ones, others) if pair in rulings]
    return max(held, key=lambda ruling: (ruling.at, ruling.guid), default=None)


def as_it_stands(project: Project, disagreement: Disagreement) -> Disagreement:
    """The same difference with the last decision on it as the study has it now, whoever took it."""
    difference = disagreement.difference
    rulings = _rulings(project.ask.adjudications(difference.document))
    return replace(disagreement, adjudication=_ruling_on(difference, rulings))


def consensus_of(project: Project) -> Consensus:
    """What the coders have in common, as codings: for what they agree on that of one of them stands for all."""
    found = compared(project)
    codings = {(each.document, each.start, each.end, each.code): each for each in found.agreed}
    for each in project.ask.codings(consensus=True):
        if each.document in found.readers:
            codings[each.document, each.start, each.end, each.code] = each
    names = {each.id: each.name for each in project.ask.documents()}
    ordered = sorted(codings.values(), key=lambda each: (names[each.document], each.start, each.end, each.code))
    still = [each.document.id for each in found.disagreements if not each.settled]
    return Consensus(tuple(ordered), len(still), frozenset(found.readers), frozenset(still))


def narrowed(
    project: Project,
    consensus: Consensus,
    *,
    document: str | None = None,
    codes: Sequence[str] | None = None,
    role: str | None = None,
) -> list[Coding]:
    """The codings of a consensus in this document (an id), with these codes, said by someone in this role."""
    ask = project.ask
    own = ask.codings(document=document, codes=codes, role=role)
    settled = ask.codings(document=document, codes=codes, role=role, consensus=True)
    inside = {each.guid for each in (*own, *settled)}
    return [each for each in consensus.codings if each.guid in inside]


# --- settle ---------------------------------------------------------------------------------------


def settle(
    project: Project,
    coder: str,
    disagreement: Disagreement,
    ruling: Ruling,
    *,
    span: Span | None = None,
    code: str | None = None,
    reason: str = "",
) -> str:
    """Decide on a difference; what comes of it goes to the consensus layer. Undo takes the whole decision back.

    ``ANEW`` needs a ``span``, and a ``code`` where the coders chose two. Raises Refused where that lacks, and for
    ``BOTH`` where there is one coding, or two that differ in their facets alone.
    """
    difference = disagreement.difference
    outcome = _outcome(difference, ruling, span, code)
    sides = ([each.guid for each in difference.one], [each.guid for each in difference.other])
    return store.settle(
        project,
        coder,
        difference.document,
        difference.kind.value,
        sides,
        ruling,
        outcome,
        reason=reason,
        instead=disagreement.adjudication,
    )


def _outcome(difference: Difference, ruling: Ruling, span: Span | None, code: str | None) -> list[Agreed]:
    one, other = difference.one[:1], difference.other[:1]
    if ruling is Ruling.ANEW:
        chosen = code or (difference.codes[0] if len(difference.codes) == 1 else None)
        if span is None or chosen is None:
            raise Refused("differences.anew-needs")
        facets = next((dict(each.facets) for each in (*one, *other) if each.code == chosen), {})
        return [Agreed(span.start, span.end, chosen, facets)]
    if ruling is Ruling.BOTH and difference.kind is Kind.FACET:
        raise Refused("differences.not-both")
    if ruling is Ruling.BOTH and not (one and other):
        raise Refused("differences.only-one")
    kept = {Ruling.ONE: one, Ruling.OTHER: other, Ruling.BOTH: (*one, *other)}.get(ruling, ())
    return [Agreed(each.start, each.end, each.code, dict(each.facets)) for each in kept]


# --- tell -----------------------------------------------------------------------------------------


def ruled(disagreement: Disagreement) -> str:
    """What was decided, in words that name the coders; empty while nothing was."""
    ruling = disagreement.adjudication
    if ruling is None:
        return ""
    difference = disagreement.difference
    names = {"one": ", ".join(difference.ones), "other": ", ".join(difference.others)}
    return say(f"differences.decided.{ruling.ruling.value}", **names)


def whose_goes(before: Disagreement, coder: str) -> str:
    """Whose decision another of this coder takes the place of, in words; empty where nobody else decided."""
    held = before.adjudication
    if held is None or not before.settled or held.coder == coder:
        return ""
    return say("differences.in-place-of", coder=held.coder, ruling=ruled(before))


def side(disagreement: Disagreement, codings: Sequence[Coding], codebook: Codebook) -> str:
    """One side of a difference in a line: its code, facets and words; a dash for nothing."""
    if not codings:
        return "–"
    coding = codings[0]
    code = codebook.find(coding.code)
    facets = "".join(f" {name}={value}" for name, value in sorted(coding.facets.items()))
    return f"{pick(code.label) if code else coding.code}{facets}: {coding.text}"
