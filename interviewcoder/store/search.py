"""Full-text search over what is said: an index of turns, FTS5 in a file and tsvector on a server."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, text

from interviewcoder.model import Speaker, words_in

_REMEMBER = {
    "sqlite": text("INSERT INTO passage(rowid, text) VALUES (:rowid, :text)"),
    "postgresql": text("INSERT INTO passage(rowid, text, said) VALUES (:rowid, :text, CAST(:said AS tsvector))"),
}
_FIND = """
SELECT turn.document, turn.speaker, turn.start, found.text FROM
(SELECT rowid, text FROM passage WHERE {matches} ORDER BY rowid LIMIT :limit) AS found
JOIN turn ON turn.id = found.rowid JOIN document ON document.id = turn.document ORDER BY document.name, turn.start
"""
"""The limit comes before the order of names: otherwise a word that everyone says is read all through the study."""
_MATCHES = {
    "sqlite": text(_FIND.format(matches="passage MATCH :words")),
    "postgresql": text(_FIND.format(matches="passage.said @@ CAST(:words AS tsquery)")),
}
_TOKEN = re.compile(r"[^\W_]+")
_LONGEST = 500
"""Letters of a word that the index of a server keeps; more than it takes makes no word of speech."""
_LAST_PLACE = 16383
"""The last place in a turn that the index of a server tells apart."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A turn in which the words are said, and by whom: where the first of them stands, with text on either side."""

    document: str
    speaker: Speaker
    start: int
    end: int
    before: str
    text: str
    after: str


def remember(conn: Connection, passages: Iterable[tuple[int, str]]) -> None:
    """Enter what is said in turns, each by the number of its row."""
    dialect = conn.dialect.name
    rows: list[dict[str, Any]] = [{"rowid": row, "text": said} for row, said in passages]
    if dialect == "postgresql":
        for row in rows:
            row["said"] = _vector(row["text"])
    if rows:
        conn.execute(_REMEMBER[dialect], rows)


def find(conn: Connection, words: str, limit: int) -> list[Hit]:
    """The turns that hold all the words (accents and case aside; the last may be unfinished), in order of interview
    and place; where there are more than the limit, those that came into the study first."""
    wanted = [_plain(match[0]) for match in words_in(words)]
    if not wanted:
        return []
    query = _fts_query(wanted) if conn.dialect.name == "sqlite" else _ts_query(wanted)
    rows = conn.execute(_MATCHES[conn.dialect.name], {"words": query, "limit": limit})
    return [_hit(document, Speaker(speaker), start, said, wanted) for document, speaker, start, said in rows]


def _fts_query(wanted: Sequence[str]) -> str:
    return " ".join('"' + word.replace('"', '""') + '"' for word in wanted) + "*"


def _ts_query(wanted: Sequence[str]) -> str:
    """All words, of each the parts after one another; the last part of the last may be unfinished."""
    phrases = [" <-> ".join(f"'{token}'" for token in _tokens(word)) for word in wanted]
    if phrases[-1]:
        phrases[-1] += ":*"
    return " & ".join(f"({phrase})" for phrase in phrases if phrase)


def _vector(said: str) -> str:
    """The words of a turn with their places, as PostgreSQL writes a tsvector."""
    tokens = enumerate(_tokens(_plain(said)), 1)
    return " ".join(f"'{token}':{min(place, _LAST_PLACE)}" for place, token in tokens)


def _tokens(plain: str) -> list[str]:
    return [token[:_LONGEST] for token in _TOKEN.findall(plain)]


def _hit(document: str, speaker: Speaker, offset: int, said: str, wanted: list[str]) -> Hit:
    start, end = next(
        (match.span() for match in words_in(said) if _plain_word(match[0]).startswith(wanted[0])),
        (0, min(40, len(said))),
    )
    return Hit(
        document,
        speaker,
        offset + start,
        offset + end,
        said[max(0, start - 40) : start],
        said[start:end],
        said[end : end + 60],
    )


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))


_plain_word = lru_cache(maxsize=1 << 16)(_plain)
"""For looking through turns: people say the same words over and over."""
