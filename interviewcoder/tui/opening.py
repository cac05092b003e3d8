"""Going from a number or a hit to the words themselves: a transcript opened at a position."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewcoder.model import Coding
    from interviewcoder.tui.app import Interviewcoder


def open_at(study: Interviewcoder, document: str, position: int) -> None:
    """Open a transcript at a position (code points), leaving whatever lies over the place one is in."""
    study.session.document = document
    study.session.places[document] = position
    study.go("coding")


def open_coding(study: Interviewcoder, coding: Coding) -> None:
    """Open the transcript at a coding; the review queue for one whose place is not certain."""
    if coding.in_review:
        study.session.document = coding.document
        study.go("review")
    else:
        open_at(study, coding.document, coding.start)
