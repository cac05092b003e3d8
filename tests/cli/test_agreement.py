"""``agreement``: a table with a forest plot for people, the agreed shape for programs, and files."""

from __future__ import annotations

import csv
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cli.asking import Run
from tasks.two_coders import make_study

from interviewcoder.model import Codebook
from interviewcoder.store.project import Project


@pytest.fixture
def two(tmp_path: Path, codebook: Codebook) -> Path:
    path = tmp_path / "two.icdb"
    make_study(path, codebook).close()
    return path


def test_a_table_for_people_that_fits_a_terminal(run: Run, two: Path) -> None:
    ran = run("agreement", two, "--level", "feature", "--coders", "Anna,Bram")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[1].startswith("Agreement of Anna and Bram · sentences of 6 interviews")
    assert max(map(len, lines)) <= 80
    assert next(line for line in lines if "1 short space" in line).count("●") == 1
    assert any("no interval: used in too few interviews" in line for line in lines)
    assert "With fewer than 10 interviews the intervals are rough." in ran.out
    dutch = run("--lang", "nl", "agreement", two, "--by", "pair", "--coefficient", "kappa")
    assert "Anna – Cleo · 1 interview" in dutch.out
    assert "Cohens κ" in dutch.out
    assert "Cleo: 1 codering op tekst die niet als gelezen staat" in dutch.out
    matrix = [line.split() for line in dutch.out.splitlines() if line.startswith(("Anna ", "Bram ", "Cleo "))][:3]
    assert [row[1 + at] for at, row in enumerate(matrix)] == ["·"] * 3
    assert matrix[0][2] == matrix[1][1] != "·"


def test_the_shape_that_programs_rely_on(run: Run, two: Path) -> None:
    found = run("agreement", two, "--by", "role", "--json", "--unit", "turn").json
    assert (found["unit"], found["by"], found["coders"]) == ("turn", "role", ["Anna", "Bram", "Cleo"])
    assert {"code", "coefficient", "value", "low", "high", "n", "reason"} <= found["rows"][0].keys()
    assert [(row["group"], row["code"]) for row in found["rows"][:3]] == [
        ("director", None),
        ("director", "space"),
        ("director", "work"),
    ]
    assert all(row["value"] is not None or row["reason"] for row in found["rows"])
    assert found["rows"][0]["used"].keys() <= {"Anna", "Bram", "Cleo"}
    exact = run("agreement", two, "--coefficient", "f1", "--coders", "Anna,Bram", "--json").json
    assert exact["rows"][0]["precision"] == pytest.approx(exact["rows"][0]["recall"], abs=0.2)


def test_the_table_in_a_file(run: Run, two: Path, tmp_path: Path) -> None:
    files = {suffix: tmp_path / f"agreement.{suffix}" for suffix in ("csv", "xlsx", "md", "tex")}
    for out in files.values():
        assert run("agreement", two, "--out", out).code == 0
    rows = list(csv.DictReader(files["csv"].read_text("utf-8-sig").splitlines()))
    assert [row["code"] for row in rows] == ["", "space", "work"]
    assert float(rows[2]["value"]) < 1
    assert "1000 draws of whole interviews" in rows[0]["note"]
    assert r"\ensuremath{\alpha}" in files["tex"].read_text("utf-8")
    assert files["xlsx"].read_bytes().startswith(b"PK")
    assert run("agreement", two, "--out", files["md"]).code == 1  # it is there already
    assert run("agreement", two, "--out", tmp_path / "a.pdf").code == 1


def test_the_units_on_which_coders_differ(run: Run, two: Path) -> None:
    ran = run("agreement", two, "--differing", "2", "--coders", "Anna,Bram")
    assert "R02" in ran.out
    assert "Anna: 2 short work   Bram: –" in ran.out
    assert ran.out.endswith("2 sentences on which they differ.\n")
    found = run("agreement", two, "--differing", "1b", "--json").json
    assert (found["code"], found["unit"]) == ("trust", "sentence")
    assert [each["codes"] for each in found["differing"]] == [{"Anna": ["trust"], "Bram": []}]
    assert found["differing"][0]["text"] == "Een fout mag bij R02"


def test_the_units_on_which_coders_differ_in_a_file(run: Run, two: Path, tmp_path: Path) -> None:
    out = tmp_path / "ag.csv"
    ran = run("agreement", two, "--differing", "1b", "--out", out, "--coders-as", "names")
    assert (ran.code, str(out) in ran.out) == (0, True), ran.err
    rows = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert [(row["text"], row["Anna"], row["Bram"]) for row in rows] == [
        ("Een fout mag bij R02", "1b short trust", "–")
    ]
    assert run("agreement", two, "--differing", "1b", "--out", out).code == 1  # it is there already


def test_what_there_is_not_is_refused(run: Run, two: Path, file: Path) -> None:
    nothing = run("agreement", two, "--differing", "nothing")
    assert (nothing.code, nothing.err.strip()) == (
        1,
        "Agreement has no row 'nothing'; it has: all, space, work. Features have theirs with --level feature.",
    )
    alone = run("agreement", file)
    assert (alone.code, alone.out) == (1, "")
    assert "Agreement needs two coders who have marked what they read" in alone.err


def test_what_is_compared_is_named_and_said_once(run: Run, two: Path) -> None:
    fragments = ("--coefficient", "f1", "--unit", "word", "--coders", "Anna,Bram")
    exact = run("agreement", two, *fragments, "--by", "role").out
    assert "Anna and Bram · fragments of 6 interviews" in " ".join(exact.split())
    assert exact.count("as the standard") == 1
    heads = " code  same "
    assert heads not in exact, "shares of words say nothing of fragments"
    assert heads in run("agreement", two).out
    alpha = run("agreement", two, "--by", "pair").out
    assert alpha.count("no interval: too few interviews") == 1


def test_one_coder_is_compared_with_what_they_made_of_it_before(run: Run, two: Path) -> None:
    time.sleep(0.002)
    since = datetime.now(UTC).isoformat(timespec="milliseconds")
    time.sleep(0.002)
    with Project.open(two) as project:
        coding = project.ask.codings(document=project.ask.document("R01").id, coder="Anna")[0]
        project.remove_coding("Anna", coding.guid)
    ran = run("agreement", two, "--drift", "Anna", "--since", since)
    said = " ".join(ran.out.split())
    assert f"Agreement of Anna until {since} and Anna now · sentences · interviews coded again: 1 · " in said
    differing = run("agreement", two, "--drift", "Anna", "--since", since, "--differing", "all", "--json").json
    assert [each["codes"]["Anna now"] for each in differing["differing"]] == [[]]
    for wrong in (["--drift", "Anna"], ["--since", since], ["--drift", "Anna", "--since", since, "--coders", "Bram"]):
        assert run("agreement", two, *wrong).code == 1


def test_coders_are_compared_with_what_they_settled_on(run: Run, two: Path, tmp_path: Path) -> None:
    ran = run("agreement", two, "--consensus")
    assert "Agreement of Anna and Bram with the consensus, each apart" in " ".join(ran.out.split())
    assert "Anna – consensus · 3 interviews" in ran.out
    found = run("agreement", two, "--consensus", "--coders", "Bram", "--by", "role", "--json").json
    assert (found["standard"], found["by"], found["coders"]) == ("consensus", "role", ["Bram", "consensus"])
    out = tmp_path / "with.csv"
    assert run("agreement", two, "--consensus", "--out", out).code == 0
    assert "Anna" not in out.read_text("utf-8-sig")
    assert run("agreement", two, "--consensus", "--drift", "Anna", "--since", "2026-01-01").code == 1
