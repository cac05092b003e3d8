"""What suggestions need from an open study: what its coders judged so far, and where to look for a code."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviewcoder.errors import unknown
from interviewcoder.model import Codebook, Decision, Document, Respondent, Span, Speaker, Suggestion, Transcript
from interviewcoder.store.rounds import without_suggestions
from interviewcoder.suggest.lessons import Judgement, Lessons, ReadText, Trial

if TYPE_CHECKING:
    from interviewcoder.store.progress import Decided
    from interviewcoder.store.project import Project
    from interviewcoder.suggest.learner import Example
    from interviewcoder.suggest.suggester import Suggester

_FAINTEST = 0.15
"""A place with less than this is no candidate."""

ENOUGH = 20
"""With fewer decisions on a code than this nothing is said of how often its suggestions are right."""


# --- learning -------------------------------------------------------------------------------------


class Teacher:
    """A suggester for an open study that knows what its coders judged, as far as the study's viewer may see that."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._lock = threading.Lock()
        self._codebook: Codebook | None = None
        self._suggester: Suggester | None = None
        self._lessons: tuple[int, Lessons] | None = None
        self._taught: tuple[int, str | None, bool] | None = None

    def suggester(self, document: str | None = None) -> Suggester:
        """The suggester for an interview, or any text: made at the first call, taught anew when something was done
        in the study since.

        An interview goes by what others taught, for next to what is coded in it every sentence would seem alike; one
        that is coded blind, in a round, by the codebook's cues alone. Making a suggester takes about a second and
        teaching it a tenth, so screens ask for it in a thread.
        """
        codebook, ask = self._project.codebook, self._project.ask
        blind = document is not None and ask.sealed_round(document) is not None
        with self._lock:
            if self._suggester is None or codebook != self._codebook:
                from interviewcoder.suggest.suggester import Suggester

                self._suggester, self._codebook, self._taught = Suggester(codebook), codebook, None
            if self._taught != (now := (ask.stamp(), document, blind)):
                self._suggester.learn(Lessons() if blind else self._all_lessons(now[0]).without(document))
                self._taught = now
            return self._suggester

    def _all_lessons(self, stamp: int) -> Lessons:
        if self._lessons is None or self._lessons[0] != stamp:
            self._lessons = stamp, lessons_of(self._project)
        return self._lessons[1]

    def nearest(self, text: str, code: str, *, but_for: str) -> Example | None:
        """The sentence with this code, in another interview, that is most like a text; None before anything is
        learned."""
        return self._suggester.learner.nearest(text, code, but_for=but_for) if self._suggester else None


def lessons_of(project: Project) -> Lessons:
    """What the coders of a study have coded, read, accepted, rejected and corrected, to learn from.

    Sentences count as read where a coder has marked them read or coded them; all of an interview's, when it has
    codings and no reading marks.
    """
    ask = project.ask
    codings, decisions, read = ask.codings(), ask.decisions(), ask.read_spans()
    judgements = [Judgement(each.document, each.start, each.end, each.code, True) for each in codings]
    judgements += [
        Judgement(each.document, each.start, each.end, each.code, False)
        for each in decisions
        if each.in_text and each.decision is not Decision.ACCEPT
    ]
    judged: dict[str, list[Span]] = {}
    for each in judgements:
        judged.setdefault(each.document, []).append(Span(each.start, each.end))
    texts = [
        _read_text(document, ask.transcript(document.id), read.get(document.id, ()), judged.get(document.id, ()))
        for document in ask.documents()
        if document.id in judged or document.id in read
    ]
    return Lessons(texts, judgements, trials_of(decisions))


def trials_of(decisions: Sequence[Decided]) -> dict[tuple[str, str], Trial]:
    """By code and cue how often what the cue proposed was accepted, and how often rejected or corrected."""
    kept = Counter((each.code, cue) for each in decisions if each.decision is Decision.ACCEPT for cue in each.cues)
    tried = Counter((each.code, cue) for each in decisions for cue in each.cues)
    return {key: Trial(kept[key], count - kept[key]) for key, count in tried.items()}


