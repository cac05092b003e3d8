"""A codebook as the log keeps it: plain JSON, and back; and the one in use."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import Engine, select

from interviewcoder.model import (
    Boundary,
    Code,
    Codebook,
    Crosswalk,
    CrosswalkGroup,
    Facet,
    FacetValue,
    Role,
)
from interviewcoder.store import schema


class HeldCodebook:
    """The codebook in use, read when it is asked for and kept until it is forgotten."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._held: Codebook | None = None

    def read(self) -> Codebook:
        if (held := self._held) is None:
            table = schema.codebook_version
            newest = select(table.c.body).order_by(table.c.version.desc()).limit(1)
            with self._engine.connect() as conn:
                self._held = held = from_json(conn.execute(newest).scalar_one())
        return held

    def forget(self) -> None:
        self._held = None


def to_json(codebook: Codebook) -> dict[str, Any]:
    """The codebook as nested dictionaries and lists."""
    return asdict(codebook)


def from_json(body: dict[str, Any]) -> Codebook:
    """The codebook that :func:`to_json` wrote."""
    return Codebook(
        **{
            **body,
            "codes": tuple(map(_code, body["codes"])),
            "facets": tuple(
                Facet(**{**facet, "values": tuple(FacetValue(**value) for value in facet["values"])})
                for facet in body["facets"]
            ),
            "crosswalks": tuple(map(_crosswalk, body["crosswalks"])),
            "roles": tuple(Role(**{**role, "aliases": tuple(role["aliases"])}) for role in body["roles"]),
        }
    )


def _code(body: dict[str, Any]) -> Code:
    lists = {name: tuple(body.get(name, ())) for name in ("examples", "cues", "hints", "absent")}
    return Code(**{**body, **lists, "boundaries": tuple(Boundary(**boundary) for boundary in body["boundaries"])})


def _crosswalk(body: dict[str, Any]) -> Crosswalk:
    groups = (CrosswalkGroup(**{**group, "codes": tuple(group["codes"])}) for group in body["groups"])
    return Crosswalk(**{**body, "groups": tuple(groups)})
