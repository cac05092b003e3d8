"""The log in words: what an event did, as undo and the history tell it."""

from __future__ import annotations

from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook
from interviewcoder.store.events import Event, Payload

_QUOTE = 60


def in_words(event: Event, codebook: Codebook) -> str:
    """One line on what an event did, in the language in use; long quotes are cut."""
    return _words(event.kind, event.payload, codebook)


def _words(kind: str, payload: Payload, codebook: Codebook) -> str:
    if kind == "batch":
        parts = payload["events"]
        if len(parts) == 1:
            only, what = parts[0]
            return _words(only, what, codebook)
        name, what = next((part for part in parts if part[0].startswith("coding.")), parts[0])
        count = sum(part[0] == name for part in parts)
        return say(f"store.{payload['words']}", count=count, what=_words(name, what, codebook))
    values = {key: _short(value) if isinstance(value, str) else value for key, value in payload.items()}
    if code := codebook.find(str(payload.get("code", ""))):
        values["code"] = pick(code.label)
    return say(f"store.did.{kind}", **values)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1].rstrip() + "…"
