"""Words and characters on which coders differ in the same way, one after the other, as the piece of text they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from interviewcoder.analysis.agreement.judging import Differing


def in_runs(units: Iterable[Differing], texts: Mapping[str, str]) -> Iterator[Differing]:
    """Units in order, those that follow on each other and on which the same coders differ in the same way as one;
    ``texts`` are the interviews' by document id. Nothing that is said lies in between: no letter, no digit."""
    run: Differing | None = None
    for each in units:
        if run and _follows(run, each, texts):
            run = replace(run, end=each.end, units=run.units + each.units)
            continue
        if run:
            yield run
        run = each
    if run:
        yield run


def _follows(run: Differing, unit: Differing, texts: Mapping[str, str]) -> bool:
    if (run.document.id, run.respondent, run.codes) != (unit.document.id, unit.respondent, unit.codes):
        return False
    between = texts[run.document.id][run.end : unit.start]
    return not any(sign.isalnum() or sign == "\n" for sign in between)
