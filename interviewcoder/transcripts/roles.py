"""Which role of the codebook a name in a file stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interviewcoder.errors import nearest
from interviewcoder.model import Role


def find_role(name: str, roles: Sequence[Role]) -> Role | None:
    """The role with this id, label in any language, or alias; case and white space around it do not count."""
    wanted = _plain(name)
    return next((role for role in roles if wanted in names_of(role)), None)


def nearest_role(name: str, roles: Sequence[Role]) -> str:
    """The id of the role one of whose names looks like ``name``; empty when none does."""
    ids = {each: role.id for role in roles for each in names_of(role)}
    near = nearest(_plain(name), ids)
    return ids[near] if near else ""


def names_of(role: Role) -> Iterator[str]:
    """All names of a role, without case."""
    return map(_plain, (role.id, *role.label.values(), *role.aliases))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
