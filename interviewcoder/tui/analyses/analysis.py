"""What an analysis gives the screen it is shown on, and what the screen may ask of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text

from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Coding
from interviewcoder.publish.analyses import column_name
from interviewcoder.publish.tables import Table
from interviewcoder.safe import visible
from interviewcoder.store.project import Project
from interviewcoder.tasks.narrowing import Narrowing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from interviewcoder.tasks.analyses import Basis


@dataclass(frozen=True, slots=True)
class Behind:
    """Fragments behind a number, under a title; several where a number has sides, or parts to choose from."""

    title: str
    codings: Sequence[Coding]


def left_out(basis: Basis) -> tuple[str, ...]:
    """What an analysis must say of interviews that it leaves out, or of there being none to count."""
    if not basis.documents:
        return (say("analyses.nothing"),)
    return (say("analyses.left-out", count=basis.left_out),) if basis.left_out else ()


def cut(name: str, width: int) -> str:
    """A name in at most so many cells; what is left out shows as an ellipsis."""
    return name if len(name) <= width else f"{name[: max(0, width - 1)].rstrip()}…"


def who_in(codebook: Codebook, column: str, width: int) -> str:
    """What people call a column in so many cells: a role by its short form where its label does not fit."""
    name = visible(column_name(codebook, column))
    role = next((role for role in codebook.roles if role.id == column), None)
    short = visible(pick(role.short)) if role else ""
    return cut(short if short and len(name) > width else name, width)


class Seen(ABC):
    """An analysis as it was counted. Lines are numbered from 0; what it draws fits the width (cells) it is given."""

    notes: tuple[str, ...] = ()
    """What is true of all of it."""
    beside: ClassVar[bool] = False
    """Whether the fragments behind a cell are two sides, to lie beside each other."""

    @property
    @abstractmethod
    def count(self) -> int:
        """How many lines there are."""

    @abstractmethod
    def line(self, number: int, width: int, column: int) -> Text:
        """A line, with the column in focus marked where there are columns."""

    @abstractmethod
    def detail(self, number: int, column: int) -> str:
        """What a line says, in a sentence."""

    @abstractmethod
    def behind(self, number: int, column: int) -> Sequence[Behind]:
        """The fragments that a line, or a cell of it, counts."""

    @abstractmethod
    def table(self) -> Table: ...

    def figure(self, *, synthetic: bool) -> Figure | None:
        """The figure, where there is one; drawn when called."""
        return None

    def head(self, width: int, column: int) -> Text:
        """What stands above the columns of the lines."""
        return Text()

    def chart(self, width: int, height: int) -> list[Text]:
        """A picture of all of it in at most so many lines, to stand above them; none where the lines are one."""
        return []

    @property
    def headings(self) -> frozenset[int]:
        """The lines that are passed over."""
        return frozenset()

    @property
    def columns(self) -> int:
        """How many columns a line has to move over."""
        return 0


class Analysis(ABC):
    """A kind of analysis with the choices it has."""

    id: ClassVar[str]
    level: str
    has_figure: ClassVar[bool] = True
    apart: ClassVar[bool] = False
    """Whether ``b`` shows it by something else."""
    other: ClassVar[bool] = False
    """Whether ``w`` counts something else."""
    pictures: ClassVar[bool] = False
    """Whether ``v`` pictures it otherwise."""

    @property
    def across(self) -> bool:
        """Whether a line has columns to move over."""
        return False

    @abstractmethod
    def count(self, project: Project, only: Narrowing) -> Seen:
        """Count it; takes its time, so screens ask in a thread."""

    @abstractmethod
    def scope(self, codebook: Codebook) -> list[str]:
        """Its choices, in words."""

    def change_apart(self, codebook: Codebook) -> None:
        """Show it by the next thing; asked only where there is another (``apart``)."""
        raise NotImplementedError

    def change_picture(self) -> None:
        """Picture it otherwise; asked only where it can be (``pictures``)."""
        raise NotImplementedError

    def change_other(self, codebook: Codebook) -> None:
        """Count the next thing; asked only where there is another (``other``)."""
        raise NotImplementedError
