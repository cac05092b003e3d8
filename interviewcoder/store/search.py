"""Full-text search over what is said, on SQLite's FTS5 index of turns."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from sqlalchemy import Connection, text

from interviewcoder.model import words_in

_MATCHES = text(
    "SELECT turn.document, turn.start, passage.text FROM passage JOIN turn ON turn.id = passage.rowid "
    "JOIN document ON document.id = turn.document "
    "WHERE passage MATCH :words ORDER BY document.name, turn.start LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A turn in which the words are said: where the first of them stands, with some text on either side."""

    document: str
    start: int
    end: int
    before: str
    text: str
    after: str


def find(conn: Connection, words: str, limit: int) -> list[Hit]:
    """The turns that hold all the words (accents and case aside; the last may be unfinished), in order."""
    wanted = [_plain(match[0]) for match in words_in(words)]
    if not wanted:
        return []
    query = " ".join('"' + word.replace('"', '""') + '"' for word in wanted) + "*"
    rows = conn.execute(_MATCHES, {"words": query, "limit": limit})
    return [_hit(document, start, said, wanted) for document, start, said in rows]


def _hit(document: str, offset: int, said: str, wanted: list[str]) -> Hit:
    start, end = next(
        (match.span() for match in words_in(said) if _plain(match[0]).startswith(wanted[0])), (0, min(40, len(said)))
    )
    return Hit(
        document,
        offset + start,
        offset + end,
        said[max(0, start - 40) : start],
        said[start:end],
        said[end : end + 60],
    )


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))
