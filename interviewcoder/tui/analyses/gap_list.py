"""Gaps: where a carrier was not spoken of though it might have been, those most worth a look first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from interviewcoder.analysis.gaps import Gap
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook
from interviewcoder.publish.analyses import column_name, gaps_table, row_name
from interviewcoder.publish.tables import Table
from interviewcoder.safe import visible
from interviewcoder.store.project import Project
from interviewcoder.tasks.analyses import gaps_of
from interviewcoder.tasks.narrowing import Narrowing
from interviewcoder.tui.analyses.analysis import Analysis, Behind, Seen, cut, who_in

_COMPANY, _ROLE, _INTERVIEWS, _NUMBER = 9, 16, 11, 10
_WIDE, _WIDE_ROLE = 100, 26
CLOSED = "✓"


class Gaps(Analysis):
    """Gaps of carriers or of features."""

    id = "gaps"
    has_figure = False

    def __init__(self) -> None:
        self.level = "carrier"

    def count(self, project: Project, only: Narrowing) -> Seen:
        return SeenGaps(project.codebook, gaps_of(project, level=self.level, only=only))

    def scope(self, codebook: Codebook) -> list[str]:
        return []


class SeenGaps(Seen):
    def __init__(self, codebook: Codebook, gaps: Sequence[Gap]) -> None:
        self._codebook, self.gaps = codebook, gaps
        self.notes = (say("analyses.gaps-note"),) if gaps else (say("analyses.no-gaps"),)

    @property
    def count(self) -> int:
        return len(self.gaps)

    def head(self, width: int, column: int) -> Text:
        name = self._name(width)
        heads = {id: say(f"analyses.head.{id}") for id in ("row", "company", "role", "interviews", "unread")}
        room = self._role(width)
        line = f"  {heads['row'][:name]:<{name}}{heads['company'][:8]:<{_COMPANY}}{heads['role']:<{room}}"
        line += f"{heads['interviews']:>{_INTERVIEWS}}{heads['unread']:>{_NUMBER}}"
        return Text(f"{line}{say('analyses.head.expected_interviews'):>{_NUMBER}}", no_wrap=True)

    def line(self, number: int, width: int, column: int) -> Text:
        gap, name = self.gaps[number], self._name(width)
        room = self._role(width)
        role = who_in(self._codebook, gap.role, room - 1)
        line = Text(f"{CLOSED if gap.closed else ' '} ", no_wrap=True, style="dim" if gap.closed else "")
        line.append(f"{cut(visible(row_name(self._codebook, gap.row)), name - 1):<{name}}")
        line.append(f"{cut(visible(gap.company), _COMPANY - 1):<{_COMPANY}}{role:<{room}}")
        line.append(f"{gap.interviews:>{_INTERVIEWS}}{gap.unread or '·':>{_NUMBER}}{gap.expected:>{_NUMBER}.2f}")
        return line

    def detail(self, number: int, column: int) -> str:
        gap = self.gaps[number]
        told = say(
            "analyses.gap",
            row=pick(gap.row.label),
            role=column_name(self._codebook, gap.role),
            company=gap.company,
            count=gap.interviews,
            expected=gap.expected,
        )
        if gap.closed:
            told += " " + say("gaps.told", coder=gap.closed.coder, note=gap.closed.note)
        return told

    def behind(self, number: int, column: int) -> Sequence[Behind]:
        return []

    def title(self, gap: Gap) -> str:
        """What a gap is called above its candidates."""
        return f"{pick(gap.row.label)} × {column_name(self._codebook, gap.role)} · {gap.company}"

    def table(self) -> Table:
        return gaps_table(self._codebook, self.gaps)

    def _role(self, width: int) -> int:
        return _ROLE if width < _WIDE else _WIDE_ROLE

    def _name(self, width: int) -> int:
        return max(14, min(44, width - 2 - _COMPANY - self._role(width) - _INTERVIEWS - 2 * _NUMBER))
