"""A table or a figure of what a screen shows, out to a file, past the gate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.locale import say
from interviewcoder.publish.figures import write_figure
from interviewcoder.safe import visible
from interviewcoder.store.addresses import beside
from interviewcoder.tui.leaving import let_out
from interviewcoder.tui.widgets.choice import Choice, Option
from interviewcoder.tui.widgets.file_dialog import FileDialog

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from interviewcoder.tui.app import Interviewcoder

Write = Callable[[Path], Path]
"""Writes a table to a path, in the format its name ends in."""

_TABLES = {"x": ".xlsx", "c": ".csv", "m": ".md", "l": ".tex"}
_FIGURES = {"s": ".svg", "p": ".png", "d": ".pdf"}


def ask_export(
    study: Interviewcoder,
    name: str,
    texts: Callable[[], Mapping[str, str]],
    table: Write,
    draw: Callable[[], Figure] | None = None,
) -> None:
    """Let the format be chosen, then the file; ``name`` is what its name ends in before the format, ``texts`` gives
    what can be read in it, which goes through the gate."""

    def figure(path: Path) -> Path:
        assert draw is not None
        return write_figure(draw, path, over=True)

    forms = {key: (ending, table) for key, ending in _TABLES.items()}
    if draw is not None:
        forms |= {key: (ending, figure) for key, ending in _FIGURES.items()}

    async def chosen(key: str | None) -> None:
        if key in forms:
            ending, write = forms[key]
            await let_out(study, f"{name}{ending}", texts(), partial(_ask_where, study, f"{name}{ending}", write))

    options = [Option(key, say(f"exporting.as{ending}")) for key, (ending, _) in forms.items()]
    study.push_screen(Choice(say("exporting.title"), options), chosen)


def _ask_where(study: Interviewcoder, name: str, write: Write) -> None:
    held = beside(study.session.project.path).absolute()

    async def where(path: Path | None) -> None:
        if path is not None and (written := await study.do(write, path)):
            study.tell("exporting.written", path=visible(str(written)))

    study.push_screen(FileDialog(say("exporting.where"), held.with_name(f"{held.stem}-{name}")), where)
