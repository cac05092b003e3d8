"""How good suggestions would have been: each interview judged by what the others taught.

The unit is a sentence that a coder has read. Whole interviews are left out, or all interviews of a company, since
what one person says over and over would otherwise be in both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from interviewcoder.analysis.agreement.bootstrap import Interval
from interviewcoder.analysis.ranking import Numbers, Ranking, Right, Scores, by_code, rank
from interviewcoder.errors import Refused
from interviewcoder.suggest.baselines import PlainTfidf
from interviewcoder.suggest.lessons import Lessons, ReadText
from interviewcoder.tasks.suggesting import lessons_of

if TYPE_CHECKING:
    from interviewcoder.model import Codebook
    from interviewcoder.store.project import Project
    from interviewcoder.suggest.suggester import Suggester

LEAST_INTERVIEWS = 2
_SEED = 20261124

_JUDGED = 12


class Out(StrEnum):
    """What is left out at a time."""

    INTERVIEW = "interview"
    COMPANY = "company"


class Method(StrEnum):
    """What is compared: three ways to do without, and the suggestions with each of their sources."""

    RANDOM = "random"
    FREQUENT = "frequent"
    TFIDF = "tfidf"
    CUES = "cues"
    LEARNED = "learned"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class OfCode:
    """A code, the sentences it is on, and its average precision; None where it is on too few."""

    code: str
    sentences: int
    average: Interval | None


@dataclass(frozen=True, slots=True)
class Point:
    """Mean average precision when so many interviews taught."""

    interviews: int
    average: float | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one study; ``coded`` of its ``sentences`` have a code."""

    out: Out
    interviews: int
    groups: int
    sentences: int
    coded: int
    methods: dict[Method, Ranking]
    codes: tuple[OfCode, ...]
    curve: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class _Units:
    """The sentences of the coded interviews with their codes; ``interviews`` numbers the texts of ``lessons``."""

    lessons: Lessons
    right: Right
    interviews: Numbers
    groups: Numbers

    def without(self, groups: Collection[int]) -> Lessons:
        kept = [text for at, text in enumerate(self.lessons.texts) if self.groups[at] not in groups]
        return Lessons(kept, self.lessons.judgements)


