"""Small things that many tests build from: a code, an interview, a document."""

from __future__ import annotations

from typing import Any

from interviewcoder.model import Code, Respondent, Span, Speaker, Transcript, Turn
from interviewcoder.store.project import NewDocument

LINES = (
    ("I", "Wat gebeurt er als er iets misgaat?"),
    ("R", "Nou, dan zetten we dat op het bord. Niemand wordt boos om een fout, daar leren we van."),
    ("I", "En wie pakt dat op?"),
    ("R", "Dat beslis ik zelf. ’t Gaat vanzelf 😀 eigenlijk."),
)


def both(text: str) -> dict[str, str]:
    return {"nl": text, "en": text}


def small_code(id: str, key: str, parent: str | None = None, **more: Any) -> Code:
    texts = {name: both(f"{name} {id}") for name in ("label", "short", "definition", "include", "exclude")}
    return Code(**{"id": id, "parent": parent, "key": key, "colour": "#E69F00", **texts, **more})


def interview(lines: tuple[tuple[str, str], ...] = LINES) -> Transcript:
    """A transcript of labelled lines; every sentence ends in a stop or a question mark."""
    text, turns, sentences = "", [], []
    for label, said in lines:
        start = len(text) + len(label) + 2
        text += f"{label}: {said}\n"
        who = Speaker.INTERVIEWER if label == "I" else Speaker.RESPONDENT
        turns.append(Turn(label, who, start, start + len(said)))
        at = start
        for piece in said.replace("? ", "?|").replace(". ", ".|").split("|"):
            sentences.append(Span(at, at + len(piece)))
            at += len(piece) + 1
    return Transcript(text, tuple(turns), tuple(sentences))


def new_document(name: str = "R01", transcript: Transcript | None = None, **more: Any) -> NewDocument:
    transcript = transcript or interview()
    who = more.pop("respondent", Respondent(name, "employee", "A"))
    return NewDocument(name, "txt", transcript, transcript.text.encode(), who, **more)
