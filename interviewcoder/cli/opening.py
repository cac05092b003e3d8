"""``interviewcoder [FILE]``: the interface on a study, or the start screen; without a terminal its documents."""

from __future__ import annotations

import gc
from argparse import Namespace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.cli.show import on_terminal
from interviewcoder.cli.studies import coder_named, joining_coder, opened
from interviewcoder.errors import Refused
from interviewcoder.locale import say
from interviewcoder.tasks.recent import last_coder, recent, remember

if TYPE_CHECKING:
    from interviewcoder.store.addresses import Place
    from interviewcoder.store.project import Project

_BACK_WITH_A_BACKUP = {
    "store.damaged",
    "store.not-a-study",
    "store.no-file",
    "encryption.wrong-password",
    "encryption.maybe-damaged",
}
"""What is refused of a file that a backup may take the place of."""


class Left(Enum):
    """What a person left: the program, the study for the start screen, or the question who they are."""

    PROGRAM = 1
    STUDY = 2
    QUESTION = 3


def run(arguments: Namespace) -> int:
    """Open the study named. Without one the start screen; where there is no terminal, the study opened last, else the
    help with where to begin."""
    from interviewcoder.store.addresses import place_of

    named = getattr(arguments, "file", None)
    asked, new, mouse = arguments.coder, arguments.new_coder, not arguments.no_mouse
    drawn = on_terminal() and not arguments.json
    if named is None and drawn:
        return start(asked, new=new, mouse=mouse)
    lately = recent()
    if named is None and not lately:
        print(arguments.help())
        print(say("cli.open.begin"))
        return 0
    place = place_of(named) if named else lately[0].place
    try:
        return open_study(place, asked, new=new, mouse=mouse, json=arguments.json)
    except Refused as refused:
        if not drawn or not _may_come_back(place, refused):
            raise
        return start(asked, new=new, mouse=mouse, trouble=(place, str(refused)))


def start(asked: str | None, *, new: bool, mouse: bool, trouble: tuple[Place, str] | None = None) -> int:
    """The start screen, and what is chosen there; once more when it is asked for within a study. ``trouble`` is a
    study that could not be opened, and why."""
    from interviewcoder.tui.start import Start

    gc.enable()  # it waits where a study could not be opened
    while (chosen := Start(coder=coder_named(asked), trouble=trouble).run(mouse=mouse)) is not None:
        trouble, coder = None, chosen.coder or asked
        with opened(chosen.place, coder) as project:
            left = _interface(project, coder, new, mouse, tour=chosen.tour, importing=chosen.importing)
        if left is Left.PROGRAM:
            break
    return 0


def open_study(place: Place, asked: str | None, *, new: bool, mouse: bool, json: bool, tour: bool = False) -> int:
    """The interface on a study, by the coder asked for or the study's only one; where there are several, who it is
    is asked first. Without a terminal, or for JSON, the list of documents instead."""
    drawn = on_terminal() and not json
    if drawn:  # all that is read up to the first picture stays, so nothing is collected until then
        gc.disable()
    with opened(place, asked) as project:
        if not drawn:
            from interviewcoder.cli.documents import show_documents

            show_documents(project, json=json)
            if not json:
                print(say("cli.open.no-terminal"))
            return 0
        left = _interface(project, asked, new, mouse, tour=tour)
    return start(asked, new=new, mouse=mouse) if left is Left.STUDY else 0


def _interface(
    project: Project, asked: str | None, new: bool, mouse: bool, *, tour: bool = False, importing: bool = False
) -> Left:
    """Run the interface until it is left; what was left."""
    from interviewcoder.store.team import own_coder
    from interviewcoder.tui.app import Interviewcoder
    from interviewcoder.tui.keymap import keymap_path, read_keymap

    keymap = read_keymap(keymap_path())
    named = coder_named(asked) or own_coder(project)
    coder = _who(project, mouse) if named is None else joining_coder(project, named, new=new)
    if coder is None:
        return Left.QUESTION
    project.add_coder(coder)
    remember(project.path, project.ask.properties()["name"], coder)
    app = Interviewcoder(project.as_coder(coder), coder, keymap, tour=tour, importing=importing)
    app.run(mouse=mouse)
    return Left.STUDY if app.to_start else Left.PROGRAM


def _may_come_back(place: Place, refused: Refused) -> bool:
    """Whether a study that was refused has backups, of which one could take its place."""
    from interviewcoder.store.backups import backups_of

    return isinstance(place, Path) and refused.key in _BACK_WITH_A_BACKUP and bool(backups_of(place))


def _who(project: Project, mouse: bool) -> str | None:
    """Who is coding: the study's only coder, else who is chosen on the screen, where whoever coded last is in focus;
    None for nobody."""
    known = project.ask.coders()
    if len(known) == 1:
        return known[0]
    from interviewcoder.tui.who import WhoCodes

    last = last_coder(project.path)
    return WhoCodes(project.ask.properties()["name"], known, last).run(mouse=mouse)
