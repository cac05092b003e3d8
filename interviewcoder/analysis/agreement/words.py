"""Agreement in words: why there is no number, why a low one need not mean discord, and what was counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from interviewcoder.analysis.agreement.forest import TENTATIVE
from interviewcoder.analysis.agreement.judging import ALL, Agreed, Differing, Lack
from interviewcoder.analysis.agreement.measuring import Coefficient
from interviewcoder.analysis.agreement.units import Unit
from interviewcoder.locale import say

ROUGH = 10
"""With fewer interviews than this an interval says little: there is too little to resample."""
_ALIKE = 0.8
_BY_FRAGMENTS = {each for each in Coefficient if each.by_fragments}


def number(value: float | None, *, digits: int = 2) -> str:
    """A coefficient as tables give it: ".61", "-.05", "1.00"; a dash where there is none."""
    if value is None:
        return "–"
    text = f"{value:.{digits}f}"
    text = text.removeprefix("-") if not float(text) else text
    return text.replace("0.", ".", 1) if abs(float(text)) < 1 else text


def percent(share: float | None) -> str:
    """A share as a percentage; a dash where there is none, "<1%" for a little."""
    if share is None:
        return "–"
    return "<1%" if 0 < share < 0.005 else f"{share:.0%}"


def interval(row: Agreed) -> str:
    """The interval as "[.43, .78]"; empty without one."""
    return "" if row.low is None else f"[{number(row.low)}, {number(row.high)}]"


def coefficient(row: Agreed) -> str:
    """What the coefficient of a row is called."""
    return say(f"agreement.coefficient.{row.coefficient}")


def reason(row: Agreed) -> str:
    """Why a row has no coefficient or no interval; empty when it has both or no interval was asked for."""
    lack = row.lack or row.loose
    if lack is None or lack is Lack.NOT_DRAWN:
        return ""
    name = lack.value
    if lack is Lack.UNUSED and len(row.coders) == 2:
        name += "-by-two"
    return say(f"agreement.lack.{name}", n=row.n, coders=names(row.coders))


def loose(rows: Sequence[Agreed]) -> str:
    """Why these rows, which lack the same, have no interval; in how many interviews as a range where that differs."""
    fewest, most = min(row.n for row in rows), max(row.n for row in rows)
    return say(f"agreement.lack.{rows[0].loose}", n=fewest if fewest == most else f"{fewest}–{most}")


def note(row: Agreed, unit: Unit) -> str:
    """Why a coefficient is low although coders mostly judge alike; empty where that is not so.

    Chance is that of Scott and Krippendorff: two judgements drawn from all of them.
    """
    share, alike = row.prevalence, row.percent
    if row.value is None or share is None or alike is None or row.code == ALL:
        return ""
    chance = share**2 + (1 - share) ** 2
    if row.value >= TENTATIVE or alike < _ALIKE or row.coefficient not in ("alpha", "kappa", "fleiss"):
        return ""
    return say(
        "agreement.rare" if share < 0.5 else "agreement.common",
        alike=percent(alike),
        units=units(unit),
        share=percent(share),
        chance=percent(chance),
        coefficient=coefficient(row),
    )


def counts(row: Agreed, unit: Unit) -> str:
    """How often each coder used the code, how often together, and how much they judged alike."""
    used = ", ".join(f"{coder} {times}" for coder, times in zip(row.coders, row.used, strict=False))
    return say(
        "agreement.counts-two" if len(row.coders) == 2 else "agreement.counts",
        used=used,
        unit=say(f"agreement.unit.{unit.value}"),
        units=units(unit),
        every=row.every,
        either=row.either,
        of=row.units,
        alike=percent(row.percent),
    )


def whole(row: Agreed, name: str, unit: Unit, unread: Mapping[str, int]) -> str:
    """All there is to say of a row of this name, in sentences; ``unread`` counts per coder what was left out."""
    value = f"{name} · {coefficient(row)} {number(row.value)} {interval(row)}".rstrip()
    told = [f"{value} · {say('agreement.of-interviews', n=row.n)}", reason(row), against(row)]
    told += [counts(row, unit)] if row.units else []
    told += [note(row, unit)]
    told += [say("agreement.rough", count=ROUGH)] if row.low is not None and row.n < ROUGH else []
    told += [say("agreement.unread", coder=coder, count=count) for coder, count in unread.items()]
    return "  ".join(_sentence(each) for each in told if each)


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text[0].upper()}{text[1:]}."


def against(*rows: Agreed) -> str:
    """Precision and recall of the second of two coders, against the first, as ranges where rows of the same two
    differ; empty where fragments are not compared."""
    compared = [row for row in rows if row.precision is not None and row.recall is not None]
    if not compared:
        return ""
    first, second = compared[0].coders
    precision, recall = (_range([getattr(row, name) for row in compared]) for name in ("precision", "recall"))
    return say("agreement.against", first=first, second=second, precision=precision, recall=recall)


def _range(values: Sequence[float]) -> str:
    return "–".join(dict.fromkeys(map(number, (min(values), max(values)))))


def units(unit: Unit) -> str:
    """What several of them are called."""
    return say(f"agreement.units.{unit.value}")


def differing(found: Iterable[Differing], unit: Unit, *, short: bool = False) -> str:
    """On how many units coders differ: a sentence, or ``short``."""
    count = sum(each.units for each in found)
    key = "agreement.count-differing" if short else "agreement.differing"
    return say(key, count=count, unit=say(f"agreement.unit.{unit.value}"), units=units(unit))


def compared(coefficient: Coefficient | str, unit: Unit) -> str:
    """What several of what a coefficient compares are called: fragments with their ends, or units."""
    return say("agreement.units.fragment") if by_fragments(coefficient) else units(unit)


def by_fragments(coefficient: Coefficient | str) -> bool:
    """Whether a coefficient compares fragments, so that shares of units beside it would mislead."""
    return coefficient in _BY_FRAGMENTS


def names(coders: tuple[str, ...]) -> str:
    """Names as in a sentence."""
    return say("agreement.and", some=", ".join(coders[:-1]), last=coders[-1]) if len(coders) > 1 else "".join(coders)
