"""What two people wrote into the same field without knowing of each other: which of the two stands, which gave way.

Nothing is kept of it beside the log. An event holds, in its inverse, what its writer saw before; where the log in its
order gives something else, another had written there meanwhile. So every copy that holds the same events finds the
same conflicts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from interviewcoder.locale import say
from interviewcoder.store.events import Event, Payload

Key = tuple[str, ...]
"""A field: what kind it is, then whose it is."""
Value = Any
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Written:
    """What an event wrote into a field, as one can read it."""

    event: str
    coder: str
    at: str
    value: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that two wrote into: what stands came last in the log, what gave way was written without the other.

    ``settled`` when someone who saw what stands wrote there again, or when one of the two was taken back.
    """

    key: Key
    about: str
    stands: Written
    gave_way: Written
    settled: bool = False

    @property
    def field(self) -> str:
        """What kind of field it is, in words."""
        return say(f"bundles.field.{self.key[0]}")


def conflicts_in(log: Iterable[Event]) -> tuple[Conflict, ...]:
    """The conflicts in a log given in its order, oldest first."""
    reading = _Reading()
    for event in log:
        reading.take(event)
    return tuple(reading.found)


class _Reading:
    """A log as it is read: what every field holds, and who wrote that."""

    def __init__(self) -> None:
        self.found: list[Conflict] = []
        self._held: dict[Key, tuple[Value, Event, Payload]] = {}
        self._open: dict[Key, list[int]] = {}
        self._texts: dict[str, list[str]] = {}
        self._rulings: dict[str, Key] = {}

    def take(self, event: Event) -> None:
        before: dict[Key, Value] = {}
        for kind, payload in _parts(event.inverse) if event.inverse else ():
            before |= dict(fields_of(kind, payload))
        parts = _parts((event.kind, event.payload))
        after = {key: (value, payload) for kind, payload in parts for key, value in fields_of(kind, payload)}
        for key, (value, payload) in after.items():
            seen = before.get(key, None if key[0] in _FROM_NOTHING else _UNKNOWN)
            self._write(key, value, seen, event, payload)
        for kind, payload in parts:
            self._correct(kind, payload, event)
            self._rule(kind, payload, event)

    def _write(self, key: Key, value: Value, seen: Value, event: Event, payload: Payload) -> None:
        held = self._held.get(key)
        if held and seen is not _UNKNOWN and not _same(held[0], seen):
            if not _same(held[0], value):
                self._open.setdefault(key, []).append(len(self.found))
                about = str(payload.get("quote") or payload.get("name") or payload.get("title") or key[-1])
                one, other = _written(key, event, value), _written(key, held[1], held[0])
                self.found.append(Conflict(key, " ".join(about.split())[:_SHOWN], one, other))
        elif held and seen is not _UNKNOWN:
            self._settle(key)
        self._held[key] = (value, event, payload)

    def _settle(self, key: Key) -> None:
        for number in self._open.pop(key, ()):
            self.found[number] = replace(self.found[number], settled=True)

    def _correct(self, kind: str, payload: Payload, event: Event) -> None:
        """A corrected text goes by the version that it was made from; the newest that was not taken back stands."""
        if kind not in ("document.import", "document.revise", "revision.remove", "revision.restore"):
            return
        document = payload["guid"]
        versions = self._texts.setdefault(document, [document])
        key = ("text", document)
        if kind == "document.revise":
            self._held.setdefault(key, (document, event, payload))
            self._write(key, payload["text"], _UNKNOWN if versions[-1] == payload["base"] else None, event, payload)
            versions.append(payload["text"])
        elif kind == "revision.remove" and payload["text"] in versions:
            versions.remove(payload["text"])
            self._settle(key)
        elif kind == "revision.restore":
            versions.append(payload["text"])

    def _rule(self, kind: str, payload: Payload, event: Event) -> None:
        """A difference is known by the codings on either side, whoever decides on it."""
        if kind == "difference.settle":
            sides = sorted([*payload["one"], *payload["other"]])
            key = ("ruling", payload["document"], *sides)
            self._rulings[payload["guid"]] = key
            self._write(key, payload["decision"], None, event, payload)
        elif kind == "difference.remove" and (ruled := self._rulings.get(payload["guid"])):
            self._settle(ruled)
            self._held.pop(ruled, None)


