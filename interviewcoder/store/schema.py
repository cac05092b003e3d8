"""The tables. ``event`` and ``blob`` are the truth; every other table follows from them by replay.

Alembic makes them (``migrations/``); a test holds the two descriptions against each other.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

REVISION = "0009"
"""The newest revision in ``migrations/`` that this program knows."""

metadata = MetaData()


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, String, nullable=False, default="") for name in names]


meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)
"""What is true of this file alone: its replica id and the program version that last wrote its schema."""

blob = Table(
    "blob",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)
"""Texts and original files, named by their hash; only ever added to."""

known_name = Table(
    "known_name",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("words", Integer, nullable=False),
)
"""Salted hashes of names that were replaced, with how many words each has. Of this file alone, as ``meta`` is."""

event = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("replica", String(36), nullable=False),
    Column("lamport", Integer, nullable=False),
    Column("coder", String, nullable=False),
    Column("at", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("inverse", JSON(none_as_null=True)),
    Column("undoes", String(36)),
    Index("event_order", "lamport", "replica", "id"),
    Index("event_coder", "coder", "lamport", "replica", "id"),
)

study = Table(
    "study",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

coder = Table("coder", metadata, Column("name", String, primary_key=True))

codebook_version = Table(
    "codebook_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("body", JSON, nullable=False),
)

code = Table(
    "code",
    metadata,
    Column("id", String, primary_key=True),
    Column("parent", String),
    Column("position", Integer, nullable=False),
    Column("key", String, nullable=False),
    Column("colour", String, nullable=False),
    Column("label", JSON, nullable=False),
)

company = Table("company", metadata, Column("id", String, primary_key=True), *_texts("sector", "region"))

planned_interview = Table(
    "planned_interview",
    metadata,
    Column("company", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("expected", Integer, nullable=False),
)

respondent = Table("respondent", metadata, Column("pseudonym", String, primary_key=True), *_texts("role", "company"))

document = Table(
    "document",
    metadata,
    Column("id", String(36), primary_key=True),
    *_texts("name", "format", "pseudonym", "date"),
    Column("sha256", String(64), nullable=False),
    Column("original_sha256", String(64), nullable=False),
    Column("length", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    Column("removed", Integer, nullable=False, default=0),
    Column("version", Integer, nullable=False, default=1, server_default="1"),
    Index("document_text", "sha256"),
)
"""A transcript. What it says of the text is what holds for ``version``, the version in use."""

text_version = Table(
    "text_version",
    metadata,
    Column("document", String(36), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("id", String(36), nullable=False),
    *_texts("format"),
    Column("base", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("original_sha256", String(64), nullable=False),
    Column("length", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    Column("turns", JSON, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("kept", JSON, nullable=False),
    Column("removed", Integer, nullable=False, default=0),
    Index("text_version_id", "id", unique=True),
)
"""The texts a transcript has had. Events name a version by ``id``, since numbers follow the order of the log; the
first has the id of its document. ``base`` is the version that was corrected, and ``kept`` what the two have in
common, as [start in the base, start here, length]. A correction taken back is ``removed``."""

turn = Table(
    "turn",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document", String(36), nullable=False),
    Column("version", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    *_texts("label", "speaker"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("time_start", Float),
    Column("time_end", Float),
    Index("turn_place", "document", "version", "number", unique=True),
)
"""The turns of the version in use."""

voice = Table(
    "voice",
    metadata,
    Column("document", String(36), primary_key=True),
    Column("label", String, primary_key=True),
    Column("pseudonym", String, nullable=False),
)
"""Of a group interview: which respondent speaks under which label. An interview with one respondent has none."""

coding = Table(
    "coding",
    metadata,
    Column("guid", String(36), primary_key=True),
    Column("document", String(36), nullable=False),
    Column("version", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("word_start", Integer, nullable=False),
    Column("word_end", Integer, nullable=False),
    Column("code", String, nullable=False),
    Column("coder", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("codebook_version", Integer, nullable=False),
    Column("facets", JSON, nullable=False),
    Column("at", String, nullable=False),
    Column("removed", Integer, nullable=False, default=0),
    CheckConstraint('0 <= start AND start < "end"', name="coding_span"),
    Index("coding_document", "document", "start"),
    Index("coding_code", "code"),
)

coding_place = Table(
    "coding_place",
    metadata,
    Column("coding", String(36), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("word_start", Integer, nullable=False),
    Column("word_end", Integer, nullable=False),
    CheckConstraint('0 <= start AND start < "end"', name="coding_place_span"),
)
"""Where a coding lies in each version of a text that was corrected. ``coding`` has the place in the version in use;
one whose ``version`` is another waits in the review queue."""

memo = Table(
    "memo",
    metadata,
    Column("guid", String(36), primary_key=True),
    *_texts("target_kind", "target", "coder", "at"),
    Column("text", Text, nullable=False),
    Column("removed", Integer, nullable=False, default=0),
    Index("memo_target", "target_kind", "target"),
)

starred_quote = Table(
    "starred_quote", metadata, Column("coding", String(36), primary_key=True), *_texts("coder", "at")
)

quote_edit = Table(
    "quote_edit",
    metadata,
    Column("coding", String(36), primary_key=True),
    *_texts("coder"),
    Column("left_out", JSON, nullable=False),
    Column("quote", Text, nullable=False),
    Column("translation", Text, nullable=False),
)
"""What an author leaves out of a coding's fragment where it is quoted, as [start, end] in ``quote``, the fragment as
it was then, and its translation."""

quote_place = Table(
    "quote_place",
    metadata,
    Column("coding", String(36), primary_key=True),
    Column("place", Integer, nullable=False),
)
"""Where a quote stands among those of its carrier and role; one without a row comes after these."""

reading = Table(
    "reading",
    metadata,
    Column("guid", String(36), primary_key=True),
    Column("document", String(36), nullable=False),
    *_texts("coder", "at"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("removed", Integer, nullable=False, default=0),
    Column("version", Integer, nullable=False, default=1, server_default="1"),
    Index("reading_place", "document", "coder"),
)

suggestion_decision = Table(
    "suggestion_decision",
    metadata,
    Column("guid", String(36), primary_key=True),
    Column("document", String(36), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    *_texts("code", "coder", "decision", "corrected", "at"),
    Column("score", Float, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("removed", Integer, nullable=False, default=0),
    Column("version", Integer, nullable=False, default=1, server_default="1"),
    Index("suggestion_place", "document", "coder"),
)

round_ = Table(
    "round",
    metadata,
    Column("guid", String(36), primary_key=True),
    *_texts("name", "suggestions", "coder", "at", "sealed", "revealed", "revealed_by"),
    Column("codebook_version", Integer, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("removed", Integer, nullable=False, default=0),
)
"""A round of blind coding. ``sealed`` and ``revealed`` are the times of that, empty before; between the two, each
coder sees no one's work on its documents but their own."""

