"""The shape of a kind of event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, Table, update

Payload = Mapping[str, Any]
Inverse = tuple[str, Payload] | None


class Happened(Protocol):
    """The part of an event that its tables keep: who did it, when, and its id."""

    @property
    def id(self) -> str: ...
    @property
    def coder(self) -> str: ...
    @property
    def at(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: its name in the log, how it changes the tables and what takes it back."""

    name: str
    apply: Callable[[Connection, Payload, Happened], None]
    invert: Callable[[Connection, Payload], Inverse]


def removal(noun: str, table: Table, keep: tuple[str, ...] = ()) -> tuple[Kind, Kind]:
    """The kinds ``noun.remove`` and ``noun.restore``: each other's inverse, setting the row's ``removed``.

    ``keep`` names fields of the payload that only serve to tell people what it was about.
    """

    def setting(value: int) -> Callable[[Connection, Payload, Happened], None]:
        def apply(conn: Connection, payload: Payload, _: Happened) -> None:
            conn.execute(update(table).where(table.primary_key.columns[0] == payload["guid"]).values(removed=value))

        return apply

    def inverse(kind: str) -> Callable[[Connection, Payload], Inverse]:
        return lambda _, payload: (kind, {name: payload[name] for name in ("guid", *keep)})

    remove, restore = f"{noun}.remove", f"{noun}.restore"
    return Kind(remove, setting(1), inverse(restore)), Kind(restore, setting(0), inverse(remove))
