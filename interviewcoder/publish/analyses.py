"""The analyses as tables, for the screen, for papers and for other programs."""

from __future__ import annotations

from collections.abc import Sequence

from interviewcoder.analysis.coverage import Row
from interviewcoder.analysis.dialogue import Exchange
from interviewcoder.analysis.gaps import Gap
from interviewcoder.analysis.qualifiers import Profile
from interviewcoder.analysis.saturation import Saturation
from interviewcoder.analysis.signs import sign_of
from interviewcoder.analysis.together import Pair
from interviewcoder.locale import pick, say
from interviewcoder.model import Codebook, Facet
from interviewcoder.publish.tables import Cell, Column, Table

WHOSE = ("closed_by",)
"""The columns that name coders."""

THERE = "●"
"""The sign for what is simply said to be there, which a number says elsewhere."""


def _column(id: str, *, number: bool = False, places: int | None = None) -> Column:
    return Column(id, say(f"analyses.head.{id}"), number, places)


def _counts(*ids: str) -> list[Column]:
    return [_column(id, number=True) for id in ids]


def _decimals(*ids: str, places: int = 2) -> list[Column]:
    return [_column(id, number=True, places=places) for id in ids]


def _hidden(*ids: str) -> list[Column]:
    return [Column(id, "") for id in ids]


def row_name(codebook: Codebook, row: Row) -> str:
    """What people call a row: a code by its key and short label ("2b fouten mogen maken"), a group by its label."""
    code = codebook.find(row.id) if row.carrier else None
    if code is None:
        return pick(row.label)
    return f"{codebook.keys_of(code)} {pick(code.short)}"


def column_name(codebook: Codebook, id: str) -> str:
    """What people call a column: a role by its label, all together by that word, anything else as it is."""
    if not id:
        return say("analyses.all")
    return next((pick(role.label) for role in codebook.roles if role.id == id), id)


def pairs_table(codebook: Codebook, rows: Sequence[Row], pairs: Sequence[Pair], within: str) -> Table:
    """Pairs of carriers or features: what is most above chance first, those without a lift last."""
    columns = (
        *_hidden("first_id", "second_id"),
        *(_column(id) for id in ("first", "second")),
        *_counts("both", "of_first", "of_second", "units"),
        *_decimals("expected", places=1),
        *_decimals("lift", "low", "high"),
    )
    ordered = sorted(pairs, key=lambda pair: (pair.lift is None, -(pair.lift or 0), -pair.both))
    cells: list[tuple[Cell, ...]] = [
        (
            *(rows[at].id for at in (pair.a, pair.b)),
            *(row_name(codebook, rows[at]) for at in (pair.a, pair.b)),
            *(pair.both, pair.first, pair.second, pair.units),
            *(pair.expected, pair.lift, pair.low, pair.high),
        )
        for pair in ordered
    ]
    return Table(say("analyses.title.cooccurrence", within=say(f"analyses.within.{within}")), columns, tuple(cells))


def saturation_table(curve: Saturation) -> Table:
    """A row per further interview."""
    columns = (*_counts("interviews", "found"), *_decimals("expected_features", "low", "high", places=1))
    rows = tuple((step.interviews, step.found, step.expected, step.low, step.high) for step in curve.steps)
    return Table(say("analyses.title.saturation"), columns, rows)


def dialogue_table(codebook: Codebook, exchanges: Sequence[Exchange], first: str, second: str) -> Table:
    """A row per company and feature, for people with a sign a side; ``first`` and ``second`` are roles."""
    names = [column_name(codebook, role) for role in (first, second)]
    states = ("present", "absent", "nothing", "unread", "missing")
    columns = (
        *_hidden("row_id", "accord_id", *(f"{side}_{state}" for side in ("first", "second") for state in states)),
        *(_column(id) for id in ("company", "row")),
        *(Column(side, name) for side, name in zip(("first", "second"), names, strict=True)),
        _column("accord"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            *(each.row.id, each.accord.value),
            *(getattr(side, state) for side in (each.first, each.second) for state in states),
            *(each.company, row_name(codebook, each.row)),
            *(sign_of(side) or THERE for side in (each.first, each.second)),
            say(f"analyses.accord.{each.accord.value}"),
        )
        for each in exchanges
    ]
    return Table(say("analyses.title.dialogue", first=names[0], second=names[1]), columns, tuple(rows))


def facets_table(codebook: Codebook, rows: Sequence[Row], facet: Facet, profiles: Sequence[Profile]) -> Table:
    """A row per carrier, column and value."""
    named = {row.id: row_name(codebook, row) for row in rows}
    columns = (
        *_hidden("row_id", "column_id", "value_id"),
        *(_column(id) for id in ("row", "column", "value")),
        *_counts("count", "told", "untold"),
        *_decimals("share", "low", "high"),
    )
    values = {value.id: pick(value.label) for value in facet.values}
    cells: list[tuple[Cell, ...]] = [
        (
            *(each.row, each.column, value),
            *(named[each.row], column_name(codebook, each.column), values[value]),
            *(share.count, share.told, each.untold, share.share, share.low, share.high),
        )
        for each in profiles
        for value, share in each.shares.items()
    ]
    return Table(say("analyses.title.facets", facet=pick(facet.label)), columns, tuple(cells))


def gaps_table(codebook: Codebook, gaps: Sequence[Gap], *, named: bool = True) -> Table:
    """A row per gap, the most surprising first; for those that were closed why and, where coders are ``named``, by
    whom."""
    columns = (
        *_hidden("row_id", "role_id"),
        *(_column(id) for id in ("row", "company", "role")),
        *_counts("interviews", "unread"),
        *_decimals("expected_interviews"),
    )
    closed = any(gap.closed for gap in gaps)
    about = ("closed_by", "note") if named else ("note",)
    rows: list[tuple[Cell, ...]] = [
        (
            *(gap.row.id, gap.role),
            *(row_name(codebook, gap.row), gap.company, column_name(codebook, gap.role)),
            *(gap.interviews, gap.unread, gap.expected),
            *(_closed(gap, about) if closed else ()),
        )
        for gap in gaps
    ]
    columns += tuple(map(_column, about)) if closed else ()
    return Table(say("analyses.title.gaps"), columns, tuple(rows))


def _closed(gap: Gap, about: Sequence[str]) -> tuple[str, ...]:
    told = {"closed_by": gap.closed.coder, "note": gap.closed.note} if gap.closed else {}
    return tuple(told.get(each, "") for each in about)
