"""What runs in each tab: ``python -m interviewcoder.tui.browser.session STUDY CODER``, started by the server."""

from __future__ import annotations

import sys

from interviewcoder.store.addresses import place_of
from interviewcoder.store.engines import said_plainly
from interviewcoder.store.project import Project
from interviewcoder.tui.app import Interviewcoder
from interviewcoder.tui.keymap import keymap_path, read_keymap


def main(named: str, coder: str) -> None:
    """The interface on a study, by a coder that it knows."""
    place = place_of(named)
    with said_plainly(place), Project.open(place, coder) as project:
        Interviewcoder(project, coder, read_keymap(keymap_path())).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
