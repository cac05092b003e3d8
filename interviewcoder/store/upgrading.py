"""The schema of a study, brought up to what this program knows, whichever database it is in."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, select

from interviewcoder import __version__
from interviewcoder.errors import Refused
from interviewcoder.resources import shipped
from interviewcoder.store import schema


def revision_of(conn: Connection) -> str:
    """The revision that the tables of a study have."""
    return str(conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def refuse_newer(conn: Connection, place: object) -> None:
    """Raises Refused for a study whose tables a newer program made."""
    if revision_of(conn) > schema.REVISION:
        written = conn.execute(select(schema.meta.c.value).where(schema.meta.c.key == "program")).scalar()
        if written == __version__:
            raise Refused("store.newer-build", path=place, have=__version__)
        raise Refused("store.newer", path=place, written=written, have=__version__)


def upgrade(engine: Engine) -> None:
    """Bring the tables up to :data:`schema.REVISION`, in one transaction, with Alembic."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")).replace("%", "%%"))
    with engine.execution_options(writing=True).begin() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, schema.REVISION)
        conn.execute(schema.meta.delete().where(schema.meta.c.key == "program"))
        conn.execute(schema.meta.insert().values(key="program", value=__version__))
