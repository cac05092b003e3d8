"""The PostgreSQL database of a study: an engine on it, made whole or not at all, and what it says in plain words.

Writers wait for each other, by one lock a database, so that events get their numbers in the order in which they are
kept. Whoever reads sees the study as it was at one moment, as with a file.
"""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, text
from sqlalchemy.dialects.sqlite import dml
from sqlalchemy.exc import DBAPIError

from interviewcoder.errors import Refused
from interviewcoder.store import schema
from interviewcoder.store.upgrading import refuse_newer, revision_of, upgrade

if TYPE_CHECKING:
    from interviewcoder.store.addresses import Server

_WRITER = 0x49434442
"""The number of the lock that writers hold ("ICDB")."""

_CONNECT_SECONDS = 10.0
_BUSY = "5s"
_VIEWS = text("SELECT viewname FROM pg_views WHERE schemaname = current_schema()")
_BEGUN = text("SELECT id FROM event LIMIT 1")
_NAMES = text("SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'")


# --- the engine -----------------------------------------------------------------------------------


def engine_for(server: Server) -> Engine:
    """An engine on the database. Raises Refused where the driver is not installed."""
    try:
        import pg8000.dbapi  # noqa: F401
    except ImportError as error:
        raise Refused("server.no-driver") from error
    dml.OnConflictClause.constraint_target = None  # type: ignore[attr-defined]  # all that PostgreSQL's form has more
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)  # a line that is gone cannot be closed either
    engine = create_engine("postgresql+pg8000://", creator=partial(_connect, server), pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writing"):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    @event.listens_for(engine, "handle_error")
    def _refuse(context: ExceptionContext) -> None:
        if context.is_pre_ping:  # the pool finds another connection
            return
        with said_plainly(server):
            raise context.sqlalchemy_exception or context.original_exception

    return engine


def _connect(server: Server) -> Any:
    try:
        return _connected(server)
    except OSError as error:
        raise Refused("server.unreachable", path=server, fault=error.strerror or str(error)) from error


def _connected(server: Server) -> Any:
    from pg8000 import dbapi

    if server.host.startswith("/"):
        wire: dict[str, Any] = {"unix_sock": f"{server.host}/.s.PGSQL.{server.port}"}
    else:
        link = socket.create_connection((server.host, server.port), _CONNECT_SECONDS)
        link.settimeout(None)  # a question may take long, finding the server not
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire = {"sock": link, "host": server.host, "ssl_context": _secrecy(server)}
    return dbapi.connect(
        server.user,
        password=server.password,
        database=server.database,
        application_name="interviewcoder",
        startup_params={"lock_timeout": _BUSY},
        **wire,
    )


def _secrecy(server: Server) -> ssl.SSLContext | Literal[False] | None:
    """What is sent is encrypted, unless the address says never (False), or only where the server wants it (None), as
    on this machine."""
    if server.sslmode == "disable":
        return False
    if server.sslmode == "allow" or (server.sslmode == "prefer" and server.local):
        return None
    context = ssl.create_default_context()
    if server.sslmode not in ("verify-ca", "verify-full"):
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    elif server.sslmode == "verify-ca":
        context.check_hostname = False
    return context


# --- made, opened, removed ------------------------------------------------------------------------


def create_database(server: Server) -> None:
    """Make an empty study in an empty database. Raises Refused where something is in it or nothing may be made."""
    with said_plainly(server):
        engine = engine_for(server)
        try:
            with engine.connect() as conn:
                names = set(conn.execute(_NAMES).scalars())
                if names and not names >= {"alembic_version", "event"}:
                    raise Refused("server.not-empty", path=server)
                if names and conn.execute(_BEGUN).first():
                    raise Refused("server.exists", path=server)
            if names:  # a copy that was broken off came no further than this
                remove_database(server)
            upgrade(engine)
        finally:
            engine.dispose()


def remove_database(server: Server) -> None:
    """Remove a study that could not be completed from its database."""
    with suppress(DBAPIError, Refused):
        engine = engine_for(server)
        try:
            with engine.execution_options(writing=True).begin() as conn:
                for view in list(conn.execute(_VIEWS).scalars()):
                    conn.exec_driver_sql(f'DROP VIEW IF EXISTS "{view}" CASCADE')
                for name in list(conn.execute(_NAMES).scalars()):
                    conn.exec_driver_sql(f'DROP TABLE IF EXISTS "{name}" CASCADE')
                conn.exec_driver_sql("DROP FUNCTION IF EXISTS last_lamport()")
        finally:
            engine.dispose()


def open_database(server: Server) -> Engine:
    """An engine on an existing study, brought up to this program's schema.

    Raises Refused when the server cannot be reached or lets nobody in, when the database is no study or made by a
    newer program, and when it would have to be brought up to date by someone who may not.
    """
    with said_plainly(server):
        engine = engine_for(server)
        try:
            with engine.connect() as conn:
                if "alembic_version" not in set(conn.execute(_NAMES).scalars()):
                    raise Refused("server.no-study", path=server)
                refuse_newer(conn, server)
                found = revision_of(conn)
            if found != schema.REVISION:
                _upgrade(engine)
        except BaseException:
            engine.dispose()
            raise
        return engine


def _upgrade(engine: Engine) -> None:
    try:
        upgrade(engine)
    except Refused as refused:
        if refused.key != "server.not-allowed":
            raise
        raise Refused("server.older", **refused.values) from refused


# --- what it says ---------------------------------------------------------------------------------

_PLAIN = {
    "28": "server.not-let-in",
    "3D000": "server.no-such-database",
    "42501": "server.not-allowed",
    "25006": "server.read-only",
    "53100": "store.disk-full",
    "53300": "server.too-many",
    "55P03": "store.busy",
    "57": "server.gone",
    "08": "server.gone",
    "22": "server.not-kept",
}
"""By how the code (SQLSTATE) of what a server says begins."""


@contextmanager
def said_plainly(server: Server) -> Iterator[None]:
    """Turn what the server or the network says into a sentence for people; other faults pass."""
    try:
        yield
    except DBAPIError as error:
        told = _said_by_server(error.orig)
        if not told:  # the driver's own word: the network, not the server
            key = "server.no-secrecy" if "SSL" in str(error.orig) else "server.gone"
            raise Refused(key, path=server, fault=error.orig) from error
        for code, key in _PLAIN.items():
            if told.get("C", "").startswith(code):
                raise Refused(key, path=server, user=server.user, fault=told.get("M", "")) from error
        raise


def _said_by_server(error: BaseException | None) -> dict[str, str]:
    """The fields of what a server said. It may stand behind the fault of a line that it closed upon saying so."""
    while error is not None:
        if error.args and isinstance(error.args[0], dict):
            return error.args[0]
        error = error.__cause__ or error.__context__
    return {}
