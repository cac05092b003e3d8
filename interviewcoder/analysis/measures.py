"""What a cell of coverage can be read by: interviews, fragments, words, or the share of all that was said."""

from __future__ import annotations

from enum import StrEnum

from interviewcoder.analysis.coverage import Cell, Column, Coverage, Row


class Measure(StrEnum):
    """How much of something there is in a cell."""

    INTERVIEWS = "interviews"
    FRAGMENTS = "fragments"
    WORDS = "words"
    SHARE = "share"


def amount_of(cell: Cell, column: Column, measure: Measure) -> float:
    """How much a cell has: a count, or for ``SHARE`` which share (0 to 1) of the respondents' words was coded."""
    if measure is Measure.SHARE:
        return cell.words / column.respondent_words if column.respondent_words else 0.0
    return float(getattr(cell, measure.value))


def amount_shown(amount: float, measure: Measure) -> str:
    """The amount as every table and matrix writes it: a share as a percentage, with a decimal below ten percent."""
    if measure is not Measure.SHARE:
        return str(round(amount))
    percent = 100 * amount
    return f"{percent:.1f}%" if 0 < percent < 10 else f"{percent:.0f}%"


def most_of(found: Coverage, row: Row, measure: Measure) -> float:
    """The most there is in any cell of the rows that lie as deep as this one: what a shade is held against."""
    alike = [each for each in found.rows if each.depth == row.depth]
    return max(
        (amount_of(found.cells[each.id, column.id], column, measure) for each in alike for column in found.columns),
        default=0.0,
    )
