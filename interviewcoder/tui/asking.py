"""Questions that more than one screen asks: which code, which feature, which facets, what memo."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from interviewcoder.locale import pick, say
from interviewcoder.model import Code, Coding
from interviewcoder.safe import visible
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.codes_panel import key_of

if TYPE_CHECKING:
    from interviewcoder.tui.app import Interviewcoder

Then = Callable[[str], Awaitable[None]]
"""What is done with the id of the code that was chosen."""


def ask_code(study: Interviewcoder, title: str, then: Then) -> None:
    """Let a code be found by typing."""
    from interviewcoder.tui.screens.code_picker import CodePicker

    async def found(code: str | None) -> None:
        if code:
            await then(code)

    study.push_screen(CodePicker(study.session.project.codebook, title), found)


def ask_feature(study: Interviewcoder, carrier: Code, then: Then) -> None:
    """Let a feature of a carrier be chosen by its letter. Enter keeps the carrier, and so does any other key, which
    then does what it does."""
    features = study.session.project.codebook.features(carrier.id)

    async def chosen(pressed: str | None) -> None:
        if pressed is None:
            return
        feature = next((each for each in features if each.key == pressed), None)
        await then(feature.id if feature else carrier.id)
        if feature is None and pressed != "enter":
            study.simulate_key(pressed)

    title = f"{carrier.key} {pick(carrier.label)} · {say('coding.which-feature')}"
    study.push_screen(Choice(title, [Option(each.key, pick(each.label)) for each in features]), chosen)


def ask_facets(study: Interviewcoder, coding: Coding) -> None:
    """Let the facets of a coding be set."""
    from interviewcoder.tui.screens.facets import FacetsScreen

    project, coder = study.session.project, study.session.coder

    async def set_to(facets: dict[str, str] | None) -> None:
        if facets is not None and facets != coding.facets:
            await study.do(project.set_facets, coder, coding.guid, facets)

    title = f"{key_of(project.codebook, coding.code)} “{visible(coding.text)[:40]}”"
    study.push_screen(FacetsScreen(project.codebook.facets, coding.facets, title), set_to)


def ask_memo(study: Interviewcoder, kind: str, target: str, title: str) -> None:
    """Let a memo be written on something: ``kind`` and the id of what it is on."""
    from interviewcoder.tui.widgets.text_dialog import TextDialog

    async def written(text: str | None) -> None:
        if text and text.strip():
            await study.do(study.session.project.write_memo, study.session.coder, kind, target, text)

    study.push_screen(TextDialog(title), written)
