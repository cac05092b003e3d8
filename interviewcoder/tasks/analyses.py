"""What a study lets one conclude: what is said together, saturation, dialogue, facets and gaps.

Only interviews that a coder has read to the end count here: of the others nobody knows what is not in them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from interviewcoder.analysis import dialogue as beside
from interviewcoder.analysis import gaps as lacking
from interviewcoder.analysis.coverage import By, Coverage, Row, column_of, coverage, rows_of
from interviewcoder.analysis.dialogue import Accord, Exchange
from interviewcoder.analysis.gaps import Gap
from interviewcoder.analysis.incidence import Incidence, Within, incidence
from interviewcoder.analysis.qualifiers import Profile, profiles
from interviewcoder.analysis.saturation import Saturation, saturation
from interviewcoder.analysis.together import Pair, together
from interviewcoder.errors import Refused
from interviewcoder.model import Coding, Document, Facet
from interviewcoder.store.project import Project
from interviewcoder.tasks.overview import material_of, narrowed


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What an analysis is narrowed to; None is everyone, everywhere."""

    coder: str | None = None
    role: str | None = None
    company: str | None = None


EVERYTHING = Narrowing()


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
    answers = project.ask.answers([each.id for each in basis.documents]) if within is Within.TURN else {}
    found = incidence(basis.codings, basis.documents, basis.rows, within, answers)
    return Together(basis, found, together(found))


@dataclass(frozen=True, slots=True, eq=False)
class Saturated:
    """The curve, with the interviews in the order in which they were held."""

    basis: Basis
    curve: Saturation


def saturation_of(project: Project, *, level: str = "feature", only: Narrowing = EVERYTHING) -> Saturated:
    """New features (or carriers) per further interview; by date where the dates are known, else by name."""
    basis = _basis(project, _deepest(rows_of(project.codebook, level=level)), only)
    ordered = tuple(sorted(basis.documents, key=lambda each: (each.date or "9", each.name)))
    basis = Basis(basis.rows, ordered, basis.codings, basis.left_out)
    return Saturated(basis, saturation(incidence(basis.codings, ordered, basis.rows, Within.INTERVIEW, {})))


def dialogue_of(
    project: Project, first: str, second: str, *, level: str = "feature", only: Narrowing = EVERYTHING
) -> tuple[Exchange, ...]:
    """What two roles say of each feature in each company: opposition first, what is unknown last."""
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


def profiles_of(
    project: Project, facet: str, *, by: By = By.ROLE, level: str = "carrier", only: Narrowing = EVERYTHING
) -> Profiled:
    """How codings divide over the values of a facet, per row and role, company or sector."""
    chosen = facet_of(project, facet)
    basis = _basis(project, rows_of(project.codebook, level=level), only)
    roles = [role.id for role in project.codebook.roles] if by is By.ROLE else []
    present = {column_of(each, by) for each in basis.documents} - {""}
    columns = [id for id in roles if id in present] + sorted(present - set(roles))

    def counted(column: Callable[[Document], str], names: Sequence[str]) -> tuple[Profile, ...]:
        return profiles(basis.codings, basis.documents, basis.rows, chosen, column, names)

    apart, all_of = counted(lambda each: column_of(each, by), columns), counted(lambda _: "", [""])
    width = len(columns)
    mixed = [profile for at, each in enumerate(all_of) for profile in (*apart[at * width : (at + 1) * width], each)]
    return Profiled(basis, chosen, (*columns, ""), tuple(mixed))


def gaps_of(project: Project, *, level: str = "carrier", only: Narrowing = EVERYTHING) -> tuple[Gap, ...]:
    """Where a row has no coding though someone could have spoken of it, the most surprising first."""
    rows = _deepest(rows_of(project.codebook, level=level))
    whole = coverage(narrowed(material_of(project), only.coder, None, None), rows)
    found = lacking.gaps(whole, _per_company(project, rows, only))
    return tuple(gap for gap in found if only.role in (None, gap.role))


def _per_company(project: Project, rows: Sequence[Row], only: Narrowing) -> dict[str, Coverage]:
    material = material_of(project)
    companies = sorted({each.company for each in material.documents} - {""})
    return {
        company: coverage(narrowed(material, only.coder, company, None), rows)
        for company in companies
        if only.company in (None, company)
    }


def _basis(project: Project, rows: tuple[Row, ...], only: Narrowing) -> Basis:
    material = material_of(project)
    chosen = [
        each for each in material.documents if only.role in (None, each.role) and only.company in (None, each.company)
    ]
    read = {document for document, coder in material.read_whole if only.coder in (None, coder)}
    documents = tuple(each for each in chosen if each.id in read)
    inside = {each.id for each in documents}
    codings = tuple(each for each in project.ask.codings(coder=only.coder) if each.document in inside)
    return Basis(rows, documents, codings, len(chosen) - len(documents))


def _deepest(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The features where there are any, so that no row is held against the carrier that holds it."""
    features = tuple(row for row in rows if row.depth)
    return features or rows
