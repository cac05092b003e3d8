"""Going from a number, a hit or a line of the log to the words themselves: a transcript opened at a position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.errors import Refused

if TYPE_CHECKING:
    from interviewcoder.model import Coding
    from interviewcoder.store.events import Event
    from interviewcoder.store.project import Project
    from interviewcoder.tui.app import Interviewcoder

_DEEPEST = 12
"""Screens over each other, each a step on the way back; who went further starts a new way."""

_LATELY = 30
"""Events of a coder that are looked through for the last place; reading and coding are most of them."""


def open_at(study: Interviewcoder, document: str, position: int) -> None:
    """Open a transcript at a position (code points) over the screen one is on, so that Escape goes back there."""
    from interviewcoder.tui.screens.coding import CodingScreen

    study.session.document = document
    study.session.places[document] = position
    if len(study.screen_stack) > _DEEPEST:
        study.go("coding")
    else:
        study.push_screen(CodingScreen())


def open_coding(study: Interviewcoder, coding: Coding) -> None:
    """Open the transcript at a coding; the review queue for one whose place is not certain."""
    if coding.in_review:
        study.session.document = coding.document
        study.go("review")
    else:
        open_at(study, coding.document, coding.start)


def last_place(project: Project, coder: str) -> tuple[str, int] | None:
    """The document and the position in it where the coder last read or coded."""
    for event in reversed(project.ask.history(coder=coder, last=_LATELY)):
        document, start = place_of(project, event) or ("", None)
        if start is not None:
            return document, start
    return None


def place_of(project: Project, event: Event) -> tuple[str, int | None] | None:
    """The document an event is about, and the position of the words; no position when it is about the interview as
    a whole. None when it is about neither, or the interview is gone. Reading leads to where one had come."""
    kind, payload = event.kind, event.payload
    if kind == "batch" and payload["events"]:
        kind, payload = payload["events"][0]
    guid = str(payload.get("target", payload.get("guid", "")))
    document, start = "", None
    try:
        coding = project.ask.coding(guid)
        document, start = coding.document, coding.start
    except Refused:  # no coding, or one that was taken off
        if "document" in payload and "start" in payload:
            document, start = str(payload["document"]), int(payload["end" if kind == "reading.mark" else "start"])
        elif kind.startswith("document.") or payload.get("target_kind") == "document":
            document = guid
    return (document, start) if document in {each.id for each in project.ask.documents()} else None
