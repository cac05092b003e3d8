"""A team on a server: each login is one coder, and the server itself holds the seal of a round.

Row-level security gives what lies under a seal to nobody but the coder who did it, whatever program asks, and lets
nobody write in another's name. ``team.sql`` has what it follows from; the grants and policies are made here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from interviewcoder.errors import Refused
from interviewcoder.store import engines, schema

if TYPE_CHECKING:
    from interviewcoder.store.project import Project

_OPEN = "coder = (SELECT me()) OR document NOT IN (SELECT sealed())"
_OF_CODING = "EXISTS (SELECT FROM coding AS it WHERE it.guid = coding)"
_OWN_OR_OPEN = (
    "coder = (SELECT me()) OR EXISTS "
    "(SELECT FROM coding AS it WHERE it.guid = coding AND it.document NOT IN (SELECT sealed()))"
)
_SEEN = {
    "coding": _OPEN,
    "reading": _OPEN,
    "suggestion_decision": _OPEN,
    "adjudication": _OPEN,
    "memo": (
        "coder = (SELECT me()) OR (target_kind <> 'coding' AND target NOT IN (SELECT sealed())) OR EXISTS "
        "(SELECT FROM coding WHERE guid = target AND document NOT IN (SELECT sealed()))"
    ),
    "starred_quote": _OWN_OR_OPEN,
    "quote_edit": _OWN_OR_OPEN,
    "quote_place": _OF_CODING,
    "coding_place": _OF_CODING,
    "closed_gap": "guid NOT IN (SELECT hidden_gaps())",
    "event": "id NOT IN (SELECT hidden_events())",
}
"""Which rows of the tables with coders' work a coder sees."""

_VIEWS = text("SELECT viewname FROM pg_views WHERE schemaname = 'public' AND viewname LIKE 'v\\_%'")
_ENTER = text("INSERT INTO team VALUES (:role, :coder) ON CONFLICT (role) DO UPDATE SET coder = excluded.coder")
_FREELY = ("SELECT", "INSERT", "UPDATE", "DELETE")
_MAY = {
    "alembic_version": ("SELECT",),
    "meta": ("SELECT",),
    "known_name": ("SELECT",),
    "blob": ("SELECT", "INSERT"),
    "event": ("SELECT", "INSERT"),
    "round": ("SELECT", "INSERT", "UPDATE"),
    "round_document": ("SELECT", "INSERT"),
    "round_coder": ("SELECT", "INSERT", "UPDATE"),
    "passage": _FREELY,
}
"""What a login may do with a table; with those not named, all that the program does."""

_STAYS = ("coding", "memo", "reading", "suggestion_decision", "adjudication", "closed_gap")
"""Tables of which no row goes, and each stays its coder's."""

_FIXED = {"guid", "document", "coder"}


def set_up(project: Project, members: Mapping[str, str]) -> None:
    """Let logins, by name, each work on a study as one coder; those named before stay unless named anew.

    Raises Refused for a study in a file, a login that the server does not have, an empty name of a coder, and when
    whoever asks did not make the study.
    """
    if isinstance(project.path, Path):
        raise Refused("server.team-in-file", path=project.path)
    if not all(coder.strip() for coder in members.values()):
        raise Refused("store.coder-without-name")
    with engines.said_plainly(project.path), project._engine.connect() as conn:
        known = set(conn.execute(text("SELECT rolname FROM pg_roles WHERE rolcanlogin")).scalars())
    for role in members:
        if role not in known:
            raise Refused("server.no-role", path=project.path, role=role)
    for coder in dict.fromkeys(members.values()):
        project.add_coder(coder)
    with project._writing() as conn:
        for statement in _statements():
            conn.exec_driver_sql(statement)
        for role, coder in members.items():
            conn.execute(_ENTER, {"role": role, "coder": coder})
        for role in conn.execute(text("SELECT role FROM team")).scalars().all():
            for statement in _grants(conn, role):
                conn.exec_driver_sql(statement)


def members(project: Project) -> dict[str, str]:
    """Which login is which coder. Empty where no team was set up, or for a study in a file."""
    if isinstance(project.path, Path):
        return {}
    with engines.said_plainly(project.path), project._engine.connect() as conn:
        if not _is_set_up(conn):
            return {}
        return {row.role: row.coder for row in conn.execute(text("SELECT role, coder FROM team ORDER BY role"))}


def own_coder(project: Project) -> str | None:
    """The coder that one's login is; None where it is none in particular."""
    if isinstance(project.path, Path):
        return None
    with engines.said_plainly(project.path), project._engine.connect() as conn:
        return conn.execute(text("SELECT me()")).scalar() if _is_set_up(conn) else None


def _is_set_up(conn: Connection) -> bool:
    return conn.execute(text("SELECT to_regclass('team')")).scalar() is not None


# --- what the server is told ----------------------------------------------------------------------


def _statements() -> Iterator[str]:
    yield from _split(Path(__file__).with_name("team.sql").read_text(encoding="utf-8"))
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    for name in ("team", "event_work", "opening", "work"):
        yield f"REVOKE ALL ON {name} FROM PUBLIC"
    for table, seen in _SEEN.items():
        own = "coder = (SELECT me())" if "coder" in schema.metadata.tables[table].c else "true"
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        for name in ("see", "enter", "change", "take_off"):
            yield f"DROP POLICY IF EXISTS {name} ON {table}"
        yield f"CREATE POLICY see ON {table} FOR SELECT USING ({seen})"
        yield f"CREATE POLICY enter ON {table} FOR INSERT WITH CHECK ({own})"
        if table != "event":
            yield f"CREATE POLICY change ON {table} FOR UPDATE USING ({seen}) WITH CHECK (true)"
            yield f"CREATE POLICY take_off ON {table} FOR DELETE USING ({seen})"


def _split(script: str) -> Iterator[str]:
    """The statements of a script, one at a time; a semicolon within ``$$`` ends none."""
    statement = ""
    for line in script.splitlines():
        if line.startswith("--"):
            continue
        statement += f"{line}\n"
        if line.rstrip().endswith(";") and statement.count("$$") % 2 == 0:
            yield statement
            statement = ""


def _grants(conn: Connection, role: str) -> Iterator[str]:
    """What a login may do."""
    name = conn.dialect.identifier_preparer.quote(role)
    yield f"GRANT USAGE ON SCHEMA public TO {name}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}"
    yield f"GRANT SELECT ON team TO {name}"
    for view in conn.execute(_VIEWS).scalars().all():
        yield f"ALTER VIEW {view} SET (security_invoker = true)"
        yield f"GRANT SELECT ON {view} TO {name}"
    for table in dict.fromkeys((*_MAY, *schema.metadata.tables)):
        rights = _MAY.get(table, _FREELY)
        if table in _STAYS:
            changing = (f'"{each.name}"' for each in schema.metadata.tables[table].c if each.name not in _FIXED)
            rights = ("SELECT", "INSERT", f"UPDATE ({', '.join(changing)})")
        yield f'GRANT {", ".join(rights)} ON "{table}" TO {name}'
