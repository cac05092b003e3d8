"""Rounds by command; and no command tells anyone what another coder did under a seal."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from cli.asking import Run

from interviewcoder.cli.commands import MODULES
from interviewcoder.cli.studies import CODER
from interviewcoder.store import rounds
from interviewcoder.store.project import Project

MEMO = "geheime notitie van Bram"


@pytest.fixture
def sealed(file: Path) -> Path:
    """A study in which R01 is coded blind by Anna and Bram, who has not begun."""
    with Project.open(file) as study:
        study.add_coder("Bram")
        study.add_coder("Carla")
        study.apply_code("Anna", study.ask.document("R01").id, 3, 10, "trust")
        study.apply_code("Bram", study.ask.document("R02").id, 3, 8, "work")
        rounds.new_round(study, "Anna", "Een", ["R01"], ["Anna", "Bram"])
        rounds.seal(study, "Anna", "Een")
    return file


def work(file: Path) -> list[str]:
    with Project.open(file) as study:
        document = study.ask.document("R01").id
        guid = study.apply_code("Bram", document, 14, 44, "mistakes", memo=MEMO)
        study.star("Bram", guid, True)
        study.mark_read("Bram", document, 0, 90)
        study.write_memo("Bram", "document", document, MEMO)
    return [guid, MEMO]


NOT_ABOUT_A_STUDY = {
    *("demo", "new", "import", "codebook", "restore", "backup", "correct", "code", "redo", "assign", "rule", "copy"),
    *("serve", "team"),
}
"""Commands that make, write or copy a study, or read none; ``backup`` and ``restore`` speak of files alone, ``serve``
goes on until it is stopped, with the screens of one coder, and ``team`` is for a server, which keeps the seal."""
MORE: dict[str, list[list[str]]] = {
    "undo": [["--coder", "Anna"]],
    "agreement": [[], ["--drift", "Bram", "--since", "2000-01-01"], ["--consensus"], ["--differing", "all"]],
    "disagreements": [[], ["--out", "out.csv"], ["--coder", "Bram"]],
    "doubtful": [[], ["--coder", "Bram"]],
    "review": [[], ["--coder", "Bram"]],
    "round": [["status"]],
    "suggest": [["--text", "Een fout op het bord."]],
    "pseudonyms": [["residue"]],
    "exchange": [["export", "out.qdpx"]],
    "bundle": [["export", "out.icbundle", "--for", "Anna", "--coder", coder] for coder in ("Anna", "Bram")],
    "report": [["--out", "out.html", "--despite", "proef", "--coders-as", "names"], []],
    "sql": [[f"SELECT * FROM {name}"] for name in ("v_codings", "v_memos", "v_readings", "v_coverage")],
    "codings": [[], ["--coder", "Bram"], ["--document", "R01"]],
    "history": [[], ["--coder", "Bram"], ["--last", "3"], ["--about", "memo"], ["--conflicts"]],
    "coverage": [[], ["--coder", "Bram"], ["--by", "coder"], ["--level", "feature"]],
    "cooccurrence": [[], ["--coder", "Bram"]],
    "quotes": [["--despite", "proef"], ["--despite", "proef", "--starred", "--coder", "Anna"]],
}
"""What else to say to a command; a command that is not here is given the file alone, and must do with that."""


def said(run: Run, folder: Path, name: str, more: list[str], how: list[str], secrets: list[str]) -> dict[str, Any]:
    stepped = name in ("round", "exchange", "bundle")
    words = [name, more[0], "s.icdb", *more[1:]] if stepped else [name, "s.icdb", *more]
    ran = run(*words, *how)
    written = ""
    for path in sorted(folder.glob("out*")):
        if is_zipfile(path):
            with ZipFile(path) as package:
                written += "".join(package.read(each).decode(errors="replace") for each in package.namelist())
        else:
            written += path.read_text()
        path.unlink()
    assert not [each for each in secrets if each in written], name
    return {"code": ran.code, "out": ran.out, "err": ran.err, "notes": written.count("<Note"), "wrote": bool(written)}


@pytest.mark.parametrize(
    ("viewer", "ways"),
    [
        pytest.param("Anna", ([], ["--json"]), marks=pytest.mark.slow),
        pytest.param(None, (["--json"],), marks=pytest.mark.slow),
    ],
)
def test_no_command_tells_what_another_did_under_the_seal(
    sealed: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, viewer: str | None, ways: Any
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    for folder in (before, after):
        folder.mkdir()
        shutil.copy(sealed, folder / "s.icdb")
    secrets = work(after / "s.icdb")
    if viewer:
        monkeypatch.setenv(CODER, viewer)
    tried = 0
    for name in MODULES:
        if name in NOT_ABOUT_A_STUDY:
            continue
        for more in MORE.get(name, [[]]):
            for how in ways:
                told = []
                for folder in (before, after):
                    shutil.copy(folder / "s.icdb", folder / "kept")
                    monkeypatch.chdir(folder)
                    told.append(said(run, folder, name, more, how, secrets))
                    shutil.copy(folder / "kept", folder / "s.icdb")
                assert told[0]["code"] in (0, 1), (name, told[0]["err"])
                assert told[1] == told[0], name
                assert not [each for each in secrets if each in told[1]["out"] + told[1]["err"]]
                tried += 1
    assert tried > 25
    monkeypatch.chdir(after)
    monkeypatch.setenv(CODER, "Bram")
    assert secrets[0] in run("codings", "s.icdb", "--json").out
    monkeypatch.delenv(CODER)
    assert secrets[0] not in run("codings", "s.icdb", "--coder", "Bram", "--json").out


def test_a_round_from_plan_to_reveal(file: Path, run: Run) -> None:
    refused = run("round", "new", file, "Een", "--coders", "Anna,Bram")
    assert (refused.code, refused.out) == (1, "")
    assert "no coder 'Bram'" in refused.err
    made = run("round", "new", file, "Een", "--coders", "Anna,Bram", "--new-coders", "--documents", "R01", "--json")
    assert made.json["state"] == "planned"
    assert made.json["documents"] == ["R01"]
    assert run("round", "seal", file, "een", "--coder", "Bram").code == 0
    assert "sealed already" not in run("round", "status", file).out
    assert "is sealed" in run("round", "seal", file, "Een", "--coder", "Bram").err
    assert "“Een” is sealed" in run("codings", file).err
    assert "“Een” is sealed" in run("codings", file, "--coder", "Anna").err, "a name is no proof of who looks"
    assert "Waiting for: Bram" in run("round", "done", file, "Een", "--coder", "Anna").out
    assert "Say why" in run("round", "reveal", file, "Een", "--coder", "Anna").err
    revealed = run("round", "reveal", file, "Een", "--reason", "Bram is ziek", "--coder", "Anna", "--json").json
    assert (revealed["state"], revealed["early"], revealed["revealed_by"]) == ("revealed", True, "Anna")
    status = run("round", "status", file).out.splitlines()
    assert status[1].split("  ")[0] == "Een"
    assert "Bram is ziek (Anna)" in status[1]
    assert "cannot be taken back" in run("round", "reveal", file, "Een", "--reason", "x", "--coder", "Anna").err


def test_a_text_under_a_seal_stays_as_it_is_and_is_coded_without_suggestions(
    sealed: Path, run: Run, tmp_path: Path
) -> None:
    better = tmp_path / "R01.txt"
    with Project.open(sealed) as study:
        better.write_text(study.ask.transcript(study.ask.document("R01").id).text.replace("bord", "whiteboard"))
    corrected = run("correct", sealed, better, "--yes", "--coder", "Anna")
    assert corrected.code == 1
    assert "being coded blind" in corrected.err
    asked = run("suggest", sealed, "--json")
    assert {each["document"] for each in asked.json["suggestions"]} <= {"R02"}
    assert "coded without them" in asked.err


def test_who_is_done_with_a_round_has_read_it_also_for_coverage(file: Path, run: Run) -> None:
    with Project.open(file) as study:
        study.add_coder("Bram")
        study.apply_code("Bram", study.ask.document("R01").id, 3, 10, "trust")
        rounds.new_round(study, "Anna", "Een", ["R01"], ["Anna", "Bram"])
        rounds.seal(study, "Anna", "Een")
        before = run("coverage", file, "--json").json["totals"][0]["read"]
        rounds.mark_done(study, "Bram", "Een")
        assert run("coverage", file, "--json").json["totals"][0]["read"] == before == 0, "under the seal"
        rounds.mark_done(study, "Anna", "Een")
    assert run("coverage", file, "--json").json["totals"][0]["read"] == 1
    agreed = run("agreement", file, "--json").json
    assert agreed["rows"][0]["n"] == 1, "as agreement has it"


def test_the_doctor_says_that_it_counts_what_one_may_see(
    run: Run, sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work(sealed)
    monkeypatch.setenv("INTERVIEWCODER_CODER", "Anna")
    assert "in the log that you may see" in run("doctor", sealed).out
