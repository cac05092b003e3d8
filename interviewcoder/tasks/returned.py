"""What to know of a project that comes back into a study which has some of it already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from interviewcoder.exchange.foreign import ForeignProject, Remark
from interviewcoder.locale import pick
from interviewcoder.model import Codebook
from interviewcoder.safe import visible
from interviewcoder.store.brought import Bringing, Brought, Differing, Otherwise
from interviewcoder.store.project import Project

_MOST = 20
"""So many differing codings are told one by one; of the rest, how many there are."""
_QUOTE = 50
_COUNTED = (Otherwise.LESS, Otherwise.REMOVED)


def coders_known(project: Project, foreign: ForeignProject) -> dict[str, str]:
    """Who in the study a coder is that goes by another name there, by the name there.

    One whose codings that are known by their guid are all of one coder of the study is that coder: names may have
    been left out on the way, and programs call their users as they like.
    """
    ask = project.ask
    owners = {each.guid: each.coder for each in (*ask.codings(), *ask.in_review())}
    held: dict[str, set[str]] = {}
    for coding in foreign.codings:
        if coding.guid in owners and (name := visible(coding.coder).strip()):
            held.setdefault(name, set()).add(owners[coding.guid])
    there = set(ask.coders())
    return {name: theirs.pop() for name, theirs in held.items() if name not in there and len(theirs) == 1}


def respondents_differing(
    project: Project, foreign: ForeignProject, standing: Mapping[str, tuple[str, str]]
) -> Iterator[Remark]:
    """The documents that are in the study as somebody else's interview; ``standing`` has the id here of each by its
    guid there."""
    documents = {each.id: each for each in project.ask.documents()}
    for guid, (here, _) in standing.items():
        theirs = sorted({visible(case.name) for case in foreign.cases if guid in case.documents})
        if here in documents and theirs:
            ours = sorted({each.pseudonym for each in documents[here].respondents})
            if ours != theirs:
                names = {"name": visible(documents[here].name), "there": ", ".join(theirs)}
                yield Remark("other-respondent", values={**names, "here": ", ".join(ours) or "–"})


def remarks_on(project: Project, bringing: Bringing, brought: Brought) -> tuple[Remark, ...]:
    """The remarks on what was there already: how much, what it got, and in what it differs; of the last no more than
    whoever asks may see."""
    known = len(bringing.codings) - brought.codings
    counts = {"more-facets": brought.facets, "more-stars": brought.stars, "memos-beside": brought.beside}
    remarks = [Remark("known-codings", known, "codings")] if known else []
    remarks += [Remark(key, count) for key, count in counts.items() if count]
    ask = project.ask
    seen = {each.guid for each in (*ask.codings(), *ask.in_review())}
    differing = [each for each in brought.differing if each.how is Otherwise.REMOVED or each.guid in seen]
    return (*remarks, *_differing(project, differing))


def without_doubles(remarks: Iterable[Remark]) -> list[Remark]:
    """The remarks in order, those that say the same thing as one with their counts together."""
    together: dict[tuple[str, str, tuple[tuple[str, str], ...]], Remark] = {}
    for each in remarks:
        key = (each.key, each.lost, tuple((name, str(value)) for name, value in each.values.items()))
        known = together.get(key)
        together[key] = replace(known, count=known.count + each.count) if known else each
    return list(together.values())


def _differing(project: Project, differing: list[Differing]) -> Iterator[Remark]:
    named = [each for each in differing if each.how not in _COUNTED]
    if named:
        words = _Words(project.codebook, {each.id: each.who or each.name for each in project.ask.documents()})
        for each in named[:_MOST]:
            yield Remark(f"otherwise.{each.how.value}", values=words.of(each))
        if len(named) > _MOST:
            yield Remark("otherwise.more", len(named) - _MOST)
    counts = Counter(each.how for each in differing)
    for how in _COUNTED:
        if counts[how]:
            yield Remark(f"otherwise.{how.value}", counts[how])


@dataclass(frozen=True, slots=True)
class _Words:
    """What people call what differs."""

    codebook: Codebook
    documents: dict[str, str]

    def of(self, each: Differing) -> dict[str, object]:
        quote = " ".join(each.quote.split())
        quote = quote if len(quote) <= _QUOTE else f"{quote[: _QUOTE - 1].rstrip()}…"
        here, there = (self._value(each, value) for value in (each.here, each.there))
        facet = next((pick(facet.label) for facet in self.codebook.facets if facet.id == each.facet), each.facet)
        values = {"name": self.documents.get(each.document, ""), "quote": quote, "here": here, "there": there}
        return {key: visible(value) for key, value in {**values, "facet": facet}.items()}

    def _value(self, each: Differing, value: str) -> str:
        if each.how is Otherwise.CODE:
            code = self.codebook.find(value)
            return pick(code.label) if code else value
        if each.how is Otherwise.FACET:
            facet = next((facet for facet in self.codebook.facets if facet.id == each.facet), None)
            return next((pick(held.label) for held in facet.values if held.id == value), value) if facet else value
        return value
