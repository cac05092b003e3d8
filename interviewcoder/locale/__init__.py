"""The program's sentences, in Dutch and English.

``say("store.not-a-study", path=...)`` looks up ``not-a-study`` in ``locale/<language>/store.toml``. A file is
read the first time one of its sentences is asked for.

A sentence says what goes with a number by ``{count:coding|codings}``: the first for one, the second for any other
number. It may hold values itself: ``{count} {count:{unit}|{units}}``.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

LANGUAGES = ("en", "nl")

_chosen: str | None = None


def language() -> str:
    """The language in use: chosen, else ``INTERVIEWCODER_LANG``, else the terminal's, else English."""
    if _chosen is not None:
        return _chosen
    for name in ("INTERVIEWCODER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "nl" if value.lower().startswith("nl") else "en"
    return "en"


def choose_language(name: str | None) -> None:
    """Use ``"nl"`` or ``"en"`` from now on; ``None`` goes back to what the environment says."""
    global _chosen
    _chosen = name if name in LANGUAGES else None


@cache
def _sentences(of: str, room: str) -> dict[str, str]:
    path = Path(__file__).parent / of / f"{room}.toml"
    with path.open("rb") as file:
        return _flat(tomllib.load(file))


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = str(value)
    return flat


def say(key: str, /, **values: object) -> str:
    """The sentence ``room.name`` in the language in use, with ``{values}`` filled in.

    Raises KeyError for a key that no file holds: a missing sentence is a fault of the program.
    """
    room, _, name = key.partition(".")
    sentence = _sentences(language(), room)[name]
    return _COUNTING.vformat(sentence, (), values) if "|" in sentence else sentence.format_map(values)


class _Counting(Formatter):
    """Fills values in, and of ``{count:one|many}`` the word that goes with the number."""

    def format_field(self, value: object, format_spec: str) -> str:
        one, either, many = format_spec.partition("|")
        if either:
            return one if str(value) == "1" else many
        return format(value, format_spec)


_COUNTING = _Counting()


def named(room: str) -> frozenset[str]:
    """The names of the sentences of a room."""
    return frozenset(_sentences(language(), room))


def pick(labels: Mapping[str, str]) -> str:
    """Of a text kept in several languages, the one to show: the language in use, else any."""
    return labels.get(language()) or labels.get("en") or next(iter(labels.values()), "")
