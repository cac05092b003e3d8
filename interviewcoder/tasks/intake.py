"""Bringing interviews into a study: find the files, read each, see who speaks and whose it is, import all or none."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.model import Respondent, Role, Speaker
from interviewcoder.store.project import Imported, NewDocument, Project
from interviewcoder.transcripts.drafts import Draft
from interviewcoder.transcripts.labels import by_key, look_up, speaker_of
from interviewcoder.transcripts.read import SUFFIXES, read_file
from interviewcoder.transcripts.respondents import Listed
from interviewcoder.transcripts.roles import names_of
from interviewcoder.transcripts.speakers import Label, propose_speakers
from interviewcoder.transcripts.turns import build_transcript

_PSEUDONYM = re.compile(r"(?<![^\W_])[A-Z]{1,2}\d{1,3}(?![^\W_])")
_COMPANY = re.compile(r"(?<![^\W_])(?:bedrijf|company|organisatie)[ _-]?([A-Z]|\d{1,3})(?![^\W_])", re.IGNORECASE)
_SPEAKERS = {speaker.value: speaker for speaker in Speaker} | {"overig": Speaker.OTHER, "anders": Speaker.OTHER}
_PATTERN = re.compile(r"[*?\[]")
_NOT_WORDS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file read and ready to import, for a person to confirm or correct first.

    ``labels`` says who speaks, and is empty for a text without labels. ``respondent`` may have an empty role and
    company when only the file's name told who it is. What is doubtful stands in ``draft.warnings``.
    """

    path: Path
    draft: Draft
    labels: tuple[Label, ...] = ()
    respondent: Respondent | None = None
    sector: str = ""
    region: str = ""
    date: str = ""

    @property
    def speakers(self) -> dict[str, Speaker]:
        """Who each label stands for."""
        return {label.label: label.speaker for label in self.labels}


