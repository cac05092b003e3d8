"""The open study as the screens share it: one project, one coder, and where everyone is."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interviewcoder.store.project import Project

if TYPE_CHECKING:
    from interviewcoder.suggest.suggester import Suggester


@dataclass(slots=True)
class Session:
    """What outlives a screen. ``places`` remembers per document where the cursor was (code points)."""

    project: Project
    coder: str
    document: str | None = None
    places: dict[str, int] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    """What was typed in the editor and not kept, by the hash of the text it was typed over."""
    seen: int = 0
    """The study's stamp when it was last looked at: a higher one means something changed."""
    _suggester: Suggester | None = None
    _making: threading.Lock = field(default_factory=threading.Lock)

    def suggester(self) -> Suggester:
        """The suggester on this study's codebook, made at the first call; slow, so only from a worker."""
        with self._making:
            if self._suggester is None:
                from interviewcoder.suggest.suggester import Suggester

                self._suggester = Suggester(self.project.codebook)
            return self._suggester
