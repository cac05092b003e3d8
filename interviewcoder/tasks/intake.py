"""Bringing interviews into a study: read each file, see who speaks and whose it is, import all or none."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.model import Company, Respondent, Role, Speaker, Voice
from interviewcoder.safe import visible
from interviewcoder.store.project import Imported, NewDocument, Project
from interviewcoder.tasks.before import Before, folder_key
from interviewcoder.tasks.gathering import Skipped
from interviewcoder.tasks.known import Known
from interviewcoder.tasks.voices import listed_voices, respondents_labels, voices_in
from interviewcoder.transcripts.drafts import Draft
from interviewcoder.transcripts.labels import by_key, group_of, is_like_a_speaker, key_of, look_up, speaker_of
from interviewcoder.transcripts.read import read_file
from interviewcoder.transcripts.respondents import Listed
from interviewcoder.transcripts.roles import names_of
from interviewcoder.transcripts.speakers import Label, hear
from interviewcoder.transcripts.turns import build_transcript, mistyped, sentences_above

_PSEUDONYM = re.compile(r"(?<![^\W_])[A-Z]{1,2}\d{1,3}(?![^\W_])")
_COMPANY = re.compile(r"(?<![^\W_])(?:bedrijf|company|organisatie)[ _-]?([A-Z]|\d{1,3})(?![^\W_])", re.IGNORECASE)
_NOT_WORDS = re.compile(r"[\W_]+")
_FOUND = 12
"""So many labels at most are listed where one is not found."""
_BEGINNING = 60
_PASSED = 5
"""So many of the labels passed over are listed at most."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file read and ready to import, for a person to confirm or correct first.

    ``labels`` says who speaks, and is empty for a text without labels; ``passed`` stand at the start of lines and are
    not taken for speakers. Of labels in ``said`` a person told who it is and of those in ``never`` that they are no
    speakers; those in ``as_before`` stand for whom they stood in this folder before. ``respondent`` may have an empty
    role and company when only the file's name told who it is. A group interview has ``voices`` in place of one, and
    ``companies`` for what is known of theirs.
    """

    path: Path
    draft: Draft
    labels: tuple[Label, ...] = ()
    respondent: Respondent | None = None
    sector: str = ""
    region: str = ""
    date: str = ""
    passed: tuple[Label, ...] = ()
    said: frozenset[str] = frozenset()
    as_before: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    voices: tuple[Voice, ...] = ()
    companies: tuple[Company, ...] = ()

    @property
    def respondents(self) -> tuple[Respondent, ...]:
        """Whose interview it is, as far as known."""
        alone = (self.respondent,) if self.respondent else ()
        return tuple(dict.fromkeys(voice.respondent for voice in self.voices)) or alone

    @property
    def unheard(self) -> tuple[str, ...]:
        """The labels of a group interview under which someone answers who is no respondent yet."""
        heard = {voice.label for voice in self.voices}
        answering = [each.label for each in self.labels if each.speaker is Speaker.RESPONDENT]
        return tuple(label for label in answering if label not in heard) if heard else ()

    @property
    def is_known(self) -> bool:
        """Whether it is known of all who answer in it who they are: by role and company."""
        people = self.respondents
        return bool(people) and not self.unheard and all(who.role and who.company for who in people)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What its reader was not sure of, and what is doubtful about who speaks."""
        return (*self.draft.warnings, *_doubts(self))

    @property
    def sha256(self) -> str:
        """Of the text, by which the study knows one that it holds already."""
        return hashlib.sha256(self.draft.text.encode("utf-8")).hexdigest()

    @property
    def speakers(self) -> dict[str, Speaker]:
        """Who each label stands for."""
        return {label.label: label.speaker for label in self.labels}


