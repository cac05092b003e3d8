"""What the command palette offers for a study as a whole: bundles, and a copy. Each is read when it is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from interviewcoder.locale import say
from interviewcoder.safe import visible

if TYPE_CHECKING:
    from interviewcoder.tui.app import Interviewcoder


def for_the_study(study: Interviewcoder) -> Iterator[SystemCommand]:
    """The commands, each by what it does."""
    out, back, other = (partial(go, study) for go in (bundle_out, bundle_in, copy_study))
    yield SystemCommand(say("bundles.out-command"), say("bundles.out-command-help"), out)
    yield SystemCommand(say("bundles.in-command"), say("bundles.in-command-help"), back)
    yield SystemCommand(say("copying.command"), say("copying.command-help"), other)


def bundle_out(study: Interviewcoder) -> None:
    """Write a bundle for a colleague."""
    from interviewcoder.tui.bundling import ask_bundle_out

    ask_bundle_out(study)


def bundle_in(study: Interviewcoder) -> None:
    """Merge a bundle that came back."""
    from interviewcoder.tui.bundling import ask_merge

    ask_merge(study)


def copy_study(study: Interviewcoder) -> None:
    """Copy the study to another place."""
    from interviewcoder.tui.screens.copying import CopyingScreen

    def done(told: str | None) -> None:
        if told:
            study.notify(visible(told), markup=False)

    study.push_screen(CopyingScreen(study.session.project), done)
