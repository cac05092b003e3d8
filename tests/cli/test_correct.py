"""Correcting a transcript and settling what that put in doubt, on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cli.asking import Ran, Run, on_terminal, place, stamp

from interviewcoder.store.project import Project

Code = Callable[..., Ran]


@pytest.fixture
def corrected(file: Path, code: Code, tmp_path: Path) -> Path:
    """A file with a corrected R01, of which two fragments are coded: one is changed in it."""
    code("R01", "Niemand wordt boos om een fout", "mistakes")
    code("R01", "Dat beslis ik zelf", "work")
    with Project.open(file) as project:
        text = project.ask.transcript(project.ask.document("R01").id).text
    path = tmp_path / "R01.txt"
    path.write_text(text.replace("boos om een", "kwaad\x1b om geen"), encoding="utf-8")
    return path


def test_what_a_corrected_file_changes_is_shown_before_it_does(run: Run, file: Path, corrected: Path) -> None:
    before = stamp(file)
    shown = run("correct", file, corrected, "--preview").out
    assert "[boos]" in shown
    assert "[kwaad␛]" in shown
    assert "Codings that stay on their words: 1; to review: 1." in shown
    assert shown.endswith("Nothing was corrected.\n")
    refused = run("correct", file, corrected)
    assert (refused.code, "--yes" in refused.err) == (1, True)
    assert stamp(file) == before


def test_a_correction_and_what_it_leaves_to_a_person(run: Run, file: Path, corrected: Path) -> None:
    told = run("correct", file, corrected, "--yes", "--json").json
    assert (told["version"], told["turns"], told["stays"]) == (2, 1, 1)
    assert [(each["text"], each["new_text"]) for each in told["changes"]] == [("boos", "kwaad\x1b"), ("een", "geen")]
    assert [each["text"] for each in told["doubtful"]] == ["Niemand wordt boos om een fout"]
    assert "Codings that wait for review: 1" in run("documents", file).out
    assert "Codings that wait for review: 1" in run("codings", file).out
    assert "Codings that wait for review: 1" in run("coverage", file).out
    assert [row["text"] for row in run("codings", file, "--json").json["rows"]] == ["Dat beslis ik zelf"]
    (row,) = run("review", file, "--json").json["rows"]
    assert row["why"] == "changed"
    assert row["places"][0]["text"] == "Niemand wordt kwaad\x1b om geen fout"
    listed = run("review", file).out
    assert "“Niemand wordt boos om een fout”" in listed
    assert "\x1b" not in listed
    assert row["guid"] in listed


def test_settling_by_place_and_taking_off(run: Run, file: Path, corrected: Path) -> None:
    run("correct", file, corrected, "--yes")
    guid = run("review", file, "--json").json["rows"][0]["guid"]
    for words, key in ((["--place", "9"], "place 9"), ([], "--place N")):
        refused = run("review", file, "--settle", guid, *words)
        assert (refused.code, key in refused.err) == (1, True)
    assert "label mistakes is now on" in run("review", file, "--settle", guid, "--place", "1").out
    assert run("review", file).out == "No codings wait for review.\n"
    run("undo", file)
    start, end = place(file, "R01", "daar leren we van")
    assert run("review", file, "--settle", guid, "--start", start, "--end", end, "--json").json == {"rows": []}
    run("undo", file)
    assert "Taken off" in run("review", file, "--remove", guid).out
    assert run("review", file, "--json").json == {"rows": []}


def test_the_document_can_be_named(run: Run, file: Path, corrected: Path) -> None:
    other = corrected.rename(corrected.with_name("verbeterd.txt"))
    assert run("correct", file, other, "--yes").code == 1
    assert run("correct", file, other, "--document", "R01", "--yes").code == 0
    assert run("undo", file).out == "Undone: corrected the text of R01\n"
    assert {row["text"] for row in run("codings", file, "--json").json["rows"]} == {
        "Niemand wordt boos om een fout", "Dat beslis ik zelf",
    }  # fmt: skip


def test_importing_it_instead_says_how_to_correct(run: Run, file: Path, corrected: Path) -> None:
    assert "interviewcoder correct FILE PATH" in run("import", file, corrected, "--yes").err


def test_on_a_terminal_it_asks(file: Path, corrected: Path) -> None:
    code, said = on_terminal("correct", file, corrected, keys="y\n", after="[y/N]")
    assert code == 0
    assert "R01 has its corrected text." in said