def gather(paths: Sequence[Path]) -> list[Path]:
    """The transcript files that are meant: files, all that can be read in folders, and what patterns match.

    Folders are searched to the bottom; hidden files and the lock files of word processors are passed over. Each file
    comes once, folder by folder, "R2" before "R10". Raises Refused for a path that is not there, and where nothing
    can be read.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        files = [file for file in _files(path) if not _is_lock(file)]
        if not files:
            raise Refused("intake.nothing-to-read", path=path, known=", ".join(SUFFIXES))
        for file in files:
            found.setdefault(file.resolve(), file)
    return sorted(found.values(), key=_place)


def prepare(
    path: Path,
    *,
    roles: Sequence[Role],
    listed: Sequence[Listed] = (),
    speakers: Mapping[str, Speaker] | None = None,
) -> Candidate:
    """Read a file and propose who speaks in it and whose interview it is.

    ``speakers`` goes before what is proposed ("R" covers "R07"); ``listed`` are rows of a respondents table, matched
    by file name. Without a row the file's name may tell: ``R07 leidinggevende bedrijf C.docx``. Raises Refused for a
    file that cannot be read, and for a label in ``speakers`` that does not occur in it.
    """
    draft = read_file(path)
    labels = propose_speakers(draft.text, speakers)
    for name in speakers or {}:
        if not _answering(labels, name):
            found = ", ".join(label.label for label in labels) or "–"
            raise Refused("intake.no-such-label", file=path.name, label=name, found=found)
    draft = replace(draft, warnings=(*draft.warnings, *_doubts(labels, speakers or {})))
    if row := next((row for row in listed if row.is_of(path)), None):
        return Candidate(path, draft, labels, row.respondent, row.sector, row.region, row.date)
    return Candidate(path, draft, labels, _respondent_in(path.stem, roles))


def bring_in(project: Project, coder: str, candidates: Sequence[Candidate]) -> Imported:
    """Import the candidates, all or none; texts that the study holds already are passed over.

    Raises Refused, naming the file, for an interview without a respondent's turn, and for a name that another
    interview with another text has.
    """
    known = project.ask.documents()
    names = {document.name: document.sha256 for document in known}
    held = project.ask.text_hashes()
    people = {each.pseudonym: Respondent(each.pseudonym, each.role, each.company) for each in known if each.role}
    return project.import_documents(coder, [_document(candidate, names, held, people) for candidate in candidates])


def parse_speakers(text: str) -> dict[str, Speaker]:
    """``"I=interviewer,R=respondent"`` as a mapping; also ``other``. Raises Refused for anything else."""
    speakers: dict[str, Speaker] = {}
    for part in text.split(","):
        label, is_given, who = part.rpartition("=")
        label, who = label.strip(), who.strip().lower()
        if not (label and is_given and who in _SPEAKERS) or label in speakers:
            raise Refused("intake.bad-speakers", part=part.strip())
        speakers[label] = _SPEAKERS[who]
    return speakers


# --- files ----------------------------------------------------------------------------------------


def _files(path: Path) -> Iterable[Path]:
    if path.is_dir():
        return _below(path)
    if path.exists():
        return (path,)
    if not _PATTERN.search(str(path)):
        raise Refused("transcripts.no-file", path=path)
    try:
        matches = list(Path(path.anchor).glob(str(path.relative_to(path.anchor))))
    except ValueError:  # no pattern after all, such as "a**"
        return ()
    return (match for match in matches if match.is_file() and _is_meant(match, path))


def _is_meant(match: Path, pattern: Path) -> bool:
    """Whether a file can be read, and is hidden only where the pattern itself says so."""
    found = set(match.parts) - set(pattern.parts)
    return match.suffix.lower() in SUFFIXES and not any(part.startswith(".") for part in found)


def _below(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(here, name)


def _unreadable(fault: OSError) -> NoReturn:
    raise Refused("transcripts.unreadable", path=fault.filename) from fault


def _is_lock(path: Path) -> bool:
    return path.name.startswith(("~$", ".~lock."))


def _place(path: Path) -> tuple[list[list[tuple[str, int]]], list[tuple[str, int]]]:
    """Orders files by folder, then by name."""
    return [_natural(part) for part in path.parent.parts], _natural(path.name)


def _natural(name: str) -> list[tuple[str, int]]:
    """Orders names by the numbers in them too."""
    return [("", int(part)) if part.isdecimal() else (part, 0) for part in _DIGITS.split(name.casefold())]


# --- who ------------------------------------------------------------------------------------------


def _answering(labels: Sequence[Label], name: str) -> bool:
    only = by_key({name: Speaker.OTHER})
    return any(look_up(label.label, only) for label in labels)


def _doubts(labels: Sequence[Label], given: Mapping[str, Speaker]) -> Iterator[str]:
    """What a person should look at before it is imported."""
    if not labels:
        yield say("transcripts.no-labels")
        return
    voices = {label.speaker for label in labels}
    if Speaker.RESPONDENT not in voices:
        yield say("transcripts.no-respondent")
    if Speaker.INTERVIEWER not in voices:
        yield say("transcripts.no-interviewer")
    keys = by_key(given)
    for label in labels:
        guessed = speaker_of(label.label) is not Speaker.INTERVIEWER and not look_up(label.label, keys)
        if label.speaker is Speaker.INTERVIEWER and guessed:
            yield say("transcripts.guessed-interviewer", label=label.label)


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


# --- import ---------------------------------------------------------------------------------------


def _document(
    candidate: Candidate, names: dict[str, str], held: Set[str], people: Mapping[str, Respondent]
) -> NewDocument:
    """A candidate as the store takes it; its name goes into ``names``. ``held`` are the texts that are in already."""
    draft = candidate.draft
    transcript = build_transcript(draft.text, candidate.speakers)
    if all(turn.speaker is not Speaker.RESPONDENT for turn in transcript.turns):
        raise Refused("intake.no-respondent", file=candidate.path.name)
    digest = hashlib.sha256(draft.text.encode("utf-8")).hexdigest()
    if digest not in held and names.setdefault(draft.name, digest) != digest:
        raise Refused("intake.name-taken", file=candidate.path.name, name=draft.name)
    respondent = candidate.respondent
    if respondent and not respondent.role:
        respondent = people.get(respondent.pseudonym, respondent)
    return NewDocument(
        draft.name,
        draft.format,
        transcript,
        draft.original,
        respondent,
        candidate.sector,
        candidate.region,
        candidate.date,
    )
