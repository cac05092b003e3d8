"""``history`` and ``undo --event``: narrowed, one action taken back, the study as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cli.asking import Ran, Run


def test_one_action_is_found_by_its_id_and_taken_back(run: Run, file: Path, code: Callable[..., Ran]) -> None:
    code("R01", "een fout", "trust")
    code("R01", "het bord", "work")
    shown = run("history", file, "--about", "coding", "--ids").out.splitlines()
    assert len(shown) == 3
    id = shown[1].split()[0]
    done = run("undo", file, "--event", id)
    assert (done.code, "een fout" in done.out) == (0, True)
    assert [row["code"] for row in run("codings", file, "--json").json["rows"]] == ["work"]
    again = run("undo", file, "--event", id)
    assert (again.code, "already" in again.err) == (1, True)
    assert run("history", file, "--about", "nonsense").code == 2


def test_the_study_as_it_was_is_a_file_to_look_at(run: Run, file: Path, tmp_path: Path) -> None:
    then = tmp_path / "then.icdb"
    first = run("history", file, "--json").json["events"][3]["at"]
    assert len(run("history", file, "--at", first).out.splitlines()) == 5
    assert run("history", file, "--at", first, "--out", then).code == 0
    assert "as it was" in run("coverage", then).out
    refused = run("undo", then)
    assert (refused.code, "takes no changes" in refused.err) == (1, True)
    assert run("history", file, "--at", "gisteren").code == 1
