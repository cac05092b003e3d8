"""A study copied to another place, file or server: its log, its texts, and the tables made anew from them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, func, insert, select

from interviewcoder.errors import Refused
from interviewcoder.store import encryption, engines, events, files, schema
from interviewcoder.store.addresses import Place
from interviewcoder.store.backups import sync
from interviewcoder.store.events import see_all

if TYPE_CHECKING:
    from interviewcoder.store.project import Project

_OWN = ("replica", "program")
"""What is true of one copy alone."""
_AT_ONCE = 500


def copy(
    project: Project, to: Place, *, password: str | None = None, tell: Callable[[int, int], None] | None = None
) -> int:
    """Copy a study to a place where there is none yet, encrypted where there is a password; returns the number of
    events. ``tell`` hears how much is done of how much, and may raise to leave it.

    The tables are made anew there from the log and held against those here. Raises Refused where one stands already
    or none can be made, when whoever asks may not see all of it, and when the tables come out other than they are
    here. Then there is no copy, nor is there half of one while it is being made.
    """
    if not isinstance(to, Path):
        with encryption.beginning(to, password):
            return _make(project, to, to, tell)
    files.refuse_existing(to)
    part = to.with_name(f".{to.name}.part")
    files.remove_file(part)  # of one that was broken off
    with encryption.beginning(part, password):
        count = _make(project, part, to, tell)
    files.refuse_existing(to)
    part.replace(to)
    sync(to.parent)
    if password:
        encryption.hold(to, password)
    return count


def _make(project: Project, at: Place, named: Place, tell: Callable[[int, int], None] | None) -> int:
    """Make the copy at a place; people know it by the one ``named``."""
    try:
        engine = engines.create(at)
    except Refused as refused:
        if refused.values.get("path") == at:
            refused.values["path"] = named
        raise
    try:
        with (
            engines.said_plainly(project.path),
            project._engine.connect() as source,
            engines.said_plainly(named),
            engine.execution_options(writing=True).begin() as target,
        ):
            see_all(source)
            total = 2 * source.execute(select(func.count()).select_from(schema.event)).scalar_one()

            def heard(done: int) -> None:
                if tell:
                    tell(done, total)

            count = copy_log(source, target, heard)
            target.execute(insert(schema.meta).values(key="replica", value=events.new_id()))
            events.replay(target, lambda done: heard(count + done))
            if other := differing(source, target):
                raise Refused("store.not-the-same", path=named, tables=", ".join(other))
    except BaseException:
        engine.dispose()
        engines.remove(at)
        raise
    engine.dispose()
    return count


def copy_log(source: Connection, target: Connection, tell: Callable[[int], None] | None = None) -> int:
    """Copy the events in the order in which they came in, and all that they name; returns how many, and tells it."""
    for table in (schema.meta, schema.known_name, schema.blob):
        for rows in _rows(source, table):
            if kept := [row for row in rows if row.get("key") not in _OWN]:
                target.execute(insert(table), kept)
    count = 0
    for rows in _rows(source, schema.event, schema.event.c.seq):
        count += len(rows)
        target.execute(insert(schema.event), [{name: row[name] for name in row if name != "seq"} for row in rows])
        if tell:
            tell(count)
    return count


def differing(one: Connection, other: Connection) -> dict[str, tuple[int, int]]:
    """The tables that follow from the log and are not the same on both sides: how many rows only either has."""
    found = {}
    for table in schema.FOLLOWS:
        here, there = _counted(one, table), _counted(other, table)
        if here != there:
            found[table.name] = ((here - there).total(), (there - here).total())
    return found


def _counted(conn: Connection, table: Table) -> Counter[str]:
    """The rows of a table, in whatever order, but for the numbers that a database gives to turns."""
    columns = [each for each in table.columns if (table.name, each.name) != ("turn", "id")]
    return Counter(json.dumps(list(row), sort_keys=True) for row in conn.execute(select(*columns)))


def _rows(conn: Connection, table: Table, *order: Any) -> Iterator[list[dict[str, Any]]]:
    result = conn.execution_options(yield_per=_AT_ONCE).execute(select(table).order_by(*order))
    for rows in result.mappings().partitions(_AT_ONCE):
        yield [dict(row) for row in rows]
