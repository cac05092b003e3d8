"""The log in words: what an event did, as undo and the history tell it."""

from __future__ import annotations

from interviewcoder.locale import named, pick, say
from interviewcoder.model import Codebook
from interviewcoder.store.events import Event, Payload

_QUOTE = 60


_DONE = {"coding": "coding.apply", "document": "document.import"}
"""What an action of several parts did to a thing, before it was taken back or brought back."""

_BACK = {"remove": "store.did-many.taken-back", "restore": "store.did-many.again"}


def in_words(event: Event, codebook: Codebook) -> str:
    """One line on what an event did, in the language in use; long quotes are cut."""
    return _words(event.kind, event.payload, codebook, back=event.undoes is not None)


def _words(kind: str, payload: Payload, codebook: Codebook, *, back: bool = False) -> str:
    if kind == "batch":
        parts = [part for part in payload["events"] if part[0] != "study.set"]  # it goes with an import, unasked
        if len(parts) == 1:
            only, what = parts[0]
            return _words(only, what, codebook)
        if settled := next((what for name, what in parts if name == "difference.settle"), None):
            coded = next((what for name, what in parts if name == "coding.apply"), None)
            ruling = say(f"differences.ruled.{settled['decision']}")
            what = _words("coding.apply", coded, codebook) if coded else ruling
            return say(f"store.{payload['words']}", what=f"{ruling}; {what}" if coded else ruling)
        name, what = next((part for part in parts if part[0].startswith("coding.")), parts[0])
        noun, _, way = name.partition(".")
        count = len({part["guid"] for kind, part in parts if kind.startswith(f"{noun}.")})
        back = back and noun in _DONE and way in _BACK
        only = _words(_DONE[noun] if back else name, what, codebook)
        said = say(f"store.{payload['words']}", count=count, what=only)
        return say(_BACK[way], what=said) if back else said
    values = {key: _short(value) if isinstance(value, str) else value for key, value in payload.items()}
    if code := codebook.find(str(payload.get("code", ""))):
        values["code"] = pick(code.label)
    if kind.startswith("suggestion."):
        values["decision"] = say(f"store.decision.{payload['decision']}")
    if kind.startswith("difference.") and "decision" in payload:
        values["decision"] = say(f"differences.ruled.{payload['decision']}")
    if kind == "study.set" and f"property.{payload['key']}" in named("store"):
        values["key"] = say(f"store.property.{payload['key']}")
    said = say(f"store.did.{kind}", **values)
    return say(_BACK[payload["way"]], what=said) if "way" in payload else said


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTE else line[: _QUOTE - 1].rstrip() + "…"
