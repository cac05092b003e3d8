"""Questions in SQL: the views answer, the tables do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cli.asking import Ran, Run, stamp


def test_the_views_tell_what_was_coded(run: Run, file: Path, code: Callable[..., Ran]) -> None:
    code("R01", "een fout", "mistakes", "--facet", "presence=absent")
    asked = "SELECT document_name, role, company, carrier, code, presence, words, starred FROM v_codings"
    (row,) = run("sql", file, asked, "--json").json["rows"]
    assert list(row.values()) == ["R01", "employee", "A", "space", "mistakes", "absent", 2, 0]
    (cell,) = run("sql", file, "SELECT * FROM v_coverage", "--json").json["rows"]
    assert cell == {"carrier": "space", "role": "employee", "interviews": 1, "fragments": 1, "fragments_absent": 1}
    shown = run("sql", file, "SELECT name, words FROM v_documents ORDER BY name").out.splitlines()
    assert shown[0].split() == ["name", "words"]
    assert run("sql", file).out.split() == sorted(run("sql", file).out.split())
    for view in run("sql", file).out.split():
        assert run("sql", file, f"SELECT * FROM {view}", "--json").code == 0


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM coding",
        "SELECT * FROM event",
        "SELECT * FROM v_codings, blob",
        "WITH RECURSIVE v_x(a) AS (SELECT guid FROM coding UNION SELECT a FROM v_x) SELECT a FROM v_x",
        "WITH RECURSIVE v_codes(a) AS (SELECT guid FROM coding UNION SELECT a FROM v_codes) SELECT a FROM v_codes",
        "SELECT (SELECT payload FROM event LIMIT 1) FROM v_codings",
        "DELETE FROM coding",
        "UPDATE v_codings SET code = 'x'",
        "DROP VIEW v_codings",
        "ATTACH 'other.db' AS other",
        "PRAGMA journal_mode = DELETE",
        "SELECT 1; SELECT 2",
        "SELEC",
        "",
    ],
)
def test_nothing_else_is_read_or_written(run: Run, file: Path, query: str) -> None:
    before = stamp(file)
    done = run("sql", file, query)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert stamp(file) == before
