"""The overview of a study: coverage per carrier and role, and the interviews still missing from its design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from interviewcoder.analysis import coverage as counted
from interviewcoder.analysis.coverage import By, Coverage, Material, Row, Shortfall
from interviewcoder.model import Coding, Progress, Respondent, Span
from interviewcoder.store.changes import Changes, changes_since
from interviewcoder.store.project import Project
from interviewcoder.store.voices import said_by
from interviewcoder.tasks.narrowing import EVERYTHING, Narrowing, codings_of, narrowed
from interviewcoder.tasks.reading import read_by

if TYPE_CHECKING:
    from interviewcoder.analysis.marks import Marks

_held: WeakKeyDictionary[Project, _Held] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class _Held:
    """What was read from a study, good until its log grows beyond ``stamp``."""

    stamp: int
    material: Material


def coverage_of(
    project: Project,
    *,
    by: By = By.ROLE,
    level: str = "carrier",
    crosswalk: str | None = None,
    only: Narrowing = EVERYTHING,
    codings: Sequence[Coding] | None = None,
) -> Coverage:
    """Coverage of a study, as :func:`interviewcoder.analysis.coverage.coverage` counts it.

    ``level`` is "carrier" or "feature"; ``crosswalk``, when given, makes its groups the rows instead. ``only``
    narrows all that is counted. ``codings`` counts only these, against everything else of the study. Raises Refused
    for a level or crosswalk that there is not.
    """
    rows = counted.rows_of(project.codebook, level=level, crosswalk=crosswalk)
    material = material_for(project, only) if codings is None else _with_codings(material_of(project), codings)
    return replace(counted.coverage(narrowed(material, only), rows, by), some=only.some_codings)


def material_for(project: Project, only: Narrowing) -> Material:
    """What coverage is counted from; where the consensus is asked for, that takes the place of the coders' codings,
    and only documents that more than one coder has read count as read."""
    material = material_of(project)
    if not only.consensus:
        return material
    from interviewcoder.tasks.disagreements import consensus_of

    common = consensus_of(project)
    read = frozenset((document, who) for document, who in material.read_whole if document in common.documents)
    return replace(_with_codings(material, common.codings), read_whole=read)


def _with_codings(material: Material, codings: Sequence[Coding]) -> Material:
    from interviewcoder.analysis.marks import marks_of

    return replace(material, marks=marks_of(codings))


def codings_behind(
    project: Project, row: Row, by: By, column: str | None, only: Narrowing = EVERYTHING
) -> list[Coding]:
    """The codings that a cell of :func:`coverage_of` counts; those of the row's total where ``column`` is None."""
    material = material_of(project)
    found = codings_of(project, only, material, row.codes)
    if column is None:
        return found
    if by is By.CODER:
        return [each for each in found if each.coder == column]
    documents = {each.id: each for each in material.documents}

    def meant(who: Respondent) -> bool:
        here = counted.column_for(by, who.company, who.role, material.sectors) == column
        return here and only.means(who, material.sectors)

    def counts(coding: Coding) -> bool:
        if parts := material.parts.get(coding.document):
            return said_by(coding, parts, meant)
        return counted.column_of(documents[coding.document], by) == column

    return [each for each in found if counts(each)]


def differences_from_design(project: Project) -> tuple[Shortfall, ...]:
    """The places where more or fewer interviews were imported than planned; none where nothing was planned."""
    planned = project.ask.planned()
    return counted.shortfalls(project.ask.documents(), planned) if planned else ()


def progress_of(project: Project) -> tuple[Progress, ...]:
    """The progress of each coder, as far as whoever asks may see their work."""
    material, ask = material_of(project), project.ask
    said = ask.answers([each.id for each in material.documents])
    length = {id: sum(len(turn.span) for turn in turns) for id, turns in said.items()}
    whole = sum(length.values())
    found = []
    for coder, spans in read_by(project, material.coders).items():
        codings = ask.tally_by_document(coder)
        done = sum(counted.read_share(said[id], spans[id]) * length[id] for id in spans if id in said)
        read = sum(who == coder for _, who in material.read_whole)
        found.append(Progress(coder, read, done / whole if whole else 0.0, len(codings), sum(codings.values())))
    return tuple(found)


def material_of(project: Project) -> Material:
    """What coverage is counted from. Of what was read before only that is read again that changed since."""
    stamp = project.ask.stamp()
    held = _held.get(project)
    if held is not None and held.stamp == stamp:
        return held.material
    changes = changes_since(project, held.stamp) if held is not None and held.stamp < stamp else None
    material = _read(project) if held is None or changes is None else _read_again(project, held.material, changes)
    _held[project] = _Held(stamp, material)
    return material


def _read(project: Project) -> Material:
    from interviewcoder.analysis.marks import from_short

    return _against(project, from_short(project.ask.coded()))


def _read_again(project: Project, held: Material, changes: Changes) -> Material:
    from interviewcoder.analysis.marks import updated

    marks = held.marks
    if changes.codings:
        marks = updated(marks, changes.codings, project.ask.coded(changes.codings))
    return _against(project, marks) if changes.others else replace(held, codebook=project.codebook, marks=marks)


def _against(project: Project, marks: Marks) -> Material:
    """Marks with all that they are counted against."""
    ask = project.ask
    coders = sorted({*ask.coders(), *marks.coders})
    return Material(
        codebook=project.codebook,
        documents=ask.documents(),
        planned=ask.planned(),
        sectors={company.id: company.sector for company in ask.companies()},
        coders=coders,
        marks=marks,
        read_whole=_read_to_the_end(project, coders),
        parts=ask.parts(),
    )


def _read_to_the_end(project: Project, coders: Sequence[str]) -> frozenset[tuple[str, str]]:
    """(document, coder) for each document this coder has read to the end."""
    spoken = project.ask.spoken()
    return frozenset(
        (document, coder)
        for coder, read in read_by(project, coders).items()
        for document, spans in read.items()
        if document in spoken and _covers(project, document, spans, spoken[document])
    )


def _covers(project: Project, document: str, spans: Sequence[Span], spoken: Span) -> bool:
    """Whether all that is said was read. The transcript is fetched only where the reading has gaps."""
    if spans[0].start > spoken.start or spans[-1].end < spoken.end:
        return False
    return len(spans) == 1 or counted.read_whole(project.ask.transcript(document).turns, spans)