round_document = Table(
    "round_document",
    metadata,
    Column("round", String(36), primary_key=True),
    Column("document", String(36), primary_key=True),
)

round_coder = Table(
    "round_coder",
    metadata,
    Column("round", String(36), primary_key=True),
    Column("coder", String, primary_key=True),
    *_texts("done"),
)

adjudication = Table(
    "adjudication",
    metadata,
    Column("guid", String(36), primary_key=True),
    Column("document", String(36), nullable=False),
    *_texts("kind", "decision", "coder", "at"),
    Column("one", JSON, nullable=False),
    Column("other", JSON, nullable=False),
    Column("outcome", JSON, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("removed", Integer, nullable=False, default=0),
    Index("adjudication_document", "document"),
)
"""What was decided on a difference between coders: the codings on either side and those that came of it, by guid."""

closed_gap = Table(
    "closed_gap",
    metadata,
    Column("guid", String(36), primary_key=True),
    *_texts("code", "company", "role", "coder", "at"),
    Column("interviews", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("removed", Integer, nullable=False, default=0),
)
"""Who looked for a code in vain, in so many interviews with those of a role in a company; ``removed`` when it was
opened again."""

FOLLOWS = tuple(
    table for table in metadata.sorted_tables if table.name not in {"meta", "blob", "event", "known_name"}
)
"""The tables that replay rebuilds."""
