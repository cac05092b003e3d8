"""Rounds of blind coding, and what was decided on the differences that came to light."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _texts(*names: str) -> list[sa.Column]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "round",
        sa.Column("guid", sa.String(length=36), nullable=False),
        *_texts("name", "suggestions", "coder", "at", "sealed", "revealed", "revealed_by"),
        sa.Column("codebook_version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guid"),
    )
    op.create_table(
        "round_document",
        sa.Column("round", sa.String(length=36), nullable=False),
        sa.Column("document", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("round", "document"),
    )
    op.create_table(
        "round_coder",
        sa.Column("round", sa.String(length=36), nullable=False),
        *_texts("coder", "done"),
        sa.PrimaryKeyConstraint("round", "coder"),
    )
    op.create_table(
        "adjudication",
        sa.Column("guid", sa.String(length=36), nullable=False),
        sa.Column("document", sa.String(length=36), nullable=False),
        *_texts("kind", "decision", "coder", "at"),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("one", "other", "outcome")),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("guid"),
    )
    op.create_index("adjudication_document", "adjudication", ["document"])
