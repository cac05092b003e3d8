"""Going from a number or a hit to the words themselves: a transcript opened at a position."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewcoder.tui.app import Interviewcoder


def open_at(study: Interviewcoder, document: str, position: int) -> None:
    """Open a transcript at a position (code points), leaving whatever lies over the place one is in."""
    study.session.document = document
    study.session.places[document] = position
    study.go("coding")
