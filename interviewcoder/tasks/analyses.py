"""What a study lets one conclude: what is said together, saturation, dialogue, facets and gaps.

Only interviews that a coder has read to the end count here: of the others nobody knows what is not in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from interviewcoder.analysis import dialogue as beside
from interviewcoder.analysis import gaps as lacking
from interviewcoder.analysis.coverage import By, Coverage, Row, column_for, coverage, rows_of
from interviewcoder.analysis.dialogue import Accord, Exchange
from interviewcoder.analysis.gaps import Gap
from interviewcoder.analysis.groups import codings_apart
from interviewcoder.analysis.incidence import Incidence, Within, incidence
from interviewcoder.analysis.qualifiers import Profile, profiles
from interviewcoder.analysis.saturation import Saturation, saturation
from interviewcoder.analysis.together import Pair, together
from interviewcoder.errors import Refused
from interviewcoder.model import Coding, Document, Facet, Respondent, Turn
from interviewcoder.store.gaps import closed_gaps
from interviewcoder.store.project import Project
from interviewcoder.tasks.narrowing import EVERYTHING, Narrowing, codings_of, narrowed
from interviewcoder.tasks.overview import material_for, material_of


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What was counted: the ``documents`` that were read to the end and the ``codings`` in them; ``left_out`` is the
    number of interviews that were not read to the end."""

    rows: tuple[Row, ...]
    documents: tuple[Document, ...]
    codings: tuple[Coding, ...]
    left_out: int


@dataclass(frozen=True, slots=True, eq=False)
class Together:
    """Pairs of rows, and for each the codings behind it."""

    basis: Basis
    found: Incidence
    pairs: tuple[Pair, ...]

    def codings(self, pair: Pair) -> list[Coding]:
        """The codings of the two rows in the units that hold both."""
        codes = self.basis.rows[pair.a].codes | self.basis.rows[pair.b].codes
        both = self.found.held[:, pair.a] & self.found.held[:, pair.b]
        positions = sorted({at for unit in both.nonzero()[0] for at in self.found.codings[unit]})
        return [self.basis.codings[at] for at in positions if self.basis.codings[at].code in codes]


def together_in(
    project: Project,
    within: Within = Within.TURN,
    *,
    level: str = "carrier",
    crosswalk: str | None = None,
    only: Narrowing = EVERYTHING,
) -> Together:
    """How often rows occur together. ``level`` is "carrier" or "feature"; features are then paired with features."""
    basis = _basis(project, _deepest(rows_of(project.codebook, level=level, crosswalk=crosswalk)), only)
    answers = _answers(project, basis, only) if within is Within.TURN else {}
    found = incidence(basis.codings, basis.documents, basis.rows, within, answers, material_of(project).parts)
    return Together(basis, found, together(found))


@dataclass(frozen=True, slots=True, eq=False)
class Saturated:
    """The curve, with the interviews in the order in which they were held."""

    basis: Basis
    found: Incidence
    curve: Saturation

    def first_in(self, at: int) -> list[Row]:
        """The rows that come up for the first time in the interview at this position."""
        before = self.found.held[:at].any(axis=0)
        new = self.found.held[at] & ~before
        return [row for row, is_new in zip(self.basis.rows, new, strict=True) if is_new]

    def codings(self, at: int) -> list[Coding]:
        """The codings by which these rows come up in that interview."""
        codes = {code for row in self.first_in(at) for code in row.codes}
        return [each for each in map(self.basis.codings.__getitem__, self.found.codings[at]) if each.code in codes]


def saturation_of(project: Project, *, level: str = "feature", only: Narrowing = EVERYTHING) -> Saturated:
    """New features (or carriers) per further interview; by date where the dates are known, else by name."""
    basis = _basis(project, _deepest(rows_of(project.codebook, level=level)), only)
    ordered = tuple(sorted(basis.documents, key=lambda each: (each.date or "9", each.name)))
    basis = Basis(basis.rows, ordered, basis.codings, basis.left_out)
    found = incidence(basis.codings, ordered, basis.rows, Within.INTERVIEW, {})
    return Saturated(basis, found, saturation(found))


def dialogue_of(
    project: Project, first: str, second: str, *, level: str = "feature", only: Narrowing = EVERYTHING
) -> tuple[Exchange, ...]:
    """What two roles say of each feature in each company: opposition first, what is unknown last. Raises Refused
    where the two are one."""
    if first == second:
        raise Refused("analyses.same-role", role=first)
    rows = _deepest(rows_of(project.codebook, level=level))
    found = beside.dialogue(_per_company(project, rows, only), first, second)
    return tuple(sorted(found, key=lambda each: list(Accord).index(each.accord)))


def facet_of(project: Project, id: str) -> Facet:
    """The facet with this id. Raises Refused for one that the codebook has not."""
    known = {facet.id: facet for facet in project.codebook.facets}
    if id not in known:
        raise Refused("store.unknown-facet", facet=id, known=", ".join(known))
    return known[id]


