"""Projects of other programs into a study, and a study out as such a project."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.exchange.codebooks import Fitted, fit, make_codebook
from interviewcoder.exchange.foreign import ForeignCoding, ForeignDocument, ForeignProject, Remark
from interviewcoder.model import Code, Codebook, Respondent, Speaker, Transcript, Voice
from interviewcoder.safe import visible
from interviewcoder.store.bringing import bring_in, known_texts, would_bring
from interviewcoder.store.brought import Bringing, Brought, BroughtCoding, BroughtMemo
from interviewcoder.store.project import NewDocument, Project
from interviewcoder.tasks.case_values import COMPANY, DATE, REGION, ROLE, SECTOR, roles_in, value_of
from interviewcoder.tasks.returned import coders_known, remarks_on, respondents_differing
from interviewcoder.transcripts.read import SUFFIXES
from interviewcoder.transcripts.roles import find_role
from interviewcoder.transcripts.speakers import propose_speakers
from interviewcoder.transcripts.turns import build_transcript

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a foreign project would bring to a study, worked out and not yet done.

    ``there`` counts documents whose text the study holds, ``new_codes`` are those its codebook would get. ``brought``
    is what would come in that is not there yet.
    """

    foreign: ForeignProject
    fitted: Fitted
    bringing: Bringing
    there: int
    remarks: tuple[Remark, ...]
    brought: Brought

    @property
    def new_codes(self) -> tuple[Code, ...]:
        return self.fitted.added


@dataclass(frozen=True, slots=True)
class Carried:
    """What came into a study: how many were new, and what to know of it."""

    documents: int
    codes: int
    codings: int
    memos: int
    remarks: tuple[Remark, ...]


def propose(
    foreign: ForeignProject,
    coder: str,
    *,
    project: Project | None = None,
    codebook: Codebook | None = None,
    tell: Tell,
) -> Proposal:
    """Work out what a foreign project would bring to a study, or to a new one.

    A new study gets a codebook made of the project's codes, unless ``codebook`` is given. ``coder`` is whose codings
    those are that the project gives to nobody; ``tell`` hears how many documents are read of how many.
    """
    if project is not None:
        fitted = fit(project.codebook, foreign.codes)
    elif codebook is not None:
        fitted = fit(codebook, foreign.codes)
    else:
        fitted = make_codebook(visible(foreign.name), foreign.codes, foreign.facets, roles_in(foreign))
    proposal = _Proposing(foreign, coder, fitted, project).propose(tell)
    if project is None:
        return proposal
    brought = would_bring(project, coder, proposal.bringing)
    remarks = (*proposal.remarks, *remarks_on(project, proposal.bringing, brought))
    return replace(proposal, brought=brought, remarks=remarks)


def carry_in(project: Project, coder: str, proposal: Proposal) -> Carried:
    """Bring what was proposed into a study, all or nothing."""
    done = bring_in(project, coder, proposal.bringing)
    remarks = proposal.remarks
    if done != proposal.brought:  # the study is new, or another program wrote to it meanwhile
        remarks = (*remarks, *(each for each in remarks_on(project, proposal.bringing, done) if each not in remarks))
    return Carried(done.documents, len(proposal.new_codes), done.codings, done.memos, remarks)


def new_study(path: Path, coder: str, proposal: Proposal) -> Carried:
    """Make a study of what was proposed. Raises Refused as ``Project.create``; then nothing is left behind."""
    from interviewcoder.store.files import remove_file

    codebook = replace(proposal.fitted.codebook, version=max(1, proposal.fitted.codebook.version))
    proposal = replace(proposal, bringing=replace(proposal.bringing, codebook=None))
    with Project.create(path, name=visible(proposal.foreign.name), codebook=codebook, coder=coder) as project:
        try:
            if proposal.foreign.synthetic:
                project.set(coder, "synthetic", "yes")
            return carry_in(project, coder, proposal)
        except BaseException:
            project.close()
            remove_file(path)
            raise


# --- within ---------------------------------------------------------------------------------------


