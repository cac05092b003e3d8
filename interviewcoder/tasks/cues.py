"""The cues of a code in an open study: what one would find before it is kept, and keeping it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import TYPE_CHECKING

from interviewcoder.codes.cue import parse_cue
from interviewcoder.errors import Refused, unknown
from interviewcoder.model import Coding, Document, Span
from interviewcoder.store.cues import set_cues
from interviewcoder.store.rounds import without_suggestions
from interviewcoder.tasks.suggesting import answers_of

if TYPE_CHECKING:
    from interviewcoder.store.project import Project
    from interviewcoder.suggest.trying import CueTrial, Match


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that a cue finds: what of it stands before its words, these, what stands after; the codes on it."""

    document: Document
    words: Span
    before: str
    text: str
    after: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tried:
    """What a cue finds for a code (with its features, where it is a carrier)."""

    found: tuple[Found, ...]
    codes: frozenset[str]

    @property
    def interviews(self) -> int:
        return len({each.document.id for each in self.found})

    @property
    def coded(self) -> int:
        """On how many of the sentences any code stands."""
        return sum(bool(each.codes) for each in self.found)

    @property
    def right(self) -> int:
        """On how many of them it is the code in question."""
        return sum(not self.codes.isdisjoint(each.codes) for each in self.found)


class Corpus:
    """What the respondents of a study say, read once, to try cues on. Interviews coded without suggestions are left
    out, and codings under someone else's seal are not looked at."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._lock = threading.Lock()
        self._trial: CueTrial | None = None
        self._texts: dict[str, str] = {}

    def try_cue(self, cue: str, code: str, stopped: Callable[[], bool] = lambda: False) -> Tried:
        """What a cue would find, by interview and place; less than all once ``stopped``.

        Raises Refused for what is no cue, and for a code that there is not.
        """
        check_cue(cue)
        codebook = self._project.codebook
        known = codebook.look_up(code)
        if known is None:
            raise unknown("store.unknown-code", code, (each.id for each in codebook.codes))
        codes = frozenset({known.id, *(each.id for each in codebook.features(known.id))})
        with self._lock:
            trial, documents = self._read(stopped)
            matches = [each for each in trial.find(cue, stopped) if each.document in documents]
        return Tried(tuple(self._told(matches, documents)), codes)

    def _read(self, stopped: Callable[[], bool]) -> tuple[CueTrial, dict[str, Document]]:
        """Read what was not read yet; with it the documents by id and version of their text."""
        from interviewcoder.suggest.trying import CueTrial

        ask = self._project.ask
        trial = self._trial = self._trial or CueTrial(self._project.codebook.language)
        readable = [each for each in ask.documents() if not without_suggestions(self._project, each.id)]
        documents = {f"{each.id} {each.sha256}": each for each in readable}
        for key, document in documents.items():
            if stopped():
                break
            if key not in self._texts:
                transcript = ask.transcript(document.id)
                trial.read(key, transcript.text, answers_of(transcript))
                self._texts[key] = transcript.text
        return trial, documents

    def _told(self, matches: Sequence[Match], documents: Mapping[str, Document]) -> Iterator[Found]:
        codings: dict[str, list[Coding]] = {}
        for coding in self._project.ask.codings() if matches else ():
            codings.setdefault(coding.document, []).append(coding)
        for each in matches:
            document, text, place = documents[each.document], self._texts[each.document], each.sentence
            here = codings.get(document.id, ())
            codes = frozenset(coding.code for coding in here if coding.span.overlaps(place))
            before, after = text[place.start : each.words.start], text[each.words.end : place.end]
            yield Found(document, each.words, before, each.words.of(text), after, codes)


def check_cue(cue: str) -> None:
    """Raises Refused, which says what is wrong with a cue."""
    try:
        parse_cue(cue)
    except ValueError as fault:
        raise Refused("cues.bad", cue=cue, fault=fault) from fault


def change_cues(
    project: Project, coder: str, code: str, cues: Sequence[str], hints: Sequence[str], absent: Sequence[str]
) -> int:
    """Give a code these cues, hints, and cues that it is missing; returns the version of the codebook.

    Raises Refused for what is no cue, one that is in two lists, and as :func:`set_cues` does.
    """
    tidy = [[" ".join(each.split()) for each in kind] for kind in (cues, hints, absent)]
    for cue in chain.from_iterable(tidy):
        check_cue(cue)
    if twice := next((cue for one, other in combinations(tidy, 2) for cue in one if cue in other), None):
        raise Refused("cues.both", cue=twice)
    return set_cues(project, coder, code, *tidy)
