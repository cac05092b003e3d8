"""``interviewcoder demo`` where there is no terminal: it makes the study, shows its coverage and says where it is."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from cli.asking import Run

from interviewcoder.store.project import Project


@pytest.mark.slow
def test_the_demo_is_made_once_and_anew_when_asked(run: Run, tmp_path: Path) -> None:
    done = run("demo", tmp_path / "d")
    path = tmp_path / "d" / "demo.icdb"
    assert done.code == 0
    assert done.out.splitlines()[0].endswith("SYNTHETIC")
    assert done.out.splitlines()[-1] == f"The demo study was made: {path}"
    with Project.open(path) as project:
        project.add_coder("Zoë")
    assert run("demo", tmp_path / "d").out.splitlines()[-1] == f"The demo study was there already: {path}"
    told = run("demo", tmp_path / "d", "--json").json
    assert (told["file"], told["made"], told["synthetic"]) == (str(path), False, True)
    assert {row["role"] for row in told["rows"]} == {"director", "hr", "line_manager", "employee"}
    with Project.open(path) as project:
        assert "Zoë" in project.ask.coders()
    assert run("demo", tmp_path / "d", "--fresh", "--json").json["made"] is True
    with Project.open(path) as project:
        assert "Zoë" not in project.ask.coders()
    assert [each.name for each in path.parent.iterdir()] == ["demo.icdb"]


@pytest.mark.slow
def test_without_a_folder_it_goes_to_the_programs_own(run: Run, tmp_path: Path) -> None:
    path = Path(run("demo", "--json").json["file"])
    assert path.name == "demo.icdb"
    assert path.is_relative_to(tmp_path / "home")


def test_a_place_where_it_cannot_be_made_gets_one_sentence(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    done = run("demo", file)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert str(file) in done.err


@pytest.mark.benchmark
def test_the_demo_is_there_within_five_seconds(tmp_path: Path) -> None:
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "interviewcoder", "demo", str(tmp_path)], capture_output=True, check=True, text=True
    )
    assert time.perf_counter() - begun < 5
