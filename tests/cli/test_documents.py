"""Listing the transcripts, printing quotes, and the doctor on the command line."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from cli.asking import Ran, Run

from interviewcoder.model import Company, Planned
from interviewcoder.store.project import Project

Code = Callable[..., Ran]


def test_documents_with_their_respondents_and_what_was_read(run: Run, file: Path) -> None:
    told = run("documents", file, "--json").json
    assert (told["study"], told["synthetic"]) == ("Proef", False)
    assert [(row["name"], row["role"], row["company"], row["read"]) for row in told["rows"]] == [
        ("R01", "employee", "A", 1.0), ("R02", "director", "A", 0.0),
    ]  # fmt: skip
    lines = run("documents", file).out.splitlines()
    assert lines[0] == "Proef"
    assert lines[2].split() == ["R01", "R01", "employee", "A", "26", "100%"]
    assert lines[-1] == f"2 transcripts of 3 planned, {26 + 9} words by respondents."


def test_what_the_design_misses(run: Run, file: Path) -> None:
    assert run("documents", file, "--missing", "--json").json == {
        "rows": [{"company": "B", "role": "director", "expected": 1, "imported": 0}], "unassigned": [],
        "unknown_speakers": [],
    }  # fmt: skip
    assert run("documents", file, "--missing").out.splitlines()[2].split() == ["B", "director", "1", "0", "missing"]
    with Project.open(file) as project:
        project.assign("Anna", project.ask.document("R02").id, None)
    assert run("documents", file, "--missing").out.splitlines()[-1] == "Not assigned to a respondent: R02"
    with Project.open(file) as project:
        project.plan("Anna", [], [])
    assert "no planned design" in run("documents", file, "--missing").out


def test_a_study_without_transcripts_says_how_to_fill_it(run: Run, tmp_path: Path, codebook: object) -> None:
    path = tmp_path / "empty.icdb"
    Project.create(path, name="Leeg", codebook=codebook, coder="Anna").close()
    for command in ("documents", "coverage"):
        assert run(command, path).out.splitlines()[-1].endswith(f"interviewcoder import {path} PATH")
    assert {row["state"] for row in run("coverage", path, "--json").json["rows"]} == {"unplanned"}


def test_quotes_are_printed_or_written(run: Run, file: Path, code: Code, tmp_path: Path) -> None:
    code("R01", "Niemand wordt boos om een fout", "mistakes")
    code("R02", "elke dag", "work")
    printed = run("quotes", file).out
    assert "Niemand wordt boos om een fout" in printed
    assert "(R01, employee)" in printed
    only = run("quotes", file, "--carrier", "work", "--role", "director", "--json").json
    assert [(row["text"], row["attribution"]) for row in only["quotes"]] == [("elke dag", "(R02, director)")]
    assert run("quotes", file, "--starred", "--json").json["quotes"] == []
    out = tmp_path / "quotes.md"
    assert run("quotes", file, "--out", out).out == f"Written: 2 quotes to {out}\n"
    assert out.read_text(encoding="utf-8") == printed
    done = run("quotes", file, "--out", out, "--format", "csv")
    assert (done.code, done.out) == (1, "")
    assert out.read_text(encoding="utf-8") == printed
    assert run("quotes", file, "--out", out, "--format", "csv", "--force").code == 0
    assert out.read_text(encoding="utf-8").startswith("\ufeffcarrier,")
    assert run("quotes", file, "--format", "csv").out.startswith("carrier,")
    assert run("quotes", file, "--role", "boss").code == 1


def test_the_doctor(run: Run, file: Path, code: Code) -> None:
    code("R01", "Niemand", "trust")
    done = run("doctor", file)
    assert (done.code, done.out.startswith("All is well: 2 documents, ")) == (0, True)
    assert "no backup yet" in done.out
    run("backup", file)
    assert "Newest backup: " in run("doctor", file).out
    told = run("doctor", file, "--json").json
    assert (told["well"], told["findings"], Path(told["backup"]["file"]).exists()) == (True, [], True)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE coding SET start = start + 1")
    db.close()
    done = run("doctor", file)
    assert done.code == 1
    assert "A coding by Anna in R01 (79–85) is no longer on its words “Niemand”" in done.out
    told = run("doctor", file, "--json")
    assert (told.code, told.json["well"]) == (1, False)
    assert [row["finding"] for row in told.json["findings"]] == ["off-its-words", "differs"]
    done = run("doctor", file, "--replay")
    assert done.code == 0
    assert done.out.startswith("The tables were made anew from the log.\nAll is well: ")
    assert run("codings", file, "--json").json["rows"][0]["start"] == 78


def test_how_far_each_coder_is(run: Run, file: Path) -> None:
    """Anna has read R01, one of the two; Bram nothing."""
    with Project.open(file) as project:
        project.add_coder("Bram")
        project.apply_code("Bram", project.ask.document("R02").id, 12, 20, "work")
    found = run("documents", file, "--by-coder", "--json").json
    anna, bram = found["rows"]
    assert (found["documents"], anna["read"], anna["coded"], bram["read"], bram["coded"], bram["codings"]) == (
        *(2, 1, 0, 0, 1, 1),
    )
    assert 0 < anna["share"] < 1
    assert bram["share"] == 0
    assert "1/2" in run("documents", file, "--by-coder").out


def test_an_interview_too_many_is_told(run: Run, file: Path) -> None:
    with Project.open(file) as project:
        project.plan("Anna", [Company("A", "bouw", "oost")], [Planned("A", "employee", 1)])
    (row,) = run("documents", file, "--missing", "--json").json["rows"]
    assert row == {"company": "A", "role": "director", "expected": 0, "imported": 1}
