"""The database of a study, in a file or on a server: made, opened, removed. Nothing above this asks which it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from interviewcoder.store import files
from interviewcoder.store.addresses import Place


def create(place: Place) -> Engine:
    """Make an empty study. Raises Refused where one stands already or none can be made."""
    if isinstance(place, Path):
        files.create_file(place)
        return files.engine_for(place)
    from interviewcoder.store import servers

    servers.create_database(place)
    return servers.engine_for(place)


def open(place: Place) -> Engine:
    """An engine on an existing study. Raises Refused when it cannot be reached or is none."""
    if isinstance(place, Path):
        return files.open_file(place)
    from interviewcoder.store import servers

    return servers.open_database(place)


def remove(place: Place) -> None:
    """Remove a study that could not be completed."""
    if isinstance(place, Path):
        files.remove_file(place)
        return
    from interviewcoder.store import servers

    servers.remove_database(place)


@contextmanager
def said_plainly(place: Place) -> Iterator[None]:
    """Turn what a database says of its file, its disk or its server into a sentence; other faults pass."""
    if isinstance(place, Path):
        with files.said_plainly(place):
            yield
        return
    from interviewcoder.store import servers

    with servers.said_plainly(place):
        yield
