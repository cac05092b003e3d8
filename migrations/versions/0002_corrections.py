"""Corrections: a transcript may have several versions of its text, and a coding a place in each."""

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("document", "reading", "suggestion_decision"):
        op.add_column(table, sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.rename_table("text_version", "text_version_0001")
    op.create_table(
        "text_version",
        sa.Column("document", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("original_sha256", sa.String(length=64), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("turns", sa.JSON(), nullable=False),
        sa.Column("sentences", sa.JSON(), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("document", "version"),
    )
    op.execute(
        "INSERT INTO text_version (document, version, id, format, base, sha256, original_sha256, length, words, "
        "turns, sentences, kept, removed) "
        "SELECT old.document, 1, old.document, document.format, 1, old.sha256, document.original_sha256, "
        "document.length, document.words, '[]', old.sentences, '[]', 0 "
        "FROM text_version_0001 AS old JOIN document ON document.id = old.document"
    )
    op.drop_table("text_version_0001")
    _enter_turns(op.get_bind())
    op.create_index("text_version_id", "text_version", ["id"], unique=True)
    op.create_table(
        "coding_place",
        sa.Column("coding", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("word_start", sa.Integer(), nullable=False),
        sa.Column("word_end", sa.Integer(), nullable=False),
        sa.CheckConstraint('0 <= start AND start < "end"', name="coding_place_span"),
        sa.PrimaryKeyConstraint("coding", "version"),
    )


def _enter_turns(conn: sa.Connection) -> None:
    """The turns of each text as its import told them; rows of ``turn`` would give other numbers for the times."""
    for told in conn.exec_driver_sql("SELECT kind, payload FROM event WHERE kind IN ('document.import', 'batch')"):
        for document in _imports(told.kind, json.loads(told.payload)):
            row = (json.dumps(document["turns"]), document["guid"])
            conn.exec_driver_sql("UPDATE text_version SET turns = ? WHERE document = ?", row)


def _imports(kind: str, payload: dict) -> Iterator[dict]:
    if kind == "document.import":
        yield payload
    elif kind == "batch":
        for part in payload["events"]:
            yield from _imports(*part)
