"""What stands in the report of a study, counted and drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from interviewcoder.analysis import signs
from interviewcoder.analysis.coverage import rows_of
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.model import Codebook, Coding
from interviewcoder.publish import analyses, figures, ties
from interviewcoder.publish.coders import Called, CodersAs, called
from interviewcoder.publish.coverage import TOTAL, coverage_table, design_table
from interviewcoder.publish.methods import coreq, paragraph
from interviewcoder.publish.quotes import Quote
from interviewcoder.publish.report import Report, Section
from interviewcoder.store.project import Project
from interviewcoder.tasks.methods import facts_of
from interviewcoder.tasks.quoting import collected, quotes_of


def report_of(project: Project, *, coders: CodersAs = CodersAs.NUMBERS) -> Report:
    """The report, as whoever asks may see the study. It has no names of files, and ``coders`` are called as asked."""
    codebook = project.codebook
    names = called(project.ask.coders(), coders)
    material = _Material(project, codebook, quotes_of(project), "synthetic" in project.ask.properties(), names)
    known = {fact.id: fact.value for fact in facts_of(project)}
    sections = [_design(material), _coverage(material), _together(material), _dialogue(material)]
    sections += [*_facets(material), _saturation(material), _gaps(material, named=coders is not CodersAs.NUMBERS)]
    sections += _agreement(material)
    return Report(
        paragraph(known, codebook),
        coreq(known, codebook),
        tuple(section for section in sections if section),
        collected(project, [quote for quote in material.quotes if quote.starred]),
        material.quotes,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Material:
    """What the sections are made from."""

    project: Project
    codebook: Codebook
    quotes: tuple[Quote, ...]
    synthetic: bool
    called: Called

    def where(self, test: Callable[[Quote], bool]) -> list[int]:
        """The positions of the quotes for which it holds; one that touches no respondent's words counts nowhere."""
        return [at for at, quote in enumerate(self.quotes) if quote.coding.touches_respondent and test(quote)]

    def of(self, codings: Sequence[Coding]) -> list[int]:
        """The positions of the quotes that these codings are."""
        guids = {coding.guid for coding in codings}
        return self.where(lambda quote: any(coding.guid in guids for coding in quote.codings))


def _roles(quote: Quote) -> set[str]:
    """The roles in whose column a quote counts."""
    people = quote.respondents or (() if quote.document.voices else quote.document.respondents)
    return {person.role for person in people} or {""}


def _companies(quote: Quote) -> set[str]:
    return {person.company for person in quote.respondents or quote.document.respondents}


# --- sections -------------------------------------------------------------------------------------


def _design(material: _Material) -> Section:
    ask = material.project.ask
    table = design_table(material.codebook, ask.documents(), ask.planned(), ask.companies())
    return Section("design", table.title, table)


def _coverage(material: _Material) -> Section:
    from interviewcoder.tasks.overview import coverage_of

    found = coverage_of(material.project, level="feature")
    drawn = coverage_of(material.project)
    counted: dict[tuple[int, str], Sequence[int]] = {}
    for number, row in enumerate(found.rows):
        theirs = material.where(lambda quote, codes=row.codes: quote.code.id in codes)  # type: ignore[misc]
        counted[number, TOTAL] = theirs
        for column in found.columns:
            counted[number, column.id] = [at for at in theirs if column.id in _roles(material.quotes[at])]
    table = coverage_table(material.codebook, found)
    draw = partial(figures.heat_figure, material.codebook, drawn, synthetic=material.synthetic)
    figure = figures.svg_of(draw, "coverage")
    notes = (_legend(), say("report.coverage-note"))
    return Section("coverage", say("report.coverage"), table, figure, notes, counted)


def _legend() -> str:
    """What the numbers and signs in the cells mean."""
    entries = (("3/4", "numbers"), ("+1", "beyond"), ("(12)", "fragments"), *signs.MEANINGS)
    return " · ".join(f"{sign} {say(f'overview.legend.{key}')}" for sign, key in entries)


def _together(material: _Material) -> Section:
    from interviewcoder.tasks.analyses import together_in

    found = together_in(material.project)
    rows, within = found.basis.rows, "turn"
    table = analyses.pairs_table(material.codebook, rows, found.pairs, within)
    pairs = {(rows[pair.a].id, rows[pair.b].id): pair for pair in found.pairs}
    counted = {
        (number, "both"): material.of(found.codings(pairs[record["first_id"], record["second_id"]]))  # type: ignore[index]
        for number, record in enumerate(table.records())
        if record["both"]
    }
    drawn = (material.codebook, rows, found.pairs, within)
    figure = figures.svg_of(lambda: ties.pairs_figure(*drawn, synthetic=material.synthetic), "pairs")
    return Section("together", table.title, table, figure, (say("analyses.cooccurrence-note"),), counted)


