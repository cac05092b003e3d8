"""A study as a project that other programs can hold, with a list of what they cannot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from interviewcoder.codes.load import shipped_codebook
from interviewcoder.exchange.codebooks import codes_of, guid_in
from interviewcoder.exchange.foreign import (
    ForeignCase,
    ForeignCode,
    ForeignCoding,
    ForeignDocument,
    ForeignMemo,
    ForeignProject,
    Found,
    Remark,
)
from interviewcoder.exchange.refi.facets import own_guid
from interviewcoder.locale import pick
from interviewcoder.model import Codebook, Coding, Document, Facet, Memo, Respondent, Span, Transcript
from interviewcoder.store.addresses import beside
from interviewcoder.store.gaps import closed_gaps
from interviewcoder.store.quoting import quote_edits
from interviewcoder.tasks.case_values import COMPANY, DATE, REGION, ROLE, SECTOR

if TYPE_CHECKING:
    from interviewcoder.publish.coders import Called
    from interviewcoder.store.project import Project


def take_out(project: Project) -> ForeignProject:
    """The study as a foreign project, in the language in use: interviews by pseudonym, codes, codings, memos, coders.

    The remarks tell what stays behind, since no other program has a place for it.
    """
    ask = project.ask
    codebook, documents, codings = project.codebook, ask.documents(), ask.codings()
    transcripts = {document.id: ask.transcript(document.id) for document in documents}
    memos = ask.memos()
    codes = codes_of(codebook)
    guids = {code.id: guid_in(codebook, code.id) for code in codebook.codes}
    own = _own_memos(codings, memos)
    facets = _used_facets(codebook, codings)
    coders = dict.fromkeys([*ask.coders(), *(each.coder for each in codings), *(each.coder for each in memos)])
    return ForeignProject(
        ask.properties().get("name", "") or beside(project.path).stem,
        "Interviewcoder",
        tuple(_documents(documents, transcripts)),
        codes,
        tuple(_coding(coding, guids, own, facets) for coding in codings if coding.code in guids),
        tuple(_memos(memos, own, guids, {each.id for each in documents}, {each.guid for each in codings})),
        tuple(coders),
        tuple(_cases(project, documents)),
        facets,
        bool(ask.properties().get("synthetic")),
        Found(len(documents), len(codes), len(codings)),
        tuple(_left_behind(project, codebook, codings)),
    )


def called_as(foreign: ForeignProject, called: Called) -> ForeignProject:
    """The project with its coders called so, wherever it says whose something is."""
    return replace(
        foreign,
        codings=tuple(replace(each, coder=called.one(each.coder)) for each in foreign.codings),
        memos=tuple(replace(each, coder=called.one(each.coder)) for each in foreign.memos),
        coders=tuple(dict.fromkeys(called.each(foreign.coders))),
    )


def public_codes(project: Project) -> tuple[ForeignCode, ...]:
    """The codes of the study's codebook as it comes with the program, in the language in use; none of another."""
    public = shipped_codebook(project.codebook.id)
    return codes_of(public) if public else ()


def texts_in(
    foreign: ForeignProject, *, only_codes: bool = False, known: Iterable[ForeignCode] = ()
) -> Mapping[str, str]:
    """Every text that is about to leave, by where it stands: of all of a project, or only of its codes; but for the
    lines that stand in a ``known`` code, which is public."""
    public = {line for code in known for line in _lines(code)}
    texts = {f"– {foreign.name}": foreign.name}
    for code in foreign.codes:  # of which two may have one name
        place = f"code {code.name}"
        told = [line for line in _lines(code) if line not in public]
        texts[place] = "\n".join((texts.get(place, ""), *told))
    if not only_codes:
        texts |= {document.name: document.text for document in foreign.documents}
        for document in foreign.documents:
            said = (document.name, *document.values.values(), *document.speakers, *document.voices)
            texts[f"– {document.name}"] = "\n".join(said)
        texts |= {f"memo {number}": memo.text for number, memo in enumerate(foreign.memos, 1)}
        texts |= {f"memo {each.guid[:8]}": each.memo for each in foreign.codings if each.memo}
        texts["cases"] = "\n".join(text for case in foreign.cases for text in (case.name, *case.values.values()))
    return texts


def _lines(code: ForeignCode) -> list[str]:
    """The name and each line of what is told of a code, and of its examples, which stand on one, each by itself."""
    return [code.name, *(part for line in code.description.split("\n") for part in line.split(" / "))]


# --- documents ------------------------------------------------------------------------------------


