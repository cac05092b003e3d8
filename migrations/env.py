"""Alembic runs inside the program, on the connection that ``store.files.upgrade`` hands it."""

from alembic import context

from interviewcoder.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
