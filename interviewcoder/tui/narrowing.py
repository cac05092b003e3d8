"""What a screen is narrowed to: chosen by keys, and said in its line of scope."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from string import ascii_letters
from typing import TYPE_CHECKING, Any

from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook
from interviewcoder.safe import visible
from interviewcoder.tasks.narrowing import EVERYTHING, Narrowing
from interviewcoder.tui.widgets.choice import Choice, Option

if TYPE_CHECKING:
    from interviewcoder.tui.app import Interviewcoder

Then = Callable[[Narrowing], None]


def ask_narrowing(study: Interviewcoder, only: Narrowing, then: Then, *, by_coding: bool = True) -> None:
    """Let it be narrowed by one thing more, or one less; ``then`` is told what it is narrowed to now. Facets and
    stars are only for what is shown ``by_coding``."""
    ask, codebook = study.session.project.ask, study.session.project.codebook
    companies = ask.companies()
    several: dict[str, tuple[str, Iterable[tuple[str, Any]]]] = {
        "d": ("coder", ((each, each) for each in ask.coders())),
        "c": ("company", ((each.id, each.id) for each in companies)),
        "s": ("sector", ((each, each) for each in sorted({each.sector for each in companies} - {""}))),
        "o": ("round", ((each.name, each) for each in ask.rounds())),
        "t": ("facet", _values(codebook)),
    }
    at_once = {
        "m": replace(only, coder=study.session.coder, consensus=False),
        "a": replace(only, coder=None, consensus=False),
        "e": replace(only, coder=None, consensus=not only.consensus),
        "*": replace(only, starred=not only.starred),
        "x": EVERYTHING,
    }

    def chosen(key: str | None) -> None:
        if key in at_once:
            then(at_once[key])
        elif key in several:
            _ask_which(study, only, *several[key], then)

    labels = [*list(at_once)[:2], *several, *list(at_once)[2:]]
    if not by_coding:
        labels = [key for key in labels if key not in ("t", "*")]
    options = [Option(key, say(f"narrowing.by.{_NAMES[key]}")) for key in labels]
    study.push_screen(Choice(say("narrowing.title"), options), chosen)


_NAMES = {
    **{"m": "mine", "a": "everyone", "e": "consensus", "*": "starred", "x": "nothing"},
    **{"d": "coder", "c": "company", "s": "sector", "o": "round", "t": "facet"},
}
"""What each key of the list narrows by, as its sentence is called."""


def _values(codebook: Codebook) -> Iterable[tuple[str, tuple[str, str]]]:
    for facet in codebook.facets:
        for value in facet.values:
            yield f"{pick(facet.label)}: {pick(value.label)}", (facet.id, value.id)


def _ask_which(
    study: Interviewcoder, only: Narrowing, name: str, choices: Iterable[tuple[str, Any]], then: Then
) -> None:
    """One of these; or, with 0, all of them again."""
    by_key = dict(zip(ascii_letters, choices, strict=False))
    if not by_key:
        study.tell(f"narrowing.none.{name}")
        return

    def chosen(key: str | None) -> None:
        if key == "0":
            none: dict[str, Any] = {name: None}
            then(replace(only, **none))
        elif key in by_key:
            also: dict[str, Any] = {"consensus": False} if name == "coder" else {}
            then(replace(only, **{name: by_key[key][1]}, **also))

    options = [Option(key, visible(label)) for key, (label, _) in by_key.items()]
    options.append(Option("0", say("narrowing.all")))
    study.push_screen(Choice(say(f"narrowing.which.{name}"), options), chosen)


def scope_of(only: Narrowing, codebook: Codebook) -> list[str]:
    """What it is narrowed to, in words: whose codings always, the rest only where it is narrowed by that."""
    coder = say("narrowing.in-common") if only.consensus else only.coder or say("overview.everyone")
    parts = [say("narrowing.scope.coder", value=coder)]
    facet = next((each for each in codebook.facets if only.facet and each.id == only.facet[0]), None)
    value = next((each for each in facet.values if only.facet and each.id == only.facet[1]), None) if facet else None
    role = next((pick(each.label) for each in codebook.roles if each.id == only.role), only.role)
    narrow = {
        "role": role,
        "company": only.company,
        "sector": only.sector,
        "round": only.round.name if only.round else None,
        "facet": f"{pick(facet.label)} {pick(value.label)}" if facet and value else None,
    }
    parts += [say(f"narrowing.scope.{name}", value=value) for name, value in narrow.items() if value is not None]
    return parts + ([say("narrowing.scope.starred")] if only.starred else [])
