"""An evaluation of suggestions as rows of text, for whoever shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook

if TYPE_CHECKING:
    from interviewcoder.analysis.agreement.bootstrap import Interval
    from interviewcoder.analysis.ranking import Ranking

MEASURES = ("first", "of_three", "found", "average")


def row_of_method(method: str, ranking: Ranking) -> list[str]:
    """A method and its figures, in the order of :data:`MEASURES`."""
    return [say(f"evaluate.method.{method}"), *(cell(getattr(ranking, name)) for name in MEASURES)]


def row_of_code(codebook: Codebook, id: str, sentences: int, average: Interval | None) -> list[str]:
    """A code, the sentences it is on, and its average precision."""
    code = codebook.find(id)
    return [pick(code.label) if code else id, str(sentences), cell(average) if average else "–"]


def cell(interval: Interval) -> str:
    """A figure and its 95 % interval: ``.32 [.26 .38]``."""
    if interval.low is None or interval.high is None:
        return number(interval.value)
    return f"{number(interval.value)} [{number(interval.low)} {number(interval.high)}]"


def number(value: float | None) -> str:
    """A share to two decimals without the nought before them."""
    if value is None:
        return "–"
    return "1.0" if value >= 0.995 else f"{value:.2f}".removeprefix("0")
