"""Going from a number or a hit to the words themselves: a transcript opened at a position."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviewcoder.tui.app import Interviewcoder


def open_at(study: Interviewcoder, document: str, position: int) -> None:
    """Leave whatever lies over the place one is in, and open a transcript at a position (code points)."""
    study.session.document = document
    study.session.places[document] = position
    leave_layers(study)
    study.go("coding")


def leave_layers(study: Interviewcoder) -> None:
    """Take off what was pushed over the place one is in, so that going elsewhere leaves nothing behind."""
    while len(study.screen_stack) > 2:
        study.pop_screen()
