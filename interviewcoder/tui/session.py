"""The open study as the screens share it: one project, one coder, and where everyone is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interviewcoder.store.project import Project

if TYPE_CHECKING:
    from interviewcoder.tasks.suggesting import Teacher
    from interviewcoder.tui.tour import Tour


@dataclass(slots=True)
class Session:
    """What outlives a screen. ``places`` remembers per document where the cursor was (code points)."""

    project: Project
    coder: str
    document: str | None = None
    places: dict[str, int] = field(default_factory=dict)
    times: bool = True
    """Whether transcripts show when each turn begins."""
    drafts: dict[str, str] = field(default_factory=dict)
    """What was typed in the editor and not kept, by the hash of the text it was typed over."""
    seen: int = 0
    """The study's stamp when it was last looked at: a higher one means something changed."""
    tour: Tour | None = None
    """The tour that is being given, if one is."""
    _teacher: Teacher | None = None

    @property
    def teacher(self) -> Teacher:
        """The suggester of this study, which learns from what is done in it."""
        if self._teacher is None:
            from interviewcoder.tasks.suggesting import Teacher

            self._teacher = Teacher(self.project)
        return self._teacher