def prepare(
    path: Path,
    *,
    roles: Sequence[Role],
    listed: Sequence[Listed] = (),
    speakers: Mapping[str, Speaker] | None = None,
    whose: Mapping[str, Respondent] | None = None,
    never: Collection[str] = (),
    before: Before | None = None,
) -> Candidate:
    """Read a file and propose who speaks in it and whose interview it is.

    ``speakers`` goes before what is proposed ("R" covers "R07"), and so does ``before``, from earlier files of the
    folder, where ``speakers`` is silent; what is in ``never`` is no speaker. ``listed`` are rows of a respondents
    table, matched by file name; a group interview has several, or ``whose`` says which respondent speaks under which
    label. Without a row the name of the file may tell: ``R07 leidinggevende bedrijf C.docx``. Raises Refused for what
    cannot be read, and for a respondent of a group interview who has no label.
    """
    draft = read_file(path)
    rows = [row for row in listed if row.is_of(path)]
    whose = {**listed_voices(rows), **(whose or {})}
    given = by_key({**dict.fromkeys(whose, Speaker.RESPONDENT), **(speakers or {})})
    before = before or Before()
    heard = hear(draft.text, {**before.speakers, **given}, never)
    candidate = Candidate(path, draft, heard.labels, passed=heard.passed, never=frozenset(never))
    candidate = replace(
        candidate,
        said=frozenset(label.label for label in heard.labels if look_up(label.label, given)),
        as_before=frozenset(
            label.label
            for label in heard.labels
            if look_up(label.label, before.speakers) and not look_up(label.label, given)
        ),
    )
    if voices := voices_in(candidate.speakers, whose):
        candidate = _group(candidate, voices, rows, listed)
    _check_heard(candidate, rows)
    if candidate.respondents:
        return candidate
    if rows:
        row = rows[0]
        return replace(candidate, respondent=row.respondent, sector=row.sector, region=row.region, date=row.date)
    return replace(candidate, respondent=_respondent_in(path.stem, roles) or _respondent_of(heard.labels, before))


def _group(
    candidate: Candidate, voices: tuple[Voice, ...], rows: Sequence[Listed], listed: Sequence[Listed]
) -> Candidate:
    """The candidate as a group interview, or as the one respondent's who turns out to answer alone."""
    people = {voice.respondent for voice in voices}
    told = {row.respondent: row for row in (*listed, *rows)}
    known = [told[who] for who in dict.fromkeys(voice.respondent for voice in voices) if who in told]
    companies = tuple(
        {row.respondent.company: Company(row.respondent.company, row.sector, row.region) for row in known}.values()
    )
    date = next((row.date for row in rows if row.date), "")
    group = replace(candidate, voices=voices, companies=companies, date=date)
    if len(people) > 1 or group.unheard:
        return group
    company = companies[0] if companies else Company("")
    alone = voices[0].respondent
    return replace(candidate, respondent=alone, sector=company.sector, region=company.region, date=date)


def _check_heard(candidate: Candidate, rows: Sequence[Listed]) -> None:
    """Raises Refused where a file has several rows and one's respondent has no label in it."""
    silent = [row for row in rows if row.respondent not in candidate.respondents]
    if silent and (len(rows) > 1 or silent[0].label):
        row, found = silent[0], ", ".join(label.label for label in candidate.labels) or "–"
        who = row.respondent.pseudonym
        raise Refused("intake.no-voice", file=candidate.path.name, who=who, label=row.label or who, found=found)


def with_speaker(candidate: Candidate, label: str, speaker: Speaker) -> Candidate:
    """The candidate with a label, also one passed over, standing for that speaker; the same where it has no such."""
    labels, passed = candidate.labels, candidate.passed
    if label in candidate.speakers:
        labels = tuple(replace(each, speaker=speaker) if each.label == label else each for each in labels)
    elif any(each.label == label for each in passed):
        heard = hear(candidate.draft.text, {**candidate.speakers, label: speaker}, candidate.never - {label})
        labels, passed = heard.labels, heard.passed
    else:
        return candidate
    said, as_before, never = candidate.said | {label}, candidate.as_before - {label}, candidate.never - {label}
    return replace(candidate, labels=labels, passed=passed, said=said, as_before=as_before, never=never)


def without_speaker(candidate: Candidate, label: str) -> Candidate:
    """The candidate in which a label is no speaker, but a word of the turn before; the same where it has no such."""
    if label not in candidate.speakers:
        return candidate
    others = {each: who for each, who in candidate.speakers.items() if each != label}
    never = candidate.never | {label}
    heard = hear(candidate.draft.text, others, never)
    said, as_before = candidate.said - {label}, candidate.as_before - {label}
    voices = tuple(voice for voice in candidate.voices if voice.label != label)
    return replace(
        candidate,
        labels=heard.labels,
        passed=heard.passed,
        said=said,
        as_before=as_before,
        never=never,
        voices=voices,
    )


