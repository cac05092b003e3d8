"""Who speaks under which label, as said when earlier files of the same folder came in.

The study keeps of a folder no more than a hash of its path, with the documents that came from it last. What their
labels stand for is read from those documents, as they are now: what is corrected, renamed or gone is so here too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.model import Document, Respondent, Speaker
from interviewcoder.transcripts.labels import is_ambiguous, is_given_by_a_machine, key_of, people_in, speaker_of

if TYPE_CHECKING:
    from interviewcoder.store.project import Project


@dataclass(frozen=True, slots=True)
class Before:
    """For whom labels of a folder stood, and of which respondent a name was; both by the label as it is compared."""

    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    respondents: Mapping[str, Respondent] = field(default_factory=dict)


def folder_key(path: Path) -> str:
    """What the study knows the folder of a file by: nothing can be read from it."""
    return hashlib.sha256(str(path.resolve().parent).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def remembered(project: Project) -> Callable[[Path], Before]:
    """A function that says of a file what its folder's labels stood for; each folder is looked up once."""
    came_from = project.ask.folders()
    held = {document.id: document for document in project.ask.documents()} if came_from else {}

    @cache
    def of_folder(key: str) -> Before:
        documents = [held[id] for id in came_from.get(key, ()) if id in held]
        return _before(project, documents)

    return lambda path: of_folder(folder_key(path))


def _before(project: Project, documents: Sequence[Document]) -> Before:
    """What is the same in all these documents, and cannot be told from a label alone."""
    speakers: dict[str, set[Speaker]] = {}
    respondents: dict[str, set[Respondent]] = {}
    for document in documents:
        for turn in project.ask.transcript(document.id).turns:
            key = key_of(turn.label)
            if not turn.label or is_given_by_a_machine(turn.label):
                continue
            speakers.setdefault(key, set()).add(turn.speaker)
            if people_in(turn.label) and (who := document.speaker_of(turn)):
                respondents.setdefault(key, set()).add(who)
    settled = {key: next(iter(found)) for key, found in speakers.items() if len(found) == 1}
    return Before(
        {key: who for key, who in settled.items() if speaker_of(key) is not who or is_ambiguous(key)},
        {key: next(iter(found)) for key, found in respondents.items() if len(found) == 1},
    )