def _dialogue(material: _Material) -> Section | None:
    from interviewcoder.tasks.analyses import dialogue_of

    sides = _two_roles(material)
    if sides is None:
        return None
    exchanges = dialogue_of(material.project, *sides)
    if not exchanges:  # in no company both were interviewed
        return None
    table = analyses.dialogue_table(material.codebook, exchanges, *sides)
    by_code = {row.id: row.codes for row in rows_of(material.codebook, level="feature")}
    counted: dict[tuple[int, str], Sequence[int]] = {}
    for number, record in enumerate(table.records()):
        codes, company = by_code[str(record["row_id"])], record["company"]
        theirs = material.where(
            lambda quote, codes=codes, company=company: quote.code.id in codes and company in _companies(quote)  # type: ignore[misc]
        )
        for side, role in zip(("first", "second"), sides, strict=True):
            counted[number, side] = [at for at in theirs if role in _roles(material.quotes[at])]
    drawn = (material.codebook, exchanges, *sides)
    figure = figures.svg_of(lambda: figures.dialogue_figure(*drawn, synthetic=material.synthetic), "dialogue")
    return Section("dialogue", table.title, table, figure, counted=counted)


def _two_roles(material: _Material) -> tuple[str, str] | None:
    """The two roles to hold beside each other: who leads and who is led where the codebook knows them, else the last
    two that were interviewed."""
    there = {who.role for each in material.project.ask.documents() for who in each.respondents}
    roles = [role.id for role in material.codebook.roles if role.id in there]
    if {"line_manager", "employee"} <= set(roles):
        return "line_manager", "employee"
    return (roles[-2], roles[-1]) if len(roles) > 1 else None


def _facets(material: _Material) -> Iterator[Section]:
    from interviewcoder.tasks.analyses import profiles_of

    for facet in material.codebook.facets:
        found = profiles_of(material.project, facet.id)
        rows = {row.id: row.codes for row in found.basis.rows}
        table = analyses.facets_table(material.codebook, found.basis.rows, facet, found.profiles)
        documents = {document.id for document in found.basis.documents}
        counted: dict[tuple[int, str], Sequence[int]] = {}
        for number, record in enumerate(table.records()):
            codes, column, value = rows[str(record["row_id"])], record["column_id"], record["value_id"]
            counted[number, "count"] = [
                at
                for at, quote in enumerate(material.quotes)
                if quote.code.id in codes
                and quote.coding.touches_respondent
                and quote.document.id in documents
                and (not column or column in _roles(quote))
                and any(coding.facets.get(facet.id) == value for coding in quote.codings)
            ]
        yield Section(f"facet-{facet.id}", table.title, table, notes=(say("analyses.facets-note"),), counted=counted)


def _saturation(material: _Material) -> Section:
    from interviewcoder.tasks.analyses import saturation_of

    curve = saturation_of(material.project).curve
    table = analyses.saturation_table(curve)
    if not curve.steps:
        return Section("saturation", table.title, notes=(say("analyses.nothing"),))
    figure = figures.svg_of(lambda: figures.saturation_figure(curve, synthetic=material.synthetic), "saturation")
    return Section("saturation", table.title, table, figure)


def _gaps(material: _Material, *, named: bool) -> Section:
    """The gaps; by whom one was closed only where coders are ``named``."""
    from interviewcoder.tasks.analyses import gaps_of

    table = analyses.gaps_table(material.codebook, gaps_of(material.project), named=named)
    table = material.called.table(table, whose=analyses.WHOSE)
    return Section("gaps", table.title, table, notes=(say("analyses.gaps-note"),))


def _agreement(material: _Material) -> Iterator[Section]:
    """Agreement where two coders have read the same."""
    from interviewcoder.analysis.resampling import DRAWS
    from interviewcoder.publish.agreement import agreement_table
    from interviewcoder.tasks.agreement import agreement_of

    try:
        found = agreement_of(material.project)
    except Refused:  # fewer than two coders have read anything that may be seen
        return
    rows = material.called.rows(found.rows)
    table = agreement_table(material.codebook, rows, found.unit, by="code", level=found.level, draws=DRAWS)
    yield Section("agreement", table.title, table)
