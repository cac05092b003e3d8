"""The analyses on the command line, each figure against a count of its own over the demo study."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections import Counter
from contextlib import closing
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
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
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


@pytest.mark.parametrize("by", ["role", "company"])
@pytest.mark.parametrize("level", ["carrier", "feature"])
def test_coverage_is_what_plain_sql_counts(run: Run, demo: Path, by: str, level: str) -> None:
    """Interviews, fragments, both states and words of every cell, and the interviews read, none with our own code."""
    carrier, read = dict(asked(demo, CARRIER)), read_whole(demo)
    query = (
        f"SELECT c.code, r.{by}, c.document, json_extract(c.facets, '$.presence'), c.word_start, c.word_end "
        "FROM coding c JOIN document d ON d.id = c.document JOIN respondent r ON r.pseudonym = d.pseudonym "
        "WHERE c.removed = 0 AND c.origin <> 'consensus'"
    )
    held: dict[tuple[str, str], list[Any]] = {}
    for code, where, *rest in asked(demo, query):
        for id in {carrier[code], code} if level == "feature" else {carrier[code]}:
            held.setdefault((id, where), []).append(rest)
    documents = asked(demo, f"SELECT d.id, r.{by} FROM document d JOIN respondent r ON r.pseudonym = d.pseudonym")
    rows = run("coverage", demo, "--by", by, "--level", level, "--json").json["rows"]
    assert sum(row["fragments"] for row in rows) == sum(map(len, held.values())) > 1000
    for row in rows:
        id = row.get("feature") or row["carrier"]
        mine = held.get((id, row[by]), [])
        here = {document for document, where in documents if where == row[by]}
        coded = {document for document, *_ in mine}
        words = {(document, word) for document, _, start, end in mine for word in range(start, end)}
        assert row["fragments"] == len(mine)
        assert row["interviews"] == len(coded)
        assert row["absent"] == len({document for document, presence, *_ in mine if presence == "absent"})
        assert row["present"] == len({document for document, presence, *_ in mine if presence != "absent"})
        assert row["words"] == len(words)
        assert row["nothing"] == len((here - coded) & read)
        assert (row["imported"], row["read"]) == (len(here), len(here & read))


def test_what_narrows_the_overview_narrows_it_as_plain_sql_does(run: Run, demo: Path, tmp_path: Path) -> None:
    query = (
        "SELECT count(*) FROM coding c WHERE c.removed = 0 AND json_extract(c.facets, '$.form') = 'informal' "
        "AND c.coder = 'Bram'"
    )
    narrowed = ("--coder", "Bram", "--facet", "form=informal")
    found = run("coverage", demo, *narrowed, "--json").json
    assert sum(row["fragments"] for row in found["totals"]) == asked(demo, query)[0][0] > 0
    starred = asked(demo, "SELECT count(*) FROM starred_quote")[0][0]
    found = run("coverage", demo, "--starred", "--json").json
    assert sum(row["fragments"] for row in found["totals"]) == starred > 0
    for out in ("m.svg", "m.xlsx", "m.csv"):
        option = "--figure" if out.endswith("svg") else "--out"
        run("coverage", demo, "--measure", "share", option, str(tmp_path / out))
        assert (tmp_path / out).stat().st_size > 500
    assert "%" in run("coverage", demo, "--measure", "share").out
    refused = run("coverage", demo, "--facet", "form=odd")
    assert (refused.code, "no value" in refused.err) == (1, True)


def test_a_gap_is_closed_listed_and_opened_again(run: Run, demo: Path) -> None:
    first = run("gaps", demo, "--json").json["rows"][0]
    place = (first["row_id"], first["company"], first["role_id"])
    run("gaps", demo, "--coder", "Anna", "--close", *place, "--note", "read twice")
    assert first not in run("gaps", demo, "--json").json["rows"]
    (closed,) = run("gaps", demo, "--closed", "--json").json["rows"]
    assert (closed["row_id"], closed["closed_by"], closed["note"]) == (place[0], "Anna", "read twice")
    assert "1" in run("gaps", demo).out.splitlines()[-1]
    run("gaps", demo, "--coder", "Anna", "--close", *place, "--reopen")
    assert run("gaps", demo, "--json").json["rows"][0] == first


def test_what_is_asked_of_some_codings_says_nothing_of_the_others(run: Run, demo: Path) -> None:
    """Gaps are not narrowed by star or facet, and a blank cell of a narrowed overview claims no lack."""
    for narrowed in (("--starred",), ("--facet", "form=informal")):
        assert run("gaps", demo, *narrowed).code == 2
        shown = run("coverage", demo, *narrowed).out
        assert "read, none of these" in shown
        assert "read, nothing found" not in shown
    assert "read, nothing found" in run("coverage", demo).out
    assert "read, none of these" in run("dialogue", demo, "--starred").out
    refused = run("dialogue", demo, "--between", "employee", "employee")
    assert (refused.code, "same role" in refused.err) == (1, True)
