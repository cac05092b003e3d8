"""Bundles at the keyboard: one written for a colleague, one that came back merged in after it was looked at."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING

from interviewcoder.locale import say
from interviewcoder.publish.writing import write_whole
from interviewcoder.safe import visible
from interviewcoder.store.addresses import Place, beside
from interviewcoder.store.bundles import SUFFIX, bundle_for
from interviewcoder.store.encryption import is_locked, own_password
from interviewcoder.store.project import Project
from interviewcoder.tui.unlocking import unlock_and
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.file_dialog import FileDialog
from interviewcoder.tui.widgets.open_dialog import STUDIES, OpenDialog

if TYPE_CHECKING:
    from interviewcoder.tui.app import Interviewcoder


def ask_bundle_out(study: Interviewcoder) -> None:
    """Let it be said for whom and where, and write the bundle: without what lies under a seal for them."""
    session = study.session
    others = [each for each in session.project.ask.coders() if each != session.coder]
    keys = dict(zip("123456789" + ascii_lowercase, others, strict=False))
    if not keys:
        study.tell("bundles.nobody-else")
        return

    def chosen(key: str | None) -> None:
        if key in keys:
            _ask_where(study, keys[key])

    options = [Option(key, visible(coder)) for key, coder in keys.items()]
    study.push_screen(Choice(say("bundles.ask-for"), options), chosen)


def _ask_where(study: Interviewcoder, reader: str) -> None:
    project = study.session.project
    held = beside(project.path).absolute()
    name = f"{held.stem}-{''.join(each for each in reader if each.isalnum()).lower()}{SUFFIX}"

    async def where(path: Path | None) -> None:
        if path is not None and (written := await study.do(_write, project, reader, path)):
            study.notify(visible(written), markup=False, timeout=10)

    study.push_screen(FileDialog(say("bundles.where", reader=reader), held.with_name(name)), where)


def _write(project: Project, reader: str, path: Path) -> str:
    """Write the bundle, and say what is in it and how to treat it."""
    content, copy = bundle_for(project, reader)
    write_whole(path, content, over=True)
    size = f"{len(content) / 1_000_000:.1f}"
    told = [say("bundles.written", path=path, reader=reader, events=len(copy.events), size=size)]
    told.append(say("bundles.handle-with-care"))
    if own_password(project.path):
        told.append(say("encryption.bundle-is-plain"))
    return " ".join(told)


def ask_merge(study: Interviewcoder) -> None:
    """Let a bundle or another copy of the study be chosen, and show what would come in."""

    def chosen(place: Place | None) -> None:
        if isinstance(place, Path):
            look = partial(_look, study, place)
            unlock_and(study, place, str(place), look) if is_locked(place) else look()
        elif place is not None:
            study.tell("server.only-files", path=place)

    study.push_screen(OpenDialog(say("bundles.which"), (SUFFIX, *STUDIES)), chosen)


def _look(study: Interviewcoder, path: Path) -> None:
    from interviewcoder.tui.screens.merging import MergingScreen

    study.push_screen(MergingScreen(path))