# --- what an event writes into which field --------------------------------------------------------

_UNKNOWN = object()
_FROM_NOTHING = {"study", "codebook"}
"""Fields that hold nothing until they are written, which an inverse does not tell."""


def _parts(told: Iterable[Any]) -> list[tuple[str, Payload]]:
    kind, payload = told
    return [(name, part) for name, part in payload["events"]] if kind == "batch" else [(kind, payload)]


def fields_of(kind: str, payload: Payload) -> Iterator[tuple[Key, Value]]:
    """The fields that an action writes, each with the value."""
    if kind in _WRITES:
        yield from _WRITES[kind](payload)


def _one(name: str, value: Callable[[Payload], Value]) -> Callable[[Payload], list[tuple[Key, Value]]]:
    return lambda payload: [((name, payload["guid"]), value(payload))]


def _study(payload: Payload) -> list[tuple[Key, Value]]:
    own = payload["key"].startswith("folder ")  # which interviews came from where; no one reads it
    return [] if own else [(("study", payload["key"]), payload["value"])]


def _plan(payload: Payload) -> list[tuple[Key, Value]]:
    planned = sorted((each["company"], each["role"], each["expected"]) for each in payload["planned"])
    return [(("plan", ""), planned)]


def _whose(payload: Payload) -> list[tuple[Key, Value]]:
    who = payload.get("respondent") or {}
    voices = sorted(map(list, payload.get("voices", ())))
    people = [who, *payload.get("respondents", ())]
    role = [(("role", each["pseudonym"]), each["role"]) for each in people if each.get("role")]
    return [(("whose", payload["guid"]), [who.get("pseudonym", ""), payload["date"], voices]), *role]


def _codebook(payload: Payload) -> list[tuple[Key, Value]]:
    return [(("codebook", str(payload["body"]["version"])), payload["body"])]


_WRITES: Mapping[str, Callable[[Payload], list[tuple[Key, Value]]]] = {
    "study.set": _study,
    "study.plan": _plan,
    "codebook.load": _codebook,
    "codebook.revise": _codebook,
    "codebook.withdraw": lambda payload: [(("codebook", str(payload["number"])), None)],
    "codebook.cues": _codebook,
    "codebook.cues-back": lambda payload: [(("codebook", str(payload["number"])), None)],
    "document.import": _whose,
    "document.assign": _whose,
    "coding.apply": _one("facets", lambda payload: payload["facets"]),
    "coding.facets": _one("facets", lambda payload: payload["facets"]),
    "coding.star": _one("star", lambda payload: payload["starred"]),
    "memo.write": _one("memo", lambda payload: payload["text"]),
    "memo.rewrite": _one("memo", lambda payload: payload["text"]),
    "memo.remove": _one("memo", lambda _: None),
    "memo.restore": _one("memo", lambda payload: payload["text"]),
    "quote.edit": _one("quote", lambda payload: [payload["left_out"], payload["translation"]]),
    "difference.settle": _one("reason", lambda payload: payload["reason"]),
    "difference.reason": _one("reason", lambda payload: payload["reason"]),
}


def _same(one: Value, other: Value) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


# --- in words -------------------------------------------------------------------------------------


def _written(key: Key, event: Event, value: Value) -> Written:
    return Written(event.id, event.coder, event.at, " ".join(_in_words(key[0], value).split()))


def _in_words(field: str, value: Value) -> str:
    if value is None:
        return say("bundles.value.removed")
    if field == "facets":
        return ", ".join(f"{facet}={each}" for facet, each in value.items()) or say("bundles.value.none")
    if field == "star":
        return say("bundles.value.starred" if value else "bundles.value.not-starred")
    if field == "whose":
        pseudonym, date, voices = value
        said = [pseudonym, date, *(f"{label}={each}" for label, each in voices)]
        return ", ".join(filter(None, said)) or say("bundles.value.none")
    if field == "plan":
        return say("bundles.value.plan", count=sum(expected for *_, expected in value))
    if field == "codebook":
        return say("bundles.value.codebook", version=value["version"], codes=len(value["codes"]))
    if field == "text":
        return say("bundles.value.text", version=value[:8])
    if field == "quote":
        return value[1] or say("bundles.value.quote", count=len(value[0]))
    if field == "ruling":
        return say(f"differences.ruled.{value}")
    return str(value) or say("bundles.value.none")
