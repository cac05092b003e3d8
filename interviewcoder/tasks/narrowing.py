"""What an overview or an analysis is narrowed to: whose words, whose codings, and which of these."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from interviewcoder.analysis.coverage import Material
from interviewcoder.model import Coding, Document, Respondent, Round
from interviewcoder.store.project import Project
from interviewcoder.store.voices import said_by


@dataclass(frozen=True, slots=True)
class Narrowing:
    """None is everyone, everywhere. ``facet`` is a facet's id with one of its values; ``round`` keeps to its
    documents and coders; ``starred`` to codings with a star, ``consensus`` to what the coders have in common."""

    coder: str | None = None
    role: str | None = None
    company: str | None = None
    sector: str | None = None
    round: Round | None = None
    facet: tuple[str, str] | None = None
    starred: bool = False
    consensus: bool = False

    @property
    def everyone(self) -> bool:
        """Whether all respondents are asked for, also the interviews of nobody yet."""
        return self.role is None and self.company is None and self.sector is None

    @property
    def some_codings(self) -> bool:
        """Whether codings are left out that coders made in what was read, so that a blank is not the lack of any."""
        return self.facet is not None or self.starred or self.consensus

    def means(self, who: Respondent, sectors: Mapping[str, str]) -> bool:
        """Whether a respondent's words are asked for."""
        return self.means_place(who.company, who.role, sectors)

    def means_place(self, company: str, role: str, sectors: Mapping[str, str]) -> bool:
        """Whether those of this role in this company are asked for; ``sectors`` gives each company its sector."""
        here = self.role in (None, role) and self.company in (None, company)
        return here and self.sector in (None, sectors.get(company, ""))

    def means_document(self, document: Document, sectors: Mapping[str, str]) -> bool:
        """Whether some of what is said in an interview is asked for."""
        inside = self.round is None or document.id in self.round.documents
        return inside and (self.everyone or any(self.means(who, sectors) for who in document.respondents))

    def means_coder(self, coder: str) -> bool:
        return self.coder in (None, coder) and (self.round is None or coder in self.round.coders)


EVERYTHING = Narrowing()


def narrowed(material: Material, only: Narrowing) -> Material:
    """The material with only what is asked for, so that a blank cell keeps its meaning: interviews, design, codings
    and reading; of a group interview only what the respondents say who are meant."""
    sectors = material.sectors
    documents = [each for each in material.documents if only.means_document(each, sectors)]
    marks = material.marks.narrowed(only.facet, starred=only.starred)
    if not only.everyone:  # what touches no respondent's words belongs to no one who is meant
        marks = marks.only(marks.start < marks.end)
    material = replace(material, documents=documents, marks=marks)
    if material.parts and not only.everyone:
        from interviewcoder.analysis.groups import only as parts_of

        material = parts_of(material, lambda who: only.means(who, sectors))
    return replace(
        material,
        planned=[each for each in material.planned if only.means_place(each.company, each.role, sectors)],
        coders=[each for each in material.coders if only.means_coder(each)],
    )


def codings_of(
    project: Project, only: Narrowing, material: Material, codes: Collection[str] | None = None
) -> list[Coding]:
    """The codings that are asked for, with one of these codes, in order of document and position; none that touches
    no respondent's words."""
    if only.consensus:
        from interviewcoder.tasks.disagreements import consensus_of

        common = consensus_of(project).codings
        found = [each for each in common if codes is None or each.code in codes]
    else:
        found = project.ask.codings(codes=codes, coder=only.coder)
    documents = {each.id: each for each in material.documents if only.means_document(each, material.sectors)}

    def asked(coding: Coding) -> bool:
        if not coding.touches_respondent or coding.document not in documents:
            return False
        if not (only.consensus or only.means_coder(coding.coder)):
            return False
        if only.facet and coding.facets.get(only.facet[0]) != only.facet[1]:
            return False
        if only.starred and not coding.starred:
            return False
        parts = () if only.everyone else material.parts.get(coding.document, ())
        return not parts or said_by(coding, parts, lambda who: only.means(who, material.sectors))

    return [each for each in found if asked(each)]
