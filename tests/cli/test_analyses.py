"""The analyses on the command line, each figure against a count of its own over the demo study."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from cli.asking import Run

from interviewcoder.tasks.demo import build_demo

CARRIER = "SELECT id, coalesce(parent, id) FROM code"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_demo(tmp_path_factory.mktemp("demo") / "demo.icdb")


def asked(file: Path, query: str) -> list[Any]:
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        return connection.execute(query).fetchall()


def read_whole(file: Path) -> set[str]:
    """The documents of which a coder has read all that is said; in the demo a reading runs over the whole text."""
    rows = asked(file, "SELECT r.document FROM reading r JOIN document d ON d.id = r.document WHERE r.end = d.length")
    return {document for (document,) in rows}


def test_pairs_per_interview_are_those_that_plain_sql_counts(run: Run, demo: Path) -> None:
    carrier, read = dict(asked(demo, CARRIER)), read_whole(demo)
    held: dict[str, set[str]] = {document: set() for document in read}
    for document, code in asked(demo, "SELECT document, code FROM coding WHERE removed = 0"):
        if document in read:
            held[document].add(carrier[code])
    expected = Counter(pair for carriers in held.values() for pair in combinations(sorted(carriers), 2))
    rows = run("cooccurrence", demo, "--within", "interview", "--json").json["rows"]
    assert len(rows) == 15
    for row in rows:
        assert row["both"] == expected[tuple(sorted((row["first_id"], row["second_id"])))]
        assert row["units"] == len(read)
        assert row["expected"] == pytest.approx(row["of_first"] * row["of_second"] / len(read))


def test_facets_are_those_that_plain_sql_counts(run: Run, demo: Path) -> None:
    carrier, read = dict(asked(demo, CARRIER)), read_whole(demo)
    query = (
        "SELECT c.document, c.code, json_extract(c.facets, '$.form'), r.role FROM coding c "
        "JOIN document d ON d.id = c.document JOIN respondent r ON r.pseudonym = d.pseudonym WHERE c.removed = 0"
    )
    counted = Counter(
        (carrier[code], role, value) for document, code, value, role in asked(demo, query) if document in read
    )
    rows = run("facets", demo, "--facet", "form", "--json").json["rows"]
    apart = [row for row in rows if row["column_id"]]
    assert sum(row["count"] for row in apart) == sum(n for (_, _, value), n in counted.items() if value)
    for row in apart:
        assert row["count"] == counted[row["row_id"], row["column_id"], row["value_id"]]
        assert row["untold"] == counted[row["row_id"], row["column_id"], None]


def test_the_curve_ends_at_all_features_ever_coded(run: Run, demo: Path) -> None:
    read = read_whole(demo)
    features = {id for (id,) in asked(demo, "SELECT id FROM code WHERE parent IS NOT NULL")}
    used = {
        code
        for document, code in asked(demo, "SELECT document, code FROM coding WHERE removed = 0")
        if document in read
    }
    rows = run("saturation", demo, "--json").json["rows"]
    assert len(rows) == len(read)
    assert (rows[-1]["found"], rows[-1]["expected_features"]) == (len(used & features), len(used & features))


def test_opposition_has_a_fragment_on_either_side(run: Run, demo: Path) -> None:
    told = run("dialogue", demo, "--json").json
    opposed = [row for row in told["rows"] if row["accord_id"] == "opposed"]
    assert opposed == told["rows"][: len(opposed)]
    assert opposed
    for row in opposed:
        assert (row["first_present"] and row["second_absent"]) or (row["first_absent"] and row["second_present"])


def test_gaps_have_no_coding(run: Run, demo: Path) -> None:
    carrier = dict(asked(demo, CARRIER))
    query = (
        "SELECT c.code, r.company, r.role FROM coding c JOIN document d ON d.id = c.document "
        "JOIN respondent r ON r.pseudonym = d.pseudonym WHERE c.removed = 0"
    )
    coded = {(carrier[code], company, role) for code, company, role in asked(demo, query)}
    rows = run("gaps", demo, "--json").json["rows"]
    assert rows
    assert not coded & {(row["row_id"], row["company"], row["role_id"]) for row in rows}
    expected = [row["expected_interviews"] for row in rows]
    assert expected == sorted(expected, reverse=True)


@pytest.mark.parametrize("command", ["cooccurrence", "saturation", "dialogue", "facets", "gaps"])
def test_each_fits_the_terminal_and_writes_a_file(run: Run, demo: Path, tmp_path: Path, command: str) -> None:
    shown = run(command, demo)
    assert shown.code == 0
    assert "SYNTHETIC" in shown.out.splitlines()[0]
    table = shown.out.split("\n\n")[0].splitlines()[1:]
    assert max(map(len, table)) <= 110
    file = tmp_path / "t.csv"
    assert run(command, demo, "--out", file).code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    assert len(rows) == len(table) - 1
    assert rows[0]["note"].startswith("SYNTHETIC")
    assert run(command, demo, "--out", file).code == 1
    assert run(command, demo, "--out", tmp_path / "t.pdf").code == 1


def test_a_study_in_which_nothing_was_read_says_so(run: Run, file: Path) -> None:
    for command in ("cooccurrence", "saturation", "facets"):
        assert (
            run(command, file, "--role", "director").out.splitlines()[-1].startswith("There is nothing to count yet")
        )
    refused = run("facets", file, "--facet", "colour")
    assert refused.code == 1
    assert "presence" in refused.err
