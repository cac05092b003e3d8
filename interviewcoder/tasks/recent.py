"""The studies that were opened lately on this machine, newest first, and whether the tour was given.

A small file in the folder where the system keeps the state of programs. Where it cannot be written nothing is noted,
and what cannot be read counts as nothing.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from interviewcoder.errors import Refused
from interviewcoder.store.addresses import Place, is_address, place_of

_KEPT = 9


@dataclass(frozen=True, slots=True)
class Recent:
    """A study that was opened: where it is, what it calls itself, when (UTC, ISO 8601), and who coded in it."""

    place: Place
    name: str
    at: str
    coder: str


def remember(place: Place, name: str, coder: str) -> None:
    """Note that a study was opened just now, by whom; of one on a server, without the password."""
    named = str(place.resolve() if isinstance(place, Path) else place)
    now = {"place": named, "name": name, "at": datetime.now(UTC).isoformat(timespec="seconds"), "coder": coder}
    noted = _noted()
    others = [each for each in _studies(noted) if each["place"] != named]
    _note(noted | {"studies": [now, *others][:_KEPT]})


def recent() -> tuple[Recent, ...]:
    """The studies opened lately that are still there, newest first; one on a server is not asked whether it is."""
    found = []
    for each in _studies(_noted()):
        with suppress(Refused, OSError, ValueError):  # a service that is gone, a folder that may not be entered
            place = place_of(each["place"])
            if is_address(each["place"]) or Path(each["place"]).is_file():
                found.append(Recent(place, each["name"], each["at"], each["coder"]))
    return tuple(found)


def last_coder(place: Place) -> str | None:
    """Who coded last in a study, on this machine; None where it was not opened lately."""
    whole = place.resolve() if isinstance(place, Path) else place
    return next((each.coder for each in recent() if each.place == whole), None)


def tour_given() -> bool:
    """Whether the tour was given to whoever uses this machine, or they left it."""
    return _noted().get("tour") is True


def note_tour() -> None:
    """Note that the tour was given: it does not begin of itself again."""
    _note(_noted() | {"tour": True})


def _studies(noted: dict[str, Any]) -> list[dict[str, str]]:
    held = noted.get("studies")
    there = held if isinstance(held, list) else []
    return [each for each in there if isinstance(each, dict) and {"place", "name", "at", "coder"} <= each.keys()]


def _memory() -> Path:
    from platformdirs import user_state_path

    return user_state_path("interviewcoder") / "recent.json"


def _noted() -> dict[str, Any]:
    with suppress(OSError, ValueError):
        held = json.loads(_memory().read_text("utf-8"))
        return held if isinstance(held, dict) else {}
    return {}


def _note(held: dict[str, Any]) -> None:
    with suppress(OSError):
        memory = _memory()
        memory.parent.mkdir(parents=True, exist_ok=True)
        part = memory.with_suffix(".part")
        part.write_text(json.dumps(held, indent=1), "utf-8")
        part.replace(memory)
