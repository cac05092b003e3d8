"""Coverage on the command line: rows for programs, a table for people, a file for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.asking import Ran, Run, on_terminal

from interviewcoder.analysis.signs import counts_of, fraction_of, text_of
from interviewcoder.cli.show import width
from interviewcoder.store.project import Project

Code = Callable[..., Ran]


@pytest.fixture
def coded(file: Path, code: Code) -> Path:
    """R01 (employee, read) has space present twice; R02 (director, unread) has work, as absent; B's is missing."""
    code("R01", "Niemand", "trust")
    code("R01", "daar leren we van", "mistakes")
    code("R02", "leiding", "work", "--facet", "presence=absent")
    return file


def test_rows_for_programs(run: Run, coded: Path) -> None:
    told = run("coverage", coded, "--json").json
    assert (told["by"], told["synthetic"], told["outside"]) == ("role", False, 0)
    cells = {(row["carrier"], row["role"]): row for row in told["rows"]}
    assert list(cells) == [
        ("space", "director"), ("space", "employee"), ("work", "director"), ("work", "employee"),
    ]  # fmt: skip
    space = cells["space", "employee"]
    assert {name: space[name] for name in ("interviews", "fragments", "words", "read", "planned", "imported")} == {
        "interviews": 1, "fragments": 2, "words": 5, "read": 1, "planned": 1, "imported": 1,
    }  # fmt: skip
    assert (space["present"], space["absent"], space["state"]) == (1, 0, "present")
    work = cells["work", "director"]
    assert (work["present"], work["absent"], work["missing"], work["state"]) == (0, 1, 1, "absent")
    assert cells["space", "director"]["state"] == "unread"
    assert cells["work", "employee"]["state"] == "nothing"
    assert 0 < space["share"] < 1
    assert told["totals"][0] == {
        "carrier": "space", "interviews": 1, "fragments": 2, "words": 5, "present": 1, "absent": 0, "nothing": 0,
        "unread": 1, "missing": 1, "state": "present", "read": 1, "imported": 2, "planned": 3,
    }  # fmt: skip
    only = run("coverage", coded, "--company", "B", "--json").json["rows"]
    assert {(row["role"], row["state"]) for row in only} == {("director", "missing"), ("employee", "unplanned")}


def test_other_columns_and_rows(run: Run, coded: Path) -> None:
    by_company = run("coverage", coded, "--by", "company", "--json").json["rows"]
    assert {(row["carrier"], row["company"]): row["state"] for row in by_company}["space", "B"] == "missing"
    by_sector = run("coverage", coded, "--by", "sector", "--json").json["rows"]
    assert {row["sector"] for row in by_sector} == {"bouw", "zorg"}
    assert {row["coder"] for row in run("coverage", coded, "--by", "coder", "--json").json["rows"]} == {"Anna"}
    features = run("coverage", coded, "--level", "feature", "--json").json["rows"]
    assert [(row["carrier"], row["feature"]) for row in features[::2]] == [
        ("space", None), ("space", "mistakes"), ("space", "trust"), ("work", None),
    ]  # fmt: skip
    groups = run("coverage", coded, "--crosswalk", "other", "--json").json
    assert [(row["group"], row["carrier"], row["fragments"]) for row in groups["rows"]] == [
        ("D1", None, 0), ("D1", None, 1),
    ]  # fmt: skip
    assert groups["outside"] == 2
    only = run("coverage", coded, "--company", "B", "--json").json["rows"]
    assert {row["imported"] for row in only} == {0}


def test_the_table_says_what_a_blank_means(run: Run, coded: Path) -> None:
    lines = run("coverage", coded).out.splitlines()
    assert lines[0] == "Proef"
    assert lines[1].split() == ["director", "employee", "total"]
    assert [re.split(" {2,}", line) for line in lines[2:5]] == [
        ["1 short space", "…1 ·1", "1/1 (2)", "1/1 (2) …1 ·1"],
        ["2 short work", "∅+1 (1) ∅1 ·1", "0/1 ○1", "∅0/1+1 (1) ∅1 ○1 ·1"],
        ["read·in·planned", "0·1·2", "1·1·1", "1·2·3"],
    ]
    assert lines[6].startswith("3/4 of the read interviews   +1 not read to the end   (12) codings")
    assert max(map(width, lines)) <= 80
    assert "None" not in "\n".join(lines)


