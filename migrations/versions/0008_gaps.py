"""Gaps that a person looked into and closed: looked for, not there."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "closed_gap",
        sa.Column("guid", sa.String(length=36), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("code", "company", "role", "coder", "at")),
        sa.Column("interviews", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guid"),
    )