def answers_of(transcript: Transcript) -> list[tuple[Span, ...]]:
    """The respondents' turns, each as its sentences."""
    answers: list[list[Span]] = []
    sentences = iter(transcript.sentences)
    sentence = next(sentences, None)
    for turn in transcript.turns:
        own: list[Span] = []
        while sentence is not None and sentence.start < turn.end:
            own.append(sentence)
            sentence = next(sentences, None)
        if turn.speaker is Speaker.RESPONDENT and own:
            answers.append(own)
    return [tuple(answer) for answer in answers]


def _read_text(document: Document, transcript: Transcript, read: Sequence[Span], judged: Sequence[Span]) -> ReadText:
    answers = answers_of(transcript)
    if read:
        seen = [*read, *judged]
        answers = [tuple(each for each in answer if any(map(each.overlaps, seen))) for answer in answers]
    shown = hash(tuple(answers))
    return ReadText(document.id, f"{document.sha256} {shown}", transcript.text, [each for each in answers if each])


# --- how often suggestions are right --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Record:
    """How many suggestions of a code were decided on, and how many of them accepted."""

    right: int
    decided: int

    @property
    def of_ten(self) -> int | None:
        """How many of ten were right; None while too few were decided on to say."""
        return round(10 * self.right / self.decided) if self.decided >= ENOUGH else None


def records_of(project: Project) -> dict[str, Record]:
    """Per code that was ever decided on how often suggestions of it were right."""
    decisions = project.ask.decisions()
    decided = Counter(each.code for each in decisions)
    right = Counter(each.code for each in decisions if each.decision is Decision.ACCEPT)
    return {code: Record(right[code], count) for code, count in decided.items()}


# --- where a code may be spoken of ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may speak of a code that nobody has put on it."""

    document: Document
    suggestion: Suggestion
    text: str


def candidates(
    project: Project,
    teacher: Teacher,
    code: str,
    *,
    role: str | None = None,
    companies: Collection[str] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Candidate]:
    """Where respondents of a role, at some of the companies, may speak of a code, or of any code of a carrier.

    The likeliest come first; less is asked of them than of what is suggested while one codes. Places that have that
    code already, from any coder the viewer may see, or for which it was decided on are left out, and so are
    interviews coded blind without suggestions. ``stopped`` is asked between interviews. Raises Refused for a code
    that there is not.
    """
    asked = project.codebook.look_up(code)
    if asked is None:
        raise unknown("store.unknown-code", code, (each.id for each in project.codebook.codes))
    wanted = {asked.id, *(each.id for each in project.codebook.features(asked.id))}

    def meant(who: Respondent | None) -> bool:
        if role is None and companies is None:
            return True
        return who is not None and role in (None, who.role) and (companies is None or who.company in companies)

    found: list[Candidate] = []
    for document in project.ask.documents():
        if stopped():
            break
        if not any(map(meant, document.respondents or (None,))) or without_suggestions(project, document.id):
            continue
        transcript = project.ask.transcript(document.id)
        settled = _settled(project, document, wanted)
        for number, suggestions in teacher.suggester(document.id).by_turn(transcript, faint=True):
            if meant(document.speaker_of(transcript.turns[number])):
                for each in suggestions:
                    span = Span(each.start, each.end)
                    if each.code in wanted and each.score >= _FAINTEST and not any(map(span.overlaps, settled)):
                        found.append(Candidate(document, each, span.of(transcript.text)))
    return sorted(found, key=lambda each: (-each.suggestion.score, each.document.name, each.suggestion.start))


def _settled(project: Project, document: Document, codes: Collection[str]) -> list[Span]:
    """Where one of these codes stands already, or was decided on."""
    decided = project.ask.decisions(document=document.id)
    return [each.span for each in project.ask.codings(document=document.id, codes=codes)] + [
        Span(each.start, each.end) for each in decided if each.code in codes and each.in_text
    ]