def _documents(documents: Sequence[Document], transcripts: Mapping[str, Transcript]) -> Iterator[ForeignDocument]:
    """The interviews, each called by the pseudonyms of who is in it, since the name of a file may be a person's."""
    names = [document.who or document.name for document in documents]
    several = Counter(names)
    seen: Counter[str] = Counter()
    for document, name in zip(documents, names, strict=True):
        seen[name] += 1
        transcript = transcripts[document.id]
        yield ForeignDocument(
            document.id,
            f"{name} ({seen[name]})" if several[name] > 1 else name,
            transcript.text,
            speakers={turn.label: turn.speaker for turn in transcript.turns if turn.label},
            voices={voice.label: voice.respondent.pseudonym for voice in document.voices},
            values={DATE: document.date} if document.date else {},
        )


def _cases(project: Project, documents: Sequence[Document]) -> Iterator[ForeignCase]:
    roles = {role.id: pick(role.label) for role in project.codebook.roles}
    companies = {company.id: company for company in project.ask.companies()}
    held: dict[str, list[Document]] = {}
    people: dict[str, Respondent] = {}
    for document in documents:
        for respondent in document.respondents:
            people[respondent.pseudonym] = respondent
            held.setdefault(respondent.pseudonym, []).append(document)
    for pseudonym, theirs in held.items():
        respondent = people[pseudonym]
        company = companies.get(respondent.company)
        values = {ROLE: roles.get(respondent.role, respondent.role), COMPANY: respondent.company}
        values |= {SECTOR: company.sector, REGION: company.region} if company else {}
        said = {name: value for name, value in values.items() if value}
        yield ForeignCase(own_guid("respondent", pseudonym), pseudonym, tuple(each.id for each in theirs), said)


# --- codings and memos ----------------------------------------------------------------------------


def _own_memos(codings: Sequence[Coding], memos: Sequence[Memo]) -> dict[str, Memo]:
    """Of each coding the first memo of its own coder, by the coding's guid."""
    coders = {coding.guid: coding.coder for coding in codings}
    own: dict[str, Memo] = {}
    for memo in memos:
        if memo.kind == "coding" and coders.get(memo.target) == memo.coder:
            own.setdefault(memo.target, memo)
    return own


def _coding(
    coding: Coding, guids: Mapping[str, str], own: Mapping[str, Memo], facets: Sequence[Facet]
) -> ForeignCoding:
    memo = own[coding.guid].text if coding.guid in own else ""
    known = {facet.id for facet in facets}
    return ForeignCoding(
        coding.guid,
        coding.document,
        Span(coding.start, coding.end),
        guids[coding.code],
        coding.coder,
        memo,
        coding.at,
        coding.starred,
        {facet: value for facet, value in coding.facets.items() if facet in known},
    )


def _memos(
    memos: Sequence[Memo], own: Mapping[str, Memo], guids: Mapping[str, str], documents: set[str], codings: set[str]
) -> Iterator[ForeignMemo]:
    with_coding = {memo.guid for memo in own.values()}
    targets = {"code": guids, "document": {id: id for id in documents}, "coding": {guid: guid for guid in codings}}
    for memo in memos:
        target = targets.get(memo.kind, {"": ""}).get(memo.target if memo.kind in targets else "")
        if memo.guid not in with_coding and target is not None:
            yield ForeignMemo(memo.kind, target, memo.text, memo.coder, memo.at)


def _used_facets(codebook: Codebook, codings: Sequence[Coding]) -> tuple[Facet, ...]:
    used = {facet for coding in codings for facet in coding.facets}
    return tuple(facet for facet in codebook.facets if facet.id in used)


# --- the report -----------------------------------------------------------------------------------


def _left_behind(project: Project, codebook: Codebook, codings: Sequence[Coding]) -> Iterator[Remark]:
    ask, edits = project.ask, quote_edits(project).values()
    counts = {
        "out.stars": sum(coding.starred for coding in codings),
        "out.waiting": len(ask.in_review()),
        "out.codes-gone": sum(codebook.find(coding.code) is None for coding in codings),
        "out.decisions": len(ask.decisions()),
        "out.readings": len(ask.read_spans()),
        "out.rounds": len(ask.rounds()),
        "out.settled": len(ask.adjudications()),
        "out.gaps": len(closed_gaps(project)),
        "out.trims": sum(bool(each.left_out) for each in edits),
        "out.translations": sum(bool(each.translation) for each in edits),
        "out.places": sum(each.place > 0 for each in edits),
        "out.planned": len(ask.planned()),
        "out.cues": sum(bool(code.cues or code.hints) for code in codebook.codes),
        "out.boundaries": sum(len(code.boundaries) for code in codebook.codes),
        "out.crosswalks": len(codebook.crosswalks),
        "out.originals": len(ask.documents()),
    }
    for key, count in counts.items():
        if count:
            yield Remark(key, count)
