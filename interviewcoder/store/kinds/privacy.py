"""Events about names: replaced, put back, or let out on purpose. They are told in the history and change no table."""

from __future__ import annotations

from sqlalchemy import Connection

from interviewcoder.store.kinds.kind import Happened, Inverse, Kind, Payload


def _nothing(_: Connection, __: Payload, ___: Happened) -> None:
    """What was replaced stands in the events before this one, which were told anew."""


def _never(_: Connection, __: Payload) -> Inverse:
    """Only the key takes this back."""
    return None


KINDS = tuple(
    Kind(name, _nothing, _never) for name in ("pseudonyms.apply", "pseudonyms.reidentify", "export.override")
)