def test_a_cell_says_the_same_here_as_on_the_screen(run: Run, coded: Path) -> None:
    from interviewcoder.analysis.coverage import By
    from interviewcoder.tasks.overview import coverage_of
    from interviewcoder.tui.widgets.heat_cell import lines_of

    with Project.open(coded) as project:
        found = coverage_of(project, by=By.ROLE)
    columns = {each.id: each for each in found.columns}
    for row, column in found.cells:
        cell, read = found.cells[row, column], columns[column].read
        screen = " ".join(lines_of(cell, columns[column], 40, 2))
        numbers = [fraction_of(cell, read), *counts_of(cell).split()]
        assert all(number in text_of(cell, read) and number in screen for number in numbers)


def test_a_wide_matrix_stays_within_a_narrow_terminal(run: Run, coded: Path) -> None:
    _, said = on_terminal("coverage", coded, columns=44)
    table = [re.sub(r"\x1b\[\d?m", "", line) for line in said.split("3/4 ")[0].splitlines()]
    assert max(map(width, table)) <= 44
    assert [line.split()[-1] for line in table if "director" in line or "total" in line] == ["employee", "total"]
    assert "∅0/1+1(1)∅1○1·1" in said


def test_a_synthetic_study_says_so(run: Run, coded: Path) -> None:
    with Project.open(coded) as project:
        project.set("Anna", "synthetic", "yes")
    assert run("coverage", coded).out.splitlines()[0] == "Proef · SYNTHETIC"
    assert run("coverage", coded, "--lang", "nl").out.splitlines()[0] == "Proef · SYNTHETISCH"
    assert run("coverage", coded, "--json").json["synthetic"] is True


def test_a_csv_file_holds_the_same_cells(run: Run, coded: Path, tmp_path: Path) -> None:
    out = tmp_path / "coverage.csv"
    assert run("coverage", coded, "--csv", out).out == f"Written: {out}\n"
    content = out.read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    told = run("coverage", coded, "--json").json["rows"]
    assert [{name: str(value) for name, value in row.items()} for row in told] == [
        {name: value for name, value in row.items() if name != "synthetic"} for row in rows
    ]
    assert {row["synthetic"] for row in rows} == {"no"}
    before = out.read_bytes()
    done = run("coverage", coded, "--csv", out, "--by", "sector")
    assert (done.code, done.out) == (1, "")
    assert "write over it with --force" in done.err
    assert out.read_bytes() == before
    assert run("coverage", coded, "--csv", out, "--by", "sector", "--force").code == 0
    assert b"sector" in out.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["coverage.csv", "study.icdb"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--crosswalk", "third"], "third"),
        (["--company", "Z"], "There is no company 'Z' in this study; it has: A, B."),
        (["--sector", "Z"], "There is no sector 'Z' in this study; it has: bouw, zorg."),
        (["--coder", "Z"], "There is no coder 'Z' in this study; it has: Anna."),
        (["--csv", "none/x.csv"], "none/x.csv cannot be written"),
        (["--csv", "."], ". is a folder"),
    ],
)
def test_what_is_not_there_is_refused(run: Run, coded: Path, words: list[str], said: str) -> None:
    done = run("coverage", coded, *words)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert said in done.err


def test_columns_line_up_with_wide_characters(run: Run, file: Path) -> None:
    with Project.open(file) as project:
        document = project.ask.document("R02")
        from interviewcoder.model import Respondent

        project.assign("Anna", document.id, Respondent("会議", "director", "é\u0301A"))
    lines = run("documents", file).out.splitlines()[1:4]
    cells = [width(line[: line.rindex("%")]) for line in lines[1:]]
    assert len(set(cells)) == 1
