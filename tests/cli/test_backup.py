"""``backup`` and ``restore`` on the command line."""

from __future__ import annotations

from pathlib import Path

from cli.asking import Run, stamp


def test_where_the_first_bytes_of_a_study_are_lost_its_backup_is_named(run: Run, file: Path) -> None:
    assert run("backup", file).code == 0
    whole = stamp(file)
    file.write_bytes(bytes(range(256)) * 16 + file.read_bytes()[4096:])
    refused = run("documents", file)
    assert refused.code == 1
    assert f"interviewcoder restore {file}" in refused.err
    assert run("restore", file).code == 0
    assert stamp(file) == whole


def test_a_study_is_kept_listed_and_put_back(run: Run, file: Path) -> None:
    assert run("backup", file, "--list").out.startswith("There are no backups")
    assert run("restore", file).code == 1
    made = run("backup", file)
    assert made.code == 0
    before = stamp(file)
    run("undo", file)
    shown = run("backup", file, "--list").out.splitlines()
    assert shown[0].split() == ["number", "made", "why", "size", "file"]
    assert shown[1].split()[0] == "1"
    done = run("restore", file, "1")
    assert done.code == 0
    assert len(done.out.splitlines()) == 2
    assert stamp(file) == before
    assert [row["why"] for row in run("backup", file, "--list", "--json").json["rows"]] == ["restore", "asked"]
    assert run("restore", file, "7").code == 1
    assert run("restore", file, file.with_name("none.icdb")).code == 1