def evaluate(
    project: Project,
    suggester: Suggester,
    *,
    out: Out = Out.INTERVIEW,
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Evaluation:
    """Leave out an interview or company at a time, and see how what the others taught ranks its sentences.

    ``suggester`` is one that nothing else uses. ``tell`` hears how many of how many rounds are done; what it raises
    ends it. Raises Refused with fewer than two coded interviews (or companies).
    """
    units = _units_of(project, out)
    groups = sorted(set(units.groups.tolist()))
    if len(groups) < LEAST_INTERVIEWS or not units.right.any():
        raise Refused(f"evaluate.too-few-{out.value}", count=len(groups))
    scores = _scores(project.codebook, suggester, units, lambda done: tell(done, len(groups)))
    methods = {method: rank(scores[method], units.right, units.interviews) for method in Method}
    averages = by_code(scores[Method.BOTH], units.right, units.interviews)
    codes = zip(project.codebook.codes, units.right.sum(axis=0).tolist(), averages, strict=True)
    return Evaluation(
        out=out,
        interviews=len(units.lessons.texts),
        groups=len(groups),
        sentences=len(units.right),
        coded=int(units.right.any(axis=1).sum()),
        methods=methods,
        codes=tuple(OfCode(code.id, count, average) for code, count, average in codes if count),
        curve=_curve(suggester, units, scores[Method.CUES]),
    )


def _units_of(project: Project, out: Out) -> _Units:
    """The interviews that have codings, their sentences and the codes on these."""
    lessons = lessons_of(project)
    right = [each for each in lessons.judgements if each.right]
    texts = [text for text in lessons.texts if any(each.document == text.document for each in right)]
    order = {code.id: at for at, code in enumerate(project.codebook.codes)}
    spans = [(at, sentence) for at, text in enumerate(texts) for answer in text.answers for sentence in answer]
    labels = np.zeros((len(spans), len(order)), dtype=bool)
    documents = [texts[at].document for at, _ in spans]
    starts, ends = (np.array([getattr(span, side) for _, span in spans], dtype=int) for side in ("start", "end"))
    of_document = {text.document: np.array([each == text.document for each in documents]) for text in texts}
    for each in right:
        labels[of_document[each.document] & (starts < each.end) & (each.start < ends), order[each.code]] = True
    companies = {document.id: document.respondents for document in project.ask.documents()}
    names = [
        text.document if out is Out.INTERVIEW or not companies[text.document] else companies[text.document][0].company
        for text in texts
    ]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    return _Units(
        Lessons(texts, lessons.judgements),
        labels,
        np.array([at for at, _ in spans]),
        np.array([numbers[name] for name in names]),
    )


def _scores(
    codebook: Codebook, suggester: Suggester, units: _Units, tell: Callable[[int], None]
) -> dict[Method, Scores]:
    """Per method the scores of all sentences, each by what was learned without its group."""
    size = units.right.shape
    found = {method: np.zeros(size) for method in Method}
    found[Method.RANDOM] = np.random.default_rng(_SEED).random(size)
    order = {code.id: at for at, code in enumerate(codebook.codes)}
    suggester.learn(Lessons())
    found[Method.CUES] = np.concatenate([_cued(suggester, text, order) for text in units.lessons.texts])
    texts = units.lessons.texts
    said = [text.text[span.start : span.end] for text in texts for answer in text.answers for span in answer]
    codes = [[codebook.codes[at].id for at in np.flatnonzero(row)] for row in units.right]
    for done, group in enumerate(dict.fromkeys(units.groups.tolist())):
        tell(done)
        held = units.groups[units.interviews] == group
        suggester.learn(units.without({group}))
        found[Method.LEARNED][held] = _learned(suggester, units, group)
        found[Method.FREQUENT][held] = units.right[~held].mean(axis=0)
        plain = PlainTfidf([(said[at], codes[at]) for at in np.flatnonzero(~held)])
        for at in np.flatnonzero(held):
            for code, score in plain.scores(said[at]).items():
                found[Method.TFIDF][at, order[code]] = score
    found[Method.BOTH] = _together(found[Method.CUES], found[Method.LEARNED])
    return found


def _cued(suggester: Suggester, text: ReadText, order: dict[str, int]) -> Scores:
    """What the cues alone say of each sentence of an interview."""
    scores = np.zeros((sum(map(len, text.answers)), len(order)))
    at = 0
    for answer in text.answers:
        for each in suggester.in_answer(text.text, answer):
            for place, sentence in enumerate(answer, at):
                if each.start < sentence.end and sentence.start < each.end:
                    scores[place, order[each.code]] = max(scores[place, order[each.code]], each.score)
        at += len(answer)
    return scores


def _learned(suggester: Suggester, units: _Units, group: int) -> Scores:
    """What was learned says of the sentences of a group; nothing, before anything was."""
    texts = [text for at, text in enumerate(units.lessons.texts) if units.groups[at] == group]
    scores = np.zeros((sum(len(answer) for text in texts for answer in text.answers), units.right.shape[1]))
    answers = [(text.text, answer) for text in texts for answer in text.answers]
    for at, weighed in enumerate(each for text, answer in answers for each in suggester.learner.weigh(text, answer)):
        scores[at] = weighed.worth
    return scores


def _together(one: Scores, other: Scores) -> Scores:
    """What two sources say together, as independent witnesses."""
    return np.asarray(1 - (1 - one) * (1 - other), dtype=float)


def _curve(suggester: Suggester, units: _Units, cued: Scores) -> tuple[Point, ...]:
    """Mean average precision by how many other interviews taught: none, one, two, four and so on, taken by chance.

    At most :data:`_JUDGED` interviews (or companies), also taken by chance, are judged, for this takes longest.
    """
    chance = np.random.default_rng(_SEED)
    groups = sorted(set(units.groups.tolist()))
    judged = sorted(chance.permutation(groups)[:_JUDGED].tolist())
    orders = {group: [other for other in chance.permutation(groups).tolist() if other != group] for group in judged}
    held = np.isin(units.groups[units.interviews], judged)
    points = []
    for size in (0, *(2**power for power in range(10) if 2**power < len(groups) - 1), len(groups) - 1):
        learned = np.zeros(units.right.shape)
        for group in judged:
            suggester.learn(units.without(set(groups) - set(orders[group][:size])))
            learned[units.groups[units.interviews] == group] = _learned(suggester, units, group)
        scores = _together(cued, learned)[held]
        points.append(Point(size, rank(scores, units.right[held], units.interviews[held], draws=0).average.value))
    return tuple(points)
