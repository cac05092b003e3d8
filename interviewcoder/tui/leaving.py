"""What is about to leave the program: looked through for names first, as ``interviewcoder quotes`` does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from interviewcoder.locale import say
from interviewcoder.safe import visible

if TYPE_CHECKING:
    from interviewcoder.tui.app import Interviewcoder


async def let_out(
    study: Interviewcoder, what: str, texts: Mapping[str, str], go: Callable[[], None], *, coders_named: bool = False
) -> None:
    """Go on when nothing in texts, given by where they stand, may name someone, else once a reason is given; the log
    keeps it with ``what`` it was that left. Coders may be in it where it is to have them named."""
    from interviewcoder.tasks import leaving  # all that knows names is read when something leaves, not at the start
    from interviewcoder.tui.widgets.residue_dialog import ResidueDialog

    project, session = study.session.project, study.session
    found = await asyncio.to_thread(leaving.held_back, project, texts, coders_named=coders_named)
    if not found:
        go()
        return

    async def decided(reason: str | None) -> None:
        if reason is None:
            return
        stamp = session.seen
        await study.do(leaving.let_out, project, session.coder, what, found, reason)
        if session.seen != stamp:
            go()

    study.push_screen(ResidueDialog(found), decided)


async def copy_out(study: Interviewcoder, words: str, whose: str, told: str) -> None:
    """Put words on the clipboard, with whose they are where that is given; ``told`` is then said."""

    def go() -> None:
        study.copy_to_clipboard(visible(f"“{words}” {whose}") if whose else words)
        study.notify(visible(told), markup=False)

    await let_out(study, say("fragments.one"), {whose or "–": words, "– ": whose}, go)