class _Proposing:
    """Fits the documents, codings and memos of a foreign project to a study that has its codes."""

    def __init__(self, foreign: ForeignProject, coder: str, fitted: Fitted, project: Project | None) -> None:
        self._foreign = foreign
        self._coder = coder
        self._fitted = fitted
        self._project = project
        self._remarks: list[Remark] = []
        known = project.ask.documents() if project else []
        self._names = {document.name for document in known}
        self._held = {document.sha256: document.id for document in known}
        self._earlier = known_texts(project) if project else {}
        facets = fitted.codebook.facets
        self._facets_known = {facet.id: {value.id for value in facet.values} for facet in facets}
        self._called = coders_known(project, foreign) if project else {}
        for there, here in self._called.items():
            self._remarks.append(Remark("known-coder", values={"there": there, "here": here}))
        self._people = {each.pseudonym: each for document in known for each in document.respondents if each.role}

    def propose(self, tell: Tell) -> Proposal:
        new: dict[str, NewDocument] = {}
        standing: dict[str, tuple[str, str]] = {}
        came: dict[str, str] = {}
        for number, document in enumerate(self._foreign.documents):
            tell(number, len(self._foreign.documents))
            digest = hashlib.sha256(document.text.encode("utf-8")).hexdigest()
            if digest in self._held:
                standing[document.guid] = self._held[digest], ""
            elif digest in self._earlier:
                standing[document.guid] = self._earlier[digest], digest
            elif digest in came:
                standing[document.guid] = came[digest], ""
            else:
                came[digest] = document.guid
                standing[document.guid] = document.guid, ""
                new[document.guid] = self._document(document)
        if self._foreign.synthetic and self._project and not self._project.ask.properties().get("synthetic"):
            self._remarks.append(Remark("synthetic", len(new)))
        there = sum(document not in new for document, _ in standing.values())
        if there and self._project:
            self._remarks.append(Remark("known-documents", there, "documents"))
            self._remarks += respondents_differing(self._project, self._foreign, standing)
        if same := len(standing) - there - len(new):
            self._remarks.append(Remark("same-text", same, "documents"))
        codings = tuple(self._codings(standing))
        memos = tuple(self._memos({guid: document for guid, (document, _) in standing.items()}))
        coders = dict.fromkeys(self._who(name) for name in self._foreign.coders if name.strip())
        codebook = self._fitted.codebook if self._fitted.added else None
        return Proposal(
            self._foreign,
            self._fitted,
            Bringing(tuple(coders), codebook, new, codings, memos),
            there,
            (*self._foreign.remarks, *self._fitted.remarks, *self._remarks),
            Brought(len(new), len(codings), sum(bool(each.memo.strip()) for each in codings) + len(memos)),
        )

    # --- documents --------------------------------------------------------------------------------

    def _document(self, document: ForeignDocument) -> NewDocument:
        name = visible(document.name).strip() or document.guid
        stem, _, suffix = name.rpartition(".")
        name = self._free(stem if stem and f".{suffix.lower()}" in SUFFIXES else name)
        transcript = self._transcript(document, name)
        respondent, voices, values = self._whose(document, transcript, name)
        return NewDocument(
            name,
            document.format,
            transcript,
            document.original or document.text.encode("utf-8"),
            respondent,
            value_of(values, SECTOR),
            value_of(values, REGION),
            value_of(values, DATE),
            voices=voices,
        )

    def _free(self, name: str) -> str:
        """The name, with a number where another document has it."""
        free, number = name, 1
        while free in self._names:
            number += 1
            free = f"{name} ({number})"
        self._names.add(free)
        if number > 1:
            self._remarks.append(Remark("renamed", values={"name": name, "new": free}))
        return free

    def _transcript(self, document: ForeignDocument, name: str) -> Transcript:
        """The text with its turns: speakers as they are known, else as proposed, else all of it the respondent's."""
        speakers = document.speakers
        if not speakers:
            known = dict.fromkeys(document.voices, Speaker.RESPONDENT)
            speakers = {label.label: label.speaker for label in propose_speakers(document.text, known)}
        transcript = build_transcript(document.text, speakers)
        if any(turn.speaker is Speaker.RESPONDENT for turn in transcript.turns):
            return transcript
        self._remarks.append(Remark("no-speakers", values={"name": name}))
        return build_transcript(document.text, {})

    def _whose(
        self, document: ForeignDocument, transcript: Transcript, name: str
    ) -> tuple[Respondent | None, tuple[Voice, ...], dict[str, str]]:
        """Whose interview it is, or who speaks in a group, and what is known of it and them."""
        cases = [case for case in self._foreign.cases if document.guid in case.documents]
        people = [self._respondent(case.name, {**document.values, **case.values}) for case in cases]
        values = {**document.values, **(cases[0].values if len(cases) == 1 else {})}
        if len(people) <= 1:
            return (people[0] if people else None), (), values
        labels = {turn.label for turn in transcript.turns if turn.speaker is Speaker.RESPONDENT}
        told = {label: document.voices.get(label, label) for label in sorted(labels)}
        known = {each.pseudonym: each for each in people}
        voices = tuple(Voice(label, known[name]) for label, name in told.items() if name in known)
        if len({voice.respondent for voice in voices}) < len(people):
            self._remarks.append(Remark("many-cases", len(people), values={"name": name}))
        return None, voices, values

    def _respondent(self, name: str, values: Mapping[str, str]) -> Respondent:
        told = value_of(values, ROLE)
        role = find_role(told, self._fitted.codebook.roles) if told else None
        if told and role is None:
            self._remarks.append(Remark("unknown-role", values={"role": told, "name": visible(name)}))
        respondent = Respondent(visible(name), role.id if role else "", value_of(values, COMPANY))
        return respondent if respondent.role else self._people.get(respondent.pseudonym, respondent)

    # --- codings and memos ------------------------------------------------------------------------

    def _codings(self, standing: Mapping[str, tuple[str, str]]) -> Iterator[BroughtCoding]:
        waiting = 0
        for each in self._foreign.codings:
            document, text = standing[each.document]
            waiting += bool(text)
            yield BroughtCoding(
                each.guid,
                self._who(each.coder),
                document,
                each.span,
                self._fitted.ids[each.code],
                self._facets(each),
                each.memo,
                each.starred,
                text,
            )
        if waiting:
            self._remarks.append(Remark("waiting-codings", waiting))

    def _facets(self, coding: ForeignCoding) -> dict[str, str]:
        """The facets of a coding that the codebook has; others are told of."""
        kept = {facet: value for facet, value in coding.facets.items() if value in self._facets_known.get(facet, ())}
        if len(kept) < len(coding.facets):
            self._remarks.append(Remark("unknown-facets"))
        return kept

    def _memos(self, standing: Mapping[str, str]) -> Iterator[BroughtMemo]:
        ids = {"document": standing, "code": self._fitted.ids}
        for memo in self._foreign.memos:
            if memo.text.strip():
                target = ids.get(memo.kind, {}).get(memo.target, memo.target)
                yield BroughtMemo(self._who(memo.coder), memo.kind, target, memo.text)

    def _who(self, name: str) -> str:
        name = visible(name).strip() or self._coder
        return self._called.get(name, name)


def refuse_new_codes(codes: Sequence[Code]) -> Refused:
    """That a study would get codes nobody asked for."""
    names = ", ".join(visible(code.label["en"]) for code in codes[:10]) + (", …" if len(codes) > 10 else "")
    return Refused("exchange.unknown-codes", count=len(codes), names=names)
