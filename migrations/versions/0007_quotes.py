"""What authors make of quotes: what they leave out of one, its translation, and in what order quotes stand."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quote_edit",
        sa.Column("coding", sa.String(length=36), nullable=False),
        sa.Column("coder", sa.String(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("translation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("coding"),
    )
    op.create_table(
        "quote_place",
        sa.Column("coding", sa.String(length=36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("coding"),
    )