def check_speakers(candidates: Sequence[Candidate], speakers: Mapping[str, Speaker]) -> None:
    """Raises Refused for a label under which nothing is said in any of the candidates."""
    labels = [label for candidate in candidates for label in candidate.labels]
    for name in speakers:
        if candidates and not _answering(labels, name):
            several = say("intake.these-files", count=len(candidates))
            file = candidates[0].path.name if len(candidates) == 1 else several
            found = list(dict.fromkeys(label.label for label in labels)) or ["–"]
            shown = ", ".join([*found[:_FOUND], *(["…"] if len(found) > _FOUND else [])])
            raise Refused("intake.no-such-label", file=file, label=name, found=shown)


def sort_out(
    project: Project, candidates: Sequence[Candidate], named: Set[Path]
) -> tuple[list[Candidate], list[Skipped]]:
    """The candidates that can come in, and those that cannot and why.

    Raises Refused for one of ``named``, the files that a person named one by one.
    """
    names, held = _held(project)
    known = Known(project.ask.documents(), project.codebook)
    taken: dict[str, Path] = {}
    skipped: list[Skipped] = []
    for candidate in candidates:
        name = candidate.draft.name
        fault, about = _fault(candidate, names, held, known)
        if fault and candidate.path in named:
            raise Refused(f"intake.{fault}", file=candidate.path.name, **about)
        if fault == "name-taken" and (other := taken.get(name)):
            skipped.append(Skipped(candidate.path, say("intake.skipped-same-name", name=name, other=other)))
        elif fault:
            skipped.append(Skipped(candidate.path, say(f"intake.skipped-{fault}", **about)))
        else:
            taken.setdefault(name, candidate.path)
    left = {each.path for each in skipped}
    return [candidate for candidate in candidates if candidate.path not in left], skipped


def bring_in(
    project: Project,
    coder: str,
    candidates: Sequence[Candidate],
    *,
    tell: Callable[[int, int], None] | None = None,
) -> Imported:
    """Import the candidates, all or none; texts that the study holds already are passed over.

    ``tell`` hears how many of how many steps are done, two a file; whatever it raises stops the import and leaves the
    study as it was. Raises Refused, naming the file, for an interview without a respondent's turn, and for a name
    that another interview with another text has.
    """
    names, held = _held(project)
    there = project.ask.documents()
    known = Known(there, project.codebook)
    for candidate in candidates:
        fault, about = _fault(candidate, names, held, known)
        if fault:
            raise Refused(f"intake.{fault}", file=candidate.path.name, **about)
    people = {who.pseudonym: who for each in there for who in each.respondents if who.role}
    total = 2 * len(candidates)
    documents = []
    for number, candidate in enumerate(candidates):
        if tell:
            tell(number, total)
        documents.append(_document(candidate, people))
    written = (lambda done: tell(len(candidates) + done, total)) if tell else None
    return project.import_documents(coder, documents, tell=written)


# --- who ------------------------------------------------------------------------------------------


def _answering(labels: Sequence[Label], name: str) -> bool:
    only = by_key({name: Speaker.OTHER})
    return any(look_up(label.label, only) for label in labels)


def _doubts(candidate: Candidate) -> Iterator[str]:
    """What a person should look at before it is imported, in as far as no one has settled it."""
    labels = candidate.labels
    if not labels:
        yield say("transcripts.no-labels")
    elif not candidate.said:
        voices = {label.speaker for label in labels}
        if Speaker.RESPONDENT not in voices:
            yield say("transcripts.no-respondent")
        if Speaker.INTERVIEWER not in voices:
            yield say("transcripts.no-interviewer")
    settled = candidate.said | candidate.as_before
    for label in labels:
        guessed = speaker_of(label.label) is not Speaker.INTERVIEWER and label.label not in settled
        if label.speaker is Speaker.INTERVIEWER and guessed:
            yield say("transcripts.guessed-interviewer", label=label.label)
    if doubtful := [label.label for label in labels if label.label not in settled and _is_heading(candidate, label)]:
        named = ", ".join(f"“{name}”" for name in doubtful[:_PASSED]) + (", …" if len(doubtful) > _PASSED else "")
        yield say("transcripts.perhaps-headings", labels=named)
    for name in candidate.unheard:
        yield say("transcripts.unheard", label=name)
    text, speakers = candidate.draft.text, candidate.speakers
    if above := sentences_above(text, speakers):
        count = sum(len(line.split()) for line in above)
        yield say("transcripts.above-first", count=count, first=visible(above[0][:_BEGINNING]))
    if odd := mistyped(text, speakers):
        yield say("transcripts.mistyped", count=len(odd), first=visible(odd[0][:_BEGINNING]))
    never = {group_of(label) for label in candidate.never}
    if passed := [label for label in candidate.passed if group_of(label.label) not in never]:
        found = ", ".join(f"“{label.label}:” ({label.turns})" for label in passed[:_PASSED])
        more = ", …" if len(passed) > _PASSED else ""
        yield say("transcripts.passed-over", labels=found + more, first=passed[0].label)


