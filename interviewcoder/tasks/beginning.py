"""A new study: its file, codebook, first coder and, where there is one, planned design; all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from interviewcoder.model import Codebook
from interviewcoder.store.addresses import Place

if TYPE_CHECKING:
    from interviewcoder.transcripts.design import Design

SHIPPED = "learning_culture"
"""The codebook that a study gets unless another is asked for."""


def begin_study(
    place: Place,
    *,
    name: str,
    codebook: Codebook,
    coder: str,
    design: Design | None = None,
    password: str | None = None,
) -> None:
    """Make a study at a place, encrypted where there is a password. Raises Refused as ``Project.create`` and for a
    password on a server or too short; then nothing is left behind."""
    from interviewcoder.store import engines
    from interviewcoder.store.encryption import beginning
    from interviewcoder.store.project import Project

    with beginning(place, password), Project.create(place, name=name, codebook=codebook, coder=coder) as project:
        try:
            if design:
                project.plan(coder, design.companies, design.planned)
        except BaseException:
            project.close()
            engines.remove(place)
            raise


def study_file(place: Place) -> Place:
    """A place for a new study: a file that was named without a suffix gets that of a study."""
    if isinstance(place, Path) and place.name and not place.suffix:
        return place.with_name(f"{place.name}.icdb")
    return place


def named_after(place: Place) -> str:
    """What a study is called that was given no name."""
    return place.stem if isinstance(place, Path) else place.database
