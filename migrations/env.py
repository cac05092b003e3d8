"""Alembic runs inside the program, on the connection that ``store.upgrading.upgrade`` hands it."""

import sqlalchemy as sa
from alembic import context
from alembic.ddl.postgresql import PostgresqlImpl

from interviewcoder.store.schema import metadata


class OrderedByCodePoint(PostgresqlImpl):
    """On a server, text is ordered by code point as in a file, whatever the database was made with."""

    __dialect__ = "postgresql"

    def create_table(self, table, **how):
        for column in table.columns:
            _by_code_point(column)
        return super().create_table(table, **how)

    def add_column(self, table_name, column, **how):
        _by_code_point(column)
        return super().add_column(table_name, column, **how)


def _by_code_point(column: sa.Column) -> None:
    if isinstance(column.type, sa.String):
        column.type = type(column.type)(column.type.length, collation="C")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