@dataclass(frozen=True, slots=True, eq=False)
class Profiled:
    """The profiles of a facet, row by row, in these ``columns``; "" is the column of all together, which is last."""

    basis: Basis
    facet: Facet
    columns: tuple[str, ...]
    profiles: tuple[Profile, ...]
    inside: Mapping[str, frozenset[str]]
    """The guids of the codings in each column."""

    def codings(self, profile: Profile, value: str) -> list[Coding]:
        """The codings of a profile with this value of the facet; those without any for ""."""
        codes = next(row.codes for row in self.basis.rows if row.id == profile.row)
        inside = self.inside[profile.column]
        return [
            each
            for each in self.basis.codings
            if each.code in codes and each.guid in inside and each.facets.get(self.facet.id, "") == value
        ]


def profiles_of(
    project: Project, facet: str, *, by: By = By.ROLE, level: str = "carrier", only: Narrowing = EVERYTHING
) -> Profiled:
    """How codings divide over the values of a facet, per row and role, company or sector."""
    chosen = facet_of(project, facet)
    basis = _basis(project, rows_of(project.codebook, level=level), only)
    roles = [role.id for role in project.codebook.roles] if by is By.ROLE else []
    material = material_of(project)

    def column_of(who: Respondent) -> str:
        meant = only.means(who, material.sectors)
        return column_for(by, who.company, who.role, material.sectors) if meant else ""

    pieces, codings = codings_apart(basis.documents, basis.codings, material.parts, column_of)
    column = {document.id: id for document, id in pieces}
    present = set(column.values()) - {""}
    columns = [id for id in roles if id in present] + sorted(present - set(roles))
    documents = [document for document, _ in pieces]
    apart = profiles(codings, documents, basis.rows, chosen, lambda each: column[each.id], columns)
    all_of = profiles(basis.codings, basis.documents, basis.rows, chosen, lambda _: "", [""])
    width = len(columns)
    mixed = [profile for at, each in enumerate(all_of) for profile in (*apart[at * width : (at + 1) * width], each)]
    inside = {id: frozenset(each.guid for each in codings if column[each.document] == id) for id in columns}
    inside[""] = frozenset(each.guid for each in basis.codings)
    return Profiled(basis, chosen, (*columns, ""), tuple(mixed), inside)


def gaps_of(project: Project, *, level: str = "carrier", only: Narrowing = EVERYTHING) -> tuple[Gap, ...]:
    """Where a row has no coding though someone could have spoken of it, the most surprising first; those that were
    closed come last. A carrier that was looked for in vain closes its features too. Facets and stars narrow nothing
    here: what is coded otherwise is no gap."""
    only = replace(only, facet=None, starred=False)
    rows = _deepest(rows_of(project.codebook, level=level))
    whole = coverage(narrowed(material_for(project, only), replace(only, company=None, role=None, sector=None)), rows)
    found = lacking.gaps(whole, _per_company(project, rows, only))
    closed = {(each.code, each.company, each.role): each for each in closed_gaps(project)}
    told = [
        replace(gap, closed=closed.get((gap.row.id, *place)) or closed.get((gap.row.carrier, *place)))
        for gap in found
        if only.role in (None, gap.role) and (place := (gap.company, gap.role))
    ]
    return tuple(sorted(told, key=lambda gap: gap.closed is not None))


def _per_company(project: Project, rows: Sequence[Row], only: Narrowing) -> dict[str, Coverage]:
    material = material_for(project, only)
    companies = sorted({who.company for each in material.documents for who in each.respondents} - {""})
    return {
        company: coverage(narrowed(material, replace(only, company=company, role=None)), rows)
        for company in companies
        if only.company in (None, company)
    }


def _basis(project: Project, rows: tuple[Row, ...], only: Narrowing) -> Basis:
    material = material_for(project, only)
    chosen = [each for each in material.documents if only.means_document(each, material.sectors)]
    read = {document for document, coder in material.read_whole if only.means_coder(coder)}
    documents = tuple(each for each in chosen if each.id in read)
    inside = {each.id for each in documents}
    codings = tuple(each for each in codings_of(project, only, material) if each.document in inside)
    return Basis(rows, documents, codings, len(chosen) - len(documents))


def _answers(project: Project, basis: Basis, only: Narrowing) -> dict[str, tuple[Turn, ...]]:
    """The respondents' turns; of a group interview those of the respondents who are asked for."""
    answers = project.ask.answers([each.id for each in basis.documents])
    groups = {each.id: each for each in basis.documents if each.voices}
    if only.everyone or not groups:
        return answers
    sectors = material_of(project).sectors
    for id, turns in project.ask.turns(list(groups)).items():
        said = ((turn, groups[id].speaker_of(turn)) for turn in turns)
        answers[id] = tuple(turn for turn, who in said if who and only.means(who, sectors))
    return answers


def _deepest(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The features where there are any, so that no row is held against the carrier that holds it."""
    features = tuple(row for row in rows if row.depth)
    return features or rows
