"""A group interview on the command line: who is who, each role its own fragments, and when they were said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cli.asking import Ran, Run

TABLE = "file,pseudonym,role,company\nother.docx,R07,director,A\nother2.docx,R08,employee,B\n"
TEXT = """[00:00:05] I: Hoe leren jullie hier?
[00:00:12] Karin: Wij praten veel met elkaar, op de vloer.
[00:01:03] Piet: Nou, ik merk het niet.
[00:01:20] Karin: Jawel hoor.
[00:01:31] Piet: Echt niet.
"""
SPEAKERS = "I=interviewer,Karin=R07,Piet=R08"


@pytest.fixture
def paths(tmp_path: Path) -> tuple[Path, Path]:
    interview, table = tmp_path / "groep.txt", tmp_path / "respondents.csv"
    interview.write_text(TEXT, "utf-8")
    table.write_text(TABLE, "utf-8")
    return interview, table


def test_each_role_has_its_own_words(
    run: Run, file: Path, code: Callable[..., Ran], paths: tuple[Path, Path]
) -> None:
    interview, table = paths
    shown = run("import", file, interview, "--respondents", table, "--speakers", SPEAKERS, "--yes").out
    assert "groep.txt · txt · R07, R08 · director, employee · A, B" in shown
    assert "Karin  respondent R07" in shown
    code("groep", "Wij praten veel met elkaar", "work")
    code("groep", "vloer.\n[00:01:03] Piet: Nou, ik merk", "work")
    rows = run("codings", file, "--role", "employee", "--json").json["rows"]
    assert [(row["respondent"], row["role"], row["company"]) for row in rows] == [
        ("R07; R08", "director; employee", "A; B")
    ]
    assert [(row["time_start"], row["time_end"]) for row in rows] == [(12.0, None)]
    counted = run("coverage", file, "--json").json
    cells = {(row["carrier"], row["role"]): row["fragments"] for row in counted["rows"]}
    assert (cells["work", "director"], cells["work", "employee"]) == (2, 1)
    code("groep", "Hoe leren jullie hier", "work")
    in_sql = run("sql", file, "SELECT carrier, role, fragments FROM v_coverage", "--json").json["rows"]
    assert {(row["carrier"], row["role"]): row["fragments"] for row in in_sql} == {
        cell: fragments for cell, fragments in cells.items() if fragments
    }
    assert next(total["fragments"] for total in counted["totals"] if total["carrier"] == "work") == 2
    told = run("quotes", file, "--role", "employee", "--times", "--despite", "test").out
    assert "(R07, director, 00:00:12; R08, employee, 00:01:03)" in told
    assert not any(name in told for name in ("Karin", "Piet"))
    (document,) = (row for row in run("documents", file, "--json").json["rows"] if row["name"] == "groep")
    assert [(who["pseudonym"], who["role"]) for who in document["respondents"]] == [
        ("R07", "director"),
        ("R08", "employee"),
    ]
    missing = run("documents", file, "--missing", "--json").json
    short = [row for row in missing["rows"] if row["imported"] < row["expected"]]
    assert [(row["company"], row["role"]) for row in short] == [("B", "director")]


def test_a_respondent_nobody_knows_and_one_left_out_are_told(run: Run, file: Path, paths: tuple[Path, Path]) -> None:
    interview, table = paths
    refused = run("import", file, interview, "--speakers", SPEAKERS, "--yes")
    assert (refused.code, "R07 is no respondent that is known" in refused.err) == (1, True)
    run("import", file, interview, "--respondents", table, "--speakers", "I=interviewer,Karin=R07", "--yes")
    assert run("documents", file, "--missing", "--json").json["unknown_speakers"] == ["groep"]