def _is_heading(candidate: Candidate, label: Label) -> bool:
    """Whether a label may as well head a passage, as "Oplossing" does: no one's name or role, and it asks nothing."""
    if label.speaker is Speaker.INTERVIEWER or is_like_a_speaker(label.label):
        return False
    asks = rf"^\W*{re.escape(label.label)}\b[^\n]*\?"
    return re.search(asks, candidate.draft.text, re.MULTILINE | re.IGNORECASE) is None


def _respondent_of(labels: Sequence[Label], before: Before) -> Respondent | None:
    """The respondent whose name is the label of the only one who answers, as it was before."""
    answering = [label for label in labels if label.speaker is Speaker.RESPONDENT]
    return before.respondents.get(key_of(answering[0].label)) if len(answering) == 1 else None


def _respondent_in(name: str, roles: Sequence[Role]) -> Respondent | None:
    """Who a file's name speaks of, in as far as it does."""
    pseudonym = _PSEUDONYM.search(name)
    if pseudonym is None:
        return None
    company = _COMPANY.search(name)
    return Respondent(pseudonym[0], _role_in(name, roles), company[1].upper() if company else "")


def _role_in(name: str, roles: Sequence[Role]) -> str:
    """The id of the role that a file's name holds a name of, the longest if there are more; else empty."""
    words = f" {_NOT_WORDS.sub(' ', name.casefold())} "
    names = [(_NOT_WORDS.sub(" ", each).strip(), role.id) for role in roles for each in names_of(role)]
    held = [(len(each), role) for each, role in names if each and f" {each} " in words]
    return max(held)[1] if held else ""


# --- import ----------------------------------------------------------------------------------------


def _held(project: Project) -> tuple[dict[str, str], set[str]]:
    """The hashes of the texts in use by the names of their documents, and those of all texts there are and were."""
    return {each.name: each.sha256 for each in project.ask.documents()}, project.ask.text_hashes()


def _fault(candidate: Candidate, names: dict[str, str], held: Set[str], known: Known) -> tuple[str, dict[str, str]]:
    """Why a candidate cannot come in: ``no-respondent``, ``name-taken``, ``known-otherwise`` or nothing, with what is
    to be told of it; its name goes into ``names`` and its respondents are ``known`` from then on."""
    about = {"name": candidate.draft.name}
    if candidate.labels and Speaker.RESPONDENT not in candidate.speakers.values():
        return "no-respondent", about
    digest = candidate.sha256
    if digest in held:
        return "", about
    if names.get(candidate.draft.name, digest) != digest:
        return "name-taken", about
    if otherwise := known.otherwise(candidate.respondents):
        return "known-otherwise", otherwise
    names[candidate.draft.name] = digest
    known.meet(candidate.respondents)
    return "", about


def _document(candidate: Candidate, people: Mapping[str, Respondent]) -> NewDocument:
    """A candidate as the store takes it."""
    draft, respondent = candidate.draft, candidate.respondent
    if respondent and not respondent.role:
        respondent = people.get(respondent.pseudonym, respondent)
    transcript = build_transcript(draft.text, candidate.speakers)
    spoken = (label for held in respondents_labels(transcript.turns).values() for label in held)
    return NewDocument(
        draft.name,
        draft.format,
        transcript,
        draft.original,
        respondent,
        candidate.sector,
        candidate.region,
        candidate.date,
        folder=folder_key(candidate.path),
        voices=voices_in(spoken, {voice.label: voice.respondent for voice in candidate.voices}),
        companies=candidate.companies,
    )
