"""The overview of a study: coverage per carrier and role, and the interviews still missing from its design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from interviewcoder.analysis import coverage as counted
from interviewcoder.analysis.coverage import By, Coverage, Material, Shortfall
from interviewcoder.analysis.groups import only
from interviewcoder.model import Coding, Span
from interviewcoder.store.project import Project

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
    codings: Sequence[Coding] | None = None,
    coder: str | None = None,
    company: str | None = None,
    sector: str | None = None,
) -> Coverage:
    """Coverage of a study, as :func:`interviewcoder.analysis.coverage.coverage` counts it.

    ``level`` is "carrier" or "feature"; ``crosswalk``, when given, makes its groups the rows instead. ``coder``,
    ``company`` and ``sector`` narrow all that is counted (interviews, design, codings, reading), so that a blank
    cell keeps its meaning. ``codings`` counts only these, against everything else of the study.
    Raises Refused for a level or crosswalk that there is not.
    """
    rows = counted.rows_of(project.codebook, level=level, crosswalk=crosswalk)
    material = material_of(project)
    if codings is not None:
        from interviewcoder.analysis.marks import marks_of

        material = replace(material, marks=marks_of(codings))
    return counted.coverage(narrowed(material, coder, company, sector), rows, by)


def missing_interviews(project: Project) -> tuple[Shortfall, ...]:
    """The places in the planned design (company × role) with fewer interviews imported than expected."""
    places = counted.shortfalls(project.ask.documents(), project.ask.planned())
    return tuple(place for place in places if place.missing)


def material_of(project: Project) -> Material:
    from interviewcoder.analysis.marks import from_short

    ask = project.ask
    stamp = ask.stamp()
    if (held := _held.get(project)) and held.stamp == stamp:
        return held.material
    marks = from_short(ask.coded())
    coders = sorted({*ask.coders(), *marks.coders})
    material = Material(
        codebook=project.codebook,
        documents=ask.documents(),
        planned=ask.planned(),
        sectors={company.id: company.sector for company in ask.companies()},
        coders=coders,
        marks=marks,
        read_whole=_read_to_the_end(project, coders),
        parts=ask.parts(),
    )
    _held[project] = _Held(stamp, material)
    return material


def narrowed(material: Material, coder: str | None, company: str | None, sector: str | None) -> Material:
    """Only this coder's, company's and sector's; of a group interview only what their respondents say."""

    def stays(in_company: str) -> bool:
        return company in (None, in_company) and sector in (None, material.sectors.get(in_company, ""))

    material = only(material, lambda who: stays(who.company))
    return replace(
        material,
        documents=[each for each in material.documents if each.id in material.parts or stays(each.company)],
        planned=[each for each in material.planned if stays(each.company)],
        coders=[each for each in material.coders if coder in (None, each)],
    )


def _read_to_the_end(project: Project, coders: Sequence[str]) -> frozenset[tuple[str, str]]:
    """(document, coder) for each document this coder has read to the end."""
    ask = project.ask
    spoken = ask.spoken()
    return frozenset(
        (document, coder)
        for coder in coders
        for document, spans in ask.read_spans(coder=coder).items()
        if document in spoken and _covers(project, document, spans, spoken[document])
    )


def _covers(project: Project, document: str, spans: Sequence[Span], spoken: Span) -> bool:
    """Whether all that is said was read. The transcript is fetched only where the reading has gaps."""
    if spans[0].start > spoken.start or spans[-1].end < spoken.end:
        return False
    return len(spans) == 1 or counted.read_whole(project.ask.transcript(document).turns, spans)
